"""Small tables with what real ones have: trade, empty cells, falling inventories."""

from __future__ import annotations

import numpy as np
import pytest

from fairlead.flows import Cells, DenseTable, open_table


def build(seed: int, countries: int = 4, industries: int = 3, *, density: float = 1.0, inputs: float = 0.7):
    """A random table whose inputs stay below ``inputs`` of output in every column."""
    rng = np.random.default_rng(seed)
    n = countries * industries
    A = rng.random((n, n)) ** 3 * (rng.random((n, n)) < density)
    own = np.arange(n) // industries
    A[own[:, None] == own] *= countries
    A *= inputs * rng.random(n) / np.maximum(A.sum(0), 1e-12)
    Y = rng.random((n, countries)) * 10
    Y[own, own] *= 5
    x = np.linalg.solve(np.eye(n) - A, Y.sum(1))
    cells = Cells(tuple(f"C{i:02}" for i in range(countries)), tuple(f"c{i + 1}" for i in range(industries)))
    return DenseTable(A * x, Y, cells, name=f"random{seed}", year=2011)


@pytest.fixture
def small():
    return build(7)


@pytest.fixture(scope="session")
def wiod():
    return open_table("wiod2011")


@pytest.fixture(scope="session")
def world():
    return open_table("world2011")


@pytest.fixture(scope="session")
def jobs_per_output():
    """Persons employed per million USD; the Rest of the World given the mean, so that no cell is missing."""

    def of(table):
        jobs = table.employment
        has = table.output >= 1
        e = np.divide(jobs, table.output, out=np.zeros(table.n), where=has)
        return np.where(np.isnan(e), np.nanmean(e[has]), e)

    return of
