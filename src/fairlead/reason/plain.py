"""Answers on ratifications, laws and routes as plain data: the same for the command line, the web pages and the API."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from fairlead.facts import BusinessLawScope, Row, load
from fairlead.reason import gaps, laws, plans, ratification
from fairlead.reason.company import Company
from fairlead.reason.import_bans import BanFinding
from fairlead.reason.laws import LawFinding

__all__ = [
    "PROTOCOL",
    "banned",
    "binding",
    "counted",
    "gaps_of_state",
    "law_in_full",
    "pathfinder_lists",
    "plain_row",
    "plan",
    "record_day",
    "status_of_state",
]

PROTOCOL = "P029"
"""The Protocol of 2014 to the Forced Labour Convention."""


def plain_row(row: Row) -> dict[str, Any]:
    """A row of facts with the name of its table.

    Examples
    --------
    >>> from fairlead.facts import Ratification
    >>> plain_row(load(Ratification)[0])["table"]
    'ratifications'
    """
    return {"table": row.table, **msgspec.to_builtins(row)}


def record_day(code: str) -> date:
    """The day on which the record of an instrument ends; the day in UTC where no ratification of it is kept.

    Examples
    --------
    >>> record_day("P029")
    datetime.date(2026, 6, 4)
    """
    held = ratification.coverage(code)
    return date.fromisoformat(held.as_of) if held else datetime.now(UTC).date()


def counted(code: str, on: date) -> dict[str, Any]:
    """How many States had ratified an instrument on a date, and each of them.

    Examples
    --------
    >>> told = counted("P029", date(2021, 3, 17))
    >>> told["low"], told["high"], told["published"][0].startswith("Published: 50")
    (50, 50, True)
    """
    total = ratification.count(code, on)
    return {
        "instrument": code,
        "on": on.isoformat(),
        "low": total.low,
        "high": total.high,
        "text": total.text,
        "as_of": total.as_of,
        "to_be_checked": total.to_be_checked,
        "undecided": [row.iso3 for row in total.undecided],
        "recalled": [row.iso3 for row in total.recalled],
        "published": list(plans.published(on) if code == PROTOCOL else ()),
        "states": [
            {"iso3": row.iso3, "verdict": given.verdict, "text": given.text, "row": plain_row(row)}
            for row, given in ratification.ratifiers(code, on)
        ],
    }


def status_of_state(code: str, iso3: str, on: date) -> dict[str, Any]:
    """Whether a State had ratified an instrument and was bound by it; with its plan, for the Protocol.

    Examples
    --------
    >>> status_of_state("P029", "BGD", date(2022, 6, 1))["in_force"]["verdict"]
    'no'
    """
    status = ratification.instrument_status(code, iso3, on)
    found: dict[str, Any] = {
        "instrument": code,
        "iso3": iso3,
        "on": on.isoformat(),
        "ratified": status.ratified.plain(),
        "in_force": status.in_force.plain(),
    }
    if code == PROTOCOL:
        found["plan"] = plan(iso3, on)
        found["commitments"] = [plain_row(row) for row in plans.commitments(iso3)]
    return found


def plan(iso3: str, on: date) -> dict[str, Any]:
    """The plan of action of a State, and the horizon as the ITUC guide reads it.

    Examples
    --------
    >>> plan("BGD", date(2026, 6, 4))["as_read_by_the_guide"]
    ['2024-01-20', '2024-01-20']
    """
    horizon = plans.plan_horizon(iso3, on)
    return {
        "status": horizon.status,
        "protocol_says": horizon.protocol_says,
        "as_read_by_the_guide": [str(end) for end in (horizon.earliest, horizon.latest) if end],
        "passed": horizon.passed,
        "text": horizon.text,
        "to_be_checked": horizon.to_be_checked,
        "rows": [plain_row(row) for row in (*horizon.plans, *horizon.research)],
    }


def gaps_of_state(profile: str, iso3: str, on: date | None) -> dict[str, Any]:
    """The instruments of a subject, each with the answer whether it is a gap of the State.

    Examples
    --------
    >>> [one["gap"]["verdict"] for one in gaps_of_state("forced labour", "QAT", date(2026, 6, 4))["gaps"]]
    ['no', 'yes', 'no']
    """
    return {
        "profile": profile,
        "iso3": iso3,
        "gaps": [
            {"instrument": each.instrument, "name": each.name, "why": each.why, "on": each.on.isoformat()}
            | {"gap": each.answer.plain()}
            for each in gaps.gaps(profile, iso3, on)
        ],
    }


def pathfinder_lists(on: date) -> dict[str, Any]:
    """Both published lists of pathfinder countries against ratification of the Protocol.

    Examples
    --------
    >>> [(one["low"], one["total"]) for one in pathfinder_lists(date(2021, 3, 31))["lists"]][0]
    (7, 22)
    """
    lists = []
    for listing in ("2021", "2025"):
        found = plans.pathfinders(on, listing)
        lists.append(
            {
                "listing": listing,
                "total": found.total,
                "low": found.low,
                "high": found.high,
                "had": list(found.had),
                "had_not": list(found.had_not),
                "undecided": list(found.undecided),
                "text": found.text,
                "notes": list(found.notes),
                "to_be_checked": found.to_be_checked,
            }
        )
    return {"on": on.isoformat(), "lists": lists}


def law_in_full(law_id: str) -> dict[str, Any]:
    """One law with its scopes, dates and strength.

    Examples
    --------
    >>> sorted(law_in_full("EU-FLR"))
    ['dates', 'law', 'note', 'scopes', 'strength']
    """
    row = laws.law(law_id)
    scopes = [scope for scope in load(BusinessLawScope) if scope.law == row.id]
    parts = {"law": row, "scopes": scopes, "dates": laws.dates_of(row.id), "strength": laws.strength([row.id])}
    return {**msgspec.to_builtins(parts), "note": laws.NOT_ADVICE}


def binding(company: Company, on: date, found: Iterable[LawFinding]) -> dict[str, Any]:
    """Which laws bind a company, as `fairlead.reason.laws.which_laws` finds them.

    Examples
    --------
    >>> company = Company(seat="GBR", turnover=40e6, currency="GBP")
    >>> day = date(2026, 1, 1)
    >>> binding(company, day, laws.which_laws(company, day))["on"]
    '2026-01-01'
    """
    return {
        "on": str(on),
        "company": msgspec.to_builtins(company),
        "note": laws.NOT_ADVICE,
        "laws": [one.plain() for one in found],
    }


def banned(
    on: date, good: str | None, origin: str | None, into: str | None, maker: str | None, found: Iterable[BanFinding]
) -> dict[str, Any]:
    """Which import bans touch a good, as `fairlead.reason.import_bans.bans_touching` finds them."""
    said = {"good": good, "origin": origin, "into": into, "made_by": maker}
    return {"on": str(on), **said, "bans": [one.plain() for one in found]}
