from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.chain.years import parse_year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024", 2024),
        ("2024.0", 2024),
        ("FY2023", 2023),
        ("FY23", 2023),
        ("2023/24", 2023),
        ("2023-2024", 2023),
        ("FY 2023/24", 2023),
        ("2024-03-31", 2024),
        ("2024-03-31T00:00:00", 2024),
        ("20240331", 2024),
        ("31/12/2023", 2023),
        ("12/31/23", 2023),
        ("31.12.2023", 2023),
        ("31 Dec 2023", 2023),
        ("December 31, 2023", 2023),
        ("Mar 2024", 2024),
        ("Q3 2024", 2024),
        ("2024-07", 2024),
        ("2024Q1", 2024),
        ("45292", 2024),
        ("soon", None),
        ("", None),
        ("2023/27", None),
    ],
)
def test_year_is_read(text: str, year: int | None) -> None:
    assert parse_year(text) == year


@given(st.text(max_size=50))
def test_any_text_is_a_year_or_none(text: str) -> None:
    year = parse_year(text)
    assert year is None or 0 <= year <= 9999


@given(st.dates())
def test_iso_dates(date: object) -> None:
    year = date.year  # type: ignore[attr-defined]
    if 1900 <= year < 2200:
        assert parse_year(str(date)) == year
