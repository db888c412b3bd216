"""Footprints add up to the account, and their parts to them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.flows.conftest import build

from fairlead.errors import TableError
from fairlead.flows import embodied_trade, footprints


def check(table, e, rtol):
    found = footprints(table, e)
    people = e * table.output
    np.testing.assert_allclose(found.by_industry.sum(1), people, rtol=rtol, atol=rtol * people.mean())
    assert found.footprint.sum() == pytest.approx(people.sum(), rel=rtol)
    np.testing.assert_allclose(found.origin_consumer.sum(0), found.footprint, rtol=1e-12)
    parts = found.at_home + found.returned + found.exported_final.sum(1) + found.exported_inside.sum(1)
    np.testing.assert_allclose(parts, found.by_industry.sum(1), rtol=1e-9, atol=rtol * people.mean())
    trade = embodied_trade(table, e)
    left = found.returned + found.exported_final.sum(1) + found.exported_inside.sum(1)
    np.testing.assert_allclose(trade.people, left, rtol=1e-7, atol=rtol * people.mean())
    return found, trade


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_all_parts_add_up(seed):
    table = build(seed, inputs=0.9)
    e = np.random.default_rng(seed).random(table.n)
    found, trade = check(table, e, 1e-9)
    for part in (found.at_home, found.returned, found.exported_final, found.exported_inside):
        assert part.min() >= -1e-9 * e.max() * table.output.max()
    full = np.linalg.inv(np.eye(table.n) - table.A)
    np.testing.assert_allclose(found.by_industry, e[:, None] * (full @ table.final_demand), rtol=1e-8)
    S = len(table.cells.industries)
    for c, _ in enumerate(table.cells.countries):
        own = slice(c * S, (c + 1) * S)
        block = np.linalg.inv(np.eye(S) - table.A[own, own])
        np.testing.assert_allclose(trade.people[own], e[own] * (block @ table.exports[own]), rtol=1e-10)
        np.testing.assert_allclose(found.at_home[own], e[own] * (block @ table.final_demand[own, c]), rtol=1e-10)


def test_wiod_adds_up(wiod, jobs_per_output):
    found, trade = check(wiod, jobs_per_output(wiod), 1e-9)
    frame = found.to_frame()
    uses = ["consumed_at_home", "returned_home", "exported_final", "exported_inside_other_products"]
    np.testing.assert_allclose(frame[uses].sum(axis=1), frame["territorial"], rtol=1e-9)
    assert frame["footprint"].sum() == pytest.approx(frame["territorial"].sum(), rel=1e-9)
    assert 0.1 < frame.loc["CHN", "exported_final"] / trade.to_frame().loc["CHN", "in_exports"] < 0.9
    matrix = found.matrix_to_frame()
    assert matrix.loc["CHN", "USA"] > matrix.loc["USA", "CHN"]
    np.testing.assert_allclose(found.imported, matrix.sum() - np.diag(matrix))


def test_shares_of_nothing_are_missing_not_zero(small):
    e = np.ones(small.n)
    e[:3] = 0
    trade = embodied_trade(small, e)
    assert np.isnan(trade.share[0])
    assert np.isnan(trade.upstream_share[0])
    assert np.isfinite(trade.share[1:]).all()
    assert trade.to_frame()["share"].isna().sum() == 1


def test_several_accounts_are_refused(small):
    with pytest.raises(TableError, match="one account"):
        footprints(small, np.ones((2, small.n)))
    with pytest.raises(TableError, match="one account"):
        embodied_trade(small, np.ones((2, small.n)))
