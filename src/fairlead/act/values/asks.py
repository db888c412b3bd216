"""What is asked for: the objective, obstacles that were named with what answers them, and the lender addressed."""

from __future__ import annotations

from typing import Any

from fairlead.act.terms import quoted, term
from fairlead.act.values import Scope
from fairlead.act.values.rows import joined, readable, said
from fairlead.act.values.said import Named, country, dated
from fairlead.errors import InputError, Problem
from fairlead.facts import Instrument, Ratification, load
from fairlead.facts.records.campaigns import CampaignObjective, RatificationObstacle
from fairlead.reason.route_question import route_rows

__all__ = ["VALUES", "Lender", "Objective"]

LENDERS = {
    "ADB": "the Asian Development Bank",
    "AIIB": "the Asian Infrastructure Investment Bank",
    "AfDB": "the African Development Bank",
    "EBRD": "the European Bank for Reconstruction and Development",
    "EIB": "the European Investment Bank",
    "GCF": "the Green Climate Fund",
    "IDB": "the Inter-American Development Bank",
    "IFC": "the International Finance Corporation",
    "MIGA": "the Multilateral Investment Guarantee Agency",
    "WB": "the World Bank",
}


class Objective:
    """The objective that the field ``objective`` names: ``name``, and ``ask``, a sentence that begins with "that".

    Raises
    ------
    InputError
        If there is no such objective.
    """

    def __init__(self, scope: Scope) -> None:
        wanted = scope.case.fields.get("objective", "").strip()
        rows = {row.id: row for row in load(CampaignObjective)}
        if wanted and wanted not in rows:
            raise InputError(
                "The objective cannot be used.",
                [Problem(code="choice_unknown", severity="error", column="objective", value=wanted,
                         what=f"there is no objective {wanted!r}")],
                fix=f"Choose from: {', '.join(rows)}.",
            )  # fmt: skip
        row = rows.get(wanted)
        self.known = row is not None
        self.id = row.id if row else ""
        self.name = Named(term(row.name, scope.language) if row else "")
        ask = _small(term(row.ask.rstrip("."), scope.language)) if row else ""
        if self.id == "ratify":
            names = {one.code: term(one.name, scope.language) for one in load(Instrument)}
            chosen = [names[code] for code in scope.case.instruments] or [names["P029"]]
            what = joined(chosen, scope.language)
            which = term("the instrument", scope.language)
            ask = ask.replace(which, f"the {what}" if scope.language == "en" else f"{which} ({what})", 1)
        self.ask = Named(ask)

    def __bool__(self) -> bool:
        return self.known


class Lender:
    """The lender of the case: ``name``, and the mechanism that takes complaints about what it pays for."""

    def __init__(self, scope: Scope) -> None:
        self.id = scope.case.target.lender
        name = term(LENDERS.get(self.id, self.id), scope.language)
        self.name = Named(name)
        self.start = Named(name[:1].upper() + name[1:])
        rows = [row for row in route_rows().values() if self.id in row.lender and "name" not in row.recalled]
        row = next(iter(readable(scope, rows, lambda row: row.name)), None)
        text = _small(term(row.name, scope.language)) if row else ""
        self.mechanism = said(scope, text, row or (), "complaint mechanism", f"{row.name} ({row.body})" if row else "")


def _obstacles(scope: Scope) -> tuple[dict[str, Any], ...]:
    """What was named as standing in the way of the Protocol or of an instrument of the case, and what answers it."""
    wanted = {"P029", *scope.case.instruments}
    rows = [
        row
        for row in load(RatificationObstacle)
        if row.iso3 == scope.case.state and row.instrument in wanted and row.said <= scope.case.on
    ]
    return tuple(
        {
            "key": row.id,
            "says": said(
                scope,
                _small(quoted(row.obstacle.rstrip("."), scope.language)),
                row,
                "obstacle",
                f"{row.said_by}: {row.obstacle}",
            ),
            "by": Named(term(row.said_by, scope.language)),
            "dated": Named(dated(row.said, scope.language)),
            "answers": _answers(scope, row),
        }
        for row in readable(scope, rows, lambda row: row.obstacle)
    )


def _answers(scope: Scope, row: RatificationObstacle) -> tuple[Any, ...]:
    """States that ratified the same instrument all the same, as sentences with their rows."""
    keys = {tuple(one.split("/")[1:]) for one in row.answers if one.startswith("ratifications/")}
    rows = [one for one in load(Ratification) if (one.instrument, one.iso3) in keys and one.ratified <= scope.case.on]
    names = {"C029": "Convention No. 29", "C105": "Convention No. 105", "P029": "the Protocol"}
    found = []
    for one in readable(scope, rows, lambda one: f"{one.country} ratified {one.instrument}"):
        what = names.get(one.instrument, f"Convention No. {int(one.instrument[1:])}")
        where, when = country(one.iso3, scope.language), dated(one.ratified, scope.language)
        text = (
            f"{where} ratified {what} {when}"
            if scope.language == "en"
            else f"{where} ({term(what, scope.language)}{term(', ', scope.language)}{when})"
        )
        found.append(
            said(scope, text, one, "ratification", f"{one.country} ratified {one.instrument} ({one.ratified})")
        )
    return tuple(found)


def _small(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if len(first) == 1 or first[1:].islower() else text


VALUES = {"objective": Objective, "lender": Lender, "obstacles": _obstacles}
