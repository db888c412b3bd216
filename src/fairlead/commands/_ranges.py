"""People behind some output, with the 90 % range that the draws give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fairlead.flows.cells import FloatArray

if TYPE_CHECKING:
    from fairlead.flows.table import Table
    from fairlead.labour import LabourAccount

__all__ = ["People"]


@dataclass(frozen=True)
class People:
    """Counts of an account behind any output, with ranges from its draws.

    The draws of split countries also carry the error of the split, so their ranges are wider.

    Parameters
    ----------
    account, table
        The account and the table it was made for.
    n, seed
        Number and seed of the draws.
    """

    account: LabourAccount
    table: Table
    n: int = 2000
    seed: int = 20211

    def behind(self, output: FloatArray) -> list[tuple[float, float, float]]:
        """Central, low and high people behind each column of ``output``, shape (n, k), million USD."""
        from fairlead.flows.world.uncertainty import split_noise

        cells, x = self.table.cells, self.table.output
        size = len(cells.industries)
        share = np.divide(output, x[:, None], out=np.zeros_like(output), where=(x >= 1)[:, None])
        draws = self.account.draws(self.n, self.seed)
        noise = split_noise(self.table, self.n, self.seed)
        modelled = [code for code in cells.countries if self.table.status[code] != "published"]
        position = {code: i for i, code in enumerate(modelled)}
        total = np.zeros((self.n, output.shape[1]))
        for c, code in enumerate(cells.countries):
            weights = share[c * size : (c + 1) * size]
            if weights.any():
                people = draws[c] * noise[position[code]] if noise is not None and code in position else draws[c]
                total += people @ weights
        central = self.account.intensity(self.table) @ output
        low, high = np.quantile(total, (0.05, 0.95), axis=0)
        return [(float(c), float(a), float(b)) for c, a, b in zip(central, low, high, strict=True)]
