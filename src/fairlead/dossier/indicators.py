"""One public indicator of one country: value, world position, and a trend only from three or more years."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import Any

from fairlead.dossier.model import NO_OPEN_DATA, NOT_COLLECTED, Indicator, Position, Trend
from fairlead.dossier.rows import collected, mark_of, ref
from fairlead.facts import load

__all__ = ["indicator"]

VALUES = ("country_indicators", "country_indicators_share_alike")
SERIES = ("indicator_series", "indicator_series_share_alike")
YEARS_FOR_TREND = 3
COUNTRIES_FOR_POSITION = 30
"""With fewer countries a place in the world says little and is not given."""


def indicator(key: str, iso3: str) -> Indicator:
    """What one indicator says of a country, or why it says nothing.

    Parameters
    ----------
    key
        Short name of the indicator.
    iso3
        The country.

    Examples
    --------
    >>> indicator("no such indicator", "BGD").absent
    'not collected yet'
    """
    about = _about().get(key)
    if about is None:
        return Indicator(key=key, label=key.replace("_", " "), absent=NOT_COLLECTED)
    shared: dict[str, Any] = {"key": key, "label": about.name, "unit": about.unit, "note": about.note}
    series, row = _series().get((key, iso3)), _values().get((key, iso3))
    if series is not None and series.observations:
        year, value = series.observations[-1]
        return Indicator(
            value=value,
            year=str(year),
            text=_said(value, about.unit, str(year)),
            position=_position(about, value, str(year)),
            trend=_trend(series.observations),
            rows=(ref(series), ref(about)),
            mark=mark_of([series, about]),
            **shared,
        )
    if row is not None:
        if row.value is None:
            text, value = f"{row.grade} ({row.year})", None
        else:
            text, value = _said(row.value, about.unit, row.year), row.value
        if row.source.startswith("own:"):  # whose copy it is stands beside every value of it
            text, shared["note"] = f"{text}, your own copy", row.note
        return Indicator(
            value=value,
            year=row.year,
            text=text,
            position=None if value is None else _position(about, value, ""),
            rows=(ref(row), ref(about)),
            mark=mark_of([row, about]),
            **shared,
        )
    absent = NO_OPEN_DATA if about.terms == "own copy" else f"no value for this country in {about.edition}"
    return Indicator(absent=absent, rows=(ref(about),), mark=mark_of([about]), **shared)


def _said(value: float, unit: str, year: str) -> str:
    """A value with its unit and year.

    Examples
    --------
    >>> _said(12.345, "% of adults", "2015"), _said(0.5, "0 to 1", "2020")
    ('12.35 % of adults (2015)', '0.5 on a scale of 0 to 1 (2020)')
    """
    scale = "on a scale of " if unit[:1].isdigit() or unit.startswith("about ") else ""
    return f"{_number(value)} {scale}{unit} ({year})"


def _trend(observations: tuple[tuple[int, float], ...]) -> Trend | None:
    if len(observations) < YEARS_FOR_TREND:
        return None
    years, values = zip(*observations, strict=True)
    first, last = values[0], values[-1]
    moved = "the same" if _number(first) == _number(last) else "up" if last > first else "down"
    text = (
        f"from {_number(first)} in {years[0]} to {_number(last)} in {years[-1]}: {moved} "
        f"({len(years)} years of one source)"
    )
    return Trend(years=tuple(years), values=tuple(values), text=text)


def _position(about: Any, value: float, year: str) -> Position | None:
    if not about.comparable or about.kind != "number":
        return None
    others = _distribution().get((about.indicator, year), ())
    if len(others) < COUNTRIES_FOR_POSITION:
        return None
    lower, upto = bisect_left(others, value), bisect_right(others, value)
    tie = f", level with {upto - lower - 1} more" if upto - lower > 1 else ""
    which = f" of {year}" if year else ""
    text = f"{lower + 1} of {len(others)} countries with a value{which}, from the lowest{tie}"
    if about.direction != "neutral":
        text += f"; {about.direction}"
    return Position(rank_from_lowest=lower + 1, of=len(others), text=text)


def _number(value: float) -> str:
    """A number in four digits at most, plain.

    Examples
    --------
    >>> _number(1234567.0), _number(12.345), _number(0.5)
    ('1,234,567', '12.35', '0.5')
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


@cache
def _about() -> dict[str, Any]:
    return {row.indicator: row for row in load("indicators")} if collected("indicators") else {}


@cache
def _values() -> dict[tuple[str, str], Any]:
    return {(row.indicator, row.iso3): row for table in VALUES if collected(table) for row in load(table)}


@cache
def _series() -> dict[tuple[str, str], Any]:
    return {(row.indicator, row.iso3): row for table in SERIES if collected(table) for row in load(table)}


@cache
def _distribution() -> dict[tuple[str, str], tuple[float, ...]]:
    """Sorted values of all countries by indicator, and for series by year; the year is empty for single values."""
    found: dict[tuple[str, str], list[float]] = {}
    for (key, _), row in _values().items():
        if row.value is not None:
            found.setdefault((key, ""), []).append(row.value)
    for (key, _), row in _series().items():
        for year, value in row.observations:
            found.setdefault((key, str(year)), []).append(value)
    return {key: tuple(sorted(values)) for key, values in found.items()}
