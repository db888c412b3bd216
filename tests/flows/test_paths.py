"""The top k paths are the k largest of all paths."""

from __future__ import annotations

from itertools import islice, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.flows.conftest import build

from fairlead.errors import TableError
from fairlead.flows import Cells, DenseTable, SparseTable, iter_paths, multipliers, top_paths


def every_path(table, e, f, tiers):
    """All paths up to a tier, by brute force, in the documented order."""
    found = []
    for tier in range(tiers + 1):
        for cells in product(range(table.n), repeat=tier + 1):
            weight = f[cells[-1]]
            for buyer, seller in zip(cells[:0:-1], cells[-2::-1], strict=True):
                weight = weight * table.A[seller, buyer]
            if weight * e[cells[0]] > 0:
                found.append((weight * e[cells[0]], cells))
    return sorted(found, key=lambda p: (-p[0], len(p[1]), p[1]))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), k=st.integers(1, 40), thin=st.booleans())
def test_equal_to_brute_force(seed, k, thin):
    table = build(seed, 2, 2, density=0.6 if thin else 1.0, inputs=0.5)
    rng = np.random.default_rng(seed)
    e = rng.random(4) * (rng.random(4) < 0.7)
    f = rng.random(4) * (rng.random(4) < 0.7)
    deepest = 6
    expected = every_path(table, e, f, deepest)
    # What lies deeper than the brute force went is worth at most this.
    rest = float(multipliers(table, e).upper @ np.linalg.matrix_power(table.A, deepest + 1) @ f)
    certain = [p for p in expected[:k] if p[0] > rest]
    found = top_paths(table, e, f, k)
    assert [p.cells for p in found[: len(certain)]] == [cells for _, cells in certain]
    np.testing.assert_allclose([p.value for p in found[: len(certain)]], [v for v, _ in certain], rtol=1e-12)
    assert len(found) <= k
    assert len(found) >= min(k, len(certain))
    assert [p.value for p in found] == sorted((p.value for p in found), reverse=True)
    listed = list(islice(iter_paths(table, e, f), len(found)))
    assert listed == found


def test_sums_converge_to_the_multiplier_result():
    table = build(5, 2, 2, inputs=0.4)
    e, f = np.array([1.0, 0.0, 2.0, 0.5]), np.array([3.0, 0.0, 1.0, 0.0])
    total = float(multipliers(table, e, 1e-11).values @ f)
    sums = [sum(p.value for p in top_paths(table, e, f, k)) for k in (1, 10, 100, 10_000)]
    assert sums == sorted(sums)
    assert sums[-1] <= total * (1 + 1e-9)
    assert sums[-1] == pytest.approx(total, rel=1e-3)


def test_equal_values_come_shortest_first_then_by_position():
    table = DenseTable(np.full((2, 2), 1.0), [[2.0], [2.0]], Cells(("AAA",), ("c1", "c2")))
    found = top_paths(table, [1.0, 1.0], [4.0, 4.0], 4)
    assert [p.cells for p in found] == [(0,), (1,), (0, 0), (0, 1)]
    assert [p.value for p in found] == [4.0, 4.0, 1.0, 1.0]
    assert found[2].tier == 1
    assert found[3].labels(table) == (("AAA", "c1"), ("AAA", "c2"))


def test_fewer_paths_than_asked():
    # c1 buys from c2, c2 from nobody: two paths in all, and c3 leads to no people.
    A = np.array([[0.0, 0.0, 0.0], [0.5, 0.0, 0.0], [0.2, 0.0, 0.5]])
    table = DenseTable.from_coefficients(A, [[4.0], [1.0], [1.0]], Cells(("AAA",), ("c1", "c2", "c3")))
    e, f = np.array([1.0, 3.0, 0.0]), np.array([2.0, 0.0, 0.0])
    found = top_paths(table, e, f, 10)
    assert [(p.cells, p.value, p.weight) for p in found] == [((1, 0), 3.0, 1.0), ((0,), 2.0, 2.0)]
    assert list(iter_paths(table, e, f)) == found
    assert top_paths(table, np.zeros(3), f, 3) == []
    assert top_paths(table, e, np.zeros(3), 3) == []


def test_sparse_tables_give_the_same_paths():
    table = build(11, density=0.4)
    thin = SparseTable(table.Z, table.final_demand, table.cells)
    e, f = np.ones(table.n), table.final_demand[:, 0]
    assert [p.cells for p in top_paths(thin, e, f, 50)] == [p.cells for p in top_paths(table, e, f, 50)]


@pytest.mark.parametrize("name", ["wiod", "world"])
def test_more_paths_begin_with_the_fewer(name, request, jobs_per_output):
    table = request.getfixturevalue(name)
    e = jobs_per_output(table)
    f = np.zeros(table.n)
    f[[table.cells.index("IND", "c4"), table.cells.index("DEU", "c15")]] = 1.0
    m = multipliers(table, e, 1e-7)
    many = top_paths(table, e, f, 500, m)
    assert many[:20] == top_paths(table, e, f, 20, m)
    assert len({p.cells for p in many}) == 500
    for path in many[::50]:
        weight = f[path.cells[-1]]
        for buyer, seller in zip(path.cells[:0:-1], path.cells[-2::-1], strict=True):
            weight *= table.column(buyer)[seller]
        assert path.weight == pytest.approx(weight, rel=1e-12)
        assert path.value == pytest.approx(weight * e[path.cells[0]], rel=1e-12)


def test_wrong_requests_are_refused(small):
    e = np.ones(small.n)
    with pytest.raises(TableError, match="paths were asked for"):
        top_paths(small, e, e, 0)
    with pytest.raises(TableError, match="f has 1 negative"):
        top_paths(small, e, np.where(np.arange(small.n) == 2, -1, e), 3)
    with pytest.raises(TableError, match="e has 1 negative"):
        top_paths(small, np.where(np.arange(small.n) == 2, -1, e), e, 3)
    with pytest.raises(TableError, match="e has shape"):
        top_paths(small, np.ones((2, small.n)), e, 3)
    with pytest.raises(TableError, match="multipliers have shape"):
        top_paths(small, e, e, 3, multipliers(small, np.ones((2, small.n))))
