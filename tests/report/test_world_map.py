"""The map of the world: every member State is on it, what is drawn is escaped, unknown is hatched."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from fairlead.reason.ratification import members
from fairlead.report.world_map import Area, Key, Shade, areas, world_map


def test_every_member_state_is_drawn() -> None:
    assert set(members()) - {area.code for area in areas()} == set()
    assert all(0 <= area.x <= 1000 and 0 <= area.y <= 452 for area in areas())


def area_of(area: Area) -> float:
    """Area of a shape by the shoelace formula, in units of the drawing."""
    total = 0.0
    for part in filter(None, area.path.split("z")):
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        x, y = numbers[0], numbers[1]
        points = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        total += abs(sum(a * d - c * b for (a, b), (c, d) in zip(points, [*points[1:], points[0]], strict=True))) / 2
    return total


@pytest.mark.parametrize(
    ("code", "thousand_square_kilometres"),
    [
        ("BRA", 8510),
        ("AUS", 7690),
        ("IND", 3290),
        ("DZA", 2380),
        ("MEX", 1964),
        ("MNG", 1564),
        ("TZA", 945),
        ("FRA", 640),
    ],
)
def test_areas_are_true_to_each_other(code: str, thousand_square_kilometres: float) -> None:
    """Equal Earth keeps areas: known land areas (rounded; France with French Guiana) against Kazakhstan's 2,725."""
    found = {area.code: area_of(area) for area in areas()}
    assert found[code] / found["KAZ"] == pytest.approx(thousand_square_kilometres / 2725, rel=0.06)


def test_what_is_drawn_is_well_formed_escaped_and_small() -> None:
    shades = {code: Shade(tone="unknown", says='<b>"&' + code, address=f"/countries/{code}/") for code in members()}
    drawn = world_map(shades, [Key("unknown", "not known")], title="Protocol & plan")
    tree = ElementTree.fromstring(drawn)
    titles = [element.text for element in tree.iter("{http://www.w3.org/2000/svg}title")]
    assert '<b>"&QAT' in titles
    assert len(titles) == 1 + len(members())
    assert drawn.count("url(#map-hatch)") == len(members()) + 1
    assert len(drawn.encode()) < 90_000


def test_areas_without_a_shade_say_nothing_and_lead_nowhere() -> None:
    drawn = world_map({}, [], title="Nothing")
    assert "<a " not in drawn
    assert drawn.count("tone-outside") == len(areas())
