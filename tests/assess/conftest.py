"""A small demand on the world table, linked to all three accounts once."""

from __future__ import annotations

import numpy as np
import pytest

from fairlead.assess.demand import Demand, prepare_demand
from fairlead.assess.linked import Linked, Noise, draw_noise, link
from fairlead.flows.open import open_table
from fairlead.flows.table import Table
from fairlead.labour import child_labour, employment, forced_labour

DRAWS = 600

PURCHASES = {("BGD", "c4"): 3.0, ("VNM", "c4"): 2.0, ("CHN", "c14"): 2.0, ("IND", "c1"): 1.0, ("DEU", "c30"): 1.0}


@pytest.fixture(scope="package")
def world() -> Table:
    return open_table("world2011")


def purchases(table: Table) -> np.ndarray:
    f = np.zeros(table.n)
    for (country, industry), amount in PURCHASES.items():
        f[table.cells.index(country, industry)] = amount
    return f


@pytest.fixture(scope="package")
def demand(world: Table) -> Demand:
    f = purchases(world)
    return prepare_demand(
        world,
        {2011: f, 2021: 0.5 * f},
        price=lambda year: 1.0 if year == 2011 else 1.25,
        growth=lambda country, start, end: (1.6 if country == "BGD" and end > start else 1.0, 0.02 * (end - start)),
        depth=4,
        tol=1e-10,
    )


@pytest.fixture(scope="package")
def noise(world: Table) -> Noise:
    return draw_noise(world, DRAWS, 11)


@pytest.fixture(scope="package")
def linked(world: Table, demand: Demand, noise: Noise) -> dict[str, Linked]:
    accounts = {"forced": forced_labour(world), "child": child_labour(world), "jobs": employment(world)}
    return {k: link(a, a.draws(DRAWS, 5), demand, noise) for k, a in accounts.items()}
