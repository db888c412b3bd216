"""People employed, by cell of a trade table: the third account and the denominator of the others."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from fairlead.flows.table import Table
from fairlead.labour.account import LabourAccount
from fairlead.labour.cautions import cell_cautions
from fairlead.labour.inputs import load_inputs
from fairlead.labour.lines import common_lines
from fairlead.labour.spread import Float32Array
from fairlead.labour.tables import account_fields, add_unallocated
from fairlead.labour.workforce import UNALLOCATED, workforce

__all__ = ["employment"]

#: Sources of uncertainty of the draws.
NOISE = ("row_employment",)
GROUPS = (slice(1, 18), slice(18, 35))


def employment(table: Table) -> LabourAccount:
    """People employed by cell.

    Published cells have no sourced error: their range is not estimated and their draws repeat the central figure.
    Countries modelled from the Rest of the World have the hold-out error of employment by industry (log sd 0.4 in
    industry, 0.6 in services), with the sums of industry and of services kept.

    Examples
    --------
    >>> from fairlead.flows.open import open_table
    >>> workers = employment(open_table("world2011"))
    >>> 3.0e9 < workers.total < 3.5e9
    True
    """
    inputs = load_inputs()
    work = workforce(inputs, table)
    unallocated = [c == UNALLOCATED for c in table.cells.countries]
    p = inputs.parameters

    def sampler(n: int, seed: int, only: Collection[str]) -> Float32Array:
        rng = np.random.Generator(np.random.PCG64(seed))
        out = np.repeat(work.employed.astype(np.float32)[:, None, :], n, axis=1)
        for i in np.nonzero(work.modelled & (NOISE[0] in only))[0]:
            for at, sd in zip(GROUPS, (p["row_industry_sd"], p["row_services_sd"]), strict=True):
                block = out[i, :, at]
                total = np.float32(work.employed[i, at].sum())
                block *= np.exp(np.float32(sd) * rng.standard_normal(block.shape, dtype=np.float32))
                sums = block.sum(1, keepdims=True)
                block *= np.divide(total, sums, out=np.zeros_like(sums), where=sums > 0)
        add_unallocated(out, table, work.modelled)
        return out

    fields = account_fields(table, work, work.employed)
    cautions = cell_cautions(table, work)
    for i in np.nonzero(~work.modelled & ~np.array(unallocated))[0]:
        for position in range(i * len(inputs.industries), (i + 1) * len(inputs.industries)):
            cautions[position] = (*cautions.get(position, ()), NO_RANGE)
    return LabourAccount(
        id="employment",
        label="People employed",
        definition="Persons engaged in production: employees, self-employed and family workers.",
        frame=f"Employment of {table.year}",
        stand_ins={},
        separate_lines=common_lines(table, fields["outside_table"], fields["unallocated"]),
        statements=(),
        cell_cautions=cautions,
        noise=NOISE,
        sampler=sampler,
        **fields,
    )


NO_RANGE = "Employment as published has no stated error: its range is not estimated."
