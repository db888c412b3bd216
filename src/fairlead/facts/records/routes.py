"""Typed records of routes, bodies, contact points and framework agreements."""

from __future__ import annotations

from typing import ClassVar

from fairlead.facts.records.base import Record, Row

__all__ = [
    "RECORDS",
    "Abuse",
    "AccountabilityRoute",
    "ContactPoint",
    "FrameworkAgreement",
    "HelpPoint",
    "PolicyBody",
    "RouteOrder",
    "RouteTerritory",
]

DECIDING = frozenset(
    {"against", "starters", "on_behalf", "least_people", "grounds", "rule", "opens", "closes", "needs", "provided"}
)
"""Columns of a route on which the answer whether it is open rests."""


class AccountabilityRoute(Row, frozen=True, kw_only=True):
    """A procedure that somebody may start."""

    table: ClassVar[str] = "accountability_routes"
    id: str
    name: str
    body: str
    category: str
    against: tuple[str, ...]
    starters: tuple[str, ...]
    on_behalf: tuple[str, ...]
    least_people: int | None
    grounds: tuple[str, ...]
    rule: str
    after: str
    reaches: str
    provided: str
    lender: tuple[str, ...]
    treaty: str
    opens: str
    closes: str
    needs: str
    gives: str
    takes: str
    effect: str
    reprisal: str
    who_learns: str
    through: str
    reference: str
    recalled: tuple[str, ...]

    @property
    def to_be_checked(self) -> bool:
        """Whether the row, or a column that decides whether the route is open, is recalled."""
        return self.status in ("recalled", "conflicting") or not DECIDING.isdisjoint(self.recalled)


class RouteTerritory(Row, frozen=True, kw_only=True):
    """A country in which a route is open."""

    table: ClassVar[str] = "route_territories"
    route: str
    iso3: str
    since: str
    until: str


class Abuse(Row, frozen=True, kw_only=True):
    """An abuse and the instruments to rely on."""

    table: ClassVar[str] = "abuses"
    abuse: str
    name: str
    instruments: tuple[str, ...]
    scope: str


class RouteOrder(Row, frozen=True, kw_only=True):
    """What comes before a route, runs beside it or excludes it."""

    table: ClassVar[str] = "route_order"
    first: str
    then: str
    kind: str
    why: str
    reference: str


class PolicyBody(Row, frozen=True, kw_only=True):
    """A body to approach on law, policy or practice."""

    table: ClassVar[str] = "policy_bodies"
    id: str
    name: str
    level: str
    kind: str
    does: str
    who_may_approach: str
    how: str
    topics: tuple[str, ...]
    areas: tuple[str, ...]
    closed: str


class ContactPoint(Row, frozen=True, kw_only=True):
    """A country that adheres to the OECD Guidelines and has a National Contact Point."""

    table: ClassVar[str] = "contact_points"
    iso3: str
    country: str
    oecd_member: bool


class FrameworkAgreement(Row, frozen=True, kw_only=True):
    """An agreement of global unions with a company, or of unions with several companies."""

    table: ClassVar[str] = "framework_agreements"
    name: str
    kind: str
    home: str
    unions: tuple[str, ...]
    first_year: str
    renewed: str
    sector: str
    state: str


class HelpPoint(Row, frozen=True, kw_only=True):
    """A body that assists; shown as help only if somebody has read a page that names it."""

    table: ClassVar[str] = "help_points"
    id: str
    name: str
    kind: str
    scope: str
    iso3: str
    partner: str
    helps: tuple[str, ...]
    does: str
    how: str
    telephone: str
    web: str
    page_read: str

    @property
    def reach(self) -> str:
        """How to reach it, with numbers and addresses as the page prints them and the day they were seen.

        Numbers age, and a wrong one harms: none is given without its date.
        """
        seen = [f"telephone {self.telephone}"] if self.telephone else []
        seen += [self.web] if self.web else []
        where = f"{', '.join(seen)} (as of {self.page_read})" if seen else ""
        return ": ".join(part for part in (self.how, where) if part)

    @property
    def shown(self) -> bool:
        """Whether it may be shown as help."""
        return self.status == "verified" and bool(self.page_read)


RECORDS: tuple[type[Record], ...] = (
    AccountabilityRoute,
    RouteTerritory,
    Abuse,
    RouteOrder,
    PolicyBody,
    ContactPoint,
    FrameworkAgreement,
    HelpPoint,
)
