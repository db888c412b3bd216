"""Multipliers and outputs: equal to the dense inverse, within their proven bounds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.flows.conftest import build

from fairlead.errors import TableError
from fairlead.flows import Cells, DenseTable, SparseTable, multipliers, output_for


def exact(table, e):
    return np.linalg.solve((np.eye(table.n) - table.A).T, np.atleast_2d(e).T).T.reshape(np.shape(e))


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    tol=st.sampled_from([1e-3, 1e-6, 1e-8, 1e-10]),
    density=st.sampled_from([0.1, 0.5, 1.0]),
    zeros=st.booleans(),
)
def test_the_bound_holds(seed, tol, density, zeros):
    table = build(seed, 5, 3, density=density, inputs=0.95)
    rng = np.random.default_rng(seed)
    e = rng.lognormal(sigma=2, size=(2, table.n)) * ((rng.random((2, table.n)) < 0.5) if zeros else 1)
    m = multipliers(table, e, tol)
    truth = exact(table, e)
    assert (np.abs(m.values - truth) <= m.bound + 1e-13 * np.abs(truth)).all()
    scale = np.maximum(np.abs(m.values), 0.01 * np.abs(m.values).mean(1, keepdims=True))
    assert (m.bound <= tol * scale).all()
    assert (m.upper >= truth * (1 - 1e-13)).all()


@pytest.mark.parametrize("seed", [6, 10, 16])
def test_tables_where_the_accelerated_iteration_grows_are_proven_too(seed):
    # Sparse tables whose supply runs in circles: eigenvalues lie far off the real line.
    table = build(seed, 5, 3, density=0.1, inputs=0.95)
    e = np.random.default_rng(seed).lognormal(sigma=2, size=table.n)
    m = multipliers(table, e, 1e-10)
    np.testing.assert_allclose(m.values, exact(table, e), rtol=1e-9)
    f = np.random.default_rng(seed).random(table.n)
    out = output_for(table, f, 1e-10)
    np.testing.assert_allclose(out.values, np.linalg.solve(np.eye(table.n) - table.A, f), rtol=1e-8)


def test_inputs_above_output_are_proven_where_the_table_is_productive():
    # Column sums above 1: the simple value-added proof fails, the certificate does not.
    A = np.array([[0.1, 0.9, 0.0], [0.0, 0.1, 0.2], [0.0, 0.5, 0.1]])
    table = DenseTable.from_coefficients(A, np.array([[5.0], [3.0], [9.0]]), Cells(("AAA",), ("c1", "c2", "c3")))
    e = np.array([1.0, 0.0, 2.0])
    m = multipliers(table, e, 1e-10)
    np.testing.assert_allclose(m.values, exact(table, e), rtol=1e-10)


def test_negative_coefficients_of_the_account():
    table = build(3)
    e = np.linspace(-1, 2, table.n)
    m = multipliers(table, e, 1e-8)
    assert (np.abs(m.values - exact(table, e)) <= m.bound + 1e-14).all()


def test_value_added_multipliers_are_one(wiod):
    v = np.divide(wiod.value_added, wiod.output, out=np.ones(wiod.n), where=wiod.output > 0)
    m = multipliers(wiod, v, 1e-9)
    np.testing.assert_allclose(m.values, 1, atol=1e-9)


@pytest.mark.parametrize("tol", [1e-6, 1e-10])
def test_wiod_equals_the_dense_inverse(wiod, jobs_per_output, tol):
    e = jobs_per_output(wiod)
    m = multipliers(wiod, e, tol)
    truth = exact(wiod, e)
    has = truth > 0
    assert (np.abs(m.values - truth)[has] <= tol * truth[has]).all()
    assert (np.abs(m.values - truth) <= m.bound + 1e-13 * truth).all()


@pytest.mark.parametrize(("name", "tol"), [("wiod", 1e-10), ("world", 1e-9)])
def test_one_cell_is_proven_although_most_of_the_account_is_zero(name, tol, request):
    table = request.getfixturevalue(name)
    e = np.zeros(table.n)
    e[table.cells.index("IND", "c4")] = 1.0
    m = multipliers(table, e, tol)
    scale = np.maximum(m.values, 0.01 * m.values.mean())
    assert (m.bound <= tol * scale).all()
    # Seen from the other side: the same number by solving for output.
    f = np.zeros(table.n)
    f[table.cells.index("DEU", "c4")] = 1.0
    other = e @ output_for(table, f, 1e-10).values
    assert m.values @ f == pytest.approx(other, abs=1e-9)


def test_the_world_table(world, jobs_per_output):
    e = jobs_per_output(world)
    m = multipliers(world, e, 1e-8)
    residual = e + world.left(m.values) - m.values
    assert np.abs(residual).max() < 1e-8 * m.values.max()
    # All jobs are reached by all final demand.
    assert m.values @ world.final_demand.sum(1) == pytest.approx(e @ world.output, rel=1e-7)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), tol=st.sampled_from([1e-4, 1e-8, 1e-11]))
def test_output_within_its_bound(seed, tol):
    table = build(seed, inputs=0.9)
    f = np.random.default_rng(seed).normal(size=(table.n, 3))
    out = output_for(table, f, tol)
    truth = np.linalg.solve(np.eye(table.n) - table.A, f)
    assert (np.abs(out.values - truth).sum(0) <= out.bound + 1e-13 * np.abs(truth).sum(0)).all()
    one = output_for(table, f[:, 0], tol)
    assert one.values.shape == (table.n,)
    assert one.bound.shape == ()


def test_output_of_all_final_demand_is_output(wiod):
    out = output_for(wiod, wiod.final_demand.sum(1), 1e-11)
    assert np.abs(out.values - wiod.output).sum() <= 1e-11 * wiod.output.sum()


def test_nothing_asked_nothing_found(small):
    assert not multipliers(small, np.zeros(small.n)).values.any()
    assert not output_for(small, np.zeros(small.n)).values.any()


def test_sparse_gives_the_same(small):
    thin = SparseTable(small.Z, small.final_demand, small.cells)
    e = np.arange(1.0, small.n + 1)
    np.testing.assert_allclose(multipliers(thin, e, 1e-11).values, exact(small, e), rtol=1e-11)


def table_of(A):
    size = len(A)
    cells = Cells(("AAA",), tuple(f"c{i}" for i in range(size)))
    table = DenseTable(np.zeros((size, size)), np.ones((size, 1)), cells)
    table._A = np.asfortranarray(A, dtype=float)
    return table


@pytest.mark.parametrize("A", [[[0.5, 0.6], [0.6, 0.5]], [[1.0, 0.0], [0.0, 0.2]], [[0.0, 2.0], [0.5, 0.0]]])
def test_an_unproductive_table_is_refused(A):
    with pytest.raises(TableError, match="not productive"):
        multipliers(table_of(A), [1.0, 1.0])


def test_an_unproductive_loop_through_trade_is_refused():
    table = build(1)
    table._A = np.asfortranarray(table.A * 2)
    while np.abs(np.linalg.eigvals(table.A)).max() < 1:
        table._A = table._A * 1.5
    with pytest.raises(TableError, match="not productive"):
        output_for(table, np.ones(table.n))


def test_negative_flows_are_refused(small):
    flows = small.Z
    flows[0, 1] = -0.1
    with pytest.raises(TableError, match="negative intermediate flows"):
        multipliers(DenseTable(flows, small.final_demand, small.cells), np.ones(small.n))


def test_wrong_accounts_are_refused(small):
    with pytest.raises(TableError, match="shape"):
        multipliers(small, np.ones(small.n - 1))
    with pytest.raises(TableError, match="missing"):
        multipliers(small, np.full(small.n, np.nan))
    with pytest.raises(TableError, match="cannot be proven"):
        multipliers(small, np.ones(small.n), tol=1e-17)
    with pytest.raises(TableError, match="cannot be proven"):
        output_for(small, np.ones(small.n), tol=1e-17)


def test_names_are_functions_whatever_was_imported_first():
    import fairlead.flows
    import fairlead.flows.footprints
    import fairlead.flows.multipliers
    import fairlead.flows.tiers

    assert callable(fairlead.flows.multipliers)
    assert callable(fairlead.flows.tiers)
    assert callable(fairlead.flows.footprints)
    assert set(fairlead.flows.__all__) <= set(dir(fairlead.flows))
    with pytest.raises(AttributeError, match="no attribute"):
        _ = fairlead.flows.nothing
