"""A series drawn: its points stand where its values say, years without a value break the line."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from fairlead.report.line_chart import line

SERIES = st.dictionaries(
    st.integers(1900, 2100), st.floats(-1e9, 1e9, allow_nan=False, allow_infinity=False), min_size=1, max_size=40
).map(lambda found: sorted(found.items()))


@given(SERIES)
def test_each_value_is_a_point_on_the_scale_and_only_neighbouring_years_are_joined(
    series: list[tuple[int, float]],
) -> None:
    drawn = ElementTree.fromstring(line(series, ident="a", title="t", desc="d"))
    points = [(float(one.get("cx", "").rstrip("%")), float(one.get("cy", ""))) for one in drawn.iter("circle")]
    assert len(points) == len(series)
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert all(2 <= x <= 98 and 11 <= y <= 181 for x, y in points)
    joined = [one for one in drawn.iter("line") if one.get("class") == "series"]
    years = [year for year, _ in series]
    assert len(joined) == sum(after == before + 1 for before, after in pairwise(years))
    by_value = sorted(zip([value for _, value in series], points, strict=True))
    heights = [y for _, (_, y) in by_value]
    assert all(later <= before + 0.05 for before, later in pairwise(heights))


def test_the_scale_begins_at_nothing_where_that_is_fair_and_says_so_where_not() -> None:
    fair = line([(2015, 2.0), (2016, 4.0)], ident="a", title="t", desc="d")
    assert re.search(r'class="tick"[^>]*>0<', fair)
    far = line([(2015, 2000.0), (2016, 2001.0)], ident="a", title="t", desc="d")
    assert not re.search(r'class="tick"[^>]*>0<', far)


def test_what_cannot_be_drawn_is_left_out_and_texts_are_escaped() -> None:
    assert line([], ident="a", title="t", desc="d") == ""
    assert line([(2015, float("nan"))], ident="a", title="t", desc="d") == ""
    drawn = line([(2015, 1.0)], ident='"><script>', title="<b>", desc="&")
    assert "<script>" not in drawn
    assert "&lt;b&gt;" in drawn
