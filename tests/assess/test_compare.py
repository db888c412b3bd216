"""Two assessments side by side: differences taken draw by draw agree with what can be worked out without them."""

from __future__ import annotations

import io

import msgspec
import numpy as np
import pytest

from fairlead.assess.assessment import assess
from fairlead.assess.compare import Keeper, compare, decoded
from fairlead.errors import FairleadError

HEAD = "country,product,amount,currency,year\n"
DRAWS = 300


def made(*rows: str, **options):
    keeper = Keeper(DRAWS)
    stream = io.BytesIO((HEAD + "\n".join(rows)).encode())
    return assess(stream, draws=DRAWS, paths=3, keeper=keeper, **options), keeper.kept()


@pytest.fixture(scope="module")
def shirts():
    return made("Bangladesh,T-shirts,1000000,USD,2022")


@pytest.fixture(scope="module")
def twice():
    return made("Bangladesh,T-shirts,2000000,USD,2022")


@pytest.fixture(scope="module")
def both():
    return made("Bangladesh,T-shirts,1000000,USD,2022", "Brazil,coffee,500000,USD,2022")


@pytest.fixture(scope="module")
def coffee():
    return made("Brazil,coffee,500000,USD,2022")


def test_a_result_does_not_differ_from_itself(shirts) -> None:
    result, draws = shirts
    found = compare(result, result, (draws, draws))
    assert found.common_draws
    assert not found.cautions
    for account in found.accounts:
        for change in (account.total, *account.tiers, *account.origins, *account.industries):
            assert (change.difference.central, change.difference.low, change.difference.high) == (0, 0, 0)
            assert change.verdict == "inside"


def test_twice_the_purchases_differ_by_the_result_itself_range_and_all(shirts, twice) -> None:
    """People are linear in purchases, so that 2 f - f = f in every draw: ranges overlap and still it is surely more."""
    (first, d1), (second, d2) = shirts, twice
    found = compare(first, second, (d1, d2))
    for before, account in zip(first.accounts, found.accounts, strict=False):
        total = before.total.people
        assert account.total.difference.central == pytest.approx(total.central, rel=1e-6)
        assert account.total.difference.low == pytest.approx(total.low, rel=1e-4)
        assert account.total.difference.high == pytest.approx(total.high, rel=1e-4)
        assert account.total.verdict == "more"
        assert second.accounts[0].total.people.low < first.accounts[0].total.people.high  # the ranges overlap
    back = compare(second, first, (d2, d1)).accounts[0].total
    assert back.verdict == "less"
    assert back.difference.central == pytest.approx(-first.accounts[0].total.people.central, rel=1e-6)
    assert back.difference.low == pytest.approx(-found.accounts[0].total.difference.high, rel=1e-6)


def test_what_is_added_is_the_difference(shirts, both, coffee) -> None:
    """(f + g) - f = g in every draw, tier by tier and country by country."""
    (first, d1), (second, d2), (added, _) = shirts, both, coffee
    account = compare(first, second, (d1, d2)).accounts[0]
    alone = added.accounts[0]
    assert account.total.difference.central == pytest.approx(alone.total.people.central, rel=1e-6)
    assert account.total.difference.low == pytest.approx(alone.total.people.low, rel=2e-3)
    assert account.total.difference.high == pytest.approx(alone.total.people.high, rel=2e-3)
    for change, tier in zip(account.tiers, alone.tiers, strict=True):
        assert change.difference.central == pytest.approx(tier.people.central, rel=1e-5)
    brazil = next(change for change in account.origins if change.key == "BRA")
    expected = next(o for o in alone.origins if o.country == "BRA").people
    assert brazil.difference.central == pytest.approx(expected.central, rel=1e-6)
    assert brazil.verdict == "more"
    assert sum(c.difference.central for c in account.industries) == pytest.approx(
        account.total.difference.central, rel=2e-3
    )


def test_an_origin_that_falls_away_is_told_as_less(both, coffee) -> None:
    (first, d1), (second, d2) = both, coffee
    origins = {change.key: change for change in compare(first, second, (d1, d2)).accounts[0].origins}
    assert origins["BGD"].verdict == "less"
    assert origins["BGD"].after.central < 0.01 * origins["BGD"].before.central


def test_without_common_draws_a_difference_has_no_range(shirts, twice) -> None:
    (first, d1), (second, _) = shirts, twice
    for draws in ((None, None), (d1, None), (d1, msgspec.structs.replace(d1, made_with=("other", "1", "2", "3")))):
        found = compare(first, second, draws)
        assert not found.common_draws
        assert any("no range" in text for text in found.cautions)
        total = found.accounts[0].total
        assert total.verdict == "unknown"
        assert np.isnan(total.difference.low)
        assert total.difference.central == pytest.approx(first.accounts[0].total.people.central, rel=1e-6)


def test_cautions_name_what_else_differs(shirts) -> None:
    first, d1 = shirts
    second, d2 = made("Bangladesh,T-shirts,1000000,USD,2020", table="wiod2011", account={"gamma": 0.0})
    text = " ".join(compare(first, second, (d1, d2)).cautions)
    assert "different trade tables" in text
    assert "different years" in text
    assert "Settings differ" in text


def test_draws_are_kept_and_read_back(shirts) -> None:
    _, draws = shirts
    stored = msgspec.msgpack.encode(draws)
    assert decoded(stored) == draws
    with pytest.raises(FairleadError):
        decoded(b"\xc1 something else")
