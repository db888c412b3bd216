"""What the map can show: ratification of an instrument on a date, or an estimate with its range.

A layer never labels a State. Ratification is a fact with its date; what the record does not tell is hatched. Estimates
are listed by name, never by size, carry their 90 % range, and are shown one account at a time, never added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from fairlead.dossier.packaged import shipped
from fairlead.facts import load
from fairlead.facts.records.core import Instrument, Ratification, RatificationCoverage
from fairlead.hub.lookup.asked import countries
from fairlead.reason.plain import PROTOCOL
from fairlead.reason.plans import plan_horizon
from fairlead.reason.ratification import days, in_force, ratified
from fairlead.report.world_map import Key, Shade, areas

__all__ = [
    "ESTIMATES",
    "Layer",
    "Place",
    "country_address",
    "estimate",
    "first_year",
    "instruments",
    "status",
]

ESTIMATES = ("forced_labour", "child_labour")
BANDS = {"forced_labour": (3, 6), "child_labour": (20, 100)}
"""Where the shades of a layer of estimates change, per 1,000 people at work; roughly a third of countries in each."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One country in a layer: its tone, what is said of it, and its row in the table and the data."""

    code: str
    name: str
    tone: str
    says: str
    row: dict[str, Any]


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """A layer, ready to draw: its countries in the order of their names, its key, and how many show each tone."""

    places: tuple[Place, ...]
    keys: tuple[Key, ...]
    counts: dict[str, int]

    def shades(self, address: Callable[[str], str]) -> dict[str, Shade]:
        """The countries as the drawing wants them."""
        return {one.code: Shade(tone=one.tone, says=one.says, address=address(one.code)) for one in self.places}


def instruments() -> dict[str, str]:
    """Instruments of which ratifications are kept: code and name, the Protocol first."""
    kept = {row.instrument for row in load(RatificationCoverage)}
    names = {row.code: row.name for row in load(Instrument) if row.code in kept}
    return {PROTOCOL: names[PROTOCOL], **dict(sorted(names.items()))}


def first_year(code: str) -> int:
    """The year of the first ratification that is kept."""
    return min(int(row.ratified[:4]) for row in load(Ratification) if row.instrument == code)


def status(code: str, on: date) -> Layer:
    """Who had ratified an instrument on a day, for whom it was in force; for the Protocol, where a plan is recorded."""
    plans = code == PROTOCOL
    return _layer([_state(code, iso3, on, plans) for iso3 in _drawn()], _status_keys(plans))


def estimate(account: str) -> Layer:
    """People of one account per 1,000 at work, by country, with 90 % ranges."""
    data = shipped()
    known = set(data.named)
    low, high = BANDS[account]
    keys = [
        Key("c", _("below %(low)s per 1,000 people at work") % {"low": low}),
        Key("b", _("%(low)s to %(high)s") % {"low": low, "high": high}),
        Key("a", _("above %(high)s") % {"high": high}),
        Key("unknown", _("hatched: no estimate; unknown is not zero")),
    ]
    return _layer([_estimated(account, iso3, iso3 in known, (low, high)) for iso3 in _drawn()], keys)


def country_address(code: str) -> str:
    """Where a country leads; empty where the hub has no page of it."""
    try:
        return reverse("country", kwargs={"code": code}) if code in countries() else ""
    except NoReverseMatch:
        return ""


def _drawn() -> list[str]:
    """Countries of the tables, in the order of their names. Territories that are drawn beside them say nothing."""
    shapes = {area.code for area in areas()}
    return [code for code in countries() if code in shapes]


def _layer(places: list[Place], keys: list[Key]) -> Layer:
    return Layer(places=tuple(places), keys=tuple(keys), counts=dict(Counter(one.tone for one in places)))


def _status_keys(plans: bool) -> list[Key]:
    if plans:
        return [
            Key("a", _("in force, and a plan of action is recorded")),
            Key("b", _("in force; no plan collected yet, or none found")),
            Key("c", _("ratified, not yet in force or the day is not known")),
            Key("d", _("not recorded as ratified; a plan of action is recorded")),
            Key("none", _("not recorded as ratified by that day")),
            Key("unknown", _("hatched: unknown, because the record ends earlier, is not complete, or has no day")),
        ]
    return [
        Key("a", _("in force")),
        Key("c", _("ratified, not yet in force or the day is not known")),
        Key("none", _("not recorded as ratified by that day, or denounced")),
        Key("unknown", _("hatched: unknown, because the record ends earlier, is not complete, or has no day")),
    ]


def _state(code: str, iso3: str, on: date, plans: bool) -> Place:
    name = countries()[iso3]
    had, bound = ratified(code, iso3, on), in_force(code, iso3, on)
    span = days(code, iso3)
    plan = plan_horizon(iso3, on).status if plans else ""
    recorded = plan == "plan recorded"
    said = {
        "a": _("ratified and in force"),
        "b": _("ratified and in force"),
        "c": _("ratified; not in force, or the day is not known"),
        "d": _("not recorded as ratified"),
        "none": _("not recorded as ratified"),
        "unknown": _("unknown"),
    }
    if had.verdict == "yes":
        tone = ("a" if recorded or not plans else "b") if bound.verdict == "yes" else "c"
    elif had.verdict == "no":
        tone = "d" if recorded else "none"
    else:
        tone = "unknown"
    day = _day(span) if span and had.verdict != "no" else ""
    check = had.to_be_checked or bound.to_be_checked
    says = f"{name}: {said[tone]}" + (f" ({day})" if day else "") + (f"; {_('plan recorded')}" if recorded else "")
    row = {
        "iso3": iso3,
        "country": name,
        "ratified": had.verdict,
        "ratified_on": day,
        "in_force": bound.verdict,
        **({"plan": plan} if plans else {}),
        "to_be_checked": check,
        "says": had.text,
    }
    return Place(code=iso3, name=name, tone=tone, says=says, row=row)


def _day(span: tuple[date, date]) -> str:
    first, last = span
    return first.isoformat() if first == last else str(first.year)


def _estimated(account: str, iso3: str, known: bool, bands: tuple[int, int]) -> Place:
    name = countries()[iso3]
    found = shipped().per_1000(account, iso3) if known else None
    if found is None:
        row: dict[str, Any] = {
            "iso3": iso3,
            "country": name,
            "per_1000": None,
            "low": None,
            "high": None,
            "modelled": None,
        }
        return Place(code=iso3, name=name, tone="unknown", says=f"{name}: {_('no estimate')}", row=row)
    tone = "c" if found.central < bands[0] else "b" if found.central < bands[1] else "a"
    figures = {"central": _short(found.central), "low": _short(found.low), "high": _short(found.high)}
    says = _("about %(central)s per 1,000 (90 %% range %(low)s to %(high)s)") % figures
    row = {
        "iso3": iso3,
        "country": name,
        "per_1000": round(found.central, 2),
        "low": round(found.low, 2),
        "high": round(found.high, 2),
        "modelled": shipped().modelled(iso3),
    }
    return Place(code=iso3, name=name, tone=tone, says=f"{name}: {says}", row=row)


def _short(value: float) -> str:
    """Two digits that count: an estimate is not known to more.

    Examples
    --------
    >>> _short(0.123), _short(8.07), _short(320.3)
    ('0.1', '8.1', '320')
    """
    return f"{value:.1f}" if value < 10 else f"{value:.0f}" if value < 100 else f"{round(value, -1):.0f}"
