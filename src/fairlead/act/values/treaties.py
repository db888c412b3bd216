"""What the State is bound by, and how many States of its region have ratified the Protocol of 2014."""

from __future__ import annotations

from datetime import date
from typing import Any

from fairlead.act.terms import term
from fairlead.act.values import Scope
from fairlead.act.values.places import Instrument
from fairlead.act.values.rows import Together, joined, said
from fairlead.act.values.said import Named, country, day
from fairlead.facts import CountryRegion, Ratification, load
from fairlead.facts import Instrument as InstrumentRow
from fairlead.reason.ratification import coverage, ratifiers

__all__ = ["VALUES", "Region"]

ON_FORCED_LABOUR = ("C029", "C105", "C182", "C138", "C087", "C098", "C181", "C189")
"""Instruments by which a State has bound itself in what the Protocol is about, besides the Protocol."""


def _bound(scope: Scope, iso3: str) -> tuple[dict[str, Any], ...]:
    """The instruments in force for a State, as far as both the ratification and its day were read."""
    names = {row.code: row.name for row in load(InstrumentRow)}
    found = []
    for code in ON_FORCED_LABOUR if iso3 else ():
        standing = Instrument(scope, code, iso3)
        bound = standing.bound.answer
        if bound.verdict == "yes" and not bound.to_be_checked and standing.dated.known:
            found.append({"key": code, "name": Named(term(names[code], scope.language)), "dated": standing.dated})
    return tuple(found)


class Region:
    """The States of the region beside the State itself, and how many of them have ratified the Protocol.

    ``had`` of ``total`` by ``day``, a range where a date is not known closely; ``names``: those that had. ``several``
    says whether there is any to name; ``single``, whether it is the only other one, of which ``counted`` is the
    citation alone.
    """

    def __init__(self, scope: Scope) -> None:
        regions = {row.iso3: row for row in load(CountryRegion)}
        own = regions.get(scope.case.state)
        others = {iso3 for iso3, row in regions.items() if own and row.region == own.region} - {scope.case.state}
        held = coverage("P029")
        last = min(scope.case.day, date.fromisoformat(held.as_of)) if held else scope.case.day
        had: list[Ratification] = []
        undecided: list[Ratification] = []
        for row, given in ratifiers("P029", last):
            if row.iso3 in others and given.verdict != "no":
                sure = given.verdict == "yes" and not given.to_be_checked
                (had if sure else undecided).append(row)
        names = sorted(country(row.iso3, scope.language) for row in had)
        number = str(len(had)) if not undecided else f"{len(had)}\u2013{len(had) + len(undecided)}"
        where = own.region if own else ""
        says = (
            f"Counted from the record of ratifications of the Protocol of 2014 on {last}, {where} as the standard M49 "
            f"of the United Nations draws it, {country(scope.case.state, 'en') if own else ''} left aside: {number} of "
            f"{len(others)} member States of the ILO: {joined(sorted(country(row.iso3, 'en') for row in had), 'en')}"
        )
        rows = [held] if held else []
        self.several = bool(had)
        self.name = said(
            scope,
            term(where, scope.language),
            own or (),
            "region of the State",
            f"{own.country}: {where}" if own else "",
        )
        shown = number if scope.language == "en" else number.replace(" to ", "–")
        self.had = Together(scope, shown, rows, says)
        self.counted = Together(scope, "", rows, says)
        self.single = len(others) == len(had) == 1
        self.total = Named(str(len(others)))
        self.names = Named(joined(names, scope.language))
        self.day = Named(day(last.isoformat(), scope.language))


VALUES = {
    "treaties": lambda scope: _bound(scope, scope.case.state),
    "other_treaties": lambda scope: tuple(one for one in _bound(scope, scope.case.state) if one["key"] != "C029"),
    "partner_treaties": lambda scope: _bound(scope, scope.case.partner),
    "region": Region,
}
