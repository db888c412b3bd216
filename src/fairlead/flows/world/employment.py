"""Employment of split countries: broad sectors as the ILO counts them, industries by a labour pattern."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from fairlead.flows.cells import FloatArray
from fairlead.flows.world.inputs import WorldInputs
from fairlead.flows.world.published import PublishedTable
from fairlead.flows.world.sectors import BROAD_SECTORS
from fairlead.flows.world.split import UNALLOCATED

__all__ = ["split_employment"]

#: Width of the kernel in log GDP per worker.
_WIDTH = 0.6
#: How far oil and gas, which employ few, lower the workers per output of mining.
_OIL = 0.85
_MINING = 1


def _log_pattern(table: PublishedTable, countries: Sequence[str]) -> FloatArray:
    """Log of workers per output of each industry against its broad sector, NaN where unknown; shape (C, S)."""
    S = len(table.industries)
    x, jobs = table.output.reshape(-1, S), table.employment.reshape(-1, S)
    pattern = np.full((len(countries), S), np.nan)
    for row, country in enumerate(countries):
        c = table.regions.index(country)
        for members in BROAD_SECTORS:
            k = list(members)
            known = (x[c, k] > 0) & (jobs[c, k] > 0)
            mean = jobs[c, k].sum() / x[c, k].sum()
            with np.errstate(divide="ignore", invalid="ignore"):
                pattern[row, k] = np.where(known, np.log(jobs[c, k] / x[c, k] / mean), np.nan)
    return pattern


def split_employment(
    table: PublishedTable,
    inputs: WorldInputs,
    members: Sequence[str],
    output: FloatArray,
    exclude: Collection[str] = (),
) -> FloatArray:
    """Persons employed by member and industry.

    Agriculture, industry and services are the ILO's totals of 2011. Inside each, people follow output times a
    pattern of workers per output: the mean over published countries, weighted by a kernel in log GDP per worker
    and the fourth root of GDP. Mining is corrected for oil and gas. The open row gets the members' mean.

    Parameters
    ----------
    table, inputs
        As for the split.
    members
        Members with the open row last.
    output
        Output of the members, shape (M, S), million USD.
    exclude
        Published countries that must not be learnt from (a held-out country).

    Returns
    -------
    ndarray, shape (M, S)
        Persons. The open row's come on top of the members' totals and belong to no country.
    """
    gdp_per_worker = np.log(inputs.macro["gdp"] / inputs.macro["emp_thousand"])
    known = [
        c for c in table.regions[:-1] if c not in exclude and np.isfinite(gdp_per_worker[inputs.positions([c])[0]])
    ]
    pattern = _log_pattern(table, known)
    rows_known = inputs.positions(known)
    named = [m for m in members if m != UNALLOCATED]
    rows = inputs.positions(named)
    size = inputs.macro["gdp"][rows_known] ** 0.25
    oil = np.log(1 - _OIL * inputs.macro["oil_share_of_mining_exports"])
    distance = gdp_per_worker[rows][:, None] - gdp_per_worker[rows_known][None, :]
    # A country beyond the known ones takes its nearest as the centre of the kernel.
    nearest = np.abs(distance).min(1, keepdims=True)
    distance = np.sign(distance) * np.maximum(np.abs(distance) - nearest, 0)
    kernel = np.exp(-0.5 * (distance / _WIDTH) ** 2) * size
    seen = np.isfinite(pattern)
    log_pattern = (kernel @ np.where(seen, pattern, 0)) / np.maximum(kernel @ seen, 1e-9)
    log_pattern[:, _MINING] += oil[rows] - np.average(oil[rows_known], weights=size)
    weight = output[: len(named)] * np.exp(log_pattern)
    total = inputs.macro["emp_thousand"][rows] * 1e3
    people = np.zeros((len(members), output.shape[1]))
    for share, sector in zip(("emp_ag_pct", "emp_ind_pct", "emp_ser_pct"), BROAD_SECTORS, strict=True):
        k = list(sector)
        within = weight[:, k] / np.maximum(weight[:, k].sum(1, keepdims=True), 1e-12)
        people[: len(named), k] = (total * inputs.macro[share][rows] / 100)[:, None] * within
    if len(members) > len(named):
        mean = people.sum(0) / np.maximum(output[: len(named)].sum(0), 1e-9)
        people[-1] = output[-1] * mean
    return people
