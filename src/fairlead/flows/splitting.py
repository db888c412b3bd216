"""The domestic-block splitting of A, and the certificate every error bound rests on."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from fairlead.errors import TableError
from fairlead.flows.cells import FloatArray
from fairlead.flows.table import Table

__all__ = ["Splitting", "rounding", "splitting"]

_MAX_PASSES = 1000


def rounding(n: int) -> float:
    """Relative error of a sum of products over n cells in double precision, in any order of summation.

    Higham (2002), section 3.1: gamma_k = k u / (1 - k u), with k = n + 8 to cover the
    few operations around the sum. The nested sums of a factored table have fewer than n terms in all.
    """
    unit = (n + 8) * np.finfo(np.float64).eps / 2
    return float(unit / (1 - unit))


class Splitting:
    """(I - D)^-1 of one table, block by block, with a vector that proves the table productive.

    D is the domestic part of A: one block per country. Because a country buys most inputs at home, iterating with
    (I - D)^-1 converges much faster than the plain series.

    Attributes
    ----------
    reach : ndarray, shape (n,)
        u > 0, near the column sums of (I - A)^-1.
    slack : ndarray, shape (n,)
        A lower bound g > 0 of u - uA, rounding included. u > 0 and uA < u prove that the spectral radius of A is
        below 1, so that (I - A)^-1 exists and is non-negative, and give g (I - A)^-1 <= u.
    radius : float
        How much one pass leaves of a residual: near the spectral radius of (A - D)(I - D)^-1. It only tunes the
        iteration; no bound rests on it.
    single : bool
        Whether the table multiplies in single precision, at half the memory traffic.

    Raises
    ------
    TableError
        When A has negative cells or is not productive.
    """

    def __init__(self, table: Table) -> None:
        if not getattr(table, "nonnegative", True):
            raise TableError(
                f"Table {table.name!r} has negative intermediate flows.",
                why="Bounds and paths need A >= 0.",
                fix="See `identities(table)` for the cells; correct them or set them to zero.",
            )
        size = len(table.cells.industries)
        try:
            inverse = np.linalg.inv(np.eye(size) - table.domestic_blocks())
        except np.linalg.LinAlgError:
            raise _unproductive(table) from None
        self._inverse: dict[Any, Any] = {np.dtype(np.float64): inverse}
        probe: Any = np.zeros(table.n, dtype=np.float32)
        self.single = bool(table.left(probe).dtype == np.float32 and table.right(probe).dtype == np.float32)
        if self.single:
            self._inverse[np.dtype(np.float32)] = inverse.astype(np.float32)
        self.radius = 0.0
        self.reach, self.slack = self._certify(table)

    def _certify(self, table: Table) -> tuple[FloatArray, FloatArray]:
        reach, residual = np.zeros(table.n), np.ones(table.n)
        gamma = rounding(table.n)
        for _ in range(_MAX_PASSES):
            before = np.abs(residual).sum()
            reach = reach + self.left(residual)
            residual = 1 + table.left(reach) - reach
            size = np.abs(residual).max()
            self.radius = float(np.abs(residual).sum() / before) if before else 0.0
            if not size < 1e9:
                break
            slack = 1 - residual - 4 * gamma * (1 + np.abs(reach))
            if size <= 0.1:
                if reach.min() > 0 and slack.min() > 0:
                    return reach, slack
                break
        raise _unproductive(table)

    def left(self, v: FloatArray) -> FloatArray:
        """``v (I - D)^-1``; ``v`` has shape (n,) or (k, n) and keeps its precision."""
        inverse = self._inverse[v.dtype]
        blocks = np.atleast_2d(v).reshape(-1, *inverse.shape[:2]).swapaxes(0, 1)
        return np.asarray((blocks @ inverse).swapaxes(0, 1).reshape(v.shape))

    def right(self, f: FloatArray) -> FloatArray:
        """``(I - D)^-1 f``; ``f`` has shape (n,) or (n, k) and keeps its precision."""
        inverse = self._inverse[f.dtype]
        return np.asarray((inverse @ f.reshape(*inverse.shape[:2], -1)).reshape(f.shape))


def _unproductive(table: Table) -> TableError:
    return TableError(
        f"Table {table.name!r} is not productive: some industries use up as much as they make, all tiers counted.",
        why="The sum over all tiers does not converge (spectral radius of A not below 1), so no multiplier exists.",
        fix="See `identities(table)` for columns whose inputs exceed their output.",
    )


_KNOWN: WeakKeyDictionary[Table, Splitting] = WeakKeyDictionary()


def splitting(table: Table) -> Splitting:
    """The splitting of a table, worked out once."""
    known = _KNOWN.get(table)
    if known is None:
        known = _KNOWN[table] = Splitting(table)
    return known
