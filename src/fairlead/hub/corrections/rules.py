"""Who may decide on a proposal, and what follows from what the seats say. Pure functions: no database.

A proposal is decided by the seats of the boards concerned that have a right to decide on it:

1. No seat decides on its own State: a government seat has no say on a row about its country. A government whose
   country is not given has no say on rows about any country.
2. No seat decides on its own organisation: a seat has no say on a row that names its organisation or the address of
   its web site.
3. Nothing is decided before seats of at least two constituencies have spoken.
4. All who spoke accept: the proposal is accepted. All reject: it is rejected.
5. They do not agree, or one of them says that both versions should be shown: it is disputed, and both are shown.

A seat that was silent may still speak after that, and each may change its mind; the outcome follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from fairlead.classify.countries import country_name

__all__ = ["Decider", "Outcome", "can_decide", "excluded", "outcome"]

Outcome = Literal["open", "accepted", "rejected", "disputed"]
NEEDED = 2
"""Constituencies that must have spoken."""
SHORTEST = 3
"""Letters that an abbreviation of an organisation must have to be looked for in a row."""


@dataclass(frozen=True)
class Decider:
    """An organisation that would decide: what of it matters for its right to."""

    kind: str
    name: str
    country: str = ""
    website: str = ""


def outcome(said: Iterable[tuple[str, str]]) -> Outcome:
    """What follows from what the seats with a right to decide have said.

    Parameters
    ----------
    said
        Constituency and verdict (``accept``, ``reject`` or ``disputed``) of every seat that has spoken.

    Returns
    -------
    Outcome
        ``open`` until two constituencies have spoken; then as rules 4 and 5 say.

    Examples
    --------
    >>> outcome([("workers", "accept"), ("employers", "accept")])
    'accepted'
    >>> outcome([("workers", "accept"), ("employers", "accept"), ("government", "reject")])
    'disputed'
    >>> outcome([("workers", "accept"), ("workers", "accept")])
    'open'
    """
    spoken = list(said)
    if len({constituency for constituency, _ in spoken}) < NEEDED:
        return "open"
    verdicts = {verdict for _, verdict in spoken}
    if verdicts == {"accept"}:
        return "accepted"
    return "rejected" if verdicts == {"reject"} else "disputed"


def can_decide(entitled: Iterable[str]) -> bool:
    """Whether seats of these constituencies can decide at all; if not, an operator looks after the proposal.

    Examples
    --------
    >>> can_decide(["workers", "government"]), can_decide(["workers"])
    (True, False)
    """
    return len(set(entitled)) >= NEEDED


def excluded(decider: Decider, countries: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Why an organisation has no say on a row: ``state``, ``organisation``, or nothing where it has.

    Parameters
    ----------
    decider
        The organisation.
    countries
        Codes of the countries that the row is about.
    rows
        The row in texts as it stands and as it is proposed, and rows that it refers to.

    Examples
    --------
    >>> ministry = Decider("government", "Ministry of Labour of Nepal", "NPL")
    >>> excluded(ministry, ["NPL"], []), excluded(ministry, ["QAT"], [])
    ('state', '')
    >>> union = Decider("workers", "Sample Workers' Union (SWU)")
    >>> excluded(union, [], [{"name": "Agreement of SWU with a company"}])
    'organisation'
    """
    about = set(countries)
    texts = [text for row in rows for text in row.values() if text]
    if decider.kind == "government":
        if decider.country in about or (about and not decider.country):
            return "state"
        if decider.country and any(_names(country_name(decider.country), text) for text in texts):
            return "state"
    if any(_names(name, text) for name in _names_of(decider.name) for text in texts):
        return "organisation"
    site = _host(decider.website)
    if site and any(site in (host, host.partition(".")[2]) for text in texts for host in _hosts(text)):
        return "organisation"
    return ""


def _names_of(name: str) -> list[str]:
    """The full name, the name without what is in brackets, and abbreviations in brackets."""
    short = [part for part in re.findall(r"\(([^)]*)\)", name) if len(part) >= SHORTEST and part.isupper()]
    return [one for one in {name, re.sub(r"\s*\([^)]*\)", "", name).strip(), *short} if one]


def _names(name: str, text: str) -> bool:
    """Whether a text holds a name as whole words."""
    found = text.casefold().find(name.casefold())
    while found >= 0:
        end = found + len(name)
        before, after = text[found - 1 : found] if found else "", text[end : end + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        found = text.casefold().find(name.casefold(), found + 1)
    return False


def _hosts(text: str) -> list[str]:
    return [_host(one) for one in re.findall(r"https?://[^\s;,]+", text)]


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
