"""Spreading people of a country and sector over its industries, for the central run and for all draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairlead.flows.cells import FloatArray, IntArray

__all__ = ["Float32Array", "Spread"]

Float32Array = npt.NDArray[np.float32]


#: Rows per product: small enough that BLAS stays on one thread, which is faster here and leaves the other cores alone.
ROWS = 1024


def _product(a: Float32Array, b: Float32Array) -> Float32Array:
    """``a @ b`` for a tall ``a``, a few rows at a time."""
    out = np.empty((a.shape[0], b.shape[1]), dtype=np.float32)
    for start in range(0, a.shape[0], ROWS):
        np.matmul(a[start : start + ROWS], b, out=out[start : start + ROWS])
    return out


@dataclass(frozen=True)
class Spread:
    """Weights that spread group totals over industries. I countries, S industries, B groups.

    A cell receives ``total[i, b(s)] * k[i, s] / sum over s in b of k[i, s]`` with
    ``k[i, s] = base[i, s] * skill[i, s] ** gamma * noise``. The division happens inside each draw, so that noise moves
    people between the industries of a group and never changes the group's total.

    Attributes
    ----------
    base : ndarray, shape (I, S)
        Weights without the skill term, at least 0.
    log_skill : ndarray, shape (I, S)
        Logarithm of the low-skill share of hours.
    group_of : ndarray, shape (S,)
        Group of each industry.
    groups : int
        Number of groups.
    sd_industry, sd_cell : float
        Log standard deviations of an industry everywhere, and of one cell.

    Examples
    --------
    >>> spread = Spread(np.array([[1.0, 3.0]]), np.zeros((1, 2)), np.array([0, 0]), 1, 0.5, 0.5)
    >>> spread.central(np.array([[8.0]]), gamma=1.0).tolist()
    [[2.0, 6.0]]
    """

    base: FloatArray
    log_skill: FloatArray
    group_of: IntArray
    groups: int
    sd_industry: float
    sd_cell: float

    @property
    def indicator(self) -> FloatArray:
        """1 where an industry belongs to a group, shape (S, B)."""
        return np.asarray(np.eye(self.groups)[self.group_of])

    def possible(self) -> npt.NDArray[np.bool_]:
        """Whether a country has any industry to take people of a group, shape (I, B)."""
        return np.asarray((self.base @ self.indicator) > 0)

    def central(self, totals: FloatArray, gamma: float) -> FloatArray:
        """People by cell, shape (I, S), for group totals of shape (I, B)."""
        weights = self.base * np.exp(gamma * self.log_skill)
        sums = weights @ self.indicator
        factor = np.divide(totals, sums, out=np.zeros_like(totals), where=sums > 0)
        return np.asarray(weights * factor[:, self.group_of])

    def draw(
        self,
        totals: Float32Array,
        gamma: Float32Array,
        rng: np.random.Generator,
        own_base: dict[int, Float32Array] | None = None,
    ) -> Float32Array:
        """People by cell and draw, shape (I, N, S), for totals of shape (I, N, B) and gamma of shape (N,).

        ``own_base`` gives countries (by position) a base that differs from draw to draw, shape (N, S).
        """
        own_base = own_base or {}
        countries, draws = totals.shape[0], totals.shape[1]
        size = len(self.group_of)
        indicator = self.indicator.astype(np.float32)
        back = np.ascontiguousarray(indicator.T)
        out = np.empty((countries, draws, size), dtype=np.float32)
        industry = rng.standard_normal((draws, size), dtype=np.float32)
        industry *= np.float32(self.sd_industry)
        skills, skill_of = np.unique(self.log_skill, axis=0, return_inverse=True)
        order = np.argsort(skill_of, kind="stable")
        common, last = industry, -1
        bases = self.base.astype(np.float32)
        for i in order:
            if skill_of[i] != last:
                last = int(skill_of[i])
                common = industry + gamma[:, None] * skills[last].astype(np.float32)
            block = out[i]
            rng.standard_normal(out=block, dtype=np.float32)
            block *= np.float32(self.sd_cell)
            block += common
            np.exp(block, out=block)
            block *= own_base.get(int(i), bases[i])
            sums = _product(block, indicator)
            with np.errstate(divide="ignore", invalid="ignore"):
                factor = totals[i] / sums
            factor[sums <= 0] = 0
            block *= _product(factor, back)
        return out
