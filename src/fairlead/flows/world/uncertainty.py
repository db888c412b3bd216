"""How far a split country may be off: factors that move its cells together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairlead.flows.cells import FloatArray
from fairlead.flows.table import Table

__all__ = ["CELL_SD", "COUNTRY_SD", "INDUSTRY_SD", "split_log_sd", "split_noise", "wide_cells"]

#: Standard deviations of the log of estimate over truth, from the hold-out of 39 published countries
#: (0.10, 0.11, 0.25), the last one raised so that 90 % of held-out cells lie within a factor of 1.7.
COUNTRY_SD, INDUSTRY_SD, CELL_SD = 0.10, 0.11, 0.28

#: Held-out countries are richer and better documented than many split ones: wider where the errors are wider.
_WIDER = 1.4
#: Mining, textiles, water transport, real estate, private households: a factor of 2 in the hold-out.
_WIDE_INDUSTRIES = frozenset({"c2", "c4", "c24", "c29", "c35"})


def wide_cells(table: Table) -> npt.NDArray[np.bool_]:
    """Split cells with the wider range: five industries everywhere, all industries of countries poorer than India.

    Poorer means less output per worker than India's in the same table.

    Returns
    -------
    ndarray of bool, shape (C, S)
    """
    C, S = len(table.cells.countries), len(table.cells.industries)
    modelled = np.array([table.status[c] != "published" for c in table.cells.countries])
    wide = np.tile([i in _WIDE_INDUSTRIES for i in table.cells.industries], (C, 1))
    if table.employment is not None and "IND" in table.cells.countries:
        with np.errstate(invalid="ignore", divide="ignore"):
            per_worker = table.value_added.reshape(C, S).sum(1) / np.nansum(table.employment.reshape(C, S), axis=1)
        wide |= (per_worker < per_worker[table.cells.country_index("IND")])[:, None]
    return np.asarray(wide & modelled[:, None])


def split_log_sd(table: Table) -> FloatArray:
    """Standard deviation of the log error of each cell's people per output, 0 where published; shape (C, S)."""
    modelled = np.array([table.status[c] != "published" for c in table.cells.countries])
    sd = float(np.sqrt(COUNTRY_SD**2 + INDUSTRY_SD**2 + CELL_SD**2))
    return np.asarray(np.where(modelled[:, None], sd * np.where(wide_cells(table), _WIDER, 1.0), 0.0))


def split_noise(table: Table, n: int = 2000, seed: int = 20211) -> npt.NDArray[np.float32] | None:
    """Draw factors for people per output of the split countries.

    A country's error moves all its industries, an industry's error moves all split countries, and each cell has
    its own: sums over many cells therefore do not look falsely exact.

    Parameters
    ----------
    table
        Any table.
    n
        Number of draws.
    seed
        Seed of the generator (PCG64); the same seed gives the same draws.

    Returns
    -------
    ndarray of float32, shape (M, n, S), or None
        For the countries of the table that are not published, in table order; None when there is none.
        The median is 1.
    """
    modelled = np.array([table.status[c] != "published" for c in table.cells.countries])
    M, S = int(modelled.sum()), len(table.cells.industries)
    if not M:
        return None
    rng = np.random.default_rng([seed, 0x5711])
    scale = np.where(wide_cells(table)[modelled], _WIDER, 1.0).astype(np.float32)
    noise = rng.standard_normal((M, n, S), dtype=np.float32)
    noise *= np.float32(CELL_SD)
    noise += np.float32(INDUSTRY_SD) * rng.standard_normal((n, S), dtype=np.float32)
    noise += np.float32(COUNTRY_SD) * rng.standard_normal((M, n, 1), dtype=np.float32)
    noise *= scale[:, None, :]
    np.exp(noise, out=noise)
    return noise
