"""Measures for a plan of an industry, and clauses for a code: chosen out of libraries that are data."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

import msgspec

from fairlead.act.kinds import FOLDER
from fairlead.act.terms import term, terms
from fairlead.act.values import Scope
from fairlead.act.values.rows import readable, said
from fairlead.act.values.said import Named
from fairlead.errors import FairleadError, InputError, Problem
from fairlead.facts import ProtocolMeasure, load

__all__ = ["VALUES", "Clause", "IndustryMeasure", "clauses", "industry_measures"]


class IndustryMeasure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an industry can do for a measure of the Protocol or of Recommendation No. 203.

    Attributes
    ----------
    key
        Short name, for placeholders and for choosing.
    measure
        Id of the measure in the table of measures.
    title, does, indicator
        What it is, what the industry does, and by what one sees that it is done.
    """

    key: str
    measure: str
    title: str
    does: str
    indicator: str


class Clause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A clause for a code of conduct.

    Attributes
    ----------
    key
        Short name, for choosing.
    title, text
        Its words.
    reference
        The provisions or principles that it applies.
    sectors
        Industries for which it is offered; empty: all.
    """

    key: str
    title: str
    text: str
    reference: str
    sectors: tuple[str, ...] = ()


@cache
def industry_measures(language: str = "en") -> tuple[IndustryMeasure, ...]:
    """What an industry can do, in the order of the library.

    Examples
    --------
    >>> "fees" in {one.key for one in industry_measures()}
    True
    """
    return msgspec.convert(_library("_measures.toml", language)["measures"], tuple[IndustryMeasure, ...])


@cache
def clauses(language: str = "en") -> tuple[Clause, ...]:
    """Clauses for a code of conduct, in the order of the library.

    Examples
    --------
    >>> clauses()[0].key
    'forced_labour'
    """
    return msgspec.convert(_library("_clauses.toml", language)["clauses"], tuple[Clause, ...])


def _library(name: str, language: str) -> dict[str, Any]:
    path = FOLDER / language / name
    if not path.exists():
        raise FairleadError(
            f"The library {name.strip('_').removesuffix('.toml')} is not there in the language {language!r}.",
            why="A document that is half translated misleads.",
            fix="Take English.",
        )
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _chosen(scope: Scope, field: str, known: list[str], usual: list[str]) -> list[str]:
    """Names given in a field with commas between them, in the order of the library; else the usual ones."""
    given = [part.strip() for part in scope.case.fields.get(field, "").split(",") if part.strip()]
    if unknown := [one for one in given if one not in known]:
        raise InputError(
            "The choice cannot be used.",
            [Problem(code="choice_unknown", severity="error", column=field, value=one, what=f"there is no {one!r}")
             for one in unknown],
            fix=f"Choose from: {', '.join(known)}.",
        )  # fmt: skip
    return [one for one in known if one in given] if given else usual


def _clauses(scope: Scope) -> tuple[dict[str, Any], ...]:
    library = {one.key: one for one in clauses(scope.language)}
    usual = [key for key, one in library.items() if not one.sectors or scope.case.sector in one.sectors]
    return tuple(
        {
            "key": key,
            "title": Named(library[key].title),
            "text": Named(library[key].text),
            "reference": Named(library[key].reference),
            "provision": library[key].reference,
        }
        for key in _chosen(scope, "clauses", list(library), usual)
    )


def _measures(scope: Scope) -> tuple[dict[str, Any], ...]:
    library = {one.key: one for one in industry_measures(scope.language)}
    told = {row.id: row for row in readable(scope, load(ProtocolMeasure), lambda row: row.measure)}
    found = []
    for key in _chosen(scope, "measures", list(library), list(library)):
        one = library[key]
        row = told.get(one.measure)
        if row is None:
            continue
        where = "Protocol of 2014" if row.instrument == "P029" else "Recommendation No. 203"
        reference = f"{where}, {_reference(row.reference)}"
        told_as = _reference_in(where, row.reference, scope.language)
        found.append(
            {
                "key": key,
                "title": Named(one.title),
                "does": Named(one.does),
                "indicator": Named(one.indicator),
                "reference": said(scope, told_as, row, "measure", f"{reference}: {row.measure}"),
                "provision": reference,
            }
        )
    return tuple(found)


def _reference_in(instrument: str, text: str, language: str) -> str:
    said = re.sub(r"^(?:Art|Para)\. ", lambda found: f"{term(_reference(found[0]).strip(), language)} ", text)
    comma = term(", ", language)
    if language != "en":
        said = re.sub(r"\((\d+)\)", lambda found: f"{comma}{term('Paragraph', language)} {found[1]}", said)
        said = re.sub(r"\(([a-z]+)\)", lambda found: terms(language).get(found[0], f" {found[1]})"), said)
    return f"{term(instrument, language)}{comma}{said}"


def _reference(text: str) -> str:
    return text.replace("Art. ", "Article ").replace("Para. ", "Paragraph ")


VALUES = {"clauses": _clauses, "measures": _measures}
