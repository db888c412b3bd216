"""Value, world position and trend: right by another way of counting, and silent where nothing is known."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, rankdata, theilslopes

from fairlead.errors import FairleadError
from fairlead.facts import CountryIndicator, Indicator, IndicatorSeries, load
from fairlead.facts.series import YEARS_FOR_A_TREND, indicator, position, rank_range, slope, trend, value

FEW = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=30)
OBSERVED = st.dictionaries(st.integers(1990, 2030), st.integers(-100, 100).map(float), min_size=2, max_size=12)


@given(FEW, st.data())
def test_ranks_are_those_of_scipy(values: list[float], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(values) - 1))
    first, last = rank_range(values[index], tuple(values), lowest_first=True)
    assert first == rankdata(values, method="min")[index]
    assert last == rankdata(values, method="max")[index]


@given(FEW)
def test_ranks_cover_every_place_once(values: list[float]) -> None:
    ranges = {rank_range(own, tuple(values), lowest_first=False) for own in values}
    places = sorted(place for first, last in ranges for place in range(first, last + 1))
    assert places == list(range(1, len(values) + 1))


@given(FEW, st.integers(1, 9))
def test_order_does_not_hang_on_the_unit(values: list[float], factor: int) -> None:
    scaled = tuple(own * factor + 7 for own in values)
    for own, other in zip(values, scaled, strict=True):
        assert rank_range(own, tuple(values), lowest_first=True) == rank_range(other, scaled, lowest_first=True)


@given(OBSERVED)
def test_slope_is_theil_and_sen_s_and_agreement_is_kendall_s(seen: dict[int, float]) -> None:
    found = tuple(sorted(seen.items()))
    years, values = [year for year, _ in found], [number for _, number in found]
    change, agree = slope(found)
    assert change == pytest.approx(theilslopes(values, years).slope, abs=1e-9)
    rising = sum(b > a for a, b in combinations(values, 2)) - sum(b < a for a, b in combinations(values, 2))
    assert agree == pytest.approx(abs(rising) / (len(found) * (len(found) - 1) / 2))
    if len(set(values)) == len(values) and len(values) > 2:
        assert agree == pytest.approx(abs(kendalltau(years, values).statistic))


@given(OBSERVED, st.integers(-50, 50))
def test_a_level_does_not_change_the_slope(seen: dict[int, float], level: int) -> None:
    found = tuple(sorted(seen.items()))
    moved = tuple((year, number + level) for year, number in found)
    assert slope(moved)[0] == pytest.approx(slope(found)[0], abs=1e-9)


@given(OBSERVED)
def test_turned_round_the_slope_turns(seen: dict[int, float]) -> None:
    found = tuple(sorted(seen.items()))
    turned = tuple((year, -number) for year, number in found)
    assert slope(turned)[0] == pytest.approx(-slope(found)[0], abs=1e-9)


def test_every_position_by_sorting() -> None:
    """All positions of one indicator, counted by hand: the worse end first."""
    rows = [row for row in load(CountryIndicator) if row.indicator == "child_marriage_pct"]
    ordered = sorted((row.value for row in rows if row.value is not None), reverse=True)
    for row in rows:
        found = position("child_marriage_pct", row.iso3)
        assert found.first == ordered.index(row.value) + 1
        assert found.last == len(ordered) - ordered[::-1].index(row.value)
        assert found.countries == len(ordered) == 134


@pytest.mark.parametrize("row", load(Indicator), ids=lambda row: row.indicator)
def test_every_indicator_answers_for_every_country(row) -> None:
    for iso3 in ("BGD", "QAT", "USA", "MRT", "XYZ"):
        one, place, way = value(row.indicator, iso3), position(row.indicator, iso3), trend(row.indicator, iso3)
        assert one.text
        assert place.text
        assert way.text
        if row.terms == "own copy":
            assert not one.known
            assert "load your own" in one.text
        if iso3 == "XYZ":
            assert not one.known
            assert (place.first, way.slope) == (None, None)
        assert (place.first is None) == (not row.comparable or not one.known)
        assert "%%" not in one.text


def test_a_trend_asks_for_three_years() -> None:
    for row in load(IndicatorSeries):
        found = trend(row.indicator, row.iso3)
        enough = len(row.observations) >= YEARS_FOR_A_TREND
        assert (found.direction != "unknown") == enough
        assert (found.slope is not None) == enough
        assert found.row is row


def test_the_gate_is_what_the_metadata_count() -> None:
    for about in load(Indicator):
        said = sum(
            trend(row.indicator, row.iso3).direction != "unknown"
            for row in load(IndicatorSeries)
            if row.indicator == about.indicator
        )
        if about.kept_in == "indicator_series":
            assert said == about.countries_with_3_years


def test_for_the_better_or_the_worse_only_where_an_end_is_worse() -> None:
    assert "for the" not in trend("migrant_stock_pct", "QAT").text
    falling = trend("poverty_3usd_pct", "BGD")
    assert (falling.direction, "for the better" in falling.text) == ("falling", True)


def test_the_two_editions_of_rule_of_law_stay_apart() -> None:
    assert value("wgi_rule_of_law", "BGD").year == "2024"
    assert trend("wgi_rule_of_law", "BGD").direction == "unknown"
    assert trend("wgi_rule_of_law_2024_edition", "BGD").observations[-1][0] == 2023


def test_a_recalled_grade_carries_its_mark() -> None:
    rows = [row for row in load(CountryIndicator) if row.indicator == "tip_tier_2023" and row.status == "recalled"]
    assert len(rows) == 53
    for row in rows:
        assert value("tip_tier_2023", row.iso3).text.endswith("(to be checked)")


def test_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(FairleadError, match="no indicator named 'happiness'"):
        indicator("happiness")
