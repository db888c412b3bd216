"""The map and its table."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from markupsafe import Markup

from fairlead.dossier.packaged import shipped
from fairlead.errors import FairleadError
from fairlead.hub.locale.names import instrument_names_in
from fairlead.hub.lookup.asked import day
from fairlead.hub.lookup.days import day_links, ends_of_years
from fairlead.hub.lookup.lists import chosen
from fairlead.hub.pages import Page
from fairlead.hub.worldmap import layers
from fairlead.reason.plain import PROTOCOL, record_day
from fairlead.reason.ratification import coverage
from fairlead.report.world_map import BORDERS, world_map

__all__ = ["world"]

KNOWN_DAYS = {PROTOCOL: ("2016-11-09", "2019-09-16", "2021-03-17")}
"""Days of interest: the Protocol's entry into force, and two on which its ratifications were counted elsewhere."""


def world(request: HttpRequest) -> Page | HttpResponseBase:
    """Show a layer on the map of the world and as a table, on a day where the layer has one."""
    instruments = layers.instruments()
    accounts = {"forced_labour": _("forced labour"), "child_labour": _("child labour")}
    layer = chosen(request, "layer", {**instruments, **accounts}) or PROTOCOL
    return (
        _estimates(layer, accounts, instruments) if layer in accounts else _ratifications(request, layer, instruments)
    )


def _ratifications(request: HttpRequest, code: str, instruments: dict[str, str]) -> Page | HttpResponseBase:
    end, first = record_day(code), layers.first_year(code)
    if year := request.GET.get("year", "").strip():
        on = min(date(_year(year), 12, 31), end) if _year(year) == end.year else date(_year(year), 12, 31)
        return redirect(f"{request.path}?layer={code}&on={on.isoformat()}")
    on = day(request, end)
    shown, drawn = _drawn_status(code, on.isoformat())
    held = coverage(code)
    known = [(date.fromisoformat(one), one) for one in KNOWN_DAYS.get(code, ())]
    links = sorted({*known, *ends_of_years(end, 5)}, reverse=True)
    rows = [{"instrument": code, "on": on.isoformat(), **one.row} for one in shown.places]
    context = {
        **_common(code, instruments, shown, drawn),
        "instrument": instruments[code],
        "elsewhere": instrument_names_in(code),
        "on_day": on,
        "end": end,
        "after_record": on > end,
        "complete": bool(held and held.complete),
        "years": (first, max(first, end.year)),
        "days": day_links(request, on, links),
        "plans": code == PROTOCOL,
    }
    title = _("%(instrument)s: who had ratified it on %(day)s") % {
        "instrument": instruments[code],
        "day": on.isoformat(),
    }
    data: dict[str, Any] = {
        "layer": code,
        "on": on.isoformat(),
        "record_ends": end.isoformat(),
        "key": shown.keys,
        "countries": rows,
    }
    data["names"] = instrument_names_in(code)
    return Page("worldmap/world.html", title, data, rows, context, description=_("A map and a table, on any day."))


def _estimates(account: str, accounts: dict[str, str], instruments: dict[str, str]) -> Page:
    shown, drawn = _drawn_estimate(account)
    title = {
        "forced_labour": _("People in forced labour for each 1,000 at work: estimates with their ranges"),
        "child_labour": _("Children in child labour for each 1,000 people at work: estimates with their ranges"),
    }[account]
    rows = [{"account": account, **one.row} for one in shown.places]
    context = {
        **_common(account, instruments, shown, drawn),
        "account": accounts[account],
        "frame": shipped().about["accounts"][account]["frame"].rstrip("."),
    }
    data = {
        "layer": account,
        "range": "90 %",
        "note": "Fairlead's own estimates; no country figure is the ILO's. Not a ranking. Accounts are never added.",
        "key": shown.keys,
        "countries": rows,
    }
    return Page("worldmap/estimates.html", title, data, rows, context)


def _common(layer: str, instruments: dict[str, str], shown: layers.Layer, drawn: str) -> dict[str, Any]:
    return {
        "layer": layer,
        "instruments": instruments,
        "shown": shown,
        "drawing": Markup(drawn),  # noqa: S704 - drawn by the library, which escapes every text
        "borders": BORDERS,
        "country_address": layers.country_address,
    }


@lru_cache(maxsize=64)
def _drawn_status(code: str, on: str) -> tuple[layers.Layer, str]:
    layer = layers.status(code, date.fromisoformat(on))
    return layer, world_map(layer.shades(layers.country_address), (), title=_("Map of the world"))


@lru_cache(maxsize=4)
def _drawn_estimate(account: str) -> tuple[layers.Layer, str]:
    layer = layers.estimate(account)
    return layer, world_map(layer.shades(layers.country_address), (), title=_("Map of the world"))


def _year(asked: str) -> int:
    if not (asked.isascii() and asked.isdigit() and 1900 <= int(asked) <= 2100):
        raise FairleadError(
            _("%(asked)s is not a year that can be asked about.") % {"asked": repr(asked[:20])},
            fix=_("Give a year from 1900 to 2100."),
        )
    return int(asked)
