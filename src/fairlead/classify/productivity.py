"""Growth of output per worker by country of origin, with its range.

A dollar of constant prices takes fewer workers as output per worker grows. The national rate stands for every
industry of the country, which is the largest doubt; the range says so.
"""

from __future__ import annotations

import math
import statistics
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from fairlead.classify.tables import read_table

__all__ = ["Growth", "productivity", "productivity_note"]

# Judgement of the method page: how far an industry strays, a year, from its country's rate (log points).
SD_MEASURED = 0.02
SD_JUDGED = 0.03


class Growth(NamedTuple):
    """Factor by which output per worker grew, and the standard deviation of its logarithm."""

    factor: float
    log_sd: float


@cache
def _levels() -> dict[str, tuple[tuple[int, float], ...]]:
    """Return country -> (year, constant PPP dollars per worker), in order of years."""
    levels = {}
    for row in read_table("output_per_worker"):
        points = {int(y): float(row[y]) for y in ("2011", "2015", "2019")}
        points[int(row["last_year"])] = float(row["last"])
        levels[row["country"]] = tuple(sorted(points.items()))
    return levels


@cache
def _median_rate() -> float:
    """Return the median over countries of the mean log growth a year of the whole series."""
    rates = [math.log(p[-1][1] / p[0][1]) / (p[-1][0] - p[0][0]) for p in _levels().values()]
    return statistics.median(rates)


def _log_level(points: tuple[tuple[int, float], ...], year: int) -> float:
    """Interpolate the logarithm; outside the series go on at its mean rate of growth."""
    (first, low), (last, high) = points[0], points[-1]
    if not first <= year <= last:
        rate = math.log(high / low) / (last - first)
        return math.log(low) + rate * (year - first) if year < first else math.log(high) + rate * (year - last)
    for (a, x), (b, y) in pairwise(points):
        if a <= year <= b:
            return math.log(x) + (math.log(y) - math.log(x)) * (year - a) / (b - a)
    raise AssertionError("years of the series are in order")


def productivity(country: str, from_year: int, to_year: int) -> Growth:
    """Return by how much real output per worker grew in a country between two years.

    Parameters
    ----------
    country
        ISO 3166 alpha-3 of the origin.
    from_year, to_year
        Years; the trade table is of `from_year`, the purchase of `to_year`.

    Returns
    -------
    factor : float
        Output per worker of `to_year` over that of `from_year`, constant prices. People per dollar of constant
        prices are divided by it.
    log_sd : float
        Standard deviation of ln(factor) as a range for one industry: 0.02 a year where the national series is
        measured, 0.03 where it is not or has run out (judgement).

    Notes
    -----
    World Bank, GDP per person employed. Between the years stored the logarithm is interpolated; after the last one
    it goes on at the country's mean rate. A country without a series takes the median rate of all countries.
    `productivity_note` says which of these was done.

    Examples
    --------
    >>> round(productivity("BGD", 2011, 2022).factor, 3)
    1.568
    >>> productivity("BGD", 2011, 2011)
    Growth(factor=1.0, log_sd=0.0)
    """
    span = abs(to_year - from_year)
    points = _levels().get(country)
    if points is None:
        return Growth(math.exp(_median_rate() * (to_year - from_year)), SD_JUDGED * span)
    outside = sum(
        1 for year in range(min(from_year, to_year) + 1, max(from_year, to_year) + 1) if not _inside(points, year)
    )
    factor = math.exp(_log_level(points, to_year) - _log_level(points, from_year))
    return Growth(factor, SD_MEASURED * (span - outside) + SD_JUDGED * outside)


def _inside(points: tuple[tuple[int, float], ...], year: int) -> bool:
    return points[0][0] < year <= points[-1][0]


def productivity_note(country: str, to_year: int) -> str:
    """Say on what the growth of a country up to a year rests.

    Examples
    --------
    >>> productivity_note("TWN", 2022)
    'no series: median growth of all countries (judgement)'
    """
    points = _levels().get(country)
    if points is None:
        return "no series: median growth of all countries (judgement)"
    if to_year > points[-1][0]:
        return f"World Bank to {points[-1][0]}, then at the country's mean rate since {points[0][0]} (computed)"
    if to_year < points[0][0]:
        return f"before {points[0][0]} at the country's mean rate since then (computed)"
    return "World Bank, GDP per person employed"
