"""The five doors: who stands before each, and what lies behind it."""

from __future__ import annotations

import msgspec
from django.utils.translation import gettext as _

__all__ = ["Door", "Way", "doors"]


class Way(msgspec.Struct, frozen=True):
    """One way behind a door: an address of this hub and what it gives."""

    address: str
    gives: str


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
        ),
        Door(
            id="account",
            title=_("I want to hold someone to account, or change a law"),
            who=_("unions, civil society, employers' organisations and policy people of companies"),
        ),
        Door(
            id="plan",
            title=_("We are planning or negotiating together"),
            who=_("labour ministries, tripartite committees and secretariats of networks"),
        ),
        Door(
            id="buy",
            title=_("We buy, lend or invest"),
            who=_("companies of any size, public buyers and lenders"),
            ways=(
                Way(
                    "/assessments/quick/?country1=Bangladesh&product1=clothing&amount1=1000000&currency1=USD&year1=2023",
                    _("What clothing from Bangladesh for 1,000,000 US dollars is linked to"),
                ),
                Way("/assessments/quick/", _("Write down what you buy: the answer comes at once, nothing is stored")),
                Way("/assessments/", _("Assess a whole list of purchases, compare and share the result")),
            ),
        ),
        Door(id="look-up", title=_("I look something up"), who=_("everyone")),
    )
