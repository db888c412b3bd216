"""What the address says of a company: read for the question which laws bind it, and for routes that depend on size."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.lookup.asked import text
from fairlead.reason.company import Company
from fairlead.reason.said import (
    currency_of,
    facts_asked,
    goods_of,
    number_of,
    numbers_by_place,
    place_of,
    places_of,
    words_of,
)

__all__ = ["FACT", "SAID", "company_said", "is_said", "written"]

SAID = (
    "seat",
    "turnover",
    "currency",
    "assets",
    "staff",
    "turnover_in",
    "staff_in",
    "sells_in",
    "imports",
    "contracts",
    "listed",
    "goods",
    "sectors",
)
"""Parameters of the address, in the order of the form."""
FACT = "fact-"
"""Before the short name of a law's own question."""


def company_said(request: HttpRequest) -> Company:
    """The company as far as the address says; what it does not say stays unknown.

    Raises
    ------
    FairleadError
        If a place, a number, a currency or an answer cannot be read.
    """
    said = written(request)
    amounts = {name: number_of(said[name], _label(name)) for name in ("turnover", "assets") if said[name]}
    return Company(
        seat=place_of(said["seat"]) if said["seat"] else None,
        turnover=amounts.get("turnover"),
        currency=currency_of(said["currency"]) if said["currency"] else "EUR",
        assets=amounts.get("assets"),
        staff=_whole(number_of(said["staff"], _label("staff")), "staff") if said["staff"] else None,
        turnover_in=numbers_by_place(said["turnover_in"], _label("turnover_in")),
        staff_in={
            place: _whole(number, "staff_in")
            for place, number in numbers_by_place(said["staff_in"], _label("staff_in")).items()
        },
        sells_in=places_of(said["sells_in"]),
        imports=places_of(said["imports"]),
        contracts=places_of(said["contracts"]),
        listed=places_of(said["listed"]),
        goods=goods_of(said["goods"]),
        sectors=words_of(said["sectors"]),
        facts=_facts(request),
    )


def is_said(company: Company) -> bool:
    """Whether anything is said of the company."""
    return company != Company(currency=company.currency)


def written(request: HttpRequest) -> dict[str, str]:
    """What is written in each field."""
    return {name: text(request, name) for name in SAID}


def _facts(request: HttpRequest) -> Mapping[str, bool]:
    found: dict[str, bool] = {}
    known = facts_asked()
    for name in request.GET:
        if not name.startswith(FACT):
            continue
        fact, answer = name.removeprefix(FACT), text(request, name)
        if fact not in known:
            raise FairleadError(
                _("No law asks about %(fact)s.") % {"fact": repr(fact[:40])},
                fix=_("Questions of laws: %(known)s.") % {"known": ", ".join(sorted(known))},
            )
        if answer not in ("", "yes", "no"):
            raise FairleadError(
                _("The answer to %(fact)s cannot be read.") % {"fact": fact}, fix=_("Write yes or no, or leave it out.")
            )
        if answer:
            found[fact] = answer == "yes"
    return found


def _whole(number: float, name: str) -> int:
    if number != int(number):
        raise FairleadError(_("%(what)s: people are counted in whole numbers.") % {"what": _label(name)})
    return int(number)


def _label(name: str) -> str:
    return {
        "turnover": _("Turnover"),
        "assets": _("Balance sheet total"),
        "staff": _("Staff"),
        "turnover_in": _("Turnover by country"),
        "staff_in": _("Staff by country"),
    }[name]
