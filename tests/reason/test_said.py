"""What people write is read in one way, and refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.errors import FairleadError
from fairlead.reason.said import (
    currency_of,
    facts_asked,
    number_of,
    numbers_by_place,
    place_name,
    place_of,
    places_of,
    words_of,
)


@given(st.integers(0, 10**14))
def test_numbers_are_read_as_written(value: int) -> None:
    for text in (str(value), f"{value:,}", f"{value:,}".replace(",", " "), f" {value} "):
        assert number_of(text) == value


@given(st.text(max_size=30))
def test_whatever_is_written_is_a_number_or_refused(text: str) -> None:
    try:
        value = number_of(text)
    except FairleadError:
        return
    assert 0 <= value < float("inf")


@given(st.text(max_size=40))
def test_whatever_is_written_is_a_place_or_refused(text: str) -> None:
    try:
        code = place_of(text)
    except FairleadError:
        return
    assert code == "EU" or 2 <= len(code.partition("-")[0]) <= 3


@pytest.mark.parametrize("text", ["-1", "inf", "nan", "1e400", "1,5", "12,34,567", "ten", "", "1e-3x", "9" * 40])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(FairleadError, match="zero or more"):
        number_of(text, "Turnover")


@pytest.mark.parametrize("code", ["EU", "US-CA", "CN-XJ", "AU-NSW", "DEU", "CIV", "TUR"])
def test_a_place_is_found_by_its_own_name(code: str) -> None:
    assert place_of(place_name(code)) == code
    assert place_of(code.lower()) == code


def test_none_is_not_the_same_as_nothing_said() -> None:
    assert places_of("none") == ()
    assert places_of("") is None
    assert words_of(" , ,") == ()


def test_numbers_by_place() -> None:
    assert numbers_by_place("Germany=1,200; France=40") == {"DEU": 1200.0, "FRA": 40.0}
    assert numbers_by_place("DEU=900, FRA=40") == {"DEU": 900.0, "FRA": 40.0}
    assert numbers_by_place(None) == {}
    with pytest.raises(FairleadError, match="PLACE=NUMBER"):
        numbers_by_place("Germany 900")


def test_currencies() -> None:
    assert currency_of("EUR") == "EUR"
    assert currency_of("euro") == "EUR"
    with pytest.raises(FairleadError, match="not one currency"):
        currency_of("groats of old")


def test_questions_of_laws() -> None:
    assert facts_asked(["franchise"]).keys() == {"franchise"}
