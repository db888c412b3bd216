"""The five doors: who stands before each, and what lies behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.hub.help.addresses import help_address
from fairlead.hub.locale.names import LANGUAGES, own_name

__all__ = ["Door", "Way", "doors"]


class Way(msgspec.Struct, frozen=True):
    """One way behind a door: an address of this hub and what it gives, in the language that it is in."""

    address: str
    gives: str
    language: str = ""


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """A door of the first screen: what is behind it as a whole, and single ways, each with a real case filled in."""

    id: str
    title: str
    who: str
    address: str = ""
    ways: tuple[Way, ...] = ()


def doors() -> tuple[Door, ...]:
    """The five doors in their order; every way works without an account and without a file."""
    return (
        Door(
            id="help",
            title=_("I need help, or want to tell"),
            who=_("workers, families and those who support them"),
            address=reverse("help"),
            ways=(
                _way("help.country", _("From Nepal to work in Qatar: rights, and who can help"), code="NPL-QAT"),
                *(
                    Way(help_address(language, ""), own_name(language), language)
                    for language in LANGUAGES
                    if language != "en"
                ),
                _way("help", _("Another country: choose where you work and where you come from")),
            ),
        ),
        Door(
            id="account",
            title=_("I want to hold someone to account, or change a law"),
            who=_("unions, civil society, employers' organisations and policy people of companies"),
            address=reverse("routes"),
            ways=(
                _way(
                    "routes",
                    _("Which routes are open to a trade union against Qatar, on forced labour"),
                    {"applicant": "union", "kind": "state", "against": "QAT", "place": "QAT", "abuse": "forced_labour"},
                ),
                _way(
                    "laws.which",
                    _("Which laws bind a Swedish company with 6,000 people that sells in Germany"),
                    {"seat": "SWE", "turnover": "2000000000", "staff": "6000", "sells_in": "Germany"},
                ),
                _way(
                    "letter-kind",
                    _("A letter to Nepal's government: ratify the Protocol"),
                    {"state": "NPL"},
                    kind="ratification",
                ),
                _way(
                    "campaign-brief",
                    _("Korea and the Convention on abolishing forced labour: whom to ask, with whom, against what"),
                    {"objective": "ratify", "country": "KOR", "instrument": "C105"},
                ),
                _way(
                    "campaign-brief",
                    _("From Nepal to Qatar: a campaign for better rules of recruitment"),
                    {"objective": "recruitment", "country": "QAT", "partner": "NPL"},
                ),
                _way("campaigns", _("A campaign of your own, and those that others published")),
                _way("letters", _("All letters and complaints, written from the facts of the day")),
                _way("register", _("What others wrote, and what came of it")),
                _way("cases", _("Cases before the bodies of the ILO: Qatar"), {"country": "QAT"}),
                _way("laws.compare", _("Two laws side by side"), [("law", "EU-CSDDD"), ("law", "FR-VIGILANCE")]),
            ),
        ),
        Door(
            id="plan",
            title=_("We are planning or negotiating together"),
            who=_("labour ministries, tripartite committees and secretariats of networks"),
            address=reverse("map"),
            ways=(
                _way("country.ratifications", _("Mauritania: ratified, missing, and its plan"), code="MRT"),
                _way("map", _("The world map: the Protocol in force, and plans, on any day")),
                _way("dossier.country", _("All that is known of Mauritania, to print or to take along"), code="MRT"),
                _way("practice_list", _("Practices: what has been tried, and what it did")),
            ),
        ),
        Door(
            id="buy",
            title=_("We buy, lend or invest"),
            who=_("companies of any size, public buyers and lenders"),
            address=reverse("assessments-quick"),
            ways=(
                _way(
                    "assessments-quick",
                    _("What clothing from Bangladesh for 1,000,000 US dollars is linked to"),
                    {
                        "country1": "Bangladesh",
                        "product1": "clothing",
                        "amount1": "1000000",
                        "currency1": "USD",
                        "year1": "2023",
                    },
                ),
                _way("assessments-quick", _("Write down what you buy: the answer comes at once, nothing is stored")),
                _way("dossier.good", _("Cotton: where it was found with forced labour, and what to do"), code="cotton"),
            ),
        ),
        Door(
            id="look-up",
            title=_("I look something up"),
            who=_("everyone"),
            address=reverse("countries"),
            ways=(
                _way(
                    "instrument",
                    _("Who had ratified the Protocol of 2014 on 17 March 2021"),
                    {"on": "2021-03-17"},
                    code="P029",
                ),
                _way("dossier.country", _("The dossier of Bangladesh"), code="BGD"),
                _way("labour_law.country", _("Labour law of Bangladesh, question by question"), code="BGD"),
                _way("initiative_list", _("Initiatives: who works together, and who sits at the table")),
                _way("data", _("All tables, to take along")),
            ),
        ),
    )


def _way(name: str, gives: str, query: Mapping[str, str] | Sequence[tuple[str, str]] = (), **named: str) -> Way:
    asked = f"?{urlencode(query)}" if query else ""
    return Way(f"{reverse(name, kwargs=named or None)}{asked}", gives)
