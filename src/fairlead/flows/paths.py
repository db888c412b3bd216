"""The largest supply paths behind a demand, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairlead.errors import TableError
from fairlead.flows.cells import FloatArray, IntArray
from fairlead.flows.multipliers import Multipliers, _checked, multipliers
from fairlead.flows.table import Table

__all__ = ["SupplyPath", "iter_paths", "top_paths"]

_TOL = 1e-6
_EMPTY = 1e-100  # share of the total below which a path counts as none
_BLOCK = 100_000  # entries of columns read at a time
_ROOM = 4.0  # a column is read this much deeper than asked, so that it is seldom read twice


@dataclass(frozen=True, slots=True)
class SupplyPath:
    """One chain of deliveries that ends in a purchase.

    Attributes
    ----------
    cells : tuple of int
        Positions, the people's own cell first, the purchased cell last. One cell: the supplier itself.
    value : float
        People: e_i A_ij A_jk ... f.
    weight : float
        ``value`` without e_i: output the path calls on in its first cell, in the money unit of ``f``.
    """

    cells: tuple[int, ...]
    value: float
    weight: float

    @property
    def tier(self) -> int:
        """Tier of the people: 0 is the supplier itself."""
        return len(self.cells) - 1

    def labels(self, table: Table) -> tuple[tuple[str, str], ...]:
        """Country and industry of each cell."""
        return tuple(table.cells.label(c) for c in self.cells)


def top_paths(
    table: Table,
    e: npt.ArrayLike,
    f: npt.ArrayLike,
    k: int,
    multipliers: Multipliers | None = None,
) -> list[SupplyPath]:
    """The k largest supply paths behind a demand, largest first; none is missed.

    Parameters
    ----------
    table
        Any table with A >= 0.
    e
        People per unit of output, shape (n,), none negative.
    f
        Final purchases, shape (n,), none negative: net credit notes and set inventories apart first.
    k
        Number of paths. Fewer come back only if fewer have people on them (more than 1e-100 of the total).
    multipliers
        Multipliers of ``e``, if known already.

    Returns
    -------
    list of SupplyPath
        Equal values: shorter paths first, then by position.

    Raises
    ------
    TableError
        When shapes do not fit, ``k`` is not positive, or ``e`` or ``f`` has negative values.

    Notes
    -----
    A prefix is a chain read from the purchase backwards, j <- i <- h, of weight w = A_hi A_ij f_j. All paths that
    begin with it, its own stop included, add up to w m*_h, so each is worth at most w M_h for any M >= m* (the
    certified upper end of the multipliers). For a threshold t:

    * a path worth at least t has only prefixes with w M >= t, since each prefix bounds it;
    * its paths that go on are worth at most w (M_h - e_h), so a prefix need go on only if that reaches t;
    * so, walking back tier by tier and dropping the rest, no path worth at least t is lost.

    If at least k paths worth t or more are found, the k largest of them are the k largest of all. Otherwise t is
    lowered and the walk repeated: the work is proportional to the last walk. The first t is half the total over k,
    which at most 2k paths can reach, as all paths add up to the total. Whole tiers are walked at once, and a column
    is sorted once, as deep as the walk needs. Rounding: M is raised by 1e-9 of itself, far above the rounding of a
    product along a path.

    Examples
    --------
    >>> from fairlead.flows import Cells, DenseTable
    >>> table = DenseTable([[5.0]], [[5.0]], Cells(("AAA",), ("c1",)))
    >>> [(path.cells, path.value) for path in top_paths(table, [2.0], [8.0], 3)]
    [((0,), 16.0), ((0, 0), 8.0), ((0, 0, 0), 4.0)]
    """
    if k < 1:
        raise TableError(f"{k} paths were asked for.", fix="Ask for one or more.")
    walk = _Walk(table, e, f, multipliers)
    threshold, last = walk.total / (2 * k), -1
    while threshold > walk.total * _EMPTY:
        walk.to(threshold)
        if walk.found >= k:
            return walk.paths(k)
        if walk.found <= last:
            walk.drop_dead_ends()
        last, ratio = walk.found, walk.found / k
        # Counts grow somewhat slower than 1 / t; aim a little low, since one walk too many costs more.
        threshold *= min(0.8, max(0.02, 0.8 * ratio**1.25))
    return walk.paths(k)


def iter_paths(
    table: Table, e: npt.ArrayLike, f: npt.ArrayLike, multipliers: Multipliers | None = None
) -> Iterator[SupplyPath]:
    """All supply paths behind a demand, largest first, worked out as they are asked for.

    Parameters and errors as for `top_paths`. The order is the same.

    Examples
    --------
    >>> from itertools import islice
    >>> from fairlead.flows import Cells, DenseTable
    >>> table = DenseTable([[5.0]], [[5.0]], Cells(("AAA",), ("c1",)))
    >>> [path.value for path in islice(iter_paths(table, [2.0], [8.0]), 4)]
    [16.0, 8.0, 4.0, 2.0]
    """
    walk = _Walk(table, e, f, multipliers)
    threshold, given = walk.total / 64, 0
    while threshold > walk.total * _EMPTY:
        walk.to(threshold)
        # Every path worth the threshold is known now, so those already given come first again.
        if walk.found > given:
            yield from walk.paths(walk.found)[given:]
            given = walk.found
        else:
            walk.drop_dead_ends()
        threshold /= 8


class _Walk:
    """Walks back from the purchases along all prefixes whose bound reaches a threshold."""

    def __init__(self, table: Table, e: npt.ArrayLike, f: npt.ArrayLike, known: Multipliers | None) -> None:
        self.table, self.e, self.f = table, _checked(e, table, "e", -1), _checked(f, table, "f", 0)
        for name, values in (("e", self.e), ("f", self.f)):
            if values.ndim != 1:
                raise TableError(f"{name} has shape {values.shape}.", fix=f"Give shape ({table.n},).")
            if values.min() < 0:
                raise TableError(
                    f"{name} has {int((values < 0).sum())} negative values.",
                    why="A path with a negative end cannot be ranked with the others.",
                    fix="Net credit notes; ask for inventories apart, with their sign turned.",
                )
        m = known if known is not None else multipliers(table, self.e, tol=_TOL)
        if m.values.shape != self.e.shape:
            raise TableError(f"The multipliers have shape {m.values.shape}, e has {self.e.shape}.")
        self.upper = m.upper * (1 + 1e-9)
        self.total = float(self.upper @ self.f)
        self.found = 0
        self._threshold = np.inf
        self._levels: list[tuple[IntArray, FloatArray, IntArray]] = []
        self._dead_ends_dropped = False
        self._forget_columns()

    def _forget_columns(self) -> None:
        # Entries of the columns read so far, by column and then from the largest bound down.
        self._rows = np.empty(0, dtype=np.intp)
        self._coefficients = np.empty(0)
        self._bounds = np.empty(0)
        self._parts: list[tuple[IntArray, FloatArray, FloatArray]] = []
        self._read_entries = 0
        self._start = np.zeros(self.table.n, dtype=np.intp)
        self._stop = np.zeros(self.table.n, dtype=np.intp)
        self._depth = np.full(self.table.n, np.inf)

    def drop_dead_ends(self) -> None:
        """Set the bound of cells with no people anywhere upstream to zero: their multiplier is exactly zero."""
        if self._dead_ends_dropped:
            return
        self._dead_ends_dropped = True
        reach = self.e > 0
        while True:
            more = reach | (self.table.left(reach.astype(np.float64)) > 0)
            if (more == reach).all():
                break
            reach = more
        self.upper = np.where(reach, self.upper, 0.0)
        self._forget_columns()

    def to(self, threshold: float) -> None:
        """Walk to a threshold: afterwards every path worth at least that much is known."""
        self._threshold = threshold
        cells = np.flatnonzero((self.f * self.upper >= threshold) & (self.f > 0))
        weights, parents = self.f[cells], np.full(len(cells), -1)
        self._levels, self.found = [], 0
        while len(cells):
            self._levels.append((cells, weights, parents))
            self.found += int((weights * self.e[cells] >= threshold).sum())
            cells, weights, parents = self._back(cells, weights, threshold)

    def _back(self, cells: IntArray, weights: FloatArray, threshold: float) -> tuple[IntArray, FloatArray, IntArray]:
        beyond = weights * (self.upper - self.e)[cells]
        going_on = np.flatnonzero(beyond >= threshold * (1 - 1e-12))
        cells, weights = cells[going_on], weights[going_on]
        needed = threshold / weights
        self._read(cells, needed)
        # Number of entries that reach the threshold, by bisection in every column at once.
        low, high = self._start[cells], self._stop[cells].copy()
        first = low.copy()
        while True:
            open_ = low < high
            if not open_.any():
                break
            middle = (low + high) // 2
            enough = open_ & (self._bounds[np.minimum(middle, len(self._bounds) - 1)] >= needed * (1 - 1e-12))
            low, high = np.where(enough, middle + 1, low), np.where(open_ & ~enough, middle, high)
        counts = low - first
        parents = np.repeat(np.arange(len(cells)), counts)
        entries = np.arange(len(parents)) + np.repeat(first - np.cumsum(counts) + counts, counts)
        return self._rows[entries], weights[parents] * self._coefficients[entries], going_on[parents]

    def _read(self, cells: IntArray, needed: FloatArray) -> None:
        depth = np.full(self.table.n, np.inf)
        np.minimum.at(depth, cells, needed)
        columns = np.flatnonzero(depth < self._depth)
        if not len(columns):
            return
        # A few columns at a time, so that they stay in the processor's cache.
        step = max(1, _BLOCK // self.table.n)
        for first in range(0, len(columns), step):
            part = columns[first : first + step]
            self._read_columns(part, depth[part] / _ROOM)
        self._rows = np.concatenate([self._rows, *(part[0] for part in self._parts)])
        self._coefficients = np.concatenate([self._coefficients, *(part[1] for part in self._parts)])
        self._bounds = np.concatenate([self._bounds, *(part[2] for part in self._parts)])
        self._parts = []

    def _read_columns(self, columns: IntArray, depth: FloatArray) -> None:
        block = np.stack([self.table.column(int(j)) for j in columns])
        bounds = block * self.upper
        which, rows = np.nonzero((bounds >= depth[:, None]) & (bounds > 0))
        bounds = bounds[which, rows]
        order = np.lexsort((-bounds, which))
        which, rows, bounds = which[order], rows[order], bounds[order]
        edges = np.searchsorted(which, np.arange(len(columns) + 1)) + self._read_entries
        self._start[columns], self._stop[columns], self._depth[columns] = edges[:-1], edges[1:], depth
        self._read_entries += len(rows)
        self._parts.append((rows, block[which, rows], bounds))

    def paths(self, k: int) -> list[SupplyPath]:
        """The k largest paths known."""
        ends = [(weights * self.e[cells]) for cells, weights, _ in self._levels]
        values = np.concatenate(ends) if ends else np.empty(0)
        if not len(values):
            return []
        known = np.sort(values[values >= self._threshold])[::-1][:k]
        if not len(known) or known[-1] <= 0:
            return []
        found: list[SupplyPath] = []
        for level, end in enumerate(ends):
            kept = np.flatnonzero(end >= known[-1])
            found.extend(self._path(level, int(position), float(end[position])) for position in kept)
        found.sort(key=lambda p: (-p.value, len(p.cells), p.cells))
        return found[:k]

    def _path(self, level: int, position: int, value: float) -> SupplyPath:
        weight = float(self._levels[level][1][position])
        chain = []
        for cells, _, parents in self._levels[level::-1]:
            chain.append(int(cells[position]))
            position = int(parents[position])
        return SupplyPath(tuple(chain), value, weight)
