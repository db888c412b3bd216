"""Indicators by country: what each counts, its values, its years; women beside all where a source has both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext as _
from markupsafe import Markup

from fairlead.classify.countries import country_name
from fairlead.facts import Indicator, load, series
from fairlead.hub.lookup.asked import countries
from fairlead.hub.lookup.lists import chosen, part, words
from fairlead.hub.lookup.permalinks import row_address
from fairlead.hub.pages import Page, pages
from fairlead.report.line_chart import line

__all__ = ["addresses", "country_indicators", "indicator", "indicator_list", "value"]

OF_WOMEN = {
    "unemployment_pct": "female_unemployment_pct",
    "labour_force_participation_pct": "female_labour_participation_pct",
    "employment_agriculture_pct": "female_agriculture_workers_pct",
}
"""Indicators that are counted for all and, in a row of their own, for women."""
OWN = "own copy"


def indicator_list(request: HttpRequest) -> Page:
    """List indicators with what they count, for whom, on what terms and in which edition."""
    filters = {
        "q": words(request),
        "sex": chosen(request, "sex", ("both", "women", "not of persons")),
        "terms": chosen(request, "terms", ("open", "share alike", OWN)),
        "years": chosen(request, "years", ("one", "several")),
    }
    kept = [row for row in _every() if _passes(row, filters)]
    rows = [_flat(row) for row in kept]
    context = {"part": part(request, kept), "filters": filters, "of_women": OF_WOMEN}
    return Page("lookup/indicator_list.html", _("Indicators by country"), rows, rows, context)


def indicator(request: HttpRequest, indicator: str) -> Page:
    """Show one indicator: what it counts, and its latest value in every country that has one."""
    found = _known(indicator)
    filters = {"q": words(request)}
    text = filters["q"].casefold()
    values = [
        (iso3, name, series.value(indicator, iso3))
        for iso3, name in countries().items()
        if text in name.casefold() or text == iso3.casefold()
    ]
    kept = [(iso3, name, one) for iso3, name, one in values if one.known] if found.terms != OWN else []
    rows = [
        {
            "indicator": indicator,
            "iso3": iso3,
            "country": name,
            "value": one.number if one.number is not None else one.grade,
            "unit": found.unit,
            "year": one.year,
            "status": one.row.status if one.row else "",
            "source": one.row.source if one.row else "",
            "fact": row_address(one.row) if one.row else "",
        }
        for iso3, name, one in kept
    ]
    context = {
        "indicator": found,
        "part": part(request, kept),
        "filters": filters,
        "without": len(values) - len(kept),
        "of_women": OF_WOMEN.get(indicator),
        "of_all": next((every for every, women in OF_WOMEN.items() if women == indicator), None),
        "trend": series.trend,
    }
    return Page("lookup/indicator.html", found.name, {"indicator": found, "values": rows}, rows, context)


def value(request: HttpRequest, indicator: str, iso3: str) -> Page:  # noqa: ARG001
    """Show one indicator in one country, with all its years."""
    found, name = _known(indicator), _country(iso3)
    one, trend = series.value(indicator, iso3), series.trend(indicator, iso3)
    observations = trend.observations
    rows: list[dict[str, Any]] = [
        {"indicator": indicator, "iso3": iso3, "year": year, "value": number, "unit": found.unit}
        for year, number in observations
    ]
    if not rows and one.known:
        shown = one.number if one.number is not None else one.grade
        rows = [{"indicator": indicator, "iso3": iso3, "year": one.year, "value": shown, "unit": found.unit}]
    title = _("%(indicator)s: %(country)s") % {"indicator": found.name, "country": name}
    drawn = ""
    if len(observations) > 1:
        drawn = line(observations, ident="series", title=title, desc=trend.text)
    women = OF_WOMEN.get(indicator)
    data = {
        "indicator": found,
        "iso3": iso3,
        "latest": one.text,
        "place": series.position(indicator, iso3).text,
        "trend": trend.text,
        "years": rows,
        "of_women": series.value(women, iso3).text if women else None,
    }
    context = {
        "indicator": found,
        "iso3": iso3,
        "name": name,
        "one": one,
        "place": series.position(indicator, iso3),
        "trend": trend,
        "drawn": Markup(drawn),  # noqa: S704 - the drawing escapes every text
        "women": series.value(women, iso3) if women else None,
        "years": rows,
    }
    return Page("lookup/indicator_value.html", title, data, rows or None, context)


def country_indicators(request: HttpRequest, iso3: str) -> Page:
    """Show every indicator of one country that has a value, and how many have none."""
    name = _country(iso3)
    filters = {"q": words(request), "sex": chosen(request, "sex", ("both", "women", "not of persons"))}
    kept = []
    for row in _every():
        if row.terms != OWN and filters["q"].casefold() in row.name.casefold() and filters["sex"] in ("", row.sex):
            one = series.value(row.indicator, iso3)
            if one.known:
                kept.append((row, one, series.position(row.indicator, iso3), series.trend(row.indicator, iso3)))
    rows = [
        {
            "indicator": row.indicator,
            "name": row.name,
            "sex": row.sex,
            "value": one.number if one.number is not None else one.grade,
            "unit": row.unit,
            "year": one.year,
            "place": place.text,
            "trend": trend.text,
            "status": one.row.status if one.row else "",
            "source": one.row.source if one.row else "",
            "fact": row_address(one.row) if one.row else "",
        }
        for row, one, place, trend in kept
    ]
    context = {"iso3": iso3, "name": name, "part": part(request, kept), "filters": filters, "every": len(_every())}
    title = _("Indicators: %(country)s") % {"country": name}
    return Page("lookup/country_indicators.html", title, {"iso3": iso3, "indicators": rows}, rows, context)


@cache
def _every() -> tuple[Indicator, ...]:
    return tuple(sorted(load(Indicator), key=lambda row: (row.terms == OWN, row.name)))


def _known(name: str) -> Indicator:
    found = next((row for row in _every() if row.indicator == name), None)
    if found is None:
        raise Http404(_("There is no indicator with this name."))
    return found


def _country(iso3: str) -> str:
    if iso3 not in countries():
        raise Http404(_("Countries are written as three letters, such as BGD."))
    return country_name(iso3)


def _passes(row: Indicator, filters: dict[str, str]) -> bool:
    several = row.countries_with_3_years > 0
    return (
        all(word in f"{row.name} {row.unit}".casefold() for word in filters["q"].casefold().split())
        and filters["sex"] in ("", row.sex)
        and filters["terms"] in ("", row.terms)
        and (not filters["years"] or (filters["years"] == "several") == several)
    )


def _flat(row: Indicator) -> dict[str, Any]:
    return {
        "indicator": row.indicator,
        "name": row.name,
        "unit": row.unit,
        "direction": row.direction,
        "kind": row.kind,
        "sex": row.sex,
        "comparable": row.comparable,
        "terms": row.terms,
        "edition": row.edition,
        "first_year": row.first_year,
        "last_year": row.last_year,
        "countries": row.countries,
        "countries_with_3_years": row.countries_with_3_years,
        "source": row.source,
        "status": row.status,
        "fact": row_address(row),
    }


addresses: Sequence[URLPattern] = [
    *pages("indicators/", indicator_list, "indicator_list"),
    *pages("indicators/country/<str:iso3>/", country_indicators, "country_indicators"),
    *pages("indicators/<slug:indicator>/", indicator, "indicator"),
    *pages("indicators/<slug:indicator>/<str:iso3>/", value, "indicator_value"),
]
