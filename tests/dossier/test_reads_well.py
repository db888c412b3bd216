"""What a reader sees of every dossier: no code of a program, no doubled punctuation, nothing said by two names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from fairlead.dossier import Dossier
from fairlead.dossier.names import known_countries
from fairlead.dossier.report.document import document
from fairlead.facts import load
from fairlead.report.document.model import Chart, Document, Heading

DOUBLED = re.compile(r"\.\.(?!\.)|;;|,,|::|\?\.|!\.|\.[;:,]|[;,]\.| [.,;]|\(\)|\. \.|  |\(\s|\s\)")
CODE = re.compile(r"\b[A-Za-z0-9]+_[A-Za-z0-9_]+\b|\b(?:RF|PE)\d\b|\bc[1-9]\d?\b|\bMLC2006\b|\b[a-z]+\.csv\b|[{}]")
INSTRUMENT = re.compile(r"[CPR]\d{3}")
MARKED = re.compile(r"[(\[](?:in part )?to be checked[)\]:]")
ABBREVIATED = re.compile(r"\b(?:etc|incl|approx|Inc|Ltd|Co|No|Art|Sec|Pub|U\.S\.C|e\.g|i\.e)\.(?=[,;:])")
ADDRESS = re.compile(r"https?://\S+|[\w.-]+@[\w.-]+")


@pytest.fixture(scope="module")
def documents(countries: dict[str, Dossier], others: dict[str, Dossier]) -> dict[str, Document]:
    return {name: document(dossier) for name, dossier in (*countries.items(), *others.items())}


def _texts(value: Any) -> Iterator[str]:
    """Every text of a document that a reader sees; drawings stand apart."""
    match value:
        case str():
            yield value
        case tuple() | list():
            for one in value:
                yield from _texts(one)
        case Chart():
            yield from (value.title, value.description)
        case msgspec.Struct():
            for field in value.__struct_fields__:
                if field != "href":
                    yield from _texts(getattr(value, field))


def _cells(shown: Document) -> Iterator[str]:
    for text in _texts(msgspec.structs.replace(shown, notes=())):
        yield ADDRESS.sub("(address)", ABBREVIATED.sub(lambda found: found[0][:-1], text))


def test_every_country_is_read(documents: dict[str, Document]) -> None:
    assert set(known_countries()) <= set(documents)


def test_punctuation_is_never_doubled(documents: dict[str, Document]) -> None:
    for name, shown in documents.items():
        for text in _cells(shown):
            found = DOUBLED.search(text)
            assert not found, (name, found, text)


def test_no_code_of_a_program_is_shown(documents: dict[str, Document]) -> None:
    """Codes of instruments are the field's own; a label is never one of them alone, nor the code of a country."""
    keys = {row.indicator for row in load("indicators")} | set(known_countries()) - {"USA"}
    for name, shown in documents.items():
        for text in _cells(shown):
            found = CODE.search(text)
            assert not found, (name, found, text)
            assert text.strip(" .:;") not in keys, (name, text)
            assert not INSTRUMENT.fullmatch(text.strip(" .:;")), (name, text)


def test_a_mark_stands_once(documents: dict[str, Document]) -> None:
    """Where a label says "to be checked", the statement beside it does not say so again in brackets."""
    for name, shown in documents.items():
        for run in _runs(shown.blocks):
            if run.mark:
                assert not MARKED.search(run.text), (name, run.text)


def _runs(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple | list):
        for one in value:
            yield from _runs(one)
    elif isinstance(value, msgspec.Struct):
        if hasattr(value, "mark"):
            yield value
        for field in value.__struct_fields__:
            yield from _runs(getattr(value, field))


def test_no_heading_stands_twice_in_a_part(documents: dict[str, Document]) -> None:
    for name, shown in documents.items():
        seen: set[str] = set()
        for block in shown.blocks:
            if isinstance(block, Heading) and block.level == 1:
                seen = set()
            elif isinstance(block, Heading) and block.level == 2:
                assert block.text not in seen, (name, block.text)
                seen.add(block.text)


def test_nothing_stands_empty(documents: dict[str, Document]) -> None:
    """Under every heading something is said, if only that nothing was collected."""
    for name, shown in documents.items():
        for block, after in zip(shown.blocks, (*shown.blocks[1:], None), strict=True):
            if isinstance(block, Heading):
                assert after is not None, (name, block.text)
                assert not (isinstance(after, Heading) and after.level <= block.level), (name, block.text)


def test_one_spelling_of_every_country(documents: dict[str, Document]) -> None:
    for name, shown in documents.items():
        assert not [text for text in _cells(shown) if "Côte d’Ivoire" in text or "Cote d'Ivoire" in text], name
