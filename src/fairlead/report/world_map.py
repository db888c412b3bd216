"""A map of the world as SVG, drawn here: no tiles, no script, no request.

Borders are those of Natural Earth (public domain) at a coarse scale, in the Equal Earth projection, which keeps areas
true; Crimea is drawn with Ukraine, as the United Nations count it. They imply no opinion on the status of any
territory. States too small for the scale are dots. A map never stands alone: its page has the same as a table.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path

import msgspec

from fairlead.report.words import clean

__all__ = ["BORDERS", "Area", "Key", "Shade", "areas", "world_map"]

BORDERS = (
    "Borders: Natural Earth, in the public domain, coarse; they imply no opinion on the status of any territory. "
    "States too small to be seen are dots. Projection: Equal Earth."
)
_FILE = Path(__file__).parent / "data" / "world_map.csv"
_WIDTH, _HEIGHT, _DOT = 1000, 452, 4
_FILLS = {"a": "#14606f", "b": "#6fa8b3", "c": "#d3e6e9", "d": "#cf9a5b", "e": "#8a4b08", "none": "#fff"}
_HATCHED = "unknown"
_RELATIVE = re.compile(r"l[-\d ]+")


class Area(msgspec.Struct, frozen=True):
    """A country on the map: its alpha-3 code, a point inside it, and its shape (empty: drawn as a dot)."""

    code: str
    x: int
    y: int
    path: str


class Shade(msgspec.Struct, frozen=True, kw_only=True):
    """How one country is shown.

    Attributes
    ----------
    tone
        ``a`` (darkest) to ``e``; ``none`` for a known no; ``unknown`` is hatched.
    says
        What the pointer and a screen reader are told: name and value, with its range.
    address
        Where it leads; empty for nowhere.
    """

    tone: str
    says: str
    address: str = ""


class Key(msgspec.Struct, frozen=True):
    """A line of the key: a tone and what it means."""

    tone: str
    means: str


@cache
def areas() -> tuple[Area, ...]:
    """Every area that is drawn, by code.

    Examples
    --------
    >>> qatar = next(area for area in areas() if area.code == "QAT")
    >>> 600 < qatar.x < 700
    True
    """
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Area(row["code"], int(row["x"]), int(row["y"]), _short(row["path"])) for row in csv.DictReader(file)
        )


def _short(path: str) -> str:
    """A shape with two steps in one direction made one: the same line in fewer words."""
    return _RELATIVE.sub(_joined, path)


def _joined(found: re.Match[str]) -> str:
    numbers = [int(one) for one in re.findall(r"-?\d+", found.group())]
    steps: list[tuple[int, int]] = []
    for x, y in zip(numbers[::2], numbers[1::2], strict=True):
        if steps and (last := steps[-1])[0] * y == last[1] * x and last[0] * x + last[1] * y > 0:
            steps[-1] = (last[0] + x, last[1] + y)
        elif (x, y) != (0, 0):
            steps.append((x, y))
    return "l" + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")


def world_map(shades: Mapping[str, Shade], keys: Sequence[Key], *, title: str, names: str = "map") -> str:
    """Draw the map.

    Parameters
    ----------
    shades
        How countries are shown, by alpha-3 code. Areas without a shade are outlined and say nothing.
    keys
        The key, in order.
    title
        What the map shows, for a screen reader.
    names
        Beginning of the ids in the drawing, so that two maps fit one page.

    Returns
    -------
    str
        SVG text with classes (``tone-a`` ...) and plain fills; every text is escaped.

    Examples
    --------
    >>> drawn = world_map({"QAT": Shade(tone="a", says="Qatar: ratified")}, [Key("a", "ratified")], title="Protocol")
    >>> "<title>Qatar: ratified</title>" in drawn
    True
    """
    head = (
        f'<svg class="world" viewBox="0 0 {_WIDTH} {_HEIGHT + 12 + 22 * len(keys)}" role="group" '
        f'aria-labelledby="{names}-title" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{names}-title">{_text(title)}</title>'
        f'<defs><pattern id="{names}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6" fill="#fff"/>'
        '<line class="hatch-line" y2="6" stroke="#8a8f92" stroke-width="2"/></pattern></defs>'
    )
    # Small States last, so that their dots lie on top; links keep the order of the codes for the keyboard.
    drawn = [_drawn(area, shades.get(area.code), names) for area in sorted(areas(), key=lambda one: not one.path)]
    lines = [_key(key, _HEIGHT + 22 * line, names) for line, key in enumerate(keys)]
    return f'{head}<g stroke="#8a8f92" stroke-width=".6">{"".join(drawn)}</g>{"".join(lines)}</svg>'


def _key(key: Key, y: int, names: str) -> str:
    return (
        f'<rect class="tone-{escape(key.tone)}" x="8" y="{y}" width="22" height="14" stroke="#57646d" '
        f'fill="{_fill(key.tone, names)}"/>'
        f'<text class="label" x="38" y="{y + 12}" font-size="15">{_text(key.means)}</text>'
    )


def _drawn(area: Area, shade: Shade | None, names: str) -> str:
    tone = shade.tone if shade else "outside"
    look = f'class="tone-{escape(tone)}" fill="{_fill(tone, names)}"'
    said = f"<title>{_text(shade.says)}</title>" if shade else ""
    linked = bool(shade and shade.address)
    if area.path:
        shape = f'<path {look} d="{area.path}">{"" if linked else said}</path>'
    else:
        shape = f'<circle {look} cx="{area.x}" cy="{area.y}" r="{_DOT}">{"" if linked else said}</circle>'
    if shade and shade.address:
        return f'<a href="{escape(shade.address)}">{said}{shape}</a>'
    return shape


def _fill(tone: str, names: str) -> str:
    return f"url(#{names}-hatch)" if tone == _HATCHED else _FILLS.get(tone, "#eceae3")


def _text(text: str) -> str:
    return escape(clean(text))
