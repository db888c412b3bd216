import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.classify import currency_code, money_years, price_factor, productivity, productivity_note, to_usd
from fairlead.classify.money import carried_years
from fairlead.classify.tables import read_table
from fairlead.errors import InputError

YEARS = range(2008, 2025)


def test_rates_agree_with_published_averages():
    # ECB annual average euro reference rates, USD per EUR, from memory of the published table; the World Bank's
    # period averages differ in the third digit because the sources average differently.
    published = {
        2011: 1.392,
        2015: 1.1095,
        2019: 1.1195,
        2020: 1.1422,
        2022: 1.053,
        2023: 1.0813,
        2024: 1.0824,
        2025: 1.1300,
    }
    got = to_usd(np.ones(len(published)), ["EUR"] * len(published), list(published))
    assert np.allclose(got, list(published.values()), rtol=0.003)


def test_pegs_hold():
    # The Danish krone is kept within 2.25 % of 7.46038 to the euro; the CFA franc is 655.957 to the euro.
    for year in YEARS:
        euro, krone, franc = 1 / to_usd([1, 1, 1], ["EUR", "DKK", "XOF"], [year] * 3)
        assert krone / euro == pytest.approx(7.46038, rel=0.0225)
        assert franc / euro == pytest.approx(655.957, rel=0.005)


def test_rates_of_2025_lie_near_those_of_2024():
    # Federal Reserve, G.5A: the yen fell 1.2 %, the won rose 4.3 %, the ringgit fell 6.4 % against the dollar.
    for currency, change in {"JPY": -0.012, "KRW": 0.043, "MYR": -0.064, "INR": 0.042, "EUR": -0.043}.items():
        before, after = 1 / to_usd([1, 1], [currency] * 2, [2024, 2025])
        assert after / before - 1 == pytest.approx(change, abs=0.003)
    for row in read_table("exchange_rates_2025"):
        before, after = 1 / to_usd([1, 1], [row["currency"]] * 2, [2024, 2025])
        assert 0.9 < after / before < 1.1
    assert price_factor(2025) / price_factor(2024) == pytest.approx(128.893 / 125.587, rel=1e-5)


def test_no_typing_slip_in_the_rates():
    # A misplaced digit would jump and come back; devaluations do not come back.
    for row in read_table("exchange_rates"):
        rates = [float(row[str(year)]) for year in YEARS if row[str(year)]]
        for before, now, after in zip(rates, rates[1:], rates[2:], strict=False):
            assert not (now / before > 1.5 and now / after > 1.5), row["currency"]
            assert not (before / now > 1.5 and after / now > 1.5), row["currency"]


def test_all_faults_of_currency_and_year_at_once():
    with pytest.raises(InputError) as caught:
        to_usd([1, 1, 1, 1], ["EUR", "XYZ", "EUR", "USD"], [2011, 2011, 1990, 2030])
    found = {(p.code, p.value) for p in caught.value.problems}
    assert found == {("currency_unknown", "XYZ"), ("year_outside_series", "1990"), ("year_outside_series", "2030")}


def test_a_rate_stands_in_for_three_later_years_where_asked():
    assert to_usd([1.0], ["EUR"], [2027], carry=True) == to_usd([1.0], ["EUR"], [2025])
    assert to_usd([1.0], ["BDT"], [2026], carry=True) == to_usd([1.0], ["BDT"], [2024])
    assert to_usd([7.0], ["USD"], [2028], carry=True) == 7.0
    assert [carried_years("BDT", year) for year in (2024, 2025, 2027)] == [(2024, 2024), (2024, 2025), (2024, 2025)]
    assert [carried_years(*pair) for pair in (("BDT", 2028), ("EUR", 2029), ("USD", 2029), ("XYZ", 2024))] == [None] * 4
    assert carried_years("EUR", 1998) is None
    for pair in (("EUR", 2026), ("EUR", 2029), ("EUR", 1990)):
        with pytest.raises(InputError):
            to_usd([1.0], [pair[0]], [pair[1]], carry=pair[1] != 2026)


def test_the_last_price_level_is_held_for_three_years():
    assert price_factor(2026) == price_factor(2028) == price_factor(2025)
    with pytest.raises(InputError, match="cannot be compared"):
        price_factor(2029)


@given(st.lists(st.tuples(st.floats(-1e9, 1e9), st.sampled_from(["USD", "EUR", "INR", "VND"]), st.sampled_from(YEARS))))
def test_conversion_is_linear_and_keeps_the_order(rows):
    amount, currency, year = ([row[i] for row in rows] for i in range(3))
    once = to_usd(amount, currency, year)
    assert np.allclose(to_usd([2 * a for a in amount], currency, year), 2 * once)
    for value, one in zip(once, rows, strict=True):
        assert np.isclose(value, to_usd([one[0]], [one[1]], [one[2]])[0])


def test_lengths_must_agree():
    with pytest.raises(ValueError, match="2 amounts but 1"):
        to_usd([1, 2], ["USD"], [2011])


@pytest.mark.parametrize(
    ("text", "code"),
    [("€", "EUR"), ("US$", "USD"), ("usd", "USD"), ("£", "GBP"), ("RM", "MYR"), ("RMB", "CNY"), ("zł", "PLN"),
     ("R$", "BRL"), ("₹", "INR"), ("Tk", "BDT"), ("euro", "EUR"), ("Swiss franc", "CHF"), ("kr.", ""), ("Rs", ""),
     ("$", ""), ("¥", ""), ("peso", ""), ("GBp", ""), ("", ""), ("bitcoin", "")],
)  # fmt: skip
def test_signs_and_names(text, code):
    assert currency_code(text)[0] == code


def test_unclear_signs_list_what_they_may_mean():
    assert set(currency_code("kr")[1]) == {"SEK", "NOK", "DKK", "ISK", "CZK"}
    assert currency_code("bitcoin")[1] == ()


def test_every_sign_leads_to_a_known_currency():
    known = {row["currency"] for row in read_table("exchange_rates")}
    assert {code for row in read_table("currencies") for code in row["codes"].split()} <= known


def test_prices():
    assert price_factor(2011) == 1
    assert price_factor(2024) == pytest.approx(1.3689, abs=1e-4)  # 125.23004 / 91.4811
    assert price_factor(2008) < 1
    assert price_factor(2020, 2015) * price_factor(2015, 2020) == pytest.approx(1)
    assert money_years() == (2008, 2024)
    with pytest.raises(InputError) as caught:
        price_factor(2031, 1950)
    assert {p.value for p in caught.value.problems} == {"2031", "1950"}


def test_productivity_of_known_countries():
    # World Bank SL.GDP.PCAP.EM.KD: China 17,525.7 (2011) and 34,574.6 (2022); Germany 101,634.6 and 105,641.9.
    assert productivity("CHN", 2011, 2022).factor == pytest.approx(34574.58385 / 17525.74249, rel=1e-4)
    assert productivity("DEU", 2011, 2022).factor == pytest.approx(105641.89436 / 101634.61297, rel=1e-4)
    # Between the stored years the true values of 2013 and 2017 are met within 3 %.
    assert productivity("CHN", 2011, 2013).factor == pytest.approx(20364.04723 / 17525.74249, rel=0.03)
    assert productivity("BGD", 2011, 2017).factor == pytest.approx(12168.68358 / 9673.22066, rel=0.03)


@given(st.sampled_from(["CHN", "BGD", "DEU", "TWN", "YEM"]), *[st.integers(2005, 2030)] * 3)
def test_productivity_chains(country, a, b, c):
    through = productivity(country, a, b).factor * productivity(country, b, c).factor
    assert through == pytest.approx(productivity(country, a, c).factor)
    assert productivity(country, a, a) == (1.0, 0.0)
    assert productivity(country, a, b).log_sd == productivity(country, b, a).log_sd >= 0


def test_range_widens_where_nothing_is_measured():
    assert productivity("DEU", 2011, 2022).log_sd == pytest.approx(0.22)
    assert productivity("DEU", 2011, 2024).log_sd == pytest.approx(0.28)
    assert productivity("TWN", 2011, 2022).log_sd == pytest.approx(0.33)
    assert "mean rate" in productivity_note("DEU", 2024)
    assert "median" in productivity_note("TWN", 2024)
