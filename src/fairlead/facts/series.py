"""What an indicator says of a country: its value, its place among countries, and its trend where there is one.

Nothing is added up. Values of one indicator come from one edition of one source, and a trend is said only from three
or more years of it. Where there is no value, the reason is given, and it is never zero.
"""

from __future__ import annotations

from functools import cache
from statistics import median

import msgspec

from fairlead.errors import FairleadError
from fairlead.facts.records.base import Row
from fairlead.facts.records.conditions import (
    CountryIndicator,
    CountryIndicatorShareAlike,
    Indicator,
    IndicatorSeries,
    IndicatorSeriesShareAlike,
)
from fairlead.facts.store import load

__all__ = ["YEARS_FOR_A_TREND", "Position", "Trend", "Value", "indicator", "position", "rank_range", "slope", "trend"]
__all__ += ["value"]

YEARS_FOR_A_TREND = 3
NOT_OPEN = "No open data; load your own copy of the source."
OWN_COPIES = CountryIndicator.table
"""The table that values from the user's own copies join when it is loaded."""


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """The latest value of an indicator in a country.

    Attributes
    ----------
    indicator
        What is counted, in which unit and edition.
    iso3
        The country.
    number, grade
        The value; both empty where there is none.
    year
        Its year, or the span in which the year lies.
    text
        The value with unit and year, or the reason why there is none.
    row
        The row it stands in.
    to_be_checked
        Whether the row is recalled or disputed.
    """

    indicator: Indicator
    iso3: str
    number: float | None = None
    grade: str = ""
    year: str = ""
    text: str
    row: Row | None = None
    to_be_checked: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.number is not None or bool(self.grade)


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where a country stands among those with a value; rank 1 is the worse end, or the highest of a neutral one.

    Attributes
    ----------
    first, last
        The ranks that the country may claim: they differ where several countries have the same value. ``None`` where
        countries are not put in order, or where there is no value.
    countries
        Number of countries with a value.
    text
        The place in words, or the reason why there is none.
    """

    indicator: Indicator
    iso3: str
    first: int | None = None
    last: int | None = None
    countries: int = 0
    text: str


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """How an indicator moved in a country, from three or more years of one edition of one source.

    Attributes
    ----------
    direction
        ``rising``, ``falling``, ``no clear direction``, or ``unknown`` where no trend is said.
    slope
        Median change a year between any two of the years (the Theil-Sen estimate), in the unit of the indicator.
    observations
        Years and values.
    text
        The trend in words, or the reason why there is none.
    """

    indicator: Indicator
    iso3: str
    direction: str = "unknown"
    slope: float | None = None
    observations: tuple[tuple[int, float], ...] = ()
    text: str
    row: Row | None = None


def indicator(name: str) -> Indicator:
    """What the indicator with this short name counts.

    Raises
    ------
    FairleadError
        If there is no such indicator.

    Examples
    --------
    >>> indicator("child_marriage_pct").sex, indicator("gsi_prevalence_per_1000").terms
    ('women', 'own copy')
    """
    try:
        return _indicators()[name]
    except KeyError:
        raise FairleadError(
            f"There is no indicator named {name!r}.", fix="`fairlead facts show indicators` lists them."
        ) from None


def value(name: str, iso3: str) -> Value:
    """The latest value of an indicator in a country, or the reason why there is none.

    Parameters
    ----------
    name
        Short name of the indicator.
    iso3
        The country, ISO 3166 alpha-3.

    Raises
    ------
    FairleadError
        If there is no such indicator.

    Examples
    --------
    >>> value("sdg_882_labour_rights", "BGD").text
    '8 (0 to 10), 2017'
    >>> value("gsi_prevalence_per_1000", "BGD").text
    'No open data; load your own copy of the source.'
    >>> value("union_density_pct", "XYZ").number is None
    True
    """
    what = indicator(name)
    row = _rows(name).get(iso3)
    if row is None:
        return Value(indicator=what, iso3=iso3, text=_why_not(what))
    found: float | None
    if isinstance(row, IndicatorSeries):
        year, found = row.observations[-1]
        grade, when = "", str(year)
    else:
        found, grade, when = row.value, row.grade, row.year
    parts = [grade or _with_unit(found, what.unit), *([row.note] if row.note.startswith("age") else []), _when(when)]
    text = ", ".join(parts)
    check = row.to_be_checked
    return Value(
        indicator=what,
        iso3=iso3,
        number=found,
        grade=grade,
        year=when,
        text=f"{text} (to be checked)" if check else text,
        row=row,
        to_be_checked=check,
    )


def position(name: str, iso3: str) -> Position:
    """Where a country stands among the countries with a value, as a range of ranks where values are equal.

    Parameters
    ----------
    name, iso3
        As in `value`.

    Raises
    ------
    FairleadError
        If there is no such indicator.

    Examples
    --------
    >>> position("sdg_882_labour_rights", "BGD").text
    'rank 11 of 136 countries with data, years 2016 to 2017 (1 is the worst)'
    >>> position("labour_force", "BGD").text
    'Countries are not put in order by it: a count depends on the size of the country.'
    """
    what = indicator(name)
    if not what.comparable:
        why = what.note.split(". ")[-1].rstrip(".") if what.kind == "number" else "it is a grade"
        why = why[:1].lower() + why[1:] if why else "it does not measure the same in each"
        return Position(indicator=what, iso3=iso3, text=f"Countries are not put in order by it: {why}.")
    values = _values(name)
    if iso3 not in values:
        return Position(indicator=what, iso3=iso3, countries=len(values), text=_why_not(what))
    first, last = rank_range(values[iso3], tuple(values.values()), lowest_first=what.direction == "higher is better")
    end = "the highest" if what.direction == "neutral" else "the worst"
    ranks, equal = (f"rank {first}", "") if first == last else (f"rank {first} to {last}", "; equal values share ranks")
    text = f"{ranks} of {len(values)} countries with data, {_years(name)} (1 is {end}{equal})"
    return Position(indicator=what, iso3=iso3, first=first, last=last, countries=len(values), text=text)


def trend(name: str, iso3: str) -> Trend:
    """How an indicator moved in a country: only from three or more years of one edition of one source.

    The slope is the median of the slopes between any two years (Theil-Sen), so that one odd year does not decide. The
    direction is said where at least two of three pairs of years point the same way (Kendall's count of pairs) and the
    slope is not zero; else there is no clear direction. It says how the figure moved, not why.

    Parameters
    ----------
    name, iso3
        As in `value`.

    Raises
    ------
    FairleadError
        If there is no such indicator.

    Examples
    --------
    >>> trend("female_labour_participation_pct", "AFG").direction
    'falling'
    >>> trend("hdi", "AFG").text
    'No trend: this edition holds one year for each country.'
    """
    what = indicator(name)
    row = _rows(name).get(iso3)
    if row is None:
        return Trend(indicator=what, iso3=iso3, text=_why_not(what))
    if not isinstance(row, IndicatorSeries):
        why = "No trend: this edition holds one year for each country."
        return Trend(indicator=what, iso3=iso3, text=why, row=row)
    seen = row.observations
    if len(seen) < YEARS_FOR_A_TREND:
        why = f"No trend: {len(seen)} year{'s' if len(seen) > 1 else ''} of data, and a trend asks for three."
        return Trend(indicator=what, iso3=iso3, observations=seen, text=why, row=row)
    change, agree = slope(seen)
    direction = "no clear direction"
    if change and agree >= 1 / 3:
        direction = "rising" if change > 0 else "falling"
    better = {"rising": "higher is better", "falling": "higher is worse"}.get(direction)
    reading = ""
    if better and what.direction != "neutral":
        reading = ", for the better" if what.direction == better else ", for the worse"
    (begin, start), (end, stop) = seen[0], seen[-1]
    text = (
        f"{direction}{reading}: {_shown(start)} in {begin}, {_shown(stop)} in {end} "
        f"({len(seen)} years of one source; median change {_signed(change)} a year)"
    )
    return Trend(indicator=what, iso3=iso3, direction=direction, slope=change, observations=seen, text=text, row=row)


def rank_range(own: float, values: tuple[float, ...], *, lowest_first: bool) -> tuple[int, int]:
    """First and last rank that a value may claim among values, itself included.

    Examples
    --------
    >>> rank_range(2.0, (1.0, 2.0, 2.0, 5.0), lowest_first=True)
    (2, 3)
    >>> rank_range(2.0, (1.0, 2.0, 2.0, 5.0), lowest_first=False)
    (2, 3)
    """
    before = sum(other < own if lowest_first else other > own for other in values)
    return before + 1, before + sum(other == own for other in values)


def slope(observations: tuple[tuple[int, float], ...]) -> tuple[float, float]:
    """Median slope between any two years, and Kendall's tau: the share of pairs that rise less that of those that fall.

    Returns
    -------
    slope, agreement
        The slope in the unit of the values a year; the agreement between 0 and 1, one if every pair points one way.

    Examples
    --------
    >>> slope(((2015, 1.0), (2016, 2.0), (2017, 3.0)))
    (1.0, 1.0)
    """
    pairs = [(a, b) for i, a in enumerate(observations) for b in observations[i + 1 :]]
    steps = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairs]
    sign = sum((step > 0) - (step < 0) for step in steps)
    return median(steps), abs(sign) / len(steps)


def _why_not(what: Indicator) -> str:
    if what.terms == "own copy":
        return NOT_OPEN
    return f"No value in this edition ({what.edition}); it is not zero."


def _shown(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:g}"


def _signed(number: float) -> str:
    return f"{number:+,.0f}" if abs(number) >= 1000 else f"{number:+.2g}"


def _with_unit(number: float | None, unit: str) -> str:
    if unit.startswith("%"):
        return f"{_shown(number)}{unit}"
    scale = unit[0].isdigit() or unit.startswith(("about", "interval"))
    return f"{_shown(number)} ({unit})" if scale else f"{_shown(number)} {unit}"


def _when(year: str) -> str:
    if year.startswith("to "):
        return f"latest year {year}"
    return f"a year in {year}" if "-" in year else year


@cache
def _indicators() -> dict[str, Indicator]:
    return {row.indicator: row for row in load(Indicator)}


@cache
def _values(name: str) -> dict[str, float]:
    """The latest numbers by country."""
    numbers = {}
    for iso3, row in _rows(name).items():
        number = row.observations[-1][1] if isinstance(row, IndicatorSeries) else row.value
        if number is not None:
            numbers[iso3] = number
    return numbers


@cache
def _years(name: str) -> str:
    """The years of the latest values, which differ by country."""
    spans = [
        str(row.observations[-1][0]) if isinstance(row, IndicatorSeries) else row.year for row in _rows(name).values()
    ]
    last = max(span[-4:] for span in spans)
    if any(span.startswith("to ") for span in spans):
        return f"years to {last}"
    first = min(span[:4] for span in spans)
    return f"year {last}" if first == last else f"years {first} to {last}"


def _rows(name: str) -> dict[str, CountryIndicator | IndicatorSeries]:
    return _table(_indicators()[name].kept_in or OWN_COPIES).get(name, {})


@cache
def _table(kept_in: str) -> dict[str, dict[str, CountryIndicator | IndicatorSeries]]:
    records: dict[str, type[CountryIndicator] | type[IndicatorSeries]] = {
        record.table: record
        for record in (CountryIndicator, CountryIndicatorShareAlike, IndicatorSeries, IndicatorSeriesShareAlike)
    }
    found: dict[str, dict[str, CountryIndicator | IndicatorSeries]] = {}
    for row in load(records[kept_in]):
        found.setdefault(row.indicator, {})[row.iso3] = row
    return found
