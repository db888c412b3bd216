import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.errors import FairleadError
from fairlead.labour.margins import fit_margins


def full_fit(seed, region_of, rows, columns, passes=3000):
    """Plain iterative proportional fitting on all countries: the independent way."""
    fitted = seed.copy()
    for _ in range(passes):
        fitted *= columns / fitted.sum(0)
        for r in range(len(rows)):
            fitted[region_of == r] *= rows[r] / fitted[region_of == r].sum()
    return fitted


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), countries=st.integers(4, 20), spread=st.floats(0.1, 1.5))
def test_group_sums_give_the_full_fit(seed, countries, spread):
    rng = np.random.default_rng(seed)
    people = np.exp(spread * rng.standard_normal((countries, 4)))
    region_of = np.arange(countries) % 3
    rows = rng.uniform(1, 5, 3)
    columns = rng.uniform(1, 5, 4)
    columns *= rows.sum() / columns.sum()
    a, b = fit_margins(np.eye(3)[region_of].T @ people, rows, columns)
    reduced = people * a[region_of, None] * b
    np.testing.assert_allclose(reduced, full_fit(people, region_of, rows, columns), rtol=1e-8)
    np.testing.assert_allclose(reduced.sum(0), columns, rtol=1e-10)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_stack_is_fitted_like_its_members(seed):
    rng = np.random.default_rng(seed)
    groups = rng.uniform(0.5, 2, (7, 3, 4))
    rows = rng.uniform(1, 2, (7, 3))
    columns = rng.uniform(1, 2, (7, 4))
    columns *= (rows.sum(1) / columns.sum(1))[:, None]
    a, b = fit_margins(groups, rows, columns)
    for k in range(7):
        one_a, one_b = fit_margins(groups[k], rows[k], columns[k])
        np.testing.assert_allclose(a[k, :, None] * groups[k] * b[k], one_a[:, None] * groups[k] * one_b, rtol=1e-9)


def test_margins_that_disagree_are_refused():
    with pytest.raises(FairleadError, match="add up"):
        fit_margins(np.ones((2, 2)), np.array([1.0, 1.0]), np.array([1.0, 2.0]))


def test_an_empty_region_is_refused():
    with pytest.raises(FairleadError, match="no people"):
        fit_margins(np.array([[0.0, 0.0], [1.0, 1.0]]), np.ones(2), np.ones(2))


def test_no_convergence_is_an_error_not_a_number():
    with pytest.raises(FairleadError, match="did not converge"):
        fit_margins(np.array([[1.0, 1e-9], [1e-9, 1.0]]), np.array([1.0, 2.0]), np.array([2.0, 1.0]), passes=3)
