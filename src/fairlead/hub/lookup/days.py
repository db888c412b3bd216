"""Links to the same page on other days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec
from django.http import HttpRequest

__all__ = ["DayLink", "day_links", "ends_of_years"]


class DayLink(msgspec.Struct, frozen=True):
    """The page on one day."""

    address: str
    label: str
    current: bool


def day_links(request: HttpRequest, on: date, days: Iterable[tuple[date, str]]) -> list[DayLink]:
    """The page as on some days, each with what makes the day matter; other filters stay."""
    found = []
    for day, label in sorted(days):
        query = request.GET.copy()
        query["on"] = day.isoformat()
        found.append(DayLink(f"?{query.urlencode()}", label, day == on))
    return found


def ends_of_years(last: date, years: int = 5) -> list[tuple[date, str]]:
    """The last day of some years up to a day, and the day itself, the latest first."""
    ends = [date(year, 12, 31) for year in range(last.year, last.year - years - 1, -1)]
    return [(last, last.isoformat()), *((end, end.isoformat()) for end in ends if end < last)]
