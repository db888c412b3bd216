"""The State, the other State and the place of a case; the State's standing towards ILO instruments."""

from __future__ import annotations

from datetime import date
from typing import Any

from fairlead.act.terms import term
from fairlead.act.values import Scope
from fairlead.act.values.rows import OpenInCase
from fairlead.act.values.said import Known, Named, Said, country, dated, day
from fairlead.facts import Ratification, load
from fairlead.reason.ratification import coverage, in_force, members, ratified

__all__ = ["VALUES", "home_of"]


class Place:
    """A State: ``name``, ``start`` at the start of a sentence; ``state.C029`` is its standing towards an instrument.

    ``member`` says whether it is in the record of the member States of the ILO, true where no State is given.
    """

    def __init__(self, scope: Scope, iso3: str, label: str) -> None:
        self.scope, self.iso3 = scope, iso3
        said = country(iso3, scope.language) if iso3 else ""
        self.name: Any = Named(said) if iso3 else OpenInCase(scope, f"name of {label}")
        self.member = not iso3 or iso3 in members()
        self.start: Any = Named(said[:1].upper() + said[1:]) if iso3 else self.name

    def __getattr__(self, code: str) -> Instrument:
        if code.startswith("_"):
            raise AttributeError(code)
        return Instrument(self.scope, code, self.iso3)

    def __bool__(self) -> bool:
        return bool(self.iso3)


class Instrument:
    """An instrument and a State.

    ``ratified`` and ``in_force`` are answers on the date of the document; ``recorded`` and ``bound`` are those on the
    last day of the record, where the document is dated later, and ``record_day`` is that day. ``day`` is the day (or
    year) of ratification, ``dated`` the same with its preposition.
    """

    def __init__(self, scope: Scope, code: str, iso3: str) -> None:
        on = scope.case.day
        held = coverage(code)
        last = min(on, date.fromisoformat(held.as_of)) if held else on
        self.ratified = Known(scope.recorder, ratified(code, iso3, on))
        self.in_force = Known(scope.recorder, in_force(code, iso3, on))
        self.recorded = Known(scope.recorder, ratified(code, iso3, last))
        self.bound = Known(scope.recorder, in_force(code, iso3, last))
        self.record_day = Named(day(last.isoformat(), scope.language))
        rows = [row for row in load(Ratification) if (row.instrument, row.iso3) == (code, iso3)]
        said = day(rows[0].ratified, scope.language) if rows and self.ratified.answer.verdict == "yes" else ""
        told = self.ratified.answer.text
        self.day = Said(scope.recorder, said, rows, f"day of ratification of {code}", told)
        with_word = dated(rows[0].ratified, scope.language) if said else ""
        self.dated = Said(scope.recorder, with_word, rows, f"day of ratification of {code}", told)


def _sector(scope: Scope) -> dict[str, Any]:
    """The industry in words: ``name`` inside a sentence; false where none is chosen."""
    if not scope.case.sector:
        return {}
    from fairlead.dossier.packaged import packaged

    said = term(packaged().name(scope.case.sector), scope.language)
    return {"name": Named(said[:1].lower() + said[1:]), "title": Named(said)}


def home_of(scope: Scope) -> str:
    """Where who writes has its seat; the State of the case, where that is not said or names are withheld."""
    lead = scope.case.lead
    return lead.country if lead and lead.country and not scope.case.withhold and not lead.withheld else scope.case.state


VALUES = {
    "home": lambda scope: Place(scope, home_of(scope), "the seat"),
    "sector": _sector,
    "state": lambda scope: Place(scope, scope.case.state, "the State"),
    "partner": lambda scope: Place(scope, scope.case.partner, "the other State"),
    "place": lambda scope: Place(scope, scope.case.where, "the place"),
    "protocol": lambda scope: Instrument(scope, "P029", scope.case.state),
}
