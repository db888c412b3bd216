"""Countries: what is known of each and where to find it, and each State's ratifications on any date."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.dossier.rows import rows_of
from fairlead.facts import CountryFinding, Instrument, MigrationRule, SupervisoryCase, load
from fairlead.facts.labour_law import natlex
from fairlead.hub.lookup.asked import canonical, countries, country, day
from fairlead.hub.lookup.days import day_links, ends_of_years
from fairlead.hub.lookup.ratifications import Standing, standing
from fairlead.hub.lookup.shown import look_up, short_name
from fairlead.hub.pages import Page, pages, today
from fairlead.reason import gaps, laws, plain, plans
from fairlead.reason.ratification import MEMBERS, coverage, members

__all__ = ["addresses", "country_list", "overview", "ratifications"]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Something known of a country, and where it is."""

    title: str
    address: str
    says: str


def country_list(request: HttpRequest) -> Page:  # noqa: ARG001
    """List every country of the tables."""
    rows = [
        {"iso3": iso3, "country": name, "member_of_the_ILO": iso3 in members()} for iso3, name in countries().items()
    ]
    groups: dict[str, list[tuple[str, str]]] = {}
    for iso3, name in countries().items():
        groups.setdefault(_letter(name), []).append((iso3, name))
    return look_up(
        "countries.html",
        _("Countries"),
        rows,
        rows,
        description=_("Everything known of each country: ratifications, law, cases, goods, corridors, estimates."),
        groups=groups,
    )


def overview(request: HttpRequest, code: str) -> Page | HttpResponseBase:
    """Show what is known of a country, with the way to each part."""
    iso3 = country(code)
    if moved := canonical(request, code, iso3):
        return moved
    name = countries()[iso3]
    on = min(today(), plain.record_day(MEMBERS))
    first = tuple(standing(code, iso3, on) for code in ("P029", "C029", "C105"))
    horizon = plans.plan_horizon(iso3, on) if iso3 in members() else None
    links = _links(iso3, name)
    rows = [
        {"iso3": iso3, "country": name, "title": one.title, "says": one.says, "address": one.address} for one in links
    ]
    data = {
        "iso3": iso3,
        "country": name,
        "member_of_the_ILO": iso3 in members(),
        "on": on.isoformat(),
        "instruments": [_plain(code, one, on) for code, one in zip(("P029", "C029", "C105"), first, strict=True)],
        "plan": plain.plan(iso3, on) if horizon else None,
        "links": rows,
    }
    return look_up(
        "country.html",
        name,
        data,
        rows,
        description=_("What is known of %(country)s: law, practice, cases, goods, corridors and estimates.")
        % {"country": name},
        iso3=iso3,
        first=tuple(zip(("P029", "C029", "C105"), first, strict=True)),
        horizon=horizon,
        links=links,
        member=iso3 in members(),
        on_day=on,
        natlex=natlex(iso3),
        pathfinder=_pathfinder(iso3),
    )


def ratifications(request: HttpRequest, code: str) -> Page | HttpResponseBase:
    """Show a State's instruments on a day, its gaps by subject, its plan and whether it is a pathfinder."""
    iso3 = country(code)
    if moved := canonical(request, code, iso3):
        return moved
    end = plain.record_day(MEMBERS)
    on = day(request, end)
    name = countries()[iso3]
    member = iso3 in members()
    states, profiles = _on(iso3, on.isoformat()) if member else ((), ())
    horizon = plans.plan_horizon(iso3, on) if member else None
    rows = [_plain(row.code, one, on) for row, one in states]
    data = {
        "iso3": iso3,
        "country": name,
        "on": on.isoformat(),
        "member_of_the_ILO": member,
        "instruments": rows,
        "gaps": [plain.gaps_of_state(profile, iso3, on) for profile in gaps.profiles()] if member else [],
        "plan": plain.plan(iso3, on) if horizon else None,
        "commitments": [plain.plain_row(row) for row in plans.commitments(iso3)],
    }
    return look_up(
        "country_ratifications.html",
        _("%(country)s: what it has ratified") % {"country": name},
        data,
        rows if member else None,
        description=_("Every instrument on any date, gaps by subject, the plan of action and its horizon."),
        iso3=iso3,
        name=name,
        member=member,
        members_on=end,
        on_day=on,
        states=states,
        profiles=profiles,
        horizon=horizon,
        commitments=plans.commitments(iso3),
        days=day_links(request, on, ends_of_years(end, 5)),
        coverage=coverage,
    )


@lru_cache(maxsize=512)
def _on(iso3: str, on: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Every instrument of which a record is kept, and the gaps by subject."""
    when = date.fromisoformat(on)
    first = ("P029", "C029", "C105")
    rows = sorted(
        (row for row in load(Instrument) if coverage(row.code)),
        key=lambda row: (first.index(row.code) if row.code in first else 3, not row.fundamental, row.code),
    )
    states = tuple((row, standing(row.code, iso3, when)) for row in rows)
    profiles = tuple((name, gaps.gaps(name, iso3, when)) for name in gaps.profiles())
    return states, profiles


def _plain(code: str, one: Standing, on: date) -> dict[str, Any]:
    return {
        "iso3": one.iso3,
        "instrument": code,
        "name": short_name(code),
        "on": on.isoformat(),
        "had_ratified": one.verdict,
        "in_force": one.in_force,
        "ratified": one.ratified,
        "denounced": one.denounced,
        "says": one.text,
        "to_be_checked": one.mark,
        "source": one.row.source if one.row else "",
        "as_of": one.row.as_of if one.row else "",
    }


def _links(iso3: str, name: str) -> list[Link]:
    """The parts of the hub that know something of the country, in the order in which they are read."""
    law = _answered(iso3)
    cases = [row for row in load(SupervisoryCase) if row.iso3 == iso3]
    goods = rows_of("goods", iso3)
    own = laws.laws_of(iso3, today())
    rules = rows_of("migration_rules", iso3)
    ends = any(row.scope == "corridor" and iso3 in (row.iso3, row.partner) for row in load(MigrationRule))
    found_there = any(row.iso3 == iso3 for row in load(CountryFinding))
    none = _("Not collected yet, which is not none.")
    found = [
        (
            _("Ratifications on any date, gaps, plan of action"),
            _at("country.ratifications", code=iso3),
            _("Conventions, the Protocol of 2014, and what is missing by subject."),
        ),
        (
            _("Labour law, question by question"),
            _at("labour_law.country", code=iso3),
            ngettext("%(count)d topic with an answer.", "%(count)d topics with an answer.", law) % {"count": law}
            if law
            else none,
        ),
        (
            _("Cases before the bodies of the ILO"),
            f"{_at('cases')}?country={iso3}",
            ngettext("%(count)d case; a selection.", "%(count)d cases; a selection.", len(cases))
            % {"count": len(cases)}
            if cases
            else none,
        ),
        (
            _("Laws that bind companies"),
            f"{_at('laws')}?country={iso3}",
            ngettext(
                "%(count)d law, that of its Union counted.", "%(count)d laws, those of its Union counted.", len(own)
            )
            % {"count": len(own)}
            if own
            else none,
        ),
        (
            _("Routes that are open against this State"),
            f"{_at('routes')}?applicant=union&kind=state&against={iso3}&place={iso3}&abuse=forced_labour",
            _("For a trade union, on forced labour; change the question as you need."),
        ),
        (
            _("The dossier: all of it on paper"),
            _at("dossier.country", code=iso3),
            _("Law and practice, risk, goods, estimates with ranges, partners; as PDF and DOCX too."),
        ),
        (
            _("Estimates of people, by industry and destination"),
            _at("dossier.country.estimates", code=iso3),
            _("Modelled, each with its 90 %% range; they accuse nobody.") % {},
        ),
        (
            _("Goods that are listed"),
            _at("good_list") + (f"?country={iso3}" if goods else ""),
            ngettext("%(count)d good in the edition of 2022.", "%(count)d goods in the edition of 2022.", len(goods))
            % {"count": len(goods)}
            if goods
            else _("Not listed in the edition of 2022; absence is not evidence of absence."),
        ),
        (
            _("What the US Department of Labor found"),
            _at("finding", iso3=iso3) if found_there else "",
            _("Its finding on the State's efforts, and what held them back."),
        ),
        (
            _("Indicators, with their years"),
            _at("country_indicators", iso3=iso3),
            _("Poverty, work, inspection, freedom of association: each with its place among countries."),
        ),
        (
            _("Labour migration: corridors"),
            _at("corridor_list") + (f"?country={iso3}" if ends else ""),
            ngettext("%(count)d rule recorded.", "%(count)d rules recorded.", len(rules)) % {"count": len(rules)}
            if rules
            else none,
        ),
        (
            _("Help for workers"),
            _at("help.country", code=iso3),
            _("Rights and help points in %(country)s.") % {"country": name},
        ),
    ]
    return [Link(title=title, address=address, says=says) for title, address, says in found if address]


def _answered(iso3: str) -> int:
    from fairlead.hub.lookup.labour_law import answered

    return answered(iso3)


def _pathfinder(iso3: str) -> Any:
    return next((row for row in plans.commitments(iso3) if row.table == "pathfinders"), None)


def _at(name: str, **named: Any) -> str:
    """The address of a page; empty where the hub has none of this name."""
    try:
        return reverse(name, kwargs=named or None)
    except NoReverseMatch:
        return ""


def _letter(name: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKD", name)[0].upper()


addresses: list[URLPattern] = [
    *pages("countries/", country_list, "countries"),
    *pages("countries/<str:code>/", overview, "country"),
    *pages("countries/<str:code>/ratifications/", ratifications, "country.ratifications"),
]
