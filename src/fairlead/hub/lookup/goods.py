"""Listed goods, and findings on the efforts of governments, as the US Department of Labor published them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext as _

from fairlead.classify.countries import country_name
from fairlead.classify.tables import read_table
from fairlead.dossier.good import slug
from fairlead.facts import CountryFinding, Good, GoodIndustries, load
from fairlead.hub.lookup.asked import country_in_filter
from fairlead.hub.lookup.lists import chosen, part, words
from fairlead.hub.lookup.permalinks import row_address
from fairlead.hub.pages import Page, pages

__all__ = ["addresses", "finding", "finding_list", "good", "good_list", "industries", "kinds"]

KINDS = ("forced_labour", "child_labour", "forced_child_labour", "downstream")


def good_list(request: HttpRequest) -> Page:
    """List goods and countries, as the list of the Department names them."""
    every = load(Good)
    countries = sorted({(row.iso3, row.country) for row in every}, key=lambda one: one[1])
    filters = {
        "q": words(request),
        "country": country_in_filter(request),
        "kind": chosen(request, "kind", KINDS),
        "industry": chosen(request, "industry", industries()),
        "edition": chosen(request, "edition", sorted({row.edition for row in every})),
    }
    kept = [row for row in every if _passes(row, filters)]
    rows = [_flat(row) for row in kept]
    context = {
        "part": part(request, kept),
        "filters": filters,
        "countries": countries,
        "kinds": kind_labels(),
        "kinds_of": kinds,
        "industries": sorted(industries().items(), key=lambda one: one[1]),
        "editions": [(one, one) for one in sorted({row.edition for row in every})],
        "goods": len({row.good for row in kept}),
        "places": len({row.iso3 for row in kept}),
        "slug": slug,
    }
    return Page("lookup/good_list.html", _("Goods made with forced labour or child labour"), rows, rows, context)


def good(request: HttpRequest, good: str) -> Page:  # noqa: ARG001
    """Show one good: where it is listed and for what, what is made with it, and where it stands in trade."""
    found = goods().get(good)
    if found is None:
        raise Http404(_("No listed good has this name. Not listed is not evidence of absence."))
    listed = sorted(
        (row for row in load(Good) if row.good == found.good),
        key=lambda row: (not (row.forced_labour or row.forced_child_labour), row.country),
    )
    made = [row for row in load(Good) if row.downstream and row.input_good.casefold() == found.good.casefold()]
    rows = [_flat(row) for row in listed]
    data = {"good": found.good, "listed": rows, "made_with_it": [_flat(row) for row in made], "classified": found}
    context = {
        "good": found,
        "listed": listed,
        "made": made,
        "kinds_of": kinds,
        "industries": industries(),
        "slug": slug,
        "editions": ", ".join(sorted({row.edition for row in listed})),
        "name": country_name,
    }
    return Page("lookup/good.html", found.good, data, rows, context)


def finding_list(request: HttpRequest) -> Page:
    """List what the Department found on the efforts of governments against the worst forms of child labour."""
    levels = ("significant", "moderate", "minimal", "none", "not assessed")
    held = ("law", "practice", "law and practice", "complicity in forced child labour")
    filters = {
        "q": words(request),
        "advancement": chosen(request, "advancement", levels),
        "held_back_by": chosen(request, "held_back_by", held),
    }
    kept = [
        row
        for row in sorted(load(CountryFinding), key=lambda row: row.country)
        if filters["q"].casefold() in row.country.casefold()
        and filters["advancement"] in ("", row.advancement)
        and filters["held_back_by"] in ("", row.held_back_by)
    ]
    rows = [
        {
            "iso3": row.iso3,
            "country": row.country,
            "advancement": row.advancement,
            "held_back_by": row.held_back_by,
            "inspectors": row.inspectors,
            "source": row.source,
            "as_of": row.as_of,
            "status": row.status,
            "fact": row_address(row),
        }
        for row in kept
    ]
    context = {
        "part": part(request, kept),
        "filters": filters,
        "levels": [(one, one) for one in levels],
        "held": [(one, one) for one in held],
    }
    return Page("lookup/finding_list.html", _("Findings on the efforts of governments"), rows, rows, context)


def finding(request: HttpRequest, iso3: str) -> Page:  # noqa: ARG001
    """Show the finding on one country, with the goods that are listed for it."""
    found = next((row for row in load(CountryFinding) if row.iso3 == iso3), None)
    listed = [row for row in load(Good) if row.iso3 == iso3]
    if found is None and not listed:
        raise Http404(
            _("The report did not cover this country, and no good of it is listed: that is not evidence of absence.")
        )
    name = country_name(iso3)
    rows = [_flat(row) for row in listed]
    context = {"finding": found, "listed": listed, "kinds_of": kinds, "slug": slug, "iso3": iso3, "name": name}
    title = _("Child labour and forced labour: findings on %(country)s") % {"country": name}
    return Page("lookup/finding.html", title, {"finding": found, "goods": rows}, rows, context)


def kind_labels() -> list[tuple[str, str]]:
    """Kinds of listing with what they are called."""
    return [
        ("forced_labour", _("forced labour")),
        ("child_labour", _("child labour")),
        ("forced_child_labour", _("forced child labour")),
        ("downstream", _("made with a listed input")),
    ]


def kinds(row: Good) -> list[str]:
    """For what a good is listed."""
    return [label for kind, label in kind_labels() if getattr(row, kind)]


@cache
def goods() -> dict[str, GoodIndustries]:
    """Every listed good by its name in an address."""
    return {slug(row.good): row for row in load(GoodIndustries)}


@cache
def industries() -> dict[str, str]:
    """Industries of the trade tables by code."""
    return {row["code"]: row["name"] for row in read_table("wiod")}


@cache
def _industries_of() -> dict[str, tuple[str, ...]]:
    return {row.good: row.industries for row in load(GoodIndustries)}


def _passes(row: Good, filters: dict[str, str]) -> bool:
    return (
        filters["q"].casefold() in row.good.casefold()
        and filters["country"] in ("", row.iso3)
        and (not filters["kind"] or getattr(row, filters["kind"]))
        and (not filters["industry"] or filters["industry"] in _industries_of().get(row.good, ()))
        and filters["edition"] in ("", row.edition)
    )


def _flat(row: Good) -> dict[str, Any]:
    return {
        "good": row.good,
        "iso3": row.iso3,
        "country": row.country,
        "forced_labour": row.forced_labour,
        "child_labour": row.child_labour,
        "forced_child_labour": row.forced_child_labour,
        "downstream": row.downstream,
        "input_good": row.input_good,
        "input_country": row.input_country,
        "edition": row.edition,
        "source": row.source,
        "as_of": row.as_of,
        "status": row.status,
        "fact": row_address(row),
    }


addresses: Sequence[URLPattern] = [
    *pages("goods/", good_list, "good_list"),
    *pages("goods/<str:good>/", good, "good"),
    *pages("findings/", finding_list, "finding_list"),
    *pages("findings/<str:iso3>/", finding, "finding"),
]
