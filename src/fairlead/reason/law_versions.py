"""A law as it stood on a date: adopted or not, in force or not, applied or not, over or not, and what amended it.

The table keeps the dates of a law, not its wording: a version is told by its dates, by the ways into its scope that
applied on the day, and by the amendments before and after. A date known only to the year leaves the answer open inside
that year; after the day a law was last checked the answer holds as the law stood then.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from fairlead.facts import BusinessLaw, BusinessLawDate, BusinessLawScope, load
from fairlead.reason.answer import Verdict
from fairlead.reason.days import span
from fairlead.reason.laws import dates_of, law

__all__ = ["LawVersion", "Standing", "amendments", "reached", "version"]

Standing = Literal[
    "bill",
    "not binding",
    "never in force",
    "not yet adopted",
    "adopted, not in force",
    "in force, not yet applied",
    "applies",
    "ended",
    "unknown",
]


class LawVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A law on a date.

    Attributes
    ----------
    law, on
        The law and the date.
    standing
        How far it had come.
    text
        The same in a sentence.
    scopes, coming, over
        Ways into its scope that applied on the day (or may have, where only the year is known), that were still to
        come, and that were over.
    past, ahead
        Its dates up to the day and after it, the disputed ones among them.
    amended_by
        Laws that amend it, whenever they did so.
    """

    law: BusinessLaw
    on: date
    standing: Standing
    text: str
    scopes: tuple[BusinessLawScope, ...]
    coming: tuple[BusinessLawScope, ...]
    over: tuple[BusinessLawScope, ...]
    past: tuple[BusinessLawDate, ...]
    ahead: tuple[BusinessLawDate, ...]
    amended_by: tuple[BusinessLaw, ...]


def version(law_id: str, on: date) -> LawVersion:
    """The law as it stood on the date.

    Raises
    ------
    FairleadError
        If there is no such law in the table.

    Examples
    --------
    >>> version("EU-FLR", date(2026, 1, 1)).standing, version("EU-FLR", date(2027, 12, 14)).standing
    ('in force, not yet applied', 'applies')
    >>> version("EU-NFRD", date(2025, 1, 1)).standing, version("NL-WZK", date(2025, 1, 1)).standing
    ('ended', 'never in force')
    >>> [scope.scope for scope in version("DE-LKSG", date(2023, 6, 1)).scopes]
    ['2023']
    """
    row = law(law_id)
    standing, text = _standing(row, on)
    if standing != "bill" and on > span(row.as_of)[1]:
        text += f" So the law stood when it was last checked, on {row.as_of}."
    scopes = [scope for scope in load(BusinessLawScope) if scope.law == row.id]
    coming = tuple(scope for scope in scopes if reached(scope.from_date, on) == "no")
    over = tuple(scope for scope in scopes if scope.to_date and reached(scope.to_date, on) == "yes")
    dates = dates_of(row.id)
    return LawVersion(
        law=row,
        on=on,
        standing=standing,
        text=text,
        scopes=tuple(scope for scope in scopes if scope not in coming and scope not in over),
        coming=coming,
        over=over,
        past=tuple(day for day in dates if span(day.date)[0] <= on),
        ahead=tuple(day for day in dates if span(day.date)[0] > on),
        amended_by=amendments(row.id),
    )


def reached(day: str, on: date) -> Verdict:
    """Whether a day, perhaps known only to the month or year, had come; ``no`` where none is given.

    Examples
    --------
    >>> reached("2026-03-01", date(2026, 3, 1)), reached("2026", date(2026, 3, 1)), reached("", date(2026, 3, 1))
    ('yes', 'unknown', 'no')
    """
    if not day:
        return "no"
    first, surely = span(day)
    return "no" if on < first else "yes" if on >= surely else "unknown"


def amendments(law_id: str) -> tuple[BusinessLaw, ...]:
    """Laws of the table that amend this one: those that name it, or that came into force on a day it was amended.

    Examples
    --------
    >>> [row.id for row in amendments("EU-CSDDD")], [row.id for row in amendments("US-S307")]
    (['EU-CSDDD-STC', 'EU-OMNIBUS-I'], ['US-TFTEA910'])
    """
    row = law(law_id)
    short = row.id.rpartition("-")[2]
    amended = {day.date for day in dates_of(row.id) if day.role == "amended"}
    return tuple(
        other
        for other in load(BusinessLaw)
        if other.kind == "amendment"
        and other.id != row.id
        and other.place == row.place
        and (short in other.asks or other.in_force in amended)
    )


def _standing(row: BusinessLaw, on: date) -> tuple[Standing, str]:
    """How far the law had come, with the sentence."""
    if row.kind == "bill":
        return "bill", f"It was a bill on {row.as_of}; whether it was law on {on} is not known here."
    if row.state == "never in force":
        return "never in force", f"It was adopted on {row.adopted} and never brought into force."
    if row.ended and reached(row.ended, on) == "yes":
        return "ended", f"It ended on {row.ended}."
    steps: tuple[tuple[str, Standing, str], ...] = (
        (row.applies_from, "applies", f"It applies since {row.applies_from}."),
        (row.in_force, "in force, not yet applied", f"It is in force since {row.in_force}"),
        (row.adopted, "adopted, not in force", f"It was adopted on {row.adopted}"),
    )
    nexts = ("", row.applies_from, row.in_force or row.applies_from)
    for (day, standing, text), ahead in zip(steps, nexts, strict=True):
        had = reached(day, on)
        if had == "unknown":
            return "unknown", f"Of {day} the day was not read, so that the standing on {on} is not known."
        if had == "yes":
            if row.state == "not binding":
                return "not binding", f"It was adopted on {row.adopted} and binds nobody."
            if standing == "applies":
                until = f" It is to end on {row.ended}." if row.ended else ""
                return standing, text + until
            verb = "applies" if standing.startswith("in force") else "is in force"
            return standing, f"{text} and {verb} {f'from {ahead}' if ahead else 'from a day not recorded'}."
    return "not yet adopted", f"It was not yet adopted on {on}: that came on {row.adopted}." if row.adopted else (
        f"Nothing of it is recorded by {on}."
    )
