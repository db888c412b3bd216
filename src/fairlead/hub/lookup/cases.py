"""Cases on forced labour before the bodies of the ILO, by country, instrument, body and year."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.facts import SupervisoryCase, load, schema
from fairlead.hub.lookup.asked import country_in_filter, named_near, text
from fairlead.hub.lookup.lists import chosen
from fairlead.hub.lookup.shown import instrument_name, look_up
from fairlead.hub.pages import Page, pages
from fairlead.reason import plain
from fairlead.reason.ratification import coverage, ratified
from fairlead.reason.route_question import route_rows
from fairlead.reason.routes import BODIES

__all__ = ["addresses", "case", "case_list", "slugs"]

SHORT = {
    "Art. 24 representation": "art-24",
    "Art. 26 complaint": "art-26",
    "Art. 33 measures": "art-33",
    "Conference Committee": "conference",
    "Committee of Experts": "experts",
}


def case_list(request: HttpRequest) -> Page:
    """List the cases that pass the filters, the latest first."""
    every = load(SupervisoryCase)
    codes = sorted({code for row in every for code in row.instruments})
    filters: dict[str, Any] = {
        "country": country_in_filter(request),
        "instrument": chosen(request, "instrument", codes),
        "body": chosen(request, "body", SHORT.values()),
        "state": chosen(request, "state", ("open", "follow-up", "closed")),
        "year": _year(request),
    }
    found = sorted(
        (row for row in every if _passes(row, filters)), key=lambda row: (-row.from_year, row.country, row.body)
    )
    rows = [_flat(row) for row in found]
    named = {row.iso3: row.country for row in sorted(every, key=lambda row: row.country)}
    return look_up(
        "cases.html",
        _("Cases on forced labour before the bodies of the ILO"),
        {"filters": filters, "note": schema("supervisory_cases").absence, "cases": rows},
        rows,
        description=_("Complaints, representations and individual cases on forced labour, by country and instrument."),
        cases=[(slugs()[id(row)], row) for row in found],
        total=len(every),
        filters=filters,
        countries={**named, **({filters["country"]: _name(filters["country"])} if filters["country"] else {})},
        instruments={code: f"{code} {instrument_name(code)}" for code in codes},
        bodies={short: body for body, short in SHORT.items()},
        states={state: state.capitalize() for state in ("open", "follow-up", "closed")},
        absence=schema("supervisory_cases").absence,
    )


def case(request: HttpRequest, case: str) -> Page:  # noqa: ARG001
    """Show one case."""
    row = next((row for row in load(SupervisoryCase) if slugs()[id(row)] == case), None)
    if row is None:
        near = named_near(case, slugs().values())
        said = _("There is no such case in the table, which is a selection.")
        raise Http404(f"{said} {_('Near:')} {near}." if near else said)
    standings = [
        (code, ratified(code, row.iso3, plain.record_day(code)) if coverage(code) else None) for code in row.instruments
    ]
    others = [one for one in load(SupervisoryCase) if one.iso3 == row.iso3 and one is not row]
    route = next(
        (route_rows()[name] for name, body in BODIES.items() if body == row.body and name in route_rows()), None
    )
    return look_up(
        "case.html",
        _("%(country)s, %(body)s, %(year)d") % {"country": row.country, "body": row.body, "year": row.from_year},
        _flat(row),
        [_flat(row)],
        description=row.topic,
        row=row,
        standings=standings,
        others=[(slugs()[id(one)], one) for one in sorted(others, key=lambda one: -one.from_year)],
        route=route,
    )


@cache
def slugs() -> dict[int, str]:
    """The name of each case in its address, by the identity of its row: State, first year and body."""
    found: dict[int, str] = {}
    taken: dict[str, int] = {}
    for row in load(SupervisoryCase):
        stem = f"{row.iso3}-{row.from_year}-{SHORT[row.body]}"
        taken[stem] = taken.get(stem, 0) + 1
        found[id(row)] = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
    return found


def _passes(row: SupervisoryCase, filters: dict[str, Any]) -> bool:
    year = filters["year"]
    return (
        filters["country"] in ("", row.iso3)
        and (not filters["instrument"] or filters["instrument"] in row.instruments)
        and filters["body"] in ("", SHORT[row.body])
        and filters["state"] in ("", row.state)
        and (not year or row.from_year <= year <= (row.to_year or (row.from_year if row.state == "closed" else 9999)))
    )


def _year(request: HttpRequest) -> int | None:
    asked = text(request, "year")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and 1919 <= int(asked[:5]) <= 2100):
        raise FairleadError(
            _("%(asked)s is not a year.") % {"asked": repr(asked[:20])}, fix=_("Write four digits, for instance 2018.")
        )
    return int(asked)


def _flat(row: SupervisoryCase) -> dict[str, Any]:
    return {
        "case": slugs()[id(row)],
        "body": row.body,
        "iso3": row.iso3,
        "country": row.country,
        "instruments": row.instruments,
        "from_year": row.from_year,
        "to_year": row.to_year,
        "started_by": row.started_by,
        "topic": row.topic,
        "outcome": row.outcome,
        "state": row.state,
        "to_be_checked": row.to_be_checked,
        "source": row.source,
        "url": row.url,
        "as_of": row.as_of,
        "status": row.status,
        "note": row.note,
    }


def _name(iso3: str) -> str:
    from fairlead.hub.lookup.asked import countries

    return countries()[iso3]


addresses: list[URLPattern] = [
    *pages("cases/", case_list, "cases"),
    *pages("cases/<str:case>/", case, "case"),
]
