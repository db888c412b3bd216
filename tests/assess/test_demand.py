"""Tiers, prices and growth, against closed forms and the multipliers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.assess.demand import Demand, prepare_demand
from fairlead.errors import TableError
from fairlead.flows.cells import Cells
from fairlead.flows.dense import DenseTable
from fairlead.flows.multipliers import multipliers
from fairlead.flows.open import open_table
from fairlead.flows.table import Table
from fairlead.labour import forced_labour


def no_growth(_country: str, _start: int, _end: int) -> tuple[float, float]:
    return 1.0, 0.0


def test_tiers_add_up_to_the_multiplier_result(world: Table) -> None:
    account = forced_labour(world)
    e = account.intensity(world)
    f = np.zeros(world.n)
    f[world.cells.index("BGD", "c4")] = 2.0
    f[world.cells.index("FRA", "c22")] = 5.0
    demand = prepare_demand(world, {2011: f}, price=lambda _: 1.0, growth=no_growth, depth=5, tol=1e-11)
    m = np.asarray(multipliers(world, e, tol=1e-8).values)
    assert float(e @ demand.all_tiers) == pytest.approx(float(m @ f), rel=1e-7)
    v = f
    for k in range(6):
        assert float(e @ demand.tiers[k]) == pytest.approx(float(e @ v), rel=1e-12)
        v = world.right(v)
    assert (demand.tiers[-1] >= 0).all()


def test_prices_and_growth_divide(demand: Demand, world: Table) -> None:
    bgd, vnm = world.cells.index("BGD", "c4"), world.cells.index("VNM", "c4")
    # 3 of 2011 and 1.5 of 2021: deflated by 1.25, and by 1.6 for the growth of Bangladesh.
    assert demand.tiers[0, bgd] == pytest.approx(3.0 + 1.5 / 1.25 / 1.6)
    assert demand.tiers[0, vnm] == pytest.approx(2.0 + 1.0 / 1.25)
    assert demand.purchases[bgd] == pytest.approx(3.0 + 1.5 / 1.25)
    assert demand.total_usd == pytest.approx(9.0 * 1.5)
    assert demand.years == (2011, 2021)
    mean = demand.growth[world.cells.country_index("BGD")]
    assert 1.0 < mean < 1.6
    weight = (0.5 / 1.25) / (1 + 0.5 / 1.25)
    np.testing.assert_allclose(demand.growth_log_sd, 0.2 * weight)


def test_value_added_of_all_work_is_the_spend(demand: Demand, world: Table) -> None:
    """Purchases resolve into value added: the one identity that ties the whole chain to the spend."""
    rate = np.divide(world.value_added, world.output, out=np.zeros(world.n), where=world.output > 0)
    assert float(rate @ demand.value_prices) == pytest.approx(demand.total_usd, rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_small_tables_agree_with_the_inverse(seed: int, depth: int) -> None:
    rng = np.random.default_rng(seed)
    n = 6
    Z = rng.random((n, n)) * (rng.random((n, n)) < 0.7)
    Y = rng.random((n, 2)) * 8 + 1
    table = DenseTable(Z, Y, Cells(("AAA", "BBB"), ("c1", "c2", "c3")), year=2011)
    f = rng.random(n)
    demand = prepare_demand(table, {2011: f}, price=lambda _: 2.0, growth=no_growth, depth=depth, tol=1e-12)
    A = Z / (Z.sum(1) + Y.sum(1))
    np.testing.assert_allclose(demand.all_tiers, np.linalg.solve(np.eye(n) - A, f / 2.0), rtol=1e-9)
    rest = np.linalg.solve(np.eye(n) - A, np.linalg.matrix_power(A, depth + 1) @ (f / 2.0))
    np.testing.assert_allclose(demand.tiers[-1], rest, rtol=1e-6, atol=1e-10)


def test_nothing_or_negative_is_refused() -> None:
    table = open_table("world2011")
    with pytest.raises(TableError, match="No purchase"):
        prepare_demand(table, {2011: np.zeros(table.n)}, price=lambda _: 1.0, growth=no_growth)
    with pytest.raises(TableError, match="negative"):
        prepare_demand(table, {2011: np.full(table.n, -1.0)}, price=lambda _: 1.0, growth=no_growth)
