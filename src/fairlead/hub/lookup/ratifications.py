"""Instruments: who had ratified what on any date, and which States lack what matters for a subject."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.facts import Instrument, Ratification, load
from fairlead.hub.lookup.asked import canonical, countries, day, named_near
from fairlead.hub.lookup.days import day_links, ends_of_years
from fairlead.hub.lookup.lists import chosen
from fairlead.hub.lookup.shown import cited, instrument_names, look_up
from fairlead.hub.pages import Page, pages
from fairlead.reason import gaps as reason_gaps
from fairlead.reason import plain, plans, ratification
from fairlead.reason.ratification import MEMBERS, Count

__all__ = ["addresses", "gap_list", "instrument", "instrument_list", "pathfinders", "standing"]

EXAMPLE = date(2021, 3, 17)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One State and one instrument on a date."""

    iso3: str
    name: str
    verdict: str
    in_force: str
    ratified: str
    denounced: str
    text: str
    mark: str
    row: Ratification | None


def instrument_list(request: HttpRequest) -> Page:
    """List the instruments, with the number of States that had ratified each on the day."""
    on = day(request, _last_day())
    kinds = {row.kind: row.kind.capitalize() for row in load(Instrument)}
    kind = chosen(request, "kind", kinds)
    found = [row for row in load(Instrument) if kind in ("", row.kind)]
    told = [(row, _told(row.code, on)) for row in sorted(found, key=_order)]
    rows = [
        {
            "code": row.code,
            "name": row.name,
            "organisation": row.organisation,
            "kind": row.kind,
            "adopted": row.adopted,
            "in_force": row.in_force,
            "fundamental": row.fundamental,
            "on": on.isoformat(),
            "ratified_low": total.low if total else None,
            "ratified_high": total.high if total else None,
            "ratifications": text,
            "source": row.source,
            "as_of": row.as_of,
            "status": row.status,
        }
        for row, (total, text) in told
    ]
    return look_up(
        "instruments.html",
        _("Instruments and their ratifications"),
        rows,
        rows,
        description=_(
            "ILO Conventions, the Protocol of 2014 and other instruments: how many States had ratified each."
        ),
        told=told,
        on_day=on,
        kinds=kinds,
        kind=kind,
        days=day_links(request, on, [(EXAMPLE, EXAMPLE.isoformat()), *ends_of_years(_last_day(), 3)]),
    )


def instrument(request: HttpRequest, code: str) -> Page | HttpResponseBase:
    """Show one instrument: who had ratified it on the day, who had not, and who left it."""
    row = _instrument(code)
    if moved := canonical(request, code, row.code):
        return moved
    held = ratification.coverage(row.code)
    end = plain.record_day(row.code)
    on = day(request, end)
    states = _states(row.code, on.isoformat()) if held else ()
    total, text = _told(row.code, on)
    rows = [
        {
            "instrument": row.code,
            "on": on.isoformat(),
            "iso3": one.iso3,
            "country": one.name,
            "had_ratified": one.verdict,
            "in_force": one.in_force,
            "ratified": one.ratified,
            "denounced": one.denounced,
            "says": one.text,
            "to_be_checked": one.mark,
            "source": one.row.source if one.row else held.source if held else "",
            "as_of": one.row.as_of if one.row else held.as_of if held else "",
        }
        for one in states
    ]
    data = {
        "instrument": plain.plain_row(row),
        "coverage": plain.plain_row(held) if held else None,
        **({"count": plain.counted(row.code, on)} if total else {"count": None}),
        "on": on.isoformat(),
        "text": text,
        "states": rows,
    }
    marked = (
        [(date.fromisoformat(row.in_force), _("entry into force"))] if len(row.in_force) == len("YYYY-MM-DD") else []
    )
    return look_up(
        "instrument.html",
        row.name,
        data,
        rows if held else None,
        description=_("Which States had ratified it on any date, which had not, and which had denounced it."),
        row=row,
        held=held,
        end=end,
        on_day=on,
        states=states,
        total=total,
        text=text,
        published=plans.published(on) if row.code == plain.PROTOCOL and total else (),
        denounced=[one for one in states if one.denounced],
        days=day_links(request, on, [*_known_days(row.code), *ends_of_years(end, 4), *marked]),
        sources=_sources(states, held),
    )


def pathfinders(request: HttpRequest) -> Page:
    """Show the pathfinder countries of Alliance 8.7 against ratification of the Protocol on the day."""
    end = plain.record_day(plain.PROTOCOL)
    on = day(request, end)
    told = plain.pathfinder_lists(on)
    words = {"had": _("yes"), "had_not": _("no"), "undecided": _("unknown")}
    rows = [
        {
            "list": one["listing"],
            "iso3": iso3,
            "country": countries().get(iso3, iso3),
            "had_ratified_P029": {"had": "yes", "had_not": "no", "undecided": "unknown"}[group],
            "on": on.isoformat(),
        }
        for one in told["lists"]
        for group in words
        for iso3 in one[group]
    ]
    marked = (date(2021, 3, 31), _("the guide of March 2021"))
    return look_up(
        "pathfinders.html",
        _("Pathfinder countries and the Protocol"),
        told,
        rows,
        description=_("Which pathfinder countries of Alliance 8.7 had ratified the Protocol of 2014 on any date."),
        told=told,
        on_day=on,
        end=end,
        days=day_links(request, on, [marked, *ends_of_years(end, 4)]),
    )


def gap_list(request: HttpRequest) -> Page:
    """Show, for each subject, which States had not ratified the instruments that matter for it."""
    profiles = reason_gaps.profiles()
    profile = chosen(request, "profile", profiles)
    on = day(request, _last_day())
    shown = (profile,) if profile else tuple(profiles)
    told = [
        (
            name,
            [
                (code, _why(name, code), ratification.coverage(code), *_gaps(code, on.isoformat()))
                for code in profiles[name]
            ],
        )
        for name in shown
    ]
    rows = [
        {
            "profile": name,
            "instrument": code,
            "name": instrument_names()[code],
            "why": why,
            "on": on.isoformat(),
            "ratified": tally.ratified,
            "gap": tally.gap,
            "unknown": tally.unknown,
            "states_with_a_gap": lacking,
        }
        for name, codes in told
        for code, why, _held, tally, lacking in codes
    ]
    return look_up(
        "gaps.html",
        _("Gaps: what States have not ratified, by subject"),
        rows,
        rows,
        description=_("For fishing, domestic work, agriculture, agencies, dialogue and more: instruments and gaps."),
        told=told,
        on_day=on,
        profile=profile,
        profiles={name: name.capitalize() for name in profiles},
        days=day_links(request, on, ends_of_years(_last_day(), 3)),
    )


def standing(code: str, iso3: str, on: date) -> Standing:
    """One State and one instrument on a date."""
    given = ratification.ratified(code, iso3, on)
    row = next((one for one in given.rows if isinstance(one, Ratification)), None) or _row(code, iso3)
    bound = ratification.in_force(code, iso3, on)
    mark = ""
    if given.to_be_checked or bound.to_be_checked or (row is not None and row.to_be_checked):
        mark = "in part to be checked" if row is not None and row.partly_recalled else "to be checked"
    return Standing(
        iso3=iso3,
        name=countries().get(iso3, iso3),
        verdict=given.verdict,
        in_force=bound.verdict,
        ratified=row.ratified if row else "",
        denounced=row.denounced if row else "",
        text=given.text,
        mark=mark,
        row=row,
    )


@lru_cache(maxsize=256)
def _states(code: str, on: str) -> tuple[Standing, ...]:
    """Every member State with its standing, in the order of the names; kept, since readers ask for the same days."""
    found = (standing(code, iso3, date.fromisoformat(on)) for iso3 in ratification.members())
    order = {iso3: place for place, iso3 in enumerate(countries())}
    return tuple(sorted(found, key=lambda one: order.get(one.iso3, len(order))))


@lru_cache(maxsize=4096)
def _count(code: str, on: str) -> Count:
    return ratification.count(code, date.fromisoformat(on))


@lru_cache(maxsize=1024)
def _gaps(code: str, on: str) -> tuple[reason_gaps.GapCount, tuple[str, ...]]:
    day_ = date.fromisoformat(on)
    tally = reason_gaps.world(code, day_)
    lacking = [
        iso3 for iso3 in ratification.members() if tally.gap and reason_gaps.gap(code, iso3, day_).verdict == "yes"
    ]
    order = {iso3: place for place, iso3 in enumerate(countries())}
    return tally, tuple(sorted(lacking, key=lambda iso3: order.get(iso3, len(order))))


def _told(code: str, on: date) -> tuple[Count | None, str]:
    """The count, or in words why there is none."""
    held = ratification.coverage(code)
    if held is None:
        return None, _("Ratifications are not collected yet.")
    try:
        total = _count(code, on.isoformat())
    except FairleadError as error:
        return None, f"{error.what} {error.why}"
    return total, total.text


def _instrument(code: str) -> Instrument:
    for row in load(Instrument):
        if row.code == code.upper():
            return row
    near = named_near(code.upper(), [row.code for row in load(Instrument)])
    said = _("There is no instrument %(code)s in the table.") % {"code": repr(code[:40])}
    raise Http404(f"{said} {_('Near:')} {near}." if near else said)


def _row(code: str, iso3: str) -> Ratification | None:
    return _rows().get((code, iso3))


@lru_cache(maxsize=1)
def _rows() -> dict[tuple[str, str], Ratification]:
    return {(row.instrument, row.iso3): row for row in load(Ratification)}


def _order(row: Instrument) -> tuple[Any, ...]:
    first = ("C029", "P029", "C105")
    return (
        first.index(row.code) if row.code in first else len(first),
        row.organisation != "ILO",
        not row.fundamental,
        row.code,
    )


def _why(profile: str, code: str) -> str:
    return next(one.why for one in reason_gaps.gaps(profile, "", None) if one.instrument == code)


def _known_days(code: str) -> list[tuple[date, str]]:
    """Days for which others published a count."""
    if code != plain.PROTOCOL:
        return []
    return [(EXAMPLE, _("%(day)s, of the ITUC guide") % {"day": EXAMPLE}), (date(2025, 6, 30), "2025-06-30")]


def _sources(states: tuple[Standing, ...], held: Any) -> list[dict[str, str]]:
    """Each source behind the rows once, the record first."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in (held, *(one.row for one in states)):
        if row is not None and (row.source, row.as_of) not in found:
            found[row.source, row.as_of] = cited(row)
    return list(found.values())


def _last_day() -> date:
    """The last day of the record of the instrument that every State has ratified."""
    return plain.record_day(MEMBERS)


addresses: list[URLPattern] = [
    *pages("ratifications/", instrument_list, "instruments"),
    *pages("ratifications/pathfinders/", pathfinders, "pathfinders"),
    *pages("ratifications/gaps/", gap_list, "gaps"),
    *pages("ratifications/<str:code>/", instrument, "instrument"),
]
