"""Hold-out test of the split: hide a published country in the Rest of the World, split it out, compare.

This tests how well the split transfers flows and jobs to a country it has not seen. It does not test prevalence:
no truth about forced labour is used anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fairlead.flows.cells import FloatArray
from fairlead.flows.world.build import split_table
from fairlead.flows.world.inputs import WorldInputs
from fairlead.flows.world.published import PublishedTable, pool
from fairlead.flows.world.sectors import BROAD_SECTORS
from fairlead.flows.world.store import packaged_inputs, packaged_published
from fairlead.flows.world.uncertainty import split_log_sd

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["STATEMENT", "HoldoutCell", "HoldoutReport", "hold_out"]

STATEMENT = (
    "This tests how well trade and jobs transfer to a country that the table has not seen. It does not test "
    "prevalence: no truth about forced labour is used, because there is none."
)

#: Cells smaller than this share of the country's output are left out: they say nothing about the method.
_SMALLEST = 0.0005
_REFERENCE = ("IND", "IDN", "CHN", "BRA", "MEX", "TUR")


@dataclass(frozen=True)
class HoldoutCell:
    """One held-out cell: jobs per million USD in all tiers, split against true."""

    country: str
    industry: str
    estimate: float
    truth: float
    pooled: float
    output: float
    log_sd: float

    @property
    def log_ratio(self) -> float:
        """ln(estimate / truth)."""
        return float(np.log(self.estimate / self.truth))


@dataclass(frozen=True)
class HoldoutReport:
    """All held-out cells and what they say.

    The report states how well jobs per output transfer to an unseen country. It says nothing on prevalence.
    """

    cells: tuple[HoldoutCell, ...]

    @property
    def countries(self) -> int:
        """Number of countries held out."""
        return len({c.country for c in self.cells})

    def errors(self) -> FloatArray:
        """|ln(estimate / truth)| of each cell."""
        return np.abs([c.log_ratio for c in self.cells])

    @property
    def median(self) -> float:
        """Median of |ln error|."""
        return float(np.median(self.errors()))

    @property
    def p90(self) -> float:
        """90th percentile of |ln error|."""
        return float(np.quantile(self.errors(), 0.9))

    @property
    def pooled_median(self) -> float:
        """Median of |ln error| had the Rest of the World stayed one average region."""
        return float(np.median(np.abs([np.log(c.pooled / c.truth) for c in self.cells])))

    @property
    def coverage_by_output(self) -> float:
        """Share of held-out output whose truth lies inside the split's 90 % range."""
        inside = self.errors() <= 1.6449 * np.array([c.log_sd for c in self.cells])
        return float(np.average(inside, weights=[c.output for c in self.cells]))

    def to_frame(self) -> pd.DataFrame:
        """One row a cell."""
        import pandas as pd

        return pd.DataFrame([{**c.__dict__, "log_ratio": c.log_ratio} for c in self.cells])


def _pattern(table: PublishedTable, exclude: Sequence[str]) -> FloatArray:
    """Workers per output of each industry against its broad sector: geometric mean of large emerging economies."""
    S = len(table.industries)
    x, jobs = table.output.reshape(-1, S), np.nan_to_num(table.employment.reshape(-1, S))
    logs = []
    for country in _REFERENCE:
        if country in exclude:
            continue
        c = table.regions.index(country)
        relative = np.full(S, np.nan)
        for sector in BROAD_SECTORS:
            k = list(sector)
            mean = jobs[c, k].sum() / x[c, k].sum()
            relative[k] = np.where(x[c, k] > 0, np.maximum(jobs[c, k] / np.maximum(x[c, k], 1e-9) / mean, 1e-3), np.nan)
        logs.append(np.log(relative))
    return np.asarray(np.exp(np.nanmean(logs, axis=0)))


def _rest_employment(
    inputs: WorldInputs, members: Sequence[str], output: FloatArray, pattern: FloatArray
) -> FloatArray:
    """Employment of the Rest of the World kept as one region."""
    rows = inputs.positions(members)
    people = np.zeros_like(output)
    for share, sector in zip(("emp_ag_pct", "emp_ind_pct", "emp_ser_pct"), BROAD_SECTORS, strict=True):
        k = list(sector)
        total = (inputs.macro["emp_thousand"][rows] * inputs.macro[share][rows] * 10).sum()
        weight = output[k] * pattern[k]
        people[k] = total * weight / weight.sum()
    return people


def _regional_multipliers(table: PublishedTable, people: FloatArray) -> FloatArray:
    """Jobs per million USD, all tiers, on the regional table itself."""
    from fairlead.flows.cells import Cells
    from fairlead.flows.dense import DenseTable
    from fairlead.flows.multipliers import multipliers

    dense = DenseTable(table.Z, table.Y.sum(2), Cells(table.regions, table.industries))
    x = dense.output
    return multipliers(dense, np.divide(people, x, out=np.zeros_like(x), where=x > 0), tol=1e-7).values


def hold_out(
    countries: Sequence[str] | None = None,
    *,
    published: PublishedTable | None = None,
    inputs: WorldInputs | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> HoldoutReport:
    """Hold out published countries one at a time and compare employment multipliers.

    Parameters
    ----------
    countries
        Which to hold out; all that the inputs know (39 for WIOD: Taiwan is in no UN table) when left out.
    published, inputs
        Sources; the packaged ones when left out.
    progress
        Called with countries done, countries in all and the country.

    Returns
    -------
    HoldoutReport
    """
    from fairlead.flows.multipliers import multipliers

    published = published or packaged_published()
    inputs = inputs or packaged_inputs()
    known = [c for c in published.regions[:-1] if np.isfinite(inputs.macro["gdp"][inputs.positions([c])[0]])]
    chosen = list(countries) if countries is not None else known
    cells: list[HoldoutCell] = []
    S = len(published.industries)
    rest = slice((len(published.regions) - 1) * S, None)
    for done, country in enumerate(chosen):
        if progress:
            progress(done, len(chosen), country)
        pattern = _pattern(published, [country])
        people = published.employment.copy()
        people[rest] = _rest_employment(inputs, inputs.members, published.output[rest], pattern)
        c = published.regions.index(country)
        own = slice(c * S, (c + 1) * S)
        truth = _regional_multipliers(published, people)[own]

        hidden = pool(published, [country])
        members = tuple(sorted((*inputs.members, country)))
        table, _ = split_table(hidden, inputs, members, exclude=(country,))
        assert table.employment is not None
        x = table.output
        intensity = np.divide(table.employment, x, out=np.zeros_like(x), where=x > 1e-6)
        k = table.cells.country_index(country) * S
        estimate = multipliers(table, intensity, tol=1e-7).values[k : k + S]
        people = hidden.employment.copy()
        last = slice((len(hidden.regions) - 1) * S, None)
        people[last] = _rest_employment(inputs, members, hidden.output[last], pattern)
        pooled = _regional_multipliers(hidden, people)[last]
        sd = split_log_sd(table).ravel()[k : k + S]
        output = published.output[own]
        cells += [
            HoldoutCell(
                country,
                published.industries[i],
                float(estimate[i]),
                float(truth[i]),
                float(pooled[i]),
                float(output[i]),
                float(sd[i]),
            )
            for i in np.flatnonzero(output > _SMALLEST * output.sum())
        ]
    if progress:
        progress(len(chosen), len(chosen), "done")
    return HoldoutReport(tuple(cells))
