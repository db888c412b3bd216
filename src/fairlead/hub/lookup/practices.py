"""Practices: what has been tried, by whom, with what result and on what evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext as _

from fairlead.classify.countries import country_name
from fairlead.facts import Practice, load
from fairlead.hub.lookup.asked import country_in_filter
from fairlead.hub.lookup.goods import industries
from fairlead.hub.lookup.lists import chosen, part, words
from fairlead.hub.lookup.permalinks import row_address
from fairlead.hub.pages import Page, pages

__all__ = ["addresses", "evidence", "practice", "practice_list"]


def practice_list(request: HttpRequest) -> Page:
    """List practices, the best evidence first."""
    every = load(Practice)
    countries = sorted({(code, country_name(code)) for row in every for code in row.countries}, key=lambda one: one[1])
    codes = {code for row in every for code in row.industries}
    filters = {
        "q": words(request),
        "country": country_in_filter(request),
        "industry": chosen(request, "industry", industries()),
        "evidence": chosen(request, "evidence", evidence()),
    }
    kept = sorted((row for row in every if _passes(row, filters)), key=lambda row: (row.evidence, row.name))
    rows = [_flat(row) for row in kept]
    context = {
        "part": part(request, kept),
        "filters": filters,
        "countries": countries,
        "industries": sorted(
            ((code, industries()[code]) for code in {*codes, filters["industry"]} - {""}), key=lambda one: one[1]
        ),
        "evidence": evidence(),
    }
    return Page("lookup/practice_list.html", _("Practices: what has been tried"), rows, rows, context)


def practice(request: HttpRequest, practice: str) -> Page:  # noqa: ARG001
    """Show one practice with its evidence and its limits."""
    found = next((row for row in load(Practice) if row.id == practice), None)
    if found is None:
        raise Http404(_("There is no practice with this name."))
    near = [
        row
        for row in load(Practice)
        if row.id != found.id
        and (set(row.industries) & set(found.industries) or set(row.countries) & set(found.countries))
    ]
    context = {
        "practice": found,
        "evidence": evidence(),
        "industries": industries(),
        "name": country_name,
        "near": sorted(near, key=lambda row: (row.evidence, row.name))[:8],
    }
    return Page("lookup/practice.html", found.name, found, [_flat(found)], context)


def evidence() -> dict[str, str]:
    """Grades of evidence, in words."""
    return {
        "A": _("A: evaluated with a comparison"),
        "B": _("B: several independent accounts"),
        "C": _("C: accounts of those involved"),
        "D": _("D: recent or on paper"),
    }


def _passes(row: Practice, filters: dict[str, str]) -> bool:
    said = f"{row.name} {row.place} {row.sectors} {row.who} {row.changed} {row.figures} {row.limits}".casefold()
    return (
        all(word in said for word in filters["q"].casefold().split())
        and (not filters["country"] or filters["country"] in row.countries)
        and (not filters["industry"] or filters["industry"] in row.industries)
        and filters["evidence"] in ("", row.evidence)
    )


def _flat(row: Practice) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "place": row.place,
        "countries": row.countries,
        "sectors": row.sectors,
        "who": row.who,
        "since": row.since,
        "changed": row.changed,
        "figures": row.figures,
        "evidence": row.evidence,
        "limits": row.limits,
        "source": row.source,
        "url": row.url,
        "as_of": row.as_of,
        "status": row.status,
        "note": row.note,
        "fact": row_address(row),
    }


addresses: Sequence[URLPattern] = [
    *pages("practices/", practice_list, "practice_list"),
    *pages("practices/<slug:practice>/", practice, "practice"),
]
