"""The question about routes: who asks, against whom, for what, where and when."""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec

from fairlead.errors import FairleadError
from fairlead.facts import load
from fairlead.facts.records.routes import Abuse, AccountabilityRoute
from fairlead.reason.company import Company

__all__ = ["APPLICANTS", "DUTY_BEARERS", "Question", "abuse", "abuses", "lenders", "route_rows"]

APPLICANTS = ("worker", "union", "national_centre", "employers", "ngo", "state", "company", "investor")
DUTY_BEARERS = ("state", "company", "lender", "importer")


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Which routes are open to this applicant, against this duty-bearer, for this abuse, in this place?

    Attributes
    ----------
    applicant
        One of `APPLICANTS`.
    duty_bearer
        One of `DUTY_BEARERS`.
    against
        The State, the home of the company or the market of the importer (ISO 3166 alpha-3), or the id of the lender.
        Only the home or the market may be empty: not known.
    abuse
        A name out of `abuses`.
    place
        Where it happened, ISO 3166 alpha-3.
    on
        The date.
    instruments
        ILO instruments to rely on; empty: those of the abuse.
    applicant_state
        For a State that applies: which.
    buyers, parents
        Homes of buyers and of parent companies of the company.
    name
        The name of the company, to look for a framework agreement; it is never stored.
    company
        What is said of the company itself (size, sales, imports), for routes under laws that bind by size. Its seat
        is `against`. It says nothing about its buyers or parents: ask for each of them as the company.
    """

    applicant: str
    duty_bearer: str
    against: str
    abuse: str
    place: str
    on: date
    instruments: tuple[str, ...] = ()
    applicant_state: str = ""
    buyers: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    name: str = ""
    company: Company | None = None

    def __post_init__(self) -> None:
        """Refuse words that no rule knows."""
        _one_of("kind of applicant", self.applicant, APPLICANTS)
        _one_of("kind of duty-bearer", self.duty_bearer, DUTY_BEARERS)
        _one_of("abuse", self.abuse, tuple(abuses()))
        if self.duty_bearer == "lender":
            _one_of("lender", self.against, lenders())
        if self.duty_bearer == "state" and not self.against:
            raise FairleadError("It is not said against which State.", fix="Give it, for instance state:QAT.")

    @property
    def relied_on(self) -> tuple[str, ...]:
        """The instruments to rely on."""
        return self.instruments or abuse(self.abuse).instruments


@cache
def abuses() -> dict[str, Abuse]:
    """The abuses by name.

    Examples
    --------
    >>> abuses()["forced_labour"].instruments
    ('C029', 'P029', 'C105')
    """
    return {row.abuse: row for row in load(Abuse)}


def abuse(name: str) -> Abuse:
    """One abuse."""
    return abuses()[name]


@cache
def route_rows() -> dict[str, AccountabilityRoute]:
    """The routes by id.

    Examples
    --------
    >>> route_rows()["ILO24"].name
    'Representation (Article 24)'
    """
    return {row.id: row for row in load(AccountabilityRoute)}


@cache
def lenders() -> tuple[str, ...]:
    """Ids of the lenders.

    Examples
    --------
    >>> "IFC" in lenders()
    True
    """
    return tuple(sorted({lender for row in route_rows().values() for lender in row.lender}))


def _one_of(what: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise FairleadError(f"There is no {what} {value!r}.", fix=f"Give one of: {', '.join(allowed)}.")
