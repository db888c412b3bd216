"""People linked to purchases, in every draw: the arithmetic behind all ranges of an assessment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from fairlead.assess.demand import Demand
from fairlead.assess.result import Range
from fairlead.flows.cells import FloatArray
from fairlead.flows.table import Table
from fairlead.flows.world.uncertainty import split_noise
from fairlead.labour import LabourAccount

__all__ = ["Linked", "Noise", "Workers", "draw_noise", "link", "range_of"]

Float32Array = npt.NDArray[np.float32]

LOW, HIGH = 0.05, 0.95


def range_of(central: float, draws: npt.ArrayLike) -> Range:
    """Central value with the 5 % and 95 % points of its draws.

    Parameters
    ----------
    central
        The value of the central run, not the middle of the draws.
    draws
        (N,), in the unit of the central value.

    Examples
    --------
    >>> range_of(2.0, [1.0, 2.0, 3.0])
    Range(central=2.0, low=1.1, high=2.9)
    """
    low, high = np.quantile(np.asarray(draws, dtype=np.float64), [LOW, HIGH])
    return Range(central=float(central), low=float(low), high=float(high))


@dataclass(frozen=True)
class Noise:
    """Errors that all accounts share: of the split table and of the growth of output per worker.

    Attributes
    ----------
    cells : ndarray of float32 or None, shape (M, N, S)
        Factors of the split countries' cells.
    rows : ndarray of int
        Table positions of these M countries.
    growth : ndarray of float32, shape (C, N)
        Standard normals of each country's growth error.
    """

    cells: Float32Array | None
    rows: npt.NDArray[np.intp]
    growth: Float32Array


def draw_noise(table: Table, n: int, seed: int) -> Noise:
    """Draw the shared errors; the same seed gives the same draws."""
    rows = np.flatnonzero([table.status[c] != "published" for c in table.cells.countries])
    rng = np.random.default_rng([seed, 0x960])
    growth = rng.standard_normal((len(table.cells.countries), n), dtype=np.float32)
    return Noise(split_noise(table, n, seed), rows, growth)


@dataclass(frozen=True)
class Workers:
    """All people whose work stands behind a demand: by cell (n,), and in every draw (N,)."""

    by_cell: FloatArray
    total: FloatArray


@dataclass(frozen=True)
class Linked:
    """One account's people linked to a demand, central and in draws.

    Attributes
    ----------
    account : LabourAccount
    demand : Demand
    intensity : ndarray, shape (n,)
        People per million USD of output, central.
    cell_draws : ndarray of float32, shape (C, N, S)
        The same in every draw, with the table's and growth's errors.
    tiers : ndarray, shape (K + 2, N)
        People by tier in every draw.
    origins : ndarray, shape (C, N)
        People by country in every draw, all tiers.
    value_added : ndarray, shape (N,)
        Value added of the work concerned, million USD in the purchases' prices, in every draw.
    """

    account: LabourAccount
    demand: Demand
    intensity: FloatArray
    cell_draws: Float32Array
    tiers: FloatArray
    origins: FloatArray
    value_added: FloatArray

    @property
    def by_cell(self) -> FloatArray:
        """Central people by cell, all tiers, shape (n,)."""
        return np.asarray(self.intensity * self.demand.all_tiers)

    @property
    def total(self) -> FloatArray:
        """People in every draw, shape (N,)."""
        return np.asarray(self.origins.sum(0))

    @cached_property
    def industries(self) -> FloatArray:
        """People by industry in every draw, all tiers, shape (N, S)."""
        weights = self.demand.all_tiers.reshape(self.cell_draws.shape[0], -1).astype(np.float32)
        draws = np.zeros((self.cell_draws.shape[1], weights.shape[1]))
        for c in np.flatnonzero(weights.any(axis=1)):
            draws += self.cell_draws[c] * weights[c]
        return draws

    @property
    def workers(self) -> Workers:
        """By cell and in every draw, without the draws of cells."""
        return Workers(self.by_cell, self.total)

    def weigh(self, weights: FloatArray) -> FloatArray:
        """People in every draw for weights on cells, summed over cells: (n,) -> (N,), (n, k) -> (N, k)."""
        C, N, S = self.cell_draws.shape
        flat = weights.reshape(C, S, -1).astype(np.float32)
        used = np.flatnonzero(flat.any(axis=(1, 2)))
        out = np.zeros((N, flat.shape[2]))
        for c in used:
            out += self.cell_draws[c] @ flat[c]
        return out[:, 0] if weights.ndim == 1 else out

    def cells(self, positions: npt.NDArray[np.intp], weights: FloatArray) -> FloatArray:
        """People in every draw of chosen cells, shape (len(positions), N)."""
        c, s = np.divmod(positions, self.cell_draws.shape[2])
        return np.asarray(self.cell_draws[c, :, s] * weights[positions, None])


def link(account: LabourAccount, draws: Float32Array | None, demand: Demand, noise: Noise) -> Linked:
    """Link an account to a demand. ``draws`` (persons by cell) is turned into intensities in place.

    Parameters
    ----------
    account
        Labour account of the demand's table.
    draws
        Its draws, shape (C, N, S); overwritten. None for an account without an error of its own (employment: the
        split's errors, measured on jobs per output, are its range).
    demand
        Weights on cells.
    noise
        Shared errors with the same number of draws.
    """
    table = demand.table
    C, S = len(table.cells.countries), len(table.cells.industries)
    N = noise.growth.shape[1]
    intensity = account.intensity(table)
    steady = intensity.reshape(C, 1, S).astype(np.float32)
    x = table.output
    per_output = np.divide(1.0, x, out=np.zeros_like(x), where=x >= 1).reshape(C, 1, S).astype(np.float32)
    out = np.empty((C, N, S), dtype=np.float32) if draws is None else draws
    # A country's growth error moves all its cells: more growth than thought means fewer people per output.
    scale = np.exp(-(demand.growth_log_sd.astype(np.float32)[:, None] * noise.growth))
    employed = account.employed
    per_person = np.divide(table.value_added, employed, out=np.zeros(table.n), where=np.nan_to_num(employed) > 0)
    columns = np.concatenate([demand.tiers, (demand.value_prices * np.maximum(per_person, 0))[None]])
    shaped = np.ascontiguousarray(columns.reshape(len(columns), C, S).transpose(1, 2, 0), dtype=np.float32)
    tiers, value, origins = np.zeros((len(demand.tiers), N)), np.zeros(N), np.zeros((C, N))
    used = np.asarray(shaped.any(axis=(1, 2)))
    split = {int(c): k for k, c in enumerate(noise.rows)} if noise.cells is not None else {}
    for c in range(C):
        if draws is None:
            out[c] = steady[c]
        else:
            out[c] *= per_output[c]
        if c in split and noise.cells is not None:
            out[c] *= noise.cells[split[c]]
        out[c] *= scale[c, :, None]
        if used[c]:
            people = out[c] @ shaped[c]
            tiers += people[:, :-1].T
            origins[c] = people[:, :-1].sum(1)
            value += people[:, -1]
    return Linked(account, demand, intensity, out, tiers, origins, value)
