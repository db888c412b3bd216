"""Multipliers e (I - A)^-1 and outputs (I - A)^-1 f, each with a proven error bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from fairlead.errors import TableError
from fairlead.flows.cells import FloatArray
from fairlead.flows.splitting import Splitting, rounding, splitting
from fairlead.flows.table import Table

__all__ = ["Multipliers", "Output", "multipliers", "output_for"]

_METHOD = "domestic-block splitting"
_ROUNDS = 40
_MAX_PASSES = 2000
_SINGLE_GAIN = 1e-5  # what single precision can gain before its own rounding shows
_GROWN = 100.0  # a residual that grew this much in Chebyshev's iteration goes on growing
_ACCELERATED = 0.8  # splittings that converge more slowly are iterated plainly
_FLOOR = 0.01  # cells below this share of the mean multiplier are held to that share


@dataclass(frozen=True)
class Multipliers:
    """People (or anything counted by ``e``) per unit of final purchase, all tiers.

    Attributes
    ----------
    values : ndarray, shape (n,) or (k, n)
        m, in units of ``e``: persons per million USD where ``e`` is persons per million USD of output.
    bound : ndarray, same shape
        Proven: the exact multiplier lies within ``values`` plus or minus ``bound``.
    passes : int
        Products with A made.
    method : str
        How they were made.
    """

    values: FloatArray
    bound: FloatArray
    passes: int
    method: str

    @property
    def upper(self) -> FloatArray:
        """Certified upper ends, ``values + bound``."""
        return np.asarray(self.values + self.bound)


@dataclass(frozen=True)
class Output:
    """Output called on by final purchases, all tiers.

    Attributes
    ----------
    values : ndarray, shape (n,) or (n, k)
        x, in the money unit of ``f``.
    bound : ndarray, shape () or (k,)
        Proven: the absolute errors of a column, summed over all cells, stay within it (same money unit).
    passes : int
        Products with A made.
    method : str
        How it was made.
    """

    values: FloatArray
    bound: FloatArray
    passes: int
    method: str


def multipliers(table: Table, e: npt.ArrayLike, tol: float = 1e-8) -> Multipliers:
    """Multipliers m = e (I - A)^-1 with a proven error bound.

    Parameters
    ----------
    table
        Any table with A >= 0.
    e
        Account per unit of output, shape (n,), or k accounts, shape (k, n).
    tol
        Largest proven error of every multiplier, relative to itself; multipliers below a hundredth of the row's mean
        are held to that hundredth.

    Returns
    -------
    Multipliers

    Raises
    ------
    TableError
        When ``e`` does not fit the table or has missing values, when the table is not productive, or when rounding
        keeps ``tol`` from being proven.

    Notes
    -----
    Iteration: with D the domestic blocks of A and r = e + mA - m, take m <- m + r (I - D)^-1. This is the splitting
    m <- (e + m(A - D)) (I - D)^-1. Steps run in single precision where the table allows it; r is always taken anew
    in double precision before anything is claimed.

    Proof of the bound. Let m* be exact. Then (m* - m)(I - A) = r. Let u be any vector with g = u(I - A) > 0. As A is
    productive, (I - A)^-1 >= 0, so with c = max_j |r_j| / g_j

        |m* - m| <= |r| (I - A)^-1 <= c g (I - A)^-1 = c u.

    Two such vectors are at hand: u0 of `Splitting`, with u0 - u0 A >= g0 > 0, and m itself, as m - mA = e - r. Every
    combination m + t u0 with e - r + t g0 > 0 will do; the best of a few t > 0 is used. The rounding of r, at most
    gamma (|e| + |m| + |m|A), is added to |r| and taken from g (`rounding`). Where rounding decides, a third vector is
    worked out, near m (I - A)^-1, whose g is as large as m.

    Examples
    --------
    >>> from fairlead.flows import Cells, DenseTable
    >>> table = DenseTable([[2.0, 3.0], [1.0, 2.0]], [[5.0], [7.0]], Cells(("AAA",), ("c1", "c2")))
    >>> m = multipliers(table, [0.5, 0.2])
    >>> m.values.round(4).tolist(), bool((m.bound <= 1e-8 * m.values).all())
    ([0.6885, 0.5082], True)
    """
    account = _checked(e, table, "e", axis=-1)
    split = splitting(table)
    rows = np.atleast_2d(account)
    values, residual = np.zeros_like(rows), rows.copy()
    weights = np.abs(rows) + 0.2 * np.abs(rows).mean(1, keepdims=True)
    weights[weights == 0] = 1
    goal, passes, best = 0.1 * tol, 0, np.inf
    for _ in range(_ROUNDS):
        step, done = _correct(split, table.left, split.left, residual, lambda r: _largest(r, weights), goal)
        values += step
        residual = rows + table.left(values) - values
        passes += done + 1
        error = _error(table, rows, values, residual)
        bound = _bound(split, rows, values, residual, error)
        scale = np.abs(values)
        scale = np.maximum(scale, _FLOOR * scale.mean(1, keepdims=True))
        scale[scale == 0] = 1
        worst = float(np.max(bound / scale))
        stalled = worst > 0.9 * best
        if stalled and worst > tol:
            sharper, done = _sharper_bound(table, split, scale, error)
            bound, passes = np.minimum(bound, sharper), passes + done
            worst = float(np.max(bound / scale))
        if worst <= tol:
            shape = account.shape
            return Multipliers(values.reshape(shape), bound.reshape(shape), passes, _METHOD)
        best = min(best, worst)
        if stalled:
            break
        goal = _largest(residual, weights) * 0.5 * tol / worst
    raise TableError(
        f"The multipliers cannot be proven to {tol:.1e}: the bound stays at {best:.1e}.",
        why="Double precision rounds sums over this many cells.",
        fix="Ask for a larger `tol`.",
    )


def output_for(table: Table, f: npt.ArrayLike, tol: float = 1e-8) -> Output:
    """Output of every cell called on by final purchases, x = (I - A)^-1 f.

    Parameters
    ----------
    table
        Any table with A >= 0.
    f
        Final purchases, shape (n,), or k of them, shape (n, k); negative inventories are allowed.
    tol
        Largest proven sum of absolute errors, relative to the sum of absolute outputs, for each column.

    Returns
    -------
    Output

    Raises
    ------
    TableError
        As for `multipliers`.

    Notes
    -----
    Proof of the bound. With s = f + Ax - x and x* exact, |x* - x| <= (I - A)^-1 |s|. Let u - uA >= g > 0
    (`Splitting`). Then sum g_i |x* - x|_i <= g (I - A)^-1 |s| <= u |s|, so the errors sum to at most u|s| / min g.
    With u = 1 and g the value-added shares this says: the value added in the error is at most the residual. For an
    account ``e`` the error in people is at most ``max(e)`` times the bound. Rounding adds gamma (u|f| + 2 u|x|).

    Examples
    --------
    >>> from fairlead.flows import Cells, DenseTable
    >>> table = DenseTable([[2.0, 3.0], [1.0, 2.0]], [[5.0], [7.0]], Cells(("AAA",), ("c1", "c2")))
    >>> output_for(table, [5.0, 7.0]).values.round(6).tolist()
    [10.0, 10.0]
    """
    demand = _checked(f, table, "f", axis=0)
    split = splitting(table)
    columns = demand.reshape(table.n, -1)
    values, residual = np.zeros_like(columns), columns.copy()
    u, floor, gamma = split.reach, float(split.slack.min()), rounding(table.n)
    size = np.abs(columns).sum(0)
    goal, passes, best = 0.4 * tol * floor, 0, np.inf

    def worst_of(r: FloatArray) -> float:
        return float(np.max((u @ np.abs(r)) / np.where(size > 0, size, 1)))

    for _ in range(_ROUNDS):
        step, done = _correct(split, table.right, split.right, residual, worst_of, goal)
        values += step
        residual = columns + table.right(values) - values
        passes += done + 1
        magnitude = np.abs(values)
        bound = (u @ np.abs(residual) + gamma * (u @ np.abs(columns) + 2 * (u @ magnitude))) / floor
        size = np.maximum(magnitude.sum(0), size)
        worst = float(np.max(bound / np.where(size > 0, size, 1), initial=0.0))
        if worst <= tol:
            return Output(values.reshape(demand.shape), bound.reshape(demand.shape[1:]), passes, _METHOD)
        if worst > 0.9 * best:
            break
        best = worst
        goal = worst_of(residual) * 0.5 * tol / worst
    raise TableError(
        f"The output cannot be proven to {tol:.1e}: the bound stays at {best:.1e}.",
        why="Double precision rounds sums over this many cells.",
        fix="Ask for a larger `tol`.",
    )


def _correct(
    split: Splitting,
    multiply: Callable[[FloatArray], FloatArray],
    precondition: Callable[[FloatArray], FloatArray],
    residual: FloatArray,
    size_of: Callable[[FloatArray], float],
    goal: float,
) -> tuple[FloatArray, int]:
    """Iterate on a residual until its size is near ``goal``; the correction and the passes made.

    Chebyshev's semi-iteration (Golub & Varga 1961) on the preconditioned system, whose eigenvalues lie around 1
    within the splitting's radius: a quarter fewer passes than the plain iteration. Where eigenvalues lie far off the
    real line, as in small and sparse tables, it may grow instead; then the plain iteration does the work, which
    converges for every productive table.
    """
    start = size_of(residual)
    if start == 0:
        return np.zeros_like(residual), 0
    unit = float(np.abs(residual).max())
    # Scaled to 1, so that single precision neither overflows nor underflows.
    r: npt.NDArray[Any] = (residual / unit).astype(np.float32) if split.single else residual / unit
    target = max(goal, start * (_SINGLE_GAIN if split.single else 1e-13))
    radius = split.radius if split.radius < _ACCELERATED else 0.0
    made = 0
    for tried in (radius, 0.0) if radius else (0.0,):
        total, passes, size = _iterate(r, multiply, precondition, lambda left: size_of(left) * unit, target, tried)
        made += passes
        if size < start:
            break
    return total.astype(np.float64) * unit, made


def _iterate(
    r: npt.NDArray[Any],
    multiply: Callable[[FloatArray], FloatArray],
    precondition: Callable[[FloatArray], FloatArray],
    size_of: Callable[[FloatArray], float],
    target: float,
    radius: float,
) -> tuple[npt.NDArray[Any], int, float]:
    """Chebyshev's iteration for this radius; zero makes it the plain one. What it gained, passes, and what is left."""
    # The radius belongs to a non-negative matrix: it is an eigenvalue itself, and the others reach less far back.
    high, low = radius, 0.3 * radius
    centre, half = 1 + (low - high) / 2, (low + high) / 2
    start = size = size_of(r)
    total, passes, alpha, step = np.zeros_like(r), 0, 1.0, r
    while passes < _MAX_PASSES:
        new = precondition(r)
        if passes == 0:
            alpha, step = 1 / centre, new
        else:
            beta = (half * alpha) ** 2 / (2 if passes == 1 else 4)
            alpha = 1 / (centre - beta / alpha)
            step = new + r.dtype.type(beta) * step
        move = r.dtype.type(alpha) * step
        total += move
        r = r - move + multiply(move)
        passes += 1
        before, size = size, size_of(r)
        if size <= target or not size < (_GROWN if radius else 1e6) * start:
            break
        if size > 0.95 * before and size < 1e-3 * start:
            break  # rounding: the residual must be taken anew
    return total, passes, size


def _largest(residual: FloatArray, weights: FloatArray) -> float:
    return float(np.max(np.abs(residual) / weights))


def _error(table: Table, e: FloatArray, m: FloatArray, r: FloatArray) -> tuple[FloatArray, FloatArray]:
    """|r| with its rounding, and the rounding alone. All shapes (k, n)."""
    size = np.abs(m)
    through = m - e + r if m.min() >= 0 else table.left(size)
    slip = rounding(table.n) * (np.abs(e) + size + np.abs(through))
    return np.abs(r) + slip, slip


def _bound(
    split: Splitting, e: FloatArray, m: FloatArray, r: FloatArray, errors: tuple[FloatArray, FloatArray]
) -> FloatArray:
    """Bound of |m* - m| by cell; see the proof in `multipliers`. All shapes (k, n)."""
    error, slip = errors
    size = np.abs(m)
    bound = np.empty_like(m)
    for row in range(len(m)):
        mean = size[row].mean() or 1.0
        scale = np.maximum(size[row], _FLOOR * mean)
        best = np.inf
        needed = max(0.0, float(np.max((slip[row] + r[row] - e[row]) / split.slack)))
        for t in (0.001 * mean, 0.01 * mean, 0.1 * mean, mean, 2 * needed):
            slack = e[row] - r[row] - slip[row] + t * split.slack
            if t == 0 or slack.min() <= 0:
                continue
            candidate = float(np.max(error[row] / slack)) * (m[row] + t * split.reach) * (1 + 1e-12)
            worst = float(np.max(candidate / scale))
            if worst < best:
                best, bound[row] = worst, candidate
        if best == np.inf:
            bound[row] = np.inf
    return bound


def _sharper_bound(
    table: Table, split: Splitting, scale: FloatArray, errors: tuple[FloatArray, FloatArray]
) -> tuple[FloatArray, int]:
    """The same bound with u near scale (I - A)^-1, so that g follows the size of the rounding; and the passes made."""

    def share(residual: FloatArray) -> float:
        return float(np.max(np.abs(residual) / scale))

    u, passes = _correct(split, table.left, split.left, scale, share, 0.05)
    g = u - table.left(u)
    g -= rounding(table.n) * (np.abs(g) + 2 * np.abs(u))
    if g.min() <= 0 or u.min() < 0:
        return np.full_like(u, np.inf), passes + 1
    return np.max(errors[0] / g, axis=1, keepdims=True) * u * (1 + 1e-12), passes + 1


def _checked(values: npt.ArrayLike, table: Table, name: str, axis: int) -> FloatArray:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim not in (1, 2) or array.shape[axis] != table.n or array.size == 0:
        raise TableError(
            f"{name} has shape {array.shape}; table {table.name!r} has {table.n} cells.",
            fix=f"Give ({table.n},) or {'(k, n)' if axis else '(n, k)'}.",
        )
    if not np.isfinite(array).all():
        raise TableError(
            f"{name} has {int((~np.isfinite(array)).sum())} missing or infinite values.",
            why="Missing is never zero: the total would look complete.",
            fix="Fill them by a labelled stand-in first.",
        )
    return array
