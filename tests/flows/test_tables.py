"""Dense and sparse tables: one interface, identities reported."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from tests.flows.conftest import build

from fairlead.errors import TableError
from fairlead.flows import Cells, DenseTable, SparseTable, identities

CELLS = Cells(("AAA", "BBB"), ("c1", "c2"))
Z = np.array([[2.0, 1.0, 1.0, 0.0], [1.0, 3.0, 0.0, 1.0], [0.5, 0.0, 4.0, 0.0], [0.0, 0.0, 0.0, 0.0]])
Y = np.array([[4.0, 2.0], [5.0, -1.0], [0.5, 3.0], [0.0, 0.0]])


@pytest.mark.parametrize("kind", [DenseTable, SparseTable])
def test_accounts_follow_from_flows(kind):
    table = kind(Z, Y, CELLS)
    assert table.output.tolist() == [10.0, 9.0, 8.0, 0.0]
    assert table.value_added.tolist() == [6.5, 5.0, 3.0, -1.0]
    assert table.exports.tolist() == [1 + 2, 1 - 1, 0.5 + 0.5, 0]
    assert table.column(3).tolist() == [0.0] * 4
    np.testing.assert_allclose(table.column(1), Z[:, 1] / 9)
    assert table.status == {"AAA": "published", "BBB": "published"}


def test_identities_report_everything_and_change_nothing():
    table = DenseTable(Z, Y, CELLS, employment=[1.0, np.nan, 2.0, np.nan])
    report = identities(table, [10.0, 10.0, 8.0, 0.0])
    assert report.row_deviation.tolist() == [0.0, 1.0, 0.0, 0.0]
    assert report.row_deviation_share == pytest.approx(1 / 28)
    assert report.zero_output.tolist() == [3]
    assert report.dropped_inputs == 1.0
    assert report.negative_final_demand == 1
    assert report.negative_flows == 0
    assert report.missing_employment == 1
    assert report.largest_column_sum == pytest.approx(5 / 8)
    assert table.final_demand[1, 1] == -1.0


def test_negative_flows_are_counted():
    flows = Z.copy()
    flows[0, 1] = -1
    for kind in (DenseTable, SparseTable):
        assert identities(kind(flows, Y, CELLS)).negative_flows == 1


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), density=st.sampled_from([0.2, 0.6, 1.0]))
def test_dense_and_sparse_agree(seed, density):
    dense = build(seed, density=density)
    thin = SparseTable(sparse.csr_array(dense.Z), dense.final_demand, dense.cells)
    rng = np.random.default_rng(seed)
    v, f = rng.random((2, dense.n)), rng.random((dense.n, 3))
    for one, other in (
        (dense.left(v), thin.left(v)),
        (dense.left(v[0]), thin.left(v[0])),
        (dense.right(f), thin.right(f)),
        (dense.right(f[:, 0]), thin.right(f[:, 0])),
        (dense.domestic_blocks(), thin.domestic_blocks()),
        (dense.domestic_left(v), thin.domestic_left(v)),
        (dense.column(5), thin.column(5)),
        (dense.output, thin.output),
        (dense.exports, thin.exports),
        (dense.value_added, thin.value_added),
    ):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("kind", [DenseTable, SparseTable])
def test_single_precision_stays_single(kind, small):
    table = kind(small.Z, small.final_demand, small.cells)
    ones = np.ones(table.n, dtype=np.float32)
    assert table.left(ones).dtype == table.right(ones).dtype == np.float32
    np.testing.assert_allclose(table.left(ones), small.left(ones.astype(float)), rtol=1e-5)


def test_from_coefficients_gives_the_same_table(small):
    again = DenseTable.from_coefficients(small.A, small.final_demand, small.cells)
    np.testing.assert_allclose(again.Z, small.Z, rtol=1e-12)


@pytest.mark.parametrize("kind", [DenseTable, SparseTable])
@pytest.mark.parametrize(
    ("flows", "final", "jobs", "says"),
    [
        (Z[:3], Y, None, "do not fit"),
        (Z, Y[:, :1], None, "do not fit"),
        (np.full((4, 4), np.nan), Y, None, "missing or infinite"),
        (Z, Y, [1.0], "Employment has shape"),
    ],
)
def test_wrong_input_is_refused(kind, flows, final, jobs, says):
    with pytest.raises(TableError, match=says):
        kind(flows, final, CELLS, employment=jobs)
