"""A law on any day: its standing follows from its dates, and never goes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.errors import FairleadError
from fairlead.facts import BusinessLaw, BusinessLawScope, load
from fairlead.reason.days import span
from fairlead.reason.law_versions import amendments, reached, version

STEPS = ["not yet adopted", "adopted, not in force", "in force, not yet applied", "applies", "ended"]
LAWS = [row.id for row in load(BusinessLaw)]


@given(st.sampled_from(LAWS), st.dates(date(1990, 1, 1), date(2035, 1, 1)), st.integers(0, 4000))
def test_a_law_only_goes_forward(law_id: str, on: date, later: int) -> None:
    first, second = version(law_id, on).standing, version(law_id, on + timedelta(days=later)).standing
    if first in STEPS and second in STEPS:
        assert STEPS.index(first) <= STEPS.index(second)


@given(st.sampled_from(LAWS), st.dates(date(1990, 1, 1), date(2035, 1, 1)))
def test_every_scope_and_date_stands_once(law_id: str, on: date) -> None:
    found = version(law_id, on)
    scopes = [row for row in load(BusinessLawScope) if row.law == law_id]
    assert sorted(row.scope for row in (*found.scopes, *found.coming, *found.over)) == sorted(
        row.scope for row in scopes
    )
    assert all(span(row.from_date)[0] > on for row in found.coming)
    assert all(span(day.date)[0] > on for day in found.ahead)
    assert all(span(day.date)[0] <= on for day in found.past)


@pytest.mark.parametrize(
    ("law_id", "on", "standing"),
    [
        ("EU-CSDDD", "2024-06-12", "not yet adopted"),
        ("EU-CSDDD", "2024-06-13", "adopted, not in force"),
        ("EU-CSDDD", "2024-07-25", "in force, not yet applied"),
        ("EU-CSDDD", "2029-07-26", "applies"),
        ("US-S307", "2000-01-01", "applies"),
        ("EU-NFRD", "2024-01-01", "ended"),
        ("GB-NHS81", "2026-06-01", "unknown"),
        ("NL-WZK", "2030-01-01", "never in force"),
        ("KR-BILL", "2030-01-01", "bill"),
        ("INT-UNGP", "2020-01-01", "not binding"),
    ],
)
def test_standing_on_known_days(law_id: str, on: str, standing: str) -> None:
    assert version(law_id, date.fromisoformat(on)).standing == standing


def test_after_the_last_check_the_law_is_told_as_it_stood() -> None:
    assert "last checked" in version("DE-LKSG", date(2030, 1, 1)).text
    assert "last checked" not in version("DE-LKSG", date(2023, 6, 1)).text


def test_only_amendments_amend() -> None:
    for law_id in LAWS:
        assert all(row.kind == "amendment" and row.id != law_id for row in amendments(law_id))
    assert [row.id for row in amendments("EU-CSRD")] == ["EU-CSDDD-STC", "EU-OMNIBUS-I"]
    assert amendments("FR-VIGILANCE") == ()


def test_a_day_known_to_the_month_is_open_inside_it() -> None:
    assert [reached("2026-02", date(2026, *day)) for day in ((1, 31), (2, 1), (2, 28))] == ["no", "unknown", "yes"]


def test_unknown_laws_are_refused() -> None:
    with pytest.raises(FairleadError, match="There is no law"):
        version("XX", date(2026, 1, 1))
