"""Tiers plus remainder are the multiplier result."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.flows.conftest import build

from fairlead.errors import TableError
from fairlead.flows import multipliers, tiers


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), depth=st.integers(0, 9))
def test_tiers_add_up(seed, depth):
    table = build(seed, inputs=0.9)
    rng = np.random.default_rng(seed)
    e, f = rng.random((2, table.n)), rng.random(table.n) * (rng.random(table.n) < 0.3)
    m = multipliers(table, e, 1e-11)
    found = tiers(table, e, f, depth, multipliers=m)
    np.testing.assert_allclose(found.people.sum(1) + found.remainder, m.values @ f, rtol=1e-9, atol=1e-14)
    np.testing.assert_allclose(found.total, found.people.sum(1) + found.remainder, rtol=1e-14)
    truth = e @ np.linalg.solve(np.eye(table.n) - table.A, f)
    assert (np.abs(found.total - truth) <= found.bound + 1e-12 * truth).all()
    for t in range(depth + 1):
        expected = e @ np.linalg.matrix_power(table.A, t) @ f
        np.testing.assert_allclose(found.people[:, t], expected, rtol=1e-12, atol=1e-15)
    assert found.vectors.shape == (table.n, depth + 1)
    np.testing.assert_allclose(table.right(found.vectors[:, -1]), found.beyond)


def test_indian_garments_by_tier(wiod, jobs_per_output):
    e = jobs_per_output(wiod)
    f = np.zeros(wiod.n)
    f[wiod.cells.index("IND", "c4")] = 1.0
    found = tiers(wiod, e, f)
    assert found.people[0] == e[wiod.cells.index("IND", "c4")]
    # Jobs per million USD of textiles, all tiers: 374 in the research note of the world table.
    assert float(found.total) == pytest.approx(374, rel=0.02)
    frame = found.to_frame()
    assert list(frame.index) == [*(f"tier {t}" for t in range(7)), "tier 7 and beyond"]
    assert frame[0].sum() == pytest.approx(float(found.total))


def test_wrong_demands_are_refused(small):
    e = np.ones(small.n)
    with pytest.raises(TableError, match="Depth"):
        tiers(small, e, e, -1)
    with pytest.raises(TableError, match="shape"):
        tiers(small, e, np.ones((small.n, 2)))
    with pytest.raises(TableError, match="shape"):
        tiers(small, e, e, multipliers=multipliers(small, np.ones((2, small.n))))
