"""What stands in fixed words cannot age: no figure, no day, no standing of a State; and it can be read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.act.documents.cases import KINDS
from tests.act.documents.test_traced import numbers_without_names

from fairlead.act.kinds import FOLDER, kind, kinds
from fairlead.classify.countries import country_codes, country_name

MONTH = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b|\bMay \d|\d May\b"
)
AGES = re.compile(
    r"\b(?:recently|upcoming|forthcoming|currently|nowadays|this year|last year|next year|latest figures|as of today|"
    r"in office since)\b",
    re.IGNORECASE,
)
NAMED = frozenset({"United States", "Fiji"})
MINE = ("_shared", "_clauses", "_measures", *KINDS)
FILES = sorted((FOLDER / "en").glob("*.toml"))


def fixed(path: Path) -> Iterator[tuple[str, str]]:
    """The words that a file keeps, without values and conditions."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    texts: list[tuple[str, Any]] = [(name, data[name]) for name in ("name", "about", "title") if name in data]
    for part in ("passages", "clauses", "measures"):
        for one in data.get(part, []):
            id_ = one.get("id") or one["key"]
            texts += [(f"{id_}.{key}", one[key]) for key in ("text", "title", "does", "indicator") if key in one]
    for id_, text in texts:
        yield id_, re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_fact_that_can_age_stands_in_fixed_words(path: Path) -> None:
    for id_, text in fixed(path):
        assert not AGES.search(text), (id_, text)
        if path.stem not in MINE:
            continue
        assert not MONTH.search(text), (id_, text)
        bare = numbers_without_names(text)
        assert not re.search(r"\d", bare), (id_, bare)
        assert not re.search(
            r"\b(?:million|thousand|hundred|dozens?|most) (?:of )?(?:States|countries|people)", bare
        ), id_


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_state_stands_in_fixed_words(path: Path) -> None:
    names = {country_name(code) for code in country_codes()} - NAMED
    found = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b")
    for id_, text in fixed(path):
        if path.stem in MINE:
            assert not found.search(text), (id_, text)


@pytest.mark.parametrize("id_", KINDS)
def test_every_passage_says_who_wrote_it_and_each_placeholder_is_used_and_explained(id_: str) -> None:
    whole = kind(id_)
    text = (FOLDER / "en" / f"{id_}.toml").read_text(encoding="utf-8")
    used = text + (FOLDER / "en" / "_shared.toml").read_text(encoding="utf-8")
    for one in whole.passages:
        assert one.provenance(whole.words).drafter, one.id
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", one.provenance(whole.words).drafted)
    assert len({one.id for one in whole.passages}) == len(whole.passages)
    for field in whole.fields:
        mention = rf"field\.{field.key}\b|field\['{field.key}:'|{field.key} "
        assert re.search(mention, used) or field.key in ("clauses", "measures", "objective"), field.key
        assert len(field.label) > 5


@pytest.mark.parametrize("id_", KINDS)
def test_provisions_are_named_where_a_passage_rests_on_one(id_: str) -> None:
    for one in kind(id_).passages:
        if "Protocol of 2014" in one.text and re.search(r"\basks? (?:each State|States)\b", one.text):
            assert one.reference, one.id


@pytest.mark.parametrize("id_", KINDS)
def test_passages_are_short_enough_to_be_read(id_: str) -> None:
    for _, text in fixed(FOLDER / "en" / f"{id_}.toml"):
        assert len(text) < 750, text
        for sentence in re.split(r"(?<=[.?!:;]) ", text):
            assert len(sentence.split()) <= 60, sentence


def test_objectives_of_the_kinds_are_those_of_campaigns() -> None:
    from fairlead.facts import load

    known = {row.id for row in load("campaign_objectives")}
    for one in kinds().values():
        assert set(one.objectives) <= known, one.id
    for row in load("campaign_objectives"):
        for id_ in row.documents:
            if id_ in KINDS:
                assert row.id in kind(id_).objectives, (row.id, id_)


WORDS = sorted(FOLDER.glob("*/_words.toml"))


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.parent.name)
def test_the_words_around_documents_are_the_same_in_all_languages(path: Path) -> None:
    english = tomllib.loads((FOLDER / "en" / "_words.toml").read_text(encoding="utf-8"))
    assert set(tomllib.loads(path.read_text(encoding="utf-8"))) == set(english)
    for one in kinds().values():
        assert {mark.word for mark in one.marks} <= set(english)
