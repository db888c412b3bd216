"""From purchases by year to weights on cells: how much output of each cell, in the table's prices, tier by tier.

People are linked to a purchase of year t as people per output of the table's year, less the growth of output per
worker that each country of origin has had since: people = e . (A^k f / price) / growth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from fairlead.errors import TableError
from fairlead.flows.cells import FloatArray
from fairlead.flows.table import Table

__all__ = ["Demand", "Growth", "prepare_demand"]

#: country, from year, to year -> (factor of output per worker, log standard deviation)
Growth = Callable[[str, int, int], tuple[float, float]]


@dataclass(frozen=True)
class Demand:
    """Purchases as weights on the cells of a table.

    Attributes
    ----------
    table : Table
    purchases : ndarray, shape (n,)
        Purchases of all years, million USD in the table's prices.
    tiers : ndarray, shape (K + 2, n)
        Output called on at tier 0 ... K and, last, beyond K: million USD in the table's prices, divided by the
        growth of output per worker of each cell's country. ``e @ tiers[k]`` is people at tier k.
    value_prices : ndarray, shape (n,)
        All tiers together, in the prices of the purchases' own years and not divided by growth: for value added.
    growth : ndarray, shape (C,)
        Mean growth factor of output per worker applied to each country.
    growth_log_sd : ndarray, shape (C,)
        Its uncertainty, at the spend-weighted mean year.
    years : tuple of int
    total_usd : float
        Purchases in million USD of their own years.
    """

    table: Table
    purchases: FloatArray
    tiers: FloatArray
    value_prices: FloatArray
    growth: FloatArray
    growth_log_sd: FloatArray
    years: tuple[int, ...]
    total_usd: float

    @property
    def all_tiers(self) -> FloatArray:
        """All tiers together, shape (n,)."""
        return np.asarray(self.tiers.sum(0))


def prepare_demand(
    table: Table,
    by_year: Mapping[int, FloatArray],
    *,
    price: Callable[[int], float],
    growth: Growth,
    depth: int = 5,
    tol: float = 1e-6,
) -> Demand:
    """Follow purchases back through the tiers.

    Parameters
    ----------
    table
        Trade table.
    by_year
        Purchases by year on the table's cells, shape (n,), million current USD; not negative.
    price
        Price level of a year against the table's year.
    growth
        Growth of output per worker by country of origin.
    depth
        Last tier told apart, K.
    tol
        Relative tolerance of the output called on.

    Raises
    ------
    TableError
        When there is nothing to assess or a purchase is negative.
    """
    from fairlead.flows.multipliers import output_for

    years = tuple(sorted(y for y, f in by_year.items() if np.any(f)))
    if not years:
        raise TableError("No purchase could be placed in the table.", fix="See the list of problems.")
    if any((by_year[y] < 0).any() for y in years):
        raise TableError("Purchases cannot be negative.", fix="Net credit notes first.")
    countries = table.cells.countries
    country_of = table.cells.country_of
    tiers = np.zeros((depth + 2, table.n))
    purchases, in_prices, output_total = np.zeros(table.n), np.zeros(table.n), np.zeros(table.n)
    factors, sds, spend = [], [], []
    for year in years:
        level = price(year)
        f = by_year[year] / level
        output = np.asarray(output_for(table, f, tol=tol).values)
        pairs = [growth(c, table.year, year) for c in countries]
        factor = np.array([p[0] for p in pairs])
        divide = factor[country_of]
        v = f
        rest = output - v
        tiers[0] += v / divide
        for k in range(1, depth + 1):
            v = table.right(v)
            rest = rest - v
            tiers[k] += v / divide
        tiers[depth + 1] += np.maximum(rest, 0) / divide
        purchases += f
        output_total += output
        in_prices += output * level
        factors.append(factor)
        sds.append(np.array([p[1] for p in pairs]))
        spend.append(f.sum())
    weight = np.array(spend) / sum(spend)
    by_country = np.bincount(country_of, output_total, len(countries))
    divided = np.bincount(country_of, tiers.sum(0), len(countries))
    mean = np.where(divided > 0, by_country / np.where(divided > 0, divided, 1), np.array(factors).T @ weight)
    return Demand(
        table,
        purchases,
        tiers,
        in_prices,
        np.asarray(mean),
        np.array(sds).T @ weight,
        years,
        float(sum(by_year[y].sum() for y in years)),
    )
