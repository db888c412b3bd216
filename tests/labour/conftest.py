"""Accounts on both packaged tables, made once for all tests of the labour accounts."""

from __future__ import annotations

import numpy as np
import pytest

from fairlead.flows.open import open_table
from fairlead.labour import child_labour, forced_labour

# The members of the European Union in 2011 with the United Kingdom, as in the method notes' "EU27".
EU27 = (
    *("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC", "HUN"),
    *("IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"),
)


@pytest.fixture(scope="session")
def wiod():
    return open_table("wiod2011")


@pytest.fixture(scope="session")
def world():
    return open_table("world2011")


@pytest.fixture(scope="session")
def wiod_inverse(wiod):
    """The Leontief inverse, shape (n, n): by direct inversion, independent of Fairlead's series."""
    return np.linalg.inv(np.eye(wiod.n) - wiod.right(np.eye(wiod.n)))


@pytest.fixture(scope="session")
def wiod_needed(wiod, wiod_inverse):
    """Output needed for each country's final demand, shape (n, C)."""
    return wiod_inverse @ wiod.final_demand


@pytest.fixture(scope="session")
def eu(wiod):
    return [wiod.cells.country_index(c) for c in EU27]


@pytest.fixture(scope="session")
def forced(wiod):
    return forced_labour(wiod)


@pytest.fixture(scope="session")
def forced_world(world):
    return forced_labour(world)


@pytest.fixture(scope="session")
def child(wiod):
    return child_labour(wiod)


@pytest.fixture(scope="session")
def drawn(forced):
    return forced.draws()


@pytest.fixture(scope="session")
def intensity_drawn(wiod, drawn):
    """Drawn people per unit of output, shape (N, n)."""
    by_cell = drawn.transpose(1, 0, 2).reshape(drawn.shape[1], -1)
    return by_cell * np.divide(1, wiod.output, out=np.zeros(wiod.n), where=wiod.output >= 1).astype(np.float32)
