"""The question which laws bind a company on a date. The answer stands in the address, and nothing is kept."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext as _

from fairlead.facts import BusinessLaw, load
from fairlead.hub.lookup.asked import countries, day
from fairlead.hub.lookup.company import FACT, company_said, is_said, written
from fairlead.hub.lookup.laws import ASPECTS, strength_table
from fairlead.hub.lookup.shown import look_up
from fairlead.hub.pages import Page, pages, today
from fairlead.reason import laws as rules
from fairlead.reason import plain
from fairlead.reason.company import Company
from fairlead.reason.said import facts_asked, place_name

__all__ = ["EXAMPLES", "addresses", "which"]

EXAMPLES = (
    {
        "seat": "SWE",
        "turnover": "2000000000",
        "currency": "EUR",
        "staff": "6000",
        "sells_in": "Germany, United States",
        "imports": "United States",
        "goods": "cotton",
        "on": "2027-12-31",
    },
    {"seat": "BGD", "turnover": "90000000", "currency": "USD", "staff": "4000", "sells_in": "Germany, United States",
     "imports": "none", "goods": "garments"},
    {"seat": "FRA", "staff_in": "France=5200", "sells_in": "none", "contracts": "none", "imports": "none"},
)  # fmt: skip
"""Companies that are nobody's, to show what an answer looks like."""
FIRST = ("seat", "turnover", "staff", "sells_in", "imports", "goods", "contracts", "listed", "sectors")


def which(request: HttpRequest) -> Page:
    """Answer which laws bind the company on the day, what each asks, by when, and what would change the answer."""
    on = day(request, today())
    company = company_said(request)
    asked = is_said(company)
    found = rules.which_laws(company, on) if asked else ()
    groups: dict[str, list[rules.LawFinding]] = {"yes": [], "unknown": [], "no": []}
    for one in found:
        groups[one.answer.verdict].append(one)
    needs = [need for one in groups["unknown"] for check in one.checks for need in check.needs]
    open_facts = [need.removeprefix("fact ") for need in needs if need.startswith("fact ")]
    rows = [_flat(one) for one in found]
    return look_up(
        "which.html",
        _("Which laws bind this company?"),
        plain.binding(company, on, found) if asked else None,
        rows if asked else [_unasked(law) for law in load(BusinessLaw)],
        description=_("Laws on forced and child labour in business: which bind a company on a date, why, and by when."),
        said=written(request),
        in_words=_in_words(company, on),
        company=company,
        asked=asked,
        on_day=on,
        groups=groups,
        everywhere=countries(),
        facts=facts_asked([*open_facts, *company.facts]) if open_facts or company.facts else {},
        facts_said=company.facts,
        prefix=FACT,
        open=[name for name in FIRST if name in needs],
        strength=strength_table([one.law.id for one in groups["yes"]]),
        aspects=ASPECTS,
        examples=[f"?{urlencode(example)}" for example in EXAMPLES],
        expected=rules.EXPECTED,
        advice=rules.NOT_ADVICE,
    )


def _in_words(company: Company, on: date) -> str:
    """What is said of the company, with names instead of codes."""

    def named(codes: tuple[str, ...] | None) -> str:
        return ", ".join(place_name(code) for code in codes or ()) or _("nowhere")

    parts = [
        _("seat in %(place)s") % {"place": place_name(company.seat)} if company.seat else "",
        _("turnover %(currency)s %(amount)s") % {"currency": company.currency, "amount": f"{company.turnover:,.0f}"}
        if company.turnover is not None
        else "",
        _("staff %(count)s") % {"count": f"{company.staff:,}"} if company.staff is not None else "",
        *(
            _("%(count)s in %(place)s") % {"count": f"{count:,}", "place": place_name(place)}
            for place, count in company.staff_in.items()
        ),
        _("sells in %(places)s") % {"places": named(company.sells_in)} if company.sells_in is not None else "",
        _("imports into %(places)s") % {"places": named(company.imports)} if company.imports is not None else "",
        _("goods: %(goods)s") % {"goods": ", ".join(company.goods) or _("none")} if company.goods is not None else "",
    ]
    said = "; ".join(part for part in parts if part)
    return _("A company: %(said)s; on %(day)s.") % {"said": said or _("as said below"), "day": on}


def _unasked(law: BusinessLaw) -> dict[str, Any]:
    """A law that can be asked about, before anything is said of a company."""
    return {
        "law": law.id,
        "name": law.name,
        "jurisdiction": law.jurisdiction,
        "binds_it": "",
        "asks": law.asks,
        "source": law.source,
        "last_checked": law.as_of,
    }


def _flat(one: rules.LawFinding) -> dict[str, Any]:
    return {
        "law": one.law.id,
        "name": one.law.name,
        "jurisdiction": one.law.jurisdiction,
        "binds_it": one.answer.verdict,
        "why": one.answer.text,
        "since": one.since,
        "asks": one.law.asks,
        "by_when": one.law.by_when,
        "sanction": one.law.sanction,
        "would_change_it": one.answer.changes,
        "dates_ahead": [f"{ahead.date} {ahead.event}" for ahead in one.ahead],
        "references": one.answer.references,
        "to_be_checked": one.answer.to_be_checked,
        "source": one.law.source,
        "last_checked": one.law.as_of,
    }


addresses: list[URLPattern] = pages("laws/which/", which, "laws.which")
