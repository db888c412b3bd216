"""What a document is written for: who writes to whom, about what, where, on which date, with which evidence.

A case is what a person knows and decides. Facts are never in it: they are looked up on its date. Names of people and
companies in a case stay with whoever made it; the library stores nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from fairlead.errors import InputError, Problem
from fairlead.reason.company import Company

__all__ = [
    "EVIDENCE_KINDS",
    "LANGUAGES",
    "Case",
    "Constituency",
    "EvidenceKind",
    "Exhibit",
    "Organisation",
    "Target",
    "checked",
    "is_day",
]

LANGUAGES = ("en", "fr", "es", "ar")
"""English is complete; the others are drafts until a second person has reviewed them."""

EvidenceKind = Literal["testimony", "interview", "record", "unannounced inspection", "announced audit", "public source"]
EVIDENCE_KINDS: tuple[str, ...] = (
    "testimony",
    "interview",
    "record",
    "unannounced inspection",
    "announced audit",
    "public source",
)
"""Kinds of evidence on one named place, the strongest first: testimony gathered by a union or independent body,
interviews off site, verified payment and grievance records, unannounced inspection, announced audit; and what was
published."""

Constituency = Literal["workers", "employers", "company", "government", "civil_society", "network", "person"]


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who writes, signs or stands beside.

    Attributes
    ----------
    name
        As it is to stand in the document.
    constituency
        Whom it speaks for.
    country
        ISO 3166 alpha-3; empty: international, or not said.
    kind
        One of `fairlead.reason.route_question.APPLICANTS`, where a procedure asks who applies.
    person, post
        Who signs for it; either may be left empty.
    withheld
        Whether its name stays out of the document, which then says "name withheld".
    """

    name: str
    constituency: Constituency = "workers"
    country: str = ""
    kind: str = ""
    person: str = ""
    post: str = ""
    withheld: bool = False


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the document is about, where that is a company or a lender: the duty-bearer.

    Attributes
    ----------
    name
        As it is to stand in the document.
    home
        ISO 3166 alpha-3 of its seat.
    lender
        Id of a lender, where it is one (``"IFC"``).
    buyers, parents
        Homes of buyers and of parent companies.
    said
        What else is known of the company, for laws that bind by size.
    """

    name: str = ""
    home: str = ""
    lender: str = ""
    buyers: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    said: Company | None = None


class Exhibit(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of evidence for the annex.

    Attributes
    ----------
    title
        What it is, without names of workers.
    kind
        One of `EVIDENCE_KINDS`.
    day
        ISO 8601 day, month or year.
    says
        What it shows, in a sentence or two.
    origin
        Who gathered it, as it may be named; empty: withheld.
    file
        Name of the file that is enclosed.
    """

    title: str
    kind: EvidenceKind
    day: str = ""
    says: str = ""
    origin: str = ""
    file: str = ""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What a document is written for.

    Attributes
    ----------
    on
        The date of the document, ISO 8601: facts are as on this day.
    state
        The State that is addressed or concerned, ISO 3166 alpha-3.
    partner
        The other State: of a trade agreement, or the origin in a corridor.
    place
        Where the abuse happens; empty: in `state`.
    sector
        Code of the industry (``c1`` to ``c35``); empty: all.
    good
        A good, in words.
    abuse
        A name out of `fairlead.reason.route_question.abuses`.
    instruments
        ILO instruments relied on; empty: those of the abuse.
    target
        The company or lender concerned.
    writers
        Who writes; the first leads. Each approves its own signature.
    exhibits
        Evidence for the annex.
    fields
        What only people know, by the key of the placeholder: names of addressees, requests, descriptions. Said as
        given; never read as mark-up.
    language
        One of `LANGUAGES`.
    estimate
        Whether Fairlead's own range may stand in the document, in a sentence of its own; off unless chosen.
    withhold
        Whether names of writers are withheld, who then sign through a federation (`through`).
    through
        The organisation that signs or forwards for them.
    """

    on: str
    state: str = ""
    partner: str = ""
    place: str = ""
    sector: str = ""
    good: str = ""
    abuse: str = "forced_labour"
    instruments: tuple[str, ...] = ()
    target: Target = Target()
    writers: tuple[Organisation, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    fields: Mapping[str, str] = {}
    language: str = "en"
    estimate: bool = False
    withhold: bool = False
    through: Organisation | None = None

    @property
    def day(self) -> date:
        """The date of the document."""
        return date.fromisoformat(self.on)

    @property
    def where(self) -> str:
        """Where the abuse happens."""
        return self.place or self.state

    @property
    def lead(self) -> Organisation | None:
        """Who leads."""
        return self.writers[0] if self.writers else None


def checked(case: Case) -> Case:
    """The case, if it can be used.

    Raises
    ------
    InputError
        With every problem at once: a date, country, industry, abuse, instrument, lender or language that there is not.

    Examples
    --------
    >>> checked(Case(on="2026-11-21", state="MRT")).state
    'MRT'
    >>> try:
    ...     checked(Case(on="21.11.2026", state="Mauritania"))
    ... except InputError as error:
    ...     print(len(error.problems))
    2
    """
    from fairlead.facts import Instrument, load
    from fairlead.reason.route_question import abuses, lenders

    wrong = [_problem("on", case.on, "the date is not a day as in 2026-11-21")] if not is_day(case.on) else []
    places = {"state": case.state, "partner": case.partner, "place": case.place, "target.home": case.target.home}
    places |= {f"target.buyers[{i}]": code for i, code in enumerate(case.target.buyers)}
    places |= {f"target.parents[{i}]": code for i, code in enumerate(case.target.parents)}
    places |= {f"writers[{i}].country": one.country for i, one in enumerate(case.writers)}
    wrong += [
        _problem(name, code, "this is no country's code (ISO 3166 alpha-3)")
        for name, code in places.items()
        if code and not _is_country(code)
    ]
    known = {
        "sector": ((case.sector,), {f"c{number}" for number in range(1, 36)}),
        "abuse": ((case.abuse,), set(abuses())),
        "instruments": (case.instruments, {row.code for row in load(Instrument)}),
        "target.lender": ((case.target.lender,), set(lenders())),
        "language": ((case.language,), set(LANGUAGES)),
    }
    wrong += [
        _problem(name, value, f"it is not one of: {', '.join(sorted(allowed))}")
        for name, (values, allowed) in known.items()
        for value in values
        if value and value not in allowed
    ]
    if wrong:
        raise InputError(
            "The case cannot be used.",
            wrong,
            why="A document is written from facts on its date and place.",
            fix="Mend the entries named in the problems.",
        )
    return case


def is_day(text: str) -> bool:
    """Whether a text is a day, ISO 8601.

    Examples
    --------
    >>> is_day("2026-11-21"), is_day("2026-02-30"), is_day("2026")
    (True, False, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_country(code: str) -> bool:
    from fairlead.classify.countries import country_codes

    return code in country_codes()


def _problem(column: str, value: str, what: str) -> Problem:
    return Problem(code="case_value", severity="error", what=f"{column}: {what}", column=column, value=value)
