"""Initiatives: who works together, who sits at the table, what they can be held to; as a matrix or side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import Http404, HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from fairlead.classify.countries import country_name
from fairlead.errors import FairleadError
from fairlead.facts import Initiative, InitiativeFeature, load
from fairlead.hub.corrections.said import judged
from fairlead.hub.lookup.asked import country_in_filter
from fairlead.hub.lookup.goods import industries
from fairlead.hub.lookup.lists import chosen, part, words
from fairlead.hub.lookup.permalinks import correction_address, row_address
from fairlead.hub.pages import Page, pages
from fairlead.report.world_map import BORDERS, Key, Shade, world_map

__all__ = [
    "ANSWERS",
    "FEATURES",
    "Known",
    "addresses",
    "best_at",
    "compare",
    "initiative",
    "initiative_list",
    "initiative_map",
]

FEATURES = ("tiers", "binding", "complaint", "remedy", "evaluated", "national plan")
"""Columns of the matrix, besides where it is led from and who sits in its governing body."""
ANSWERS = ("yes", "partly", "no", "unknown")
SEATS = ("workers", "employers", "governments", "civil_society")
MOST = 3
"""Initiatives that can be seen side by side."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """One initiative with what is known of its features; a feature without a row is not collected yet."""

    row: Initiative
    features: dict[str, InitiativeFeature]

    @property
    def led_from(self) -> tuple[str, ...]:
        """Countries it is led from; none where that is not collected."""
        found = self.features.get("led from")
        return tuple(found.value.split(";")) if found else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Features that are not collected yet."""
        return tuple(name for name in ("led from", *FEATURES) if name not in self.features)

    def answer(self, feature: str) -> str:
        """The answer in one word: yes, partly, no, or unknown."""
        found = self.features.get(feature)
        return (found.answer or "unknown") if found else "unknown"


def initiative_list(request: HttpRequest) -> Page:
    """Show initiatives as a matrix, with its gaps."""
    choices = _choices()
    filters = _filters(request, choices)
    kept = [one for one in _every() if _passes(one, filters)]
    rows = [_flat(one) for one in kept]
    context = {
        "part": part(request, kept),
        "filters": filters,
        **choices,
        "seats_from": [*choices["led_from"], ("unknown", _("not collected yet"))],
        "roles": [(role, role) for role in choices["roles"]],
        "on_map": f"{reverse('initiative_map')}?{query}" if (query := _query(filters)) else reverse("initiative_map"),
        "seat_labels": seat_labels(),
        "labels": labels(),
        "features": FEATURES,
        "answers": [("yes", _("yes")), ("partly", _("partly")), ("no", _("no")), ("unknown", _("not collected yet"))],
        "name": country_name,
        "gaps": {name: sum(name not in one.features for one in kept) for name in ("led from", *FEATURES)},
        "shown": len(kept),
        "more": any(value for name, value in filters.items() if name not in ("q", "industry", "country", "led_from")),
    }
    return Page("lookup/initiative_list.html", _("Initiatives: who works together"), rows, rows, context)


def initiative(request: HttpRequest, initiative: str) -> Page:  # noqa: ARG001
    """Show one initiative with its gaps and how sure each feature is."""
    one = _known(initiative)
    context = {
        **_shown(one),
        "one": one,
        "industries": industries(),
        "best": best_at(initiative),
        "correct": correction_address(InitiativeFeature.table),
        "near": [
            other.row
            for other in _every()
            if other.row.id != initiative
            and (set(other.row.topics) & set(one.row.topics) or set(other.row.industries) & set(one.row.industries))
        ][:8],
    }
    data = {
        "initiative": one.row,
        "features": one.features,
        "not_collected": one.missing,
        "best_at": best_at(initiative),
        "best_at_judged": [{"what": what, "said": said} for what, said in judged(initiative)],
    }
    row = {**_flat(one), "best_at_judged": tuple(what for what, _said in judged(initiative))}
    return Page("lookup/initiative.html", one.row.name, data, [row], context)


def compare(request: HttpRequest) -> Page:
    """Show two or three initiatives side by side."""
    asked = [name for name in dict.fromkeys(request.GET.getlist("id")) if name]
    if len(asked) > MOST:
        raise FairleadError(
            _("At most three initiatives can be seen side by side."), fix=_("Take one of them out of the choice.")
        )
    for name in asked:
        if name not in _by_id():
            raise FairleadError(
                _("There is no initiative named %(name)s.") % {"name": repr(name[:40])},
                fix=_("Choose from the list of initiatives."),
            )
    found = [_by_id()[name] for name in asked]
    rows = [_flat(one) for one in found]
    context = {
        "found": found,
        "every": sorted(((one.row.id, one.row.name) for one in _every()), key=lambda one: one[1].casefold()),
        "slots": (asked + [""] * MOST)[:MOST],
        "labels": labels(),
        "features": FEATURES,
        "seat_labels": seat_labels(),
        "industries": industries(),
        "best": {one.row.id: best_at(one.row.id) for one in found},
        "name": country_name,
    }
    title = _("Initiatives side by side")
    if found:
        title = ", ".join(one.row.name for one in found)
    return Page("lookup/initiative_compare.html", title, rows, rows, context)


def initiative_map(request: HttpRequest) -> Page:
    """Show from where initiatives are led, or where they work, on a map and as a table."""
    choices = _choices()
    filters = _filters(request, choices)
    show = chosen(request, "show", ("led_from", "works_in")) or "led_from"
    kept = [one for one in _every() if _passes(one, filters)]
    places: dict[str, list[Known]] = {}
    for one in kept:
        for code in one.led_from if show == "led_from" else one.row.countries:
            places.setdefault(code, []).append(one)
    column = "led_from" if show == "led_from" else "country"
    found = [
        (code, country_name(code), places[code], f"{reverse('initiative_list')}?{_query(filters, **{column: code})}")
        for code in sorted(places, key=country_name)
    ]
    rows = [
        {"iso3": code, "country": name, "initiatives": len(those), "names": [one.row.name for one in those]}
        for code, name, those, _address in found
    ]
    title = _("From where initiatives are led") if show == "led_from" else _("Where initiatives work")
    shades = {
        code: Shade(tone=_tone(len(those)), says=f"{name}: {len(those)}", address=address)
        for code, name, those, address in found
    }
    keys = [Key("c", _("one")), Key("b", _("two or three")), Key("a", _("four or more"))]
    context = {
        "filters": filters,
        **choices,
        "show": show,
        "found": found,
        "drawing": Markup(world_map(shades, keys, title=title, names="initiatives")),  # noqa: S704 - it escapes
        "borders": BORDERS,
        "nowhere": sum(not (one.led_from if show == "led_from" else one.row.countries) for one in kept),
        "total": len(kept),
        "query": _query(filters),
    }
    return Page("lookup/initiative_map.html", title, {"show": show, "places": rows}, rows, context)


def _tone(count: int) -> str:
    return "a" if count >= 4 else "b" if count >= 2 else "c"


def best_at(initiative: str) -> tuple[InitiativeFeature, ...]:
    """What sourced evaluations found an initiative to do better than others; none where there is no such evaluation.

    Opinions and rows from memory do not count, however often they are said.
    """
    return tuple(
        row
        for row in load(InitiativeFeature)
        if row.initiative == initiative and row.feature == "best at" and row.status == "verified" and row.url
    )


def labels() -> dict[str, str]:
    """What each feature is called."""
    return {
        "led from": _("Led from"),
        "tiers": _("How far down the chain"),
        "binding": _("Binding"),
        "complaint": _("Complaint"),
        "remedy": _("Remedy"),
        "evaluated": _("Evaluated"),
        "national plan": _("Inside a national plan"),
    }


def seat_labels() -> dict[str, str]:
    """What each seat in a governing body is called."""
    return {
        "workers": _("workers"),
        "employers": _("employers"),
        "governments": _("governments"),
        "civil_society": _("civil society"),
    }


def _choices() -> dict[str, Any]:
    """What the filters may be set to."""
    every = _every()
    codes = {code for one in every for code in one.row.industries}
    return {
        "countries": _named({code for one in every for code in one.row.countries}),
        "led_from": _named({code for one in every for code in one.led_from}),
        "industries": sorted(((code, industries()[code]) for code in codes), key=lambda one: one[1]),
        "roles": sorted({one.row.role for one in every}),
    }


def _filters(request: HttpRequest, choices: dict[str, Any]) -> dict[str, str]:
    return {
        "q": words(request),
        "industry": chosen(request, "industry", dict(choices["industries"])),
        "country": country_in_filter(request),
        "led_from": chosen(request, "led_from", {**dict(choices["led_from"]), "unknown": ""}),
        "level": chosen(request, "level", ("international", "regional", "national", "industry")),
        "role": chosen(request, "role", choices["roles"]),
        "seat": chosen(request, "seat", SEATS),
        **{name.replace(" ", "_"): chosen(request, name.replace(" ", "_"), ANSWERS) for name in FEATURES[1:]},
        "status": chosen(request, "status", ("verified", "recalled")),
    }


def _query(filters: dict[str, str], **others: str) -> str:
    return urlencode({name: value for name, value in {**filters, **others}.items() if value})


def _shown(one: Known) -> dict[str, Any]:
    return {
        "labels": labels(),
        "features": ("led from", *FEATURES),
        "seat_labels": seat_labels(),
        "name": country_name,
        "said": {
            name: ", ".join(country_name(code) for code in one.led_from) if name == "led from" else row.value
            for name, row in one.features.items()
        },
    }


@cache
def _every() -> tuple[Known, ...]:
    features: dict[str, dict[str, InitiativeFeature]] = {}
    for row in load(InitiativeFeature):
        features.setdefault(row.initiative, {})[row.feature] = row
    return tuple(
        Known(row=row, features=features.get(row.id, {}))
        for row in sorted(load(Initiative), key=lambda row: row.name.casefold())
    )


@cache
def _by_id() -> dict[str, Known]:
    return {one.row.id: one for one in _every()}


def _known(initiative: str) -> Known:
    try:
        return _by_id()[initiative]
    except KeyError:
        raise Http404(_("There is no initiative with this name.")) from None


def _named(codes: set[str]) -> list[tuple[str, str]]:
    return sorted(((code, country_name(code)) for code in codes), key=lambda one: one[1])


def _passes(one: Known, filters: dict[str, str]) -> bool:
    row = one.row
    said = (
        f"{row.id} {row.name} {row.kind} {row.sectors} {row.regions} {' '.join(row.topics)} {row.advantage}".casefold()
    )
    wanted = filters["led_from"]
    return (
        all(word in said for word in filters["q"].casefold().split())
        and (not filters["industry"] or filters["industry"] in row.industries)
        and (not filters["country"] or filters["country"] in row.countries)
        and (not wanted or (not one.led_from if wanted == "unknown" else wanted in one.led_from))
        and filters["level"] in ("", row.level)
        and filters["role"] in ("", row.role)
        and (not filters["seat"] or getattr(row, filters["seat"]) == "yes")
        and filters["status"] in ("", row.status)
        and all(filters[name.replace(" ", "_")] in ("", one.answer(name)) for name in FEATURES[1:])
    )


def _flat(one: Known) -> dict[str, Any]:
    row = one.row
    flat: dict[str, Any] = {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "level": row.level,
        "role": row.role,
        "sectors": row.sectors,
        "countries": row.countries,
        "regions": row.regions,
        "topics": row.topics,
        "founded": row.founded,
        **{f"governing_{seat}": getattr(row, seat) for seat in SEATS},
        "source": row.source,
        "as_of": row.as_of,
        "status": row.status,
        "fact": row_address(row),
    }
    for name in ("led from", *FEATURES):
        found, stem = one.features.get(name), name.replace(" ", "_")
        if name not in ("led from", "tiers"):
            flat[stem] = one.answer(name)
        flat[f"{stem}_says"] = found.value if found else ""
        flat[f"{stem}_status"] = found.status if found else "not collected yet"
    flat["best_at"] = tuple(row.value for row in best_at(one.row.id))
    return flat


addresses: Sequence[URLPattern] = [
    *pages("initiatives/", initiative_list, "initiative_list"),
    *pages("initiatives/compare/", compare, "initiative_compare"),
    *pages("initiatives/map/", initiative_map, "initiative_map"),
    *pages("initiatives/<slug:initiative>/", initiative, "initiative"),
]
