"""Charts as SVG text, drawn by a few small functions.

Positions across are per cent of the width and text sizes are pixels, so that one drawing reads well on a phone, on a
desktop, in print and on its own as a file. Colours are classes with a plain fallback; a page may restyle them.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from html import escape
from typing import Literal

import msgspec

from fairlead.report.words import clean, figure

__all__ = ["Bar", "Swing", "bars", "interval", "share", "standalone", "swings", "ticks"]

Tone = Literal["firm", "open", "unlikely"]

_LINE_HEIGHT, _BELOW, _BAR, _AXIS = 16, 20, 11, 30
_WRAP = 30  # characters of a label that fit beside its value on the narrowest phone
_INK, _SOFT, _LINE = "#22303a", "#57646d", "#d5d3cb"
_FILL: dict[str, str] = {"firm": "#14606f", "open": "#7fb0b9", "unlikely": "#d9e8ea"}


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One bar with its range.

    Attributes
    ----------
    label, value, spread
        Name, central value in words, and the range in words (hidden on narrow screens; the table has it).
    central, low, high
        Where the bar ends and where its whisker runs.
    tone
        How firm the place among the ten largest is; never used for a named supplier.
    """

    label: str
    value: str
    spread: str = ""
    central: float
    low: float
    high: float
    tone: Tone = "firm"


class Swing(msgspec.Struct, frozen=True, kw_only=True):
    """What the total becomes, from `low` to `high`, when one assumption changes."""

    label: str
    value: str
    low: float
    high: float


def ticks(top: float, count: int = 4) -> list[float]:
    """Give round axis marks from 0 to at most `top`.

    Examples
    --------
    >>> ticks(7.8)
    [0.0, 2.0, 4.0, 6.0]
    >>> ticks(0.0)
    [0.0]
    """
    if not math.isfinite(top) or top < 1e-300:  # below it a fourth part rounds to nothing
        return [0.0]
    raw = top / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * unit for unit in (1, 2, 2.5, 5, 10) if power * unit >= raw * 0.999)
    return [step * index for index in range(int(top / step * 1.0001) + 1)]


def bars(rows: Sequence[Bar], *, ident: str, title: str, desc: str) -> str:
    """Draw horizontal bars with 90 % whiskers, in the order given.

    Parameters
    ----------
    rows
        Bars from top to bottom.
    ident
        Unique id within the page.
    title, desc
        For those who hear the chart instead of seeing it.

    Returns
    -------
    str
        An ``<svg>`` element. Every text in it is escaped.

    Examples
    --------
    >>> drawing = bars([Bar(label="A <b>", value="2", central=2, low=1, high=4)], ident="a", title="t", desc="d")
    >>> "&lt;b&gt;" in drawing, "<b>" in drawing
    (True, False)
    """
    scale = max((_finite(row.high) for row in rows), default=0.0)
    top = scale or 1.0
    parts, y = [], 0.0
    for row in rows:
        spread = f'<tspan class="spread"> {_text(row.spread)}</tspan>' if row.spread else ""
        words, bar = _labelled(row.label, f'<tspan font-weight="600">{_text(row.value)}</tspan>{spread}', y)
        low, central, high = (_at(value, top) for value in (row.low, row.central, row.high))
        middle = bar + _BAR / 2
        parts.append(
            f'{words}<rect x="0" y="{bar}" width="{max(central, 0.25) if central else 0:.2f}%" height="{_BAR}" rx="2"'
            f' class="bar {row.tone}" fill="{_FILL[row.tone]}"/>'
            f'<line x1="{low:.2f}%" x2="{high:.2f}%" y1="{middle}" y2="{middle}" class="whisker" stroke="{_INK}"/>'
        )
        parts += [
            f'<line x1="{end:.2f}%" x2="{end:.2f}%" y1="{middle - 4}" y2="{middle + 4}" class="whisker"'
            f' stroke="{_INK}"/>'
            for end in (low, high)
        ]
        y = bar + _BELOW
    return _frame([*_grid(ticks(scale), top, y), *parts], y + _AXIS, ident, title, desc)


def swings(rows: Sequence[Swing], central: float, *, ident: str, title: str, desc: str) -> str:
    """Draw what the total becomes under each changed assumption, around the central line (a tornado chart)."""
    top = max([_finite(central), *(_finite(row.high) for row in rows)]) * 1.05 or 1.0
    parts, y = [], 0.0
    line = _at(central, top)
    for row in rows:
        words, bar = _labelled(row.label, _text(row.value), y)
        low, high = _at(min(row.low, row.high), top), _at(max(row.low, row.high), top)
        parts.append(
            f'{words}<rect x="{low:.2f}%" y="{bar}" width="{max(high - low, 0.4):.2f}%" height="{_BAR}" rx="2"'
            f' class="bar open" fill="{_FILL["open"]}"/>'
            f'<line x1="{line:.2f}%" x2="{line:.2f}%" y1="{bar - 3}" y2="{bar + _BAR + 3}" class="centre"'
            f' stroke="{_INK}"/>'
        )
        y = bar + _BELOW
    return _frame([*_grid(ticks(top), top, y), *parts], y + _AXIS, ident, title, desc)


def interval(value: Bar, *, ident: str, title: str, desc: str) -> str:
    """Draw one estimate as a point on its 90 % range, on a scale from 0."""
    top = _finite(value.high) or 1.0
    low, central, high = (_at(point, top) for point in (value.low, value.central, value.high))
    across = f'<line x1="0" x2="100%" y1="8" y2="8" class="grid" stroke="{_LINE}" stroke-width="2"/>'
    span = f'<line x1="{low:.2f}%" x2="{high:.2f}%" y1="8" y2="8" class="span" stroke="{_FILL["open"]}"'
    point = f'<line x1="{central:.2f}%" x2="{central:.2f}%" y1="0" y2="16" class="point" stroke="{_FILL["firm"]}"'
    parts = [across, f'{span} stroke-width="8"/>', f'{point} stroke-width="4"/>']
    return _frame(parts, 16, ident, title, desc)


def share(value: float, *, ident: str, title: str, desc: str) -> str:
    """Draw one share of a whole as a thin bar."""
    width = min(max(_finite(value), 0.0), 1.0) * 100
    track = f'<rect x="0" y="0" width="100%" height="8" rx="4" class="track" fill="{_LINE}"/>'
    fill = f'<rect x="0" y="0" width="{width:.2f}%" height="8" rx="4" class="bar firm" fill="{_FILL["firm"]}"/>'
    return _frame([track, fill], 8, ident, title, desc)


def standalone(drawing: str, width: int = 680) -> str:
    """Make a drawing into a file of its own, for a document or a web page.

    Examples
    --------
    >>> standalone(share(0.5, ident="s", title="t", desc="d"), width=300)[:60]
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="'
    """
    style = (
        "<style>text{font:13px sans-serif}.value,.tick{font-variant-numeric:tabular-nums}.tick{font-size:11px}</style>"
    )
    head, _, body = drawing.partition("<title")
    head = head.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(
        'width="100%"', f'width="{width}"', 1
    )
    return f"{head}{style}<title{body}"


def _grid(marks: Sequence[float], top: float, bottom: float) -> list[str]:
    parts = []
    for mark in marks:
        at = _at(mark, top)
        anchor = "start" if at < 3 else "end" if at > 95 else "middle"
        parts.append(
            f'<line x1="{at:.2f}%" x2="{at:.2f}%" y1="4" y2="{bottom + 6}" class="grid" stroke="{_LINE}"/>'
            f'<text x="{at:.2f}%" y="{bottom + 22}" class="tick" text-anchor="{anchor}" fill="{_SOFT}">'
            f"{_tick(mark)}</text>"
        )
    return parts


def _labelled(label: str, value: str, y: float) -> tuple[str, float]:
    """Write a label, in as many lines as it needs, with its value; give also where the bar goes."""
    lines = textwrap.wrap(clean(label, 4 * _WRAP), _WRAP) or [""]
    spans = "".join(
        f'<tspan x="0" y="{y + 18 + index * _LINE_HEIGHT:g}">{_text(line)}</tspan>' for index, line in enumerate(lines)
    )
    text = f'<text class="label" fill="{_INK}">{spans}</text>'
    text += f'<text x="100%" y="{y + 18:g}" class="value" text-anchor="end" fill="{_INK}">{value}</text>'
    return text, y + 8 + len(lines) * _LINE_HEIGHT


def _frame(parts: Sequence[str], height: float, ident: str, title: str, desc: str) -> str:
    ident = escape(ident)
    return (
        f'<svg width="100%" height="{height:g}" role="img" class="chart" aria-labelledby="{ident}-t {ident}-d">'
        f'<title id="{ident}-t">{_text(title)}</title><desc id="{ident}-d">{_text(desc)}</desc>{"".join(parts)}</svg>'
    )


def _tick(mark: float) -> str:
    return figure(mark) if mark >= 1e6 else f"{mark:,.10g}"


def _text(text: str, limit: int = 0) -> str:
    return escape(clean(text, limit))


def _finite(value: float) -> float:
    return value if math.isfinite(value) and value > 0 else 0.0


def _at(value: float, top: float) -> float:
    return min(_finite(value) / top, 1.0) * 100
