"""Whether a document comes in time: by the terms of procedures, counted from a day that a person gives."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from fairlead.facts import ProcedureTerm, load
from fairlead.reason.answer import Verdict
from fairlead.reason.days import span as meant

__all__ = ["OPEN", "end_of", "in_year", "span", "term", "within"]

OPEN = ("open", "none")
"""What is said in the place of a day where the term does not run: the project is open, there is no decision yet."""


def term(route: str, name: str) -> ProcedureTerm:
    """One term of a route.

    Examples
    --------
    >>> term("ECTHR", "file").length
    '4 months'
    """
    return next(row for row in load(ProcedureTerm) if (row.route, row.term) == (route, name))


def span(text: str) -> tuple[date, date] | None:
    """The first and last day that a day, month or year can mean; ``None`` if it is none.

    Examples
    --------
    >>> span("2026-02")
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    >>> span("in spring") is None
    True
    """
    try:
        return meant(text.strip())
    except ValueError:
        return None


def end_of(row: ProcedureTerm, start: date) -> date:
    """The last day of a term that began on a day; a month ends on the same day, or on its last where it has none.

    Raises
    ------
    ValueError
        If the term is in working days: these are counted with the calendar of a country.

    Examples
    --------
    >>> end_of(term("ECTHR", "file"), date(2026, 10, 31))
    datetime.date(2027, 2, 28)
    """
    number = row.number or 0
    if row.unit in ("months", "years"):
        months = start.month - 1 + number * (12 if row.unit == "years" else 1)
        year, month = start.year + months // 12, months % 12 + 1
        return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    if row.unit == "weeks":
        return start + timedelta(weeks=number)
    if row.unit == "calendar days":
        return start + timedelta(days=number)
    raise ValueError(f"{row.route} {row.term}: working days are counted with a calendar of the country")


def within(row: ProcedureTerm, start: tuple[date, date], on: date) -> Verdict:
    """Whether a day is within a term that began some time in a span.

    Examples
    --------
    >>> within(term("ECTHR", "file"), span("2026-07"), date(2026, 11, 15))
    'unknown'
    """
    first, last = (end_of(row, day) for day in start)
    return "yes" if on <= first else "no" if on > last else "unknown"


def in_year(row: ProcedureTerm, on: date) -> tuple[Verdict, date]:
    """Whether a day is not after the day of its year that is the term, and when the next one is.

    Examples
    --------
    >>> in_year(term("ILO22", "file"), date(2026, 9, 2))
    ('no', datetime.date(2027, 9, 1))
    """
    month, day = (int(part) for part in row.yearly.split("-"))
    here = date(on.year, month, day)
    return ("yes", here) if on <= here else ("no", date(on.year + 1, month, day))
