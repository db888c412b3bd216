"""What a forced-labour figure becomes when one assumption changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fairlead.flows.cells import FloatArray
from fairlead.flows.table import Table
from fairlead.labour.forced import forced_labour

__all__ = ["RUNS", "SensitivityRun", "sensitivity_table"]

#: Key of a run, its words, and the options of `forced_labour` that it changes.
RUNS: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("country_factor_one", "All countries of a region alike", {"country_factor": "one"}),
    ("rule_of_law", "Country factor from rule of law alone, one slope", {"country_factor": "rule_of_law"}),
    ("private_split", "Regional split of private forced labour (recalled)", {"region_split": "private"}),
    ("employment_ilo", "Employment scaled to ILO totals", {"employment_scale": "ilo"}),
    ("rest_of_world_zero", "Nobody in countries outside the published table", {"rest_of_world": "zero"}),
    ("gamma_0", "Employment alone within a sector", {"gamma": 0.0}),
    ("gamma_2", "Low-skill hours squared within a sector", {"gamma": 2.0}),
    ("self_employed_010", "A self-employed worker counts a tenth of an employee", {"self_employed_weight": 0.1}),
    ("shift_0", "Share of agriculture outside the table as in 2021-23", {"agricultural_shift": 0.0}),
    ("shift_050", "Share of agriculture outside the table much higher in 2011", {"agricultural_shift": 0.5}),
    ("row_difference", "Workers outside the table as world less table", {"row_employment": "difference"}),
)
#: Runs that only concern a table with one Rest of the World: countries split from it have their own employment.
ROW_ONLY = ("shift_0", "shift_050", "row_difference")


@dataclass(frozen=True)
class SensitivityRun:
    """One run: people in the account and, if asked, people linked to a demand, beside the central ones."""

    key: str
    label: str
    total: float
    central_total: float
    linked: float | None = None
    central_linked: float | None = None

    @property
    def ratio(self) -> float:
        """The figure of the run over the central figure, for the demand if there is one, else for the account."""
        if self.linked is None or self.central_linked is None:
            return self.total / self.central_total
        return self.linked / self.central_linked


def sensitivity_table(table: Table, output_needed: FloatArray | None = None) -> tuple[SensitivityRun, ...]:
    """Run the forced-labour account with one assumption changed at a time.

    Parameters
    ----------
    table
        ``wiod2011`` or ``world2011``; runs about the Rest of the World are left out where the table has none.
    output_needed : ndarray, shape (n,), optional
        Output that a demand needs, ``(I - A)^-1 f``: adds the people linked to that demand.

    Returns
    -------
    tuple of SensitivityRun

    Examples
    --------
    >>> from fairlead.flows.open import open_table
    >>> runs = {run.key: run for run in sensitivity_table(open_table("wiod2011"))}
    >>> round(runs["rest_of_world_zero"].total / 1e6, 1)
    8.1
    """

    def figures(**options: Any) -> tuple[float, float | None]:
        account = forced_labour(table, **options)
        linked = None if output_needed is None else float(account.intensity(table) @ output_needed)
        return account.total, linked

    total, linked = figures()
    one_row = "ROW" in table.cells.countries
    runs = []
    for key, label, options in RUNS:
        if one_row or key not in ROW_ONLY:
            changed, changed_linked = figures(**options)
            runs.append(SensitivityRun(key, label, changed, total, changed_linked, linked))
    return tuple(runs)
