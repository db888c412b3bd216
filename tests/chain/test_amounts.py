from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.chain.amounts import currency_codes, parse_amount


@pytest.mark.parametrize(
    ("text", "dot", "comma"),
    [
        ("1234", 1234, 1234),
        ("1,234.50", 1234.5, None),
        ("1.234,50", None, 1234.5),
        ("12,34,567.00", 1234567, None),
        ("12,34,567", 1234567, None),
        ("1'234'567.80", 1234567.8, None),
        ("1’234’567", 1234567, 1234567),
        ("1\u00a0234,5", None, 1234.5),
        ("1\u202f234\u202f567", 1234567, 1234567),
        ("1.234", 1.234, 1234),
        ("0.123", 0.123, None),
        ("1234.567", 1234.567, None),
        ("(1,234.00)", -1234, None),
        ("1,234.00-", -1234, None),
        ("\u2010500", -500, -500),
        ("−500", -500, -500),
        ("500 CR", -500, -500),
        ("500 DR", 500, 500),
        ("12k", 12000, 12000),
        ("€ 1.2m", 1.2e6, None),
        ("3 mio", 3e6, 3e6),
        ("TEUR 12", 12000, 12000),
        ("5 lakh", 5e5, 5e5),
        ("1.234,-", None, 1234),
        ("1.2E+05", 120000, None),
    ],
)
def test_amount_is_read_both_ways(text: str, dot: float | None, comma: float | None) -> None:
    amount = parse_amount(text)
    assert amount.fault == ""
    assert amount.dot == (None if dot is None else pytest.approx(dot))
    assert amount.comma == (None if comma is None else pytest.approx(comma))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "amount_missing"),
        ("n/a", "amount_unreadable"),
        ("12 34", "amount_unreadable"),
        ("1-2", "amount_unreadable"),
        ("2024-03-01", "amount_date"),
        ("01.03.2024", "amount_date"),
        ("1-Feb", "amount_date"),
        ("12 %", "amount_percent"),
        ("#REF!", "error_cell"),
        ("=A1*2", "formula_without_value"),
        ("Rs 5 cr", "amount_ambiguous"),
        ("9" * 100, "amount_unreadable"),
    ],
)
def test_faulty_amount_names_its_fault(text: str, fault: str) -> None:
    assert parse_amount(text).fault == fault


@given(st.integers(0, 10**12), st.integers(0, 99), st.sampled_from([",", " ", "'", "\u00a0", "\u2009"]), st.booleans())
def test_written_amount_comes_back(whole: int, cents: int, group: str, negative: bool) -> None:
    text = ("-" if negative else "") + f"{whole:,}".replace(",", group) + f".{cents:02d}"
    assert parse_amount(text).dot == pytest.approx((whole + cents / 100) * (-1 if negative else 1))


@given(st.text(max_size=80))
def test_any_text_is_an_amount_or_a_fault(text: str) -> None:
    amount = parse_amount(text)
    assert bool(amount.fault) != (amount.dot is not None or amount.comma is not None)


def test_signs_stand_for_currencies() -> None:
    assert currency_codes("€") == ("EUR",)
    assert set(currency_codes("kr")) == {"SEK", "NOK", "DKK", "ISK"}
    assert currency_codes("nonsense") == ()
