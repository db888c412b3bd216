"""One series over the years as SVG: a point for each year that has a value, and no line across years without one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from fairlead.report.words import clean, figure

__all__ = ["line"]

_HEIGHT, _TOP, _LEFT, _RIGHT = 180, 12, 2.0, 98.0
_SOFT, _RULE, _SEA = "#57646d", "#d5d3cb", "#14606f"


def line(observations: Sequence[tuple[int, float]], *, ident: str, title: str, desc: str) -> str:
    """Draw a series.

    The scale goes from 0 where all values have one sign and the smallest is not far from 0, so that small changes do
    not look large; else it is that of the values, and the marks say so.

    Parameters
    ----------
    observations
        Years, rising, and values; a year without a value is left out.
    ident
        Unique id within the page.
    title, desc
        For those who hear the chart instead of seeing it.

    Returns
    -------
    str
        An ``<svg>`` element; empty where there is nothing to draw. Every text in it is escaped.

    Examples
    --------
    >>> drawn = line([(2015, 1.0), (2016, 2.0), (2019, 4.0)], ident="a", title="<b>", desc="d")
    >>> drawn.count("<circle"), drawn.count('class="series"'), "&lt;b&gt;" in drawn
    (3, 1, True)
    """
    points = [(year, value) for year, value in observations if math.isfinite(value)]
    if not points:
        return ""
    low, high = _scale([value for _, value in points])
    first, last = points[0][0], points[-1][0]

    def across(year: int) -> float:
        return (_LEFT + _RIGHT) / 2 if first == last else _LEFT + (_RIGHT - _LEFT) * (year - first) / (last - first)

    def down(value: float) -> float:
        return _TOP + (_HEIGHT - _TOP) * (high - value) / (high - low)

    parts = []
    for mark in (low, (low + high) / 2, high):
        y = down(mark)
        parts.append(f'<line x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}" class="grid" stroke="{_RULE}"/>')
        parts.append(f'<text x="0" y="{y - 3:.1f}" class="tick" fill="{_SOFT}">{_text(_mark(mark))}</text>')
    for (year, value), (after, later) in pairwise(points):
        if after == year + 1:  # a line would claim to know the years between
            parts.append(
                f'<line x1="{across(year):.2f}%" y1="{down(value):.1f}" x2="{across(after):.2f}%" '
                f'y2="{down(later):.1f}" class="series" stroke="{_SEA}" stroke-width="2"/>'
            )
    named = _named([year for year, _ in points])
    for year, value in points:
        parts.append(
            f'<circle cx="{across(year):.2f}%" cy="{down(value):.1f}" r="3.5" class="dot" fill="{_SEA}">'
            f"<title>{year}: {_text(_mark(value))}</title></circle>"
        )
        if year in named:
            anchor = "middle" if first == last else {first: "start", last: "end"}.get(year, "middle")
            parts.append(
                f'<text x="{across(year):.2f}%" y="{_HEIGHT + 18}" class="tick" text-anchor="{anchor}" '
                f'fill="{_SOFT}">{year}</text>'
            )
    name = escape(ident)
    return (
        f'<svg width="100%" height="{_HEIGHT + 24}" role="img" class="chart" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{_text(title)}</title><desc id="{name}-d">{_text(desc)}</desc>{"".join(parts)}</svg>'
    )


def _named(years: Sequence[int]) -> set[int]:
    """Years that are written out: the ends, and between them those that leave room for each other."""
    first, last = years[0], years[-1]
    room = max(1.0, (last - first) / 5)
    named = [first]
    for year in years[1:]:
        if year - named[-1] >= room and last - year >= room:
            named.append(year)
    return {*named, last}


def _scale(values: Sequence[float]) -> tuple[float, float]:
    """The ends of the scale: from 0 where that is fair, never without height."""
    low, high = min(values), max(values)
    if (low >= 0 and low <= 3 * (high - low)) or low == high >= 0:
        low = 0.0
    elif high <= 0 and -high <= 3 * (high - low):
        high = 0.0
    if low == high:
        low, high = (low - 1.0, high + 1.0) if low else (0.0, 1.0)
    return low, high


def _mark(value: float) -> str:
    return figure(value) if abs(value) >= 1000 else f"{value:.4g}"


def _text(text: str) -> str:
    return escape(clean(text))
