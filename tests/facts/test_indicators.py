"""Indicators: counts with their origin, editions kept apart, and what is not open is not here."""

from collections import Counter

import pytest

from fairlead.facts import (
    CountryIndicator,
    CountryIndicatorShareAlike,
    Indicator,
    IndicatorSeries,
    IndicatorSeriesShareAlike,
    Instrument,
    LabourLawTopic,
    MigrationRule,
    RiskFactor,
    load,
    source,
)

VALUES = (CountryIndicator, CountryIndicatorShareAlike, IndicatorSeries, IndicatorSeriesShareAlike)
INDICATORS = {row.indicator: row for row in load(Indicator)}


def test_counts_of_rows() -> None:
    """As read on 21 November 2026; 27 series of Walk Free, 1 of the ITUC, 2 of UNODC and 6 of IDEA stay out."""
    assert [len(load(record)) for record in VALUES] == [4728, 670, 2879, 336]
    assert sum(len(row.observations) for row in load(IndicatorSeries)) == 21_590
    assert Counter(row.terms for row in load(Indicator)) == {"open": 49, "share alike": 6, "own copy": 36}


@pytest.mark.parametrize("record", VALUES, ids=lambda record: record.table)
def test_every_value_has_its_indicator_its_edition_and_its_terms(record) -> None:
    for row in load(record):
        about = INDICATORS[row.indicator]
        assert about.kept_in == record.table
        assert row.source == about.source, "one indicator, one edition of one source"
        assert row.as_of == about.as_of
        assert about.terms == ("share alike" if "share_alike" in record.table else "open")


def test_what_is_not_open_has_no_value_here() -> None:
    held = {row.indicator for record in VALUES for row in load(record)}
    own = {name for name, row in INDICATORS.items() if row.terms == "own copy"}
    assert not held & own
    assert held | own == set(INDICATORS)
    assert all(name.startswith(("gsi_", "ituc_", "unodc_", "idea_")) for name in own)
    assert {INDICATORS[name].kept_in for name in own} == {""}


def test_share_alike_licences_are_named_where_they_are_kept_apart() -> None:
    for record in VALUES:
        licences = {source(row.source).licence for row in load(record)}
        assert all(("BY-SA" in licence) == ("share_alike" in record.table) for licence in licences), licences


@pytest.mark.parametrize("row", load(Indicator), ids=lambda row: row.indicator)
def test_the_numbers_about_an_indicator_are_those_of_its_rows(row) -> None:
    if row.terms == "own copy":
        return
    rows = [
        one
        for record in VALUES
        if record.table == row.kept_in
        for one in load(record)
        if one.indicator == row.indicator
    ]
    assert len(rows) == row.countries
    if isinstance(rows[0], IndicatorSeries):
        years = {year for one in rows for year, _ in one.observations}
        assert (min(years), max(years)) == (row.first_year, row.last_year)
        assert sum(len(one.observations) >= 3 for one in rows) == row.countries_with_3_years
    else:
        assert row.countries_with_3_years == 0
        assert all((one.value is None) == (row.kind == "grade") == bool(one.grade) for one in rows)


def test_editions_are_never_joined() -> None:
    """Rule of law: the edition of 2024 ends in 2023, that of 2025 holds 2024 and has another method."""
    new, old = INDICATORS["wgi_rule_of_law"], INDICATORS["wgi_rule_of_law_2024_edition"]
    assert (new.first_year, new.last_year) == (2024, 2024)
    assert (old.first_year, old.last_year) == (2012, 2023)
    assert new.source != old.source


def test_a_count_or_a_grade_puts_no_country_in_order() -> None:
    for row in load(Indicator):
        if row.unit in ("persons", "children", "inspections a year", "US dollars a year") or row.kind == "grade":
            assert not row.comparable, row.indicator


def test_women_are_counted_where_the_source_counts_them() -> None:
    women = {row.indicator for row in load(Indicator) if row.sex == "women"}
    assert women == {
        "child_marriage_pct", "female_unemployment_pct", "female_labour_participation_pct",
        "female_agriculture_workers_pct", "women_share_of_employment_pct",
    }  # fmt: skip


def test_published_figures() -> None:
    """Spot checks: HDI 2023 of Norway 0.970 and South Sudan 0.388 (UNDP, report of 2025)."""
    hdi = {row.iso3: row.value for row in load(CountryIndicator) if row.indicator == "hdi"}
    assert hdi["NOR"] == pytest.approx(0.970, abs=0.0005)
    assert hdi["SSD"] == pytest.approx(0.388, abs=0.0005)
    assert len(hdi) == 193


def test_risk_factors_name_what_is_there() -> None:
    rows = load(RiskFactor)
    assert Counter(row.set for row in rows) == {"risk factor": 9, "political economy": 5, "ILO indicator": 11}
    topics = {row.topic for row in load(LabourLawTopic)}
    fields = {row.field for row in load(MigrationRule)}
    codes = {row.code for row in load(Instrument)}
    for row in rows:
        assert set(row.indicators) <= set(INDICATORS), row.id
        assert set(row.topics) <= topics, row.id
        assert set(row.migration) <= fields, row.id
        assert set(row.instruments) <= codes, row.id
        assert row.indicators or row.missing or row.instruments, row.id


def test_no_indicator_is_idle() -> None:
    """Every open indicator stands for a risk factor or is context that a dossier shows."""
    used = {name for row in load(RiskFactor) for name in row.indicators}
    context = {
        "labour_force", "labour_force_participation_pct", "employment_industry_pct", "employment_services_pct",
        "children_7_14_in_employment_pct", "children_working_in_agriculture_share_pct", "children_working_number",
        "child_labour_5_17_chores_pct", "migrant_stock_persons", "emigrant_stock_persons",
    }  # fmt: skip
    assert {name for name, row in INDICATORS.items() if row.terms != "own copy"} - used == context
