"""Counting the days of a term: working days of a country, calendar days, weeks, months, years.

Working days leave out the weekly days of rest and the public holidays of the whole country, as the `holidays` package
has them; holidays of parts of a country are not left out. A country that the package does not know is counted in
calendar days, and the answer says so. The day from which a term runs is never counted itself.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from fairlead.classify.countries import alpha2, country_name
from fairlead.errors import FairleadError

if TYPE_CHECKING:
    from holidays import HolidayBase

__all__ = ["UNITS", "Counted", "Unit", "is_working_day", "known", "term_end", "working_days_between"]

Unit = Literal["calendar days", "working days", "weeks", "months", "years"]
UNITS: tuple[Unit, ...] = get_args(Unit)
LONGEST = 3660
"""Days beyond which no term is counted: a slip of the pen, not a term."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a term, and how it was counted.

    Attributes
    ----------
    day
        The last day of the term, ISO 8601.
    text
        How it was counted, in a sentence or two.
    estimated
        Public holidays in the term of which the date is only estimated (those that follow the moon).
    in_calendar_days
        Whether calendar days had to stand in for working days, because the calendar of the country is not known.
    rest
        Whether the last day is a day of rest where the calendar of the country is known. Whether the term then ends
        on the next working day is for the procedure to say.
    """

    day: str
    text: str
    estimated: tuple[str, ...] = ()
    in_calendar_days: bool = False
    rest: bool = False


def known(iso3: str) -> bool:
    """Whether the working days of a country are known.

    Examples
    --------
    >>> known("QAT"), known("XKX"), known(""), known("EU")
    (True, True, False, False)
    """
    return alpha2(iso3) in _supported()


def is_working_day(day: date, iso3: str) -> bool:
    """Whether a day is a working day in a country.

    Raises
    ------
    FairleadError
        If the working days of the country are not known.

    Examples
    --------
    >>> is_working_day(date(2026, 11, 20), "QAT"), is_working_day(date(2026, 11, 20), "NOR")  # a Friday
    (False, True)
    """
    if not known(iso3):
        raise FairleadError(
            f"The working days of {country_name(iso3) if iso3 else 'no country'} are not known.",
            fix="Count calendar days, or set a date.",
        )
    held = _calendar(iso3, day.year)
    return bool(held.is_working_day(day)) if _covered(day.year, iso3) else day.weekday() not in held.weekend


def working_days_between(start: date, end: date, iso3: str) -> int:
    """Working days after `start`, up to and with `end`; negative where `end` comes first.

    Examples
    --------
    >>> working_days_between(date(2026, 12, 22), date(2026, 12, 29), "NOR")  # two days of Christmas, a weekend
    4
    """
    if end < start:
        return -working_days_between(end, start, iso3)
    days = (start + timedelta(one) for one in range(1, (end - start).days + 1))
    return sum(is_working_day(day, iso3) for day in days)


def term_end(start: date, number: int, unit: Unit, iso3: str = "") -> Counted:
    """The last day of a term.

    Parameters
    ----------
    start
        The day of the event from which the term runs; it is not counted.
    number, unit
        How long the term is. Months and years end on the day of the same number, or on the last day of the month.
    iso3
        Country whose working days count: that of whoever has to act.

    Raises
    ------
    FairleadError
        For a unit that there is none of, and for a number that is no term.

    Examples
    --------
    >>> term_end(date(2026, 11, 19), 2, "working days", "QAT").day  # Thursday; Friday and Saturday are the weekend
    '2026-11-23'
    >>> term_end(date(2026, 1, 31), 1, "months").day
    '2026-02-28'
    >>> term_end(date(2026, 11, 19), 10, "working days").in_calendar_days
    True
    """
    if unit not in UNITS:
        raise FairleadError(f"There is no unit {unit!r} of terms.", fix=f"Give one of: {', '.join(UNITS)}.")
    if number < 1 or number * {"weeks": 7, "months": 31, "years": 366}.get(unit, 1) > LONGEST:
        raise FairleadError(f"{number} {unit} is not a term.", fix="Give a number from 1 up, of ten years at most.")
    length = f"{number} {unit.removesuffix('s') if number == 1 else unit}"
    if unit == "working days":
        return _working_days(start, number, length, iso3)
    end = _plain(start, number, unit)
    text = f"{length} after {_said(start)}, counted in {'calendar days' if unit == 'calendar days' else unit}."
    return _with_rest(end, text, iso3)


def _plain(start: date, number: int, unit: Unit) -> date:
    if unit in ("calendar days", "weeks"):
        return start + timedelta(number * (7 if unit == "weeks" else 1))
    months = start.month - 1 + number * (12 if unit == "years" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def _working_days(start: date, number: int, length: str, iso3: str) -> Counted:
    if not known(iso3):
        where = f"of {country_name(iso3)}" if iso3 else "of the country, which is not given,"
        return Counted(
            day=(start + timedelta(number)).isoformat(),
            text=f"{length} after {_said(start)}, counted in calendar days, because the working days {where} are not "
            "known here: the true end is later.",
            in_calendar_days=True,
        )
    day, left, estimated, off = start, number, [], 0
    bare: set[int] = set()
    while left:
        day += timedelta(1)
        name = _holiday(day, iso3)
        off += name != ""
        if "estimated" in name:
            estimated.append(f"{day.isoformat()} {name}")
        if not _covered(day.year, iso3):
            bare.add(day.year)
        left -= is_working_day(day, iso3)
    text = (
        f"{length} after {_said(start)}, counted in the working days of {country_name(iso3)}: without "
        f"{_rest_days(iso3, day.year)} "
        f"and without public holidays of the whole country, of which {off or 'none'} fell in the term; holidays of "
        "parts of it are not left out."
    )
    if estimated:
        text += f" The dates of {len(estimated)} of them are estimated and can be a day or two off."
    if bare:
        years = " and ".join(map(str, sorted(bare)))
        text += f" Its public holidays of {years} are not known here: the true end can be later."
    return Counted(day=day.isoformat(), text=text, estimated=tuple(estimated))


def _with_rest(end: date, text: str, iso3: str) -> Counted:
    rest = known(iso3) and not is_working_day(end, iso3)
    if rest:
        text += (
            f" The last day is a day of rest in {country_name(iso3)}; whether the term then ends later is for the "
            "procedure to say."
        )
    return Counted(day=end.isoformat(), text=text, rest=rest)


def _rest_days(iso3: str, year: int) -> str:
    return " and ".join(DAYS[one] for one in sorted(_calendar(iso3, year).weekend))


def _holiday(day: date, iso3: str) -> str:
    return _calendar(iso3, day.year).get(day) or "" if _covered(day.year, iso3) else ""


def _said(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


@cache
def _supported() -> frozenset[str]:
    from holidays import list_supported_countries

    return frozenset(list_supported_countries(include_aliases=False))


@cache
def _range(iso3: str) -> tuple[int, int]:
    from holidays import country_holidays

    held = country_holidays(alpha2(iso3))
    return held.start_year, held.end_year


def _covered(year: int, iso3: str) -> bool:
    """Whether the public holidays of a year are in the calendar; days of rest of the week are known all the same."""
    first, last = _range(iso3)
    return first <= year <= last


@cache
def _calendar(iso3: str, year: int) -> HolidayBase:
    """The calendar of a year, or of the nearest year that there is.

    Names are in English whatever language the machine is set to: they tell which dates are estimated.
    """
    from holidays import country_holidays

    first, last = _range(iso3)
    return country_holidays(alpha2(iso3), years=[min(max(year, first), last)], language="en_US", expand=False)
