"""Dates known only to the month or the year: the first and the last day they can mean."""

from __future__ import annotations

import calendar
from datetime import date

__all__ = ["span"]


def span(day: str) -> tuple[date, date]:
    """First and last day that a date of the form YYYY, YYYY-MM or YYYY-MM-DD can mean.

    Examples
    --------
    >>> [str(day) for day in span("2026")], [str(day) for day in span("2024-02")]
    (['2026-01-01', '2026-12-31'], ['2024-02-01', '2024-02-29'])
    """
    year, *rest = (int(part) for part in day.split("-"))
    if len(rest) == 2:
        exact = date(year, rest[0], rest[1])
        return exact, exact
    first, last = (rest[0], rest[0]) if rest else (1, 12)
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
