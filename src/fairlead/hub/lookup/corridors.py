"""Corridors of labour migration: on what terms people go, at both ends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.translation import gettext as _

from fairlead.classify.countries import country_name
from fairlead.facts import CorridorSectors, HelpPoint, MigrationRule, load
from fairlead.hub.lookup.asked import country_in_filter
from fairlead.hub.lookup.lists import chosen, part, words
from fairlead.hub.lookup.permalinks import row_address
from fairlead.hub.pages import Page, pages

__all__ = ["addresses", "corridor", "corridor_list"]

AT_DESTINATION = ("tied visa", "change of employer", "exit permission", "recruitment fees", "association")
AT_ORIGIN = ("recruitment fees", "licence authority", "licence register")


class Corridor(msgspec.Struct, frozen=True, kw_only=True):
    """One corridor: its two ends and what is recorded between and at them.

    Attributes
    ----------
    between
        Rows about the two countries together: agreements.
    at_destination, at_origin
        Rule by field; a field that is not collected has none.
    sector_row
        Sectors that people of the corridor work in, where they are collected.
    """

    origin: str
    destination: str
    between: tuple[MigrationRule, ...]
    at_destination: dict[str, MigrationRule]
    at_origin: dict[str, MigrationRule]
    sector_row: CorridorSectors | None = None

    @property
    def code(self) -> str:
        """The corridor in its address."""
        return f"{self.origin}-{self.destination}"

    @property
    def agreement(self) -> MigrationRule | None:
        """The agreement between the two, where one is recorded."""
        return next((row for row in self.between if row.field == "agreement"), None)

    @property
    def sectors(self) -> tuple[str, ...]:
        """Sectors that people of the corridor work in, where they are recorded."""
        return self.sector_row.sectors if self.sector_row else ()


def corridor_list(request: HttpRequest) -> Page | HttpResponseBase:
    """List corridors; with two countries chosen that have no row together, go to their page all the same."""
    every = _corridors()
    origins = _named({one.origin for one in every} | _places("origin"))
    destinations = _named({one.destination for one in every} | _places("destination"))
    filters = {
        "origin": country_in_filter(request, "origin"),
        "destination": country_in_filter(request, "destination"),
        "country": country_in_filter(request),
        "sector": chosen(request, "sector", _sectors()),
        "tied": chosen(request, "tied", ("yes", "partly", "no", "unknown")),
        "q": words(request),
    }
    kept = [one for one in every if _passes(one, filters)]
    ends = filters["origin"], filters["destination"]
    alone = all(ends) and ends[0] != ends[1] and not any(filters[name] for name in ("country", "sector", "tied", "q"))
    if not kept and alone and request.path.endswith("/"):
        return redirect("corridor", code="-".join(ends))
    rows = [_flat(one) for one in kept]
    context = {
        "part": part(request, kept),
        "filters": filters,
        "origins": origins,
        "destinations": destinations,
        "either": sorted({*origins, *destinations}, key=lambda one: one[1]),
        "sectors": _sectors(),
        "name": country_name,
        "total": len(every),
    }
    return Page("lookup/corridor_list.html", _("Corridors of labour migration"), rows, rows, context)


def corridor(request: HttpRequest, code: str) -> Page:  # noqa: ARG001
    """Show the terms on which people of one country go to work in another, and who helps at both ends."""
    origin, _dash, destination = code.partition("-")
    if origin == destination or country_name(origin) == origin or country_name(destination) == destination:
        raise Http404(_("A corridor is written as two country codes, such as NPL-QAT."))
    found = _corridor(origin, destination)
    helpers = _helpers(origin, destination)
    rules: list[tuple[str, str, MigrationRule | None]] = [("between", row.field, row) for row in found.between]
    rules = rules or [("between", "agreement", None)]
    rules += [("destination", field, found.at_destination.get(field)) for field in AT_DESTINATION]
    rules += [("origin", field, found.at_origin.get(field)) for field in AT_ORIGIN]
    rows = [
        {
            "end": end,
            "about": field,
            "rule": row.value if row else "",
            "status": row.status if row else "not collected yet",
            "as_of": row.as_of if row else "",
            "source": row.source if row else "",
            "fact": row_address(row) if row else "",
        }
        for end, field, row in rules
    ]
    title = _("%(origin)s to %(destination)s") % {
        "origin": country_name(origin),
        "destination": country_name(destination),
    }
    data = {
        "origin": origin,
        "destination": destination,
        "rules": rows,
        "help_points": helpers,
        "sectors": found.sector_row,
    }
    context = {
        "corridor": found,
        "rules": rules,
        "helpers": helpers,
        "origin": country_name(origin),
        "destination": country_name(destination),
        "recorded": [one for one in _corridors() if one.origin == origin and one.code != code],
        "name": country_name,
        "labels": labels(),
    }
    return Page("lookup/corridor.html", title, data, rows, context)


def labels() -> dict[str, str]:
    """What each field of a rule is called."""
    return {
        "tied visa": _("Is the visa tied to one employer?"),
        "change of employer": _("Changing employer"),
        "exit permission": _("Permission to leave the country"),
        "recruitment fees": _("Who pays for recruitment"),
        "association": _("Unions and committees"),
        "licence authority": _("Who licenses recruiters"),
        "licence register": _("Register of licensed recruiters"),
        "agreement": _("Agreement between the two States"),
        "sectors": _("Sectors"),
    }


@cache
def _corridors() -> tuple[Corridor, ...]:
    pairs = {(row.iso3, row.partner) for row in load(MigrationRule) if row.scope == "corridor"}
    found = [_corridor(*pair) for pair in pairs]
    return tuple(sorted(found, key=lambda one: (country_name(one.origin), country_name(one.destination))))


def _corridor(origin: str, destination: str) -> Corridor:
    rules = load(MigrationRule)
    return Corridor(
        origin=origin,
        destination=destination,
        between=tuple(
            row for row in rules if row.scope == "corridor" and (row.iso3, row.partner) == (origin, destination)
        ),
        at_destination={row.field: row for row in rules if row.scope == "destination" and row.iso3 == destination},
        at_origin={row.field: row for row in rules if row.scope == "origin" and row.iso3 == origin},
        sector_row=next(
            (row for row in load(CorridorSectors) if (row.origin, row.destination) == (origin, destination)), None
        ),
    )


def _helpers(origin: str, destination: str) -> list[HelpPoint]:
    """Help that somebody has read a page of, at either end, for this corridor."""
    ends = (("destination", destination, origin), ("origin", origin, destination))
    return [
        row
        for scope, here, other in ends
        for row in load(HelpPoint)
        if row.shown and row.scope == scope and row.iso3 == here and row.partner in ("", other)
    ]


def _tied(one: Corridor) -> str:
    row = one.at_destination.get("tied visa")
    return "unknown" if row is None else row.value.split(" ")[0].rstrip(";")


def _passes(one: Corridor, filters: dict[str, str]) -> bool:
    if filters["origin"] not in ("", one.origin) or filters["destination"] not in ("", one.destination):
        return False
    if filters["country"] not in ("", one.origin, one.destination):
        return False
    if filters["tied"] not in ("", _tied(one)) or (filters["sector"] and filters["sector"] not in one.sectors):
        return False
    if not filters["q"]:
        return True
    rows = (*one.between, *one.at_destination.values(), *one.at_origin.values())
    said = " ".join([country_name(one.origin), country_name(one.destination), *(row.value for row in rows)])
    return all(word in said.casefold() for word in filters["q"].casefold().split())


def _flat(one: Corridor) -> dict[str, str]:
    ends = {
        **{("destination", name): one.at_destination.get(name) for name in AT_DESTINATION},
        **{("origin", name): one.at_origin.get(name) for name in AT_ORIGIN},
    }
    flat = {
        "origin": one.origin,
        "origin_name": country_name(one.origin),
        "destination": one.destination,
        "destination_name": country_name(one.destination),
        "sectors": "; ".join(one.sectors),
        "sectors_status": one.sector_row.status if one.sector_row else "not collected yet",
        "agreement": one.agreement.value if one.agreement else "",
        "agreement_status": one.agreement.status if one.agreement else "not collected yet",
    }
    for (end, name), row in ends.items():
        stem = f"{end}_{name.replace(' ', '_')}"
        flat[stem] = row.value if row else ""
        flat[f"{stem}_status"] = row.status if row else "not collected yet"
    return flat


def _places(scope: str) -> set[str]:
    return {row.iso3 for row in load(MigrationRule) if row.scope == scope}


def _named(codes: set[str]) -> list[tuple[str, str]]:
    return sorted(((code, country_name(code)) for code in codes), key=lambda one: one[1])


@cache
def _sectors() -> list[str]:
    return sorted({name for one in _corridors() for name in one.sectors})


addresses: Sequence[URLPattern] = [
    *pages("corridors/", corridor_list, "corridor_list"),
    *pages("corridors/<str:code>/", corridor, "corridor"),
]
