"""Drawings: to scale, escaped, sound at the edges, and in order."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.report import charts
from fairlead.report.charts import Bar, Swing

AMOUNTS = st.floats(min_value=0, max_value=1e12, allow_nan=False)


def _bar(label: str, central: float, low: float, high: float) -> Bar:
    return Bar(label=label, value=str(central), spread="(x)", central=central, low=low, high=high)


def _widths(drawing: str) -> list[float]:
    return [float(width) for width in re.findall(r'<rect x="0"[^>]*width="([\d.]+)%"', drawing)]


def test_bars_are_to_scale_with_whiskers_over_the_range() -> None:
    drawing = charts.bars([_bar("a", 4, 2, 8), _bar("b", 1, 0.5, 2)], ident="x", title="t", desc="d")
    assert _widths(drawing) == [50.0, 12.5]
    assert 'x1="25.00%" x2="100.00%"' in drawing
    assert drawing.index(">a<") < drawing.index(">b<")


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), max_size=8), st.text(max_size=90))
def test_any_drawing_is_well_formed_and_stays_inside(values: list[tuple[float, float, float]], label: str) -> None:
    rows = [_bar(label, *sorted(value)) for value in values]
    drawing = charts.bars(rows, ident="x", title=label, desc=label)
    ET.fromstring(drawing)
    assert all(0 <= float(part) <= 100 for part in re.findall(r'(?:width|x1|x2)="([\d.]+)%"', drawing))


@pytest.mark.parametrize("value", [math.nan, math.inf, -1.0, 0.0])
def test_values_that_cannot_be_drawn_are_drawn_as_nothing(value: float) -> None:
    drawing = charts.bars([_bar("a", value, value, value)], ident="x", title="t", desc="d")
    assert _widths(drawing) == [0.0]
    assert set(re.findall(r'x[12]="([^"]*)"', drawing)) == {"0.00%"}


def test_swings_run_from_low_to_high_around_the_centre() -> None:
    drawing = charts.swings([Swing(label="a", value="", low=5, high=20)], 10, ident="x", title="t", desc="d")
    left, width = re.findall(r'<rect x="([\d.]+)%"[^>]*width="([\d.]+)%"', drawing)[0]
    scale = 20 * 1.05
    assert float(left) == pytest.approx(500 / scale, abs=0.01)
    assert float(width) == pytest.approx(1500 / scale, abs=0.01)


def test_standalone_drawing_is_a_file_of_its_own() -> None:
    drawing = charts.standalone(charts.bars([_bar("<a>", 1, 0, 2)], ident="x", title="t", desc="d"), width=500)
    root = ET.fromstring(drawing)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("width") == "500"


@given(st.floats(min_value=1e-9, max_value=1e12))
def test_axis_marks_are_even_and_inside(top: float) -> None:
    marks = charts.ticks(top)
    assert marks[0] == 0
    assert 2 <= len(marks) <= 6
    assert marks[-1] <= top * 1.001
