"""The average of a country and industry that stands beside a supplier's spend, with its range."""

from __future__ import annotations

from typing import Any

import numpy as np

from fairlead.assess.demand import Demand
from fairlead.assess.linked import Linked
from fairlead.flows.cells import FloatArray

__all__ = ["SectorAverages"]

#: Draws used for the ranges of supplier lines: quantiles to about 5 % of the value.
_LINE_DRAWS = 500
#: Cells followed at a time.
_BLOCK = 150
#: Up to this many cells the ranges of supplier lines are followed one tier further.
_EXACT_CELLS = _BLOCK


class SectorAverages:
    """People per million USD of purchases (own years' prices) from chosen cells, for several accounts.

    Tiers 0 to 2 are drawn exactly; what lies beyond is given the relative range of tier 2. With more than
    `_EXACT_CELLS` cells tier 2 is treated like what lies beyond tier 1: range ends then are up to a quarter wider.
    """

    def __init__(self, demand: Demand, positions: np.ndarray[Any, Any]) -> None:
        self.demand, self.positions = demand, positions
        self._exact = len(positions) <= _EXACT_CELLS
        self._kept: list[tuple[FloatArray, FloatArray | None]] = []

    def _tiers(self, block: int) -> tuple[FloatArray, FloatArray | None]:
        """Tier 1 and, for few cells, tier 2 of a block of cells, shapes (n, m); kept when they are few."""
        if block < len(self._kept):
            return self._kept[block]
        table = self.demand.table
        chosen = self.positions[block * _BLOCK : (block + 1) * _BLOCK]
        first = np.stack([table.column(int(j)) for j in chosen], axis=1)
        pair = first, table.right(first) if self._exact else None
        if self._exact:
            self._kept.append(pair)
        return pair

    def of(self, linked: Linked, multipliers: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Central values (m,) and draws (m, N) of one account; ``multipliers`` are those of its central intensity."""
        demand = self.demand
        S = len(demand.table.cells.industries)
        divide = demand.growth[demand.table.cells.country_of]
        intensity = linked.intensity / divide
        draws = linked.cell_draws[:, :: max(1, linked.cell_draws.shape[1] // _LINE_DRAWS)]
        deflate = demand.purchases.sum() / demand.total_usd
        central = multipliers[self.positions]
        out = np.empty((len(self.positions), draws.shape[1]))
        for start in range(0, len(self.positions), _BLOCK):
            chosen = self.positions[start : start + _BLOCK]
            first, second = self._tiers(start // _BLOCK)
            rest = multipliers[chosen] - intensity[chosen]
            if second is None:
                weights = first * _beyond(rest, intensity @ first)
            else:
                weights = first + second * _beyond(rest - intensity @ first, intensity @ second)
            shaped = (weights / divide[:, None]).reshape(-1, S, len(chosen)).astype(np.float32)
            upstream = np.zeros((draws.shape[1], len(chosen)), dtype=np.float32)
            for i in range(len(shaped)):
                upstream += draws[i] @ shaped[i]
            c, s = np.divmod(chosen, S)
            out[start : start + _BLOCK] = draws[c, :, s] / demand.growth[c][:, None] + upstream.T
        return central * deflate, out * deflate


def _beyond(rest: FloatArray, last: FloatArray) -> FloatArray:
    """How many times the last drawn tier all that is not yet explained is."""
    return np.asarray(np.where(last > 0, rest / np.where(last > 0, last, 1), 0))
