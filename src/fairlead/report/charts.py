"""Charts as SVG text, drawn by a few small functions.

Positions across are per cent of the width and text sizes are pixels, so that one drawing reads well on a phone, on a
desktop, in print and on its own as a file. Colours are classes with a plain fallback; a page may restyle them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Literal

import msgspec

from fairlead.report.words import clean, figure

__all__ = ["Bar", "Swing", "bars", "share", "standalone", "swings", "ticks"]

Tone = Literal["firm", "open", "unlikely"]

_ROW, _BAR, _AXIS = 42, 11, 30
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
    if not math.isfinite(top) or top <= 0:
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
    top = max((_finite(row.high) for row in rows), default=0.0) or 1.0
    bottom = len(rows) * _ROW
    parts = _grid(ticks(top), top, bottom)
    for index, row in enumerate(rows):
        y = index * _ROW
        middle = y + 26 + _BAR / 2
        low, central, high = (_at(value, top) for value in (row.low, row.central, row.high))
        spread = f'<tspan class="spread"> {_text(row.spread)}</tspan>' if row.spread else ""
        parts.append(
            f'<text x="0" y="{y + 18}" class="label" fill="{_INK}">{_text(row.label, 34)}</text>'
            f'<text x="100%" y="{y + 18}" class="value" text-anchor="end" fill="{_INK}">'
            f'<tspan font-weight="600">{_text(row.value)}</tspan>{spread}</text>'
            f'<rect x="0" y="{y + 26}" width="{max(central, 0.25):.2f}%" height="{_BAR}" rx="2"'
            f' class="bar {row.tone}" fill="{_FILL[row.tone]}"/>'
            f'<line x1="{low:.2f}%" x2="{high:.2f}%" y1="{middle}" y2="{middle}" class="whisker" stroke="{_INK}"/>'
        )
        parts += [
            f'<line x1="{end:.2f}%" x2="{end:.2f}%" y1="{middle - 4}" y2="{middle + 4}" class="whisker"'
            f' stroke="{_INK}"/>'
            for end in (low, high)
        ]
    return _frame(parts, bottom + _AXIS, ident, title, desc)


def swings(rows: Sequence[Swing], central: float, *, ident: str, title: str, desc: str) -> str:
    """Draw what the total becomes under each changed assumption, around the central line (a tornado chart)."""
    top = max([_finite(central), *(_finite(row.high) for row in rows)]) * 1.05 or 1.0
    bottom = len(rows) * _ROW
    parts = _grid(ticks(top), top, bottom)
    line = _at(central, top)
    for index, row in enumerate(rows):
        y = index * _ROW
        low, high = _at(min(row.low, row.high), top), _at(max(row.low, row.high), top)
        parts.append(
            f'<text x="0" y="{y + 18}" class="label" fill="{_INK}">{_text(row.label, 40)}</text>'
            f'<text x="100%" y="{y + 18}" class="value" text-anchor="end" fill="{_INK}">{_text(row.value)}</text>'
            f'<rect x="{low:.2f}%" y="{y + 26}" width="{max(high - low, 0.4):.2f}%" height="{_BAR}" rx="2"'
            f' class="bar open" fill="{_FILL["open"]}"/>'
            f'<line x1="{line:.2f}%" x2="{line:.2f}%" y1="{y + 23}" y2="{y + 40}" class="centre" stroke="{_INK}"/>'
        )
    return _frame(parts, bottom + _AXIS, ident, title, desc)


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
            f"{figure(mark) if mark else '0'}</text>"
        )
    return parts


def _frame(parts: Sequence[str], height: float, ident: str, title: str, desc: str) -> str:
    ident = escape(ident)
    return (
        f'<svg width="100%" height="{height:g}" role="img" class="chart" aria-labelledby="{ident}-t {ident}-d">'
        f'<title id="{ident}-t">{_text(title)}</title><desc id="{ident}-d">{_text(desc)}</desc>{"".join(parts)}</svg>'
    )


def _text(text: str, limit: int = 0) -> str:
    return escape(clean(text, limit))


def _finite(value: float) -> float:
    return value if math.isfinite(value) and value > 0 else 0.0


def _at(value: float, top: float) -> float:
    return min(_finite(value) / top, 1.0) * 100
