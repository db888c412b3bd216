"""People by tier of a supply chain, with an exact remainder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from fairlead.errors import TableError
from fairlead.flows.cells import FloatArray
from fairlead.flows.multipliers import Multipliers, _checked, multipliers
from fairlead.flows.table import Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Tiers", "tiers"]


@dataclass(frozen=True)
class Tiers:
    """People by tier of one demand.

    Attributes
    ----------
    people : ndarray, shape (depth + 1,) or (k, depth + 1)
        e A^t f for tiers t = 0 (the suppliers themselves) to ``depth``.
    remainder : ndarray, shape () or (k,)
        Everything beyond ``depth``: m A^(depth + 1) f.
    total : ndarray, shape () or (k,)
        All tiers: sum of ``people`` and ``remainder``, equal to m f.
    bound : ndarray, shape () or (k,)
        Proven error of ``remainder`` and ``total``, from the bound of the multipliers.
    vectors : ndarray, shape (n, depth + 1)
        A^t f: output called on in each tier, in the money unit of ``f``.
    beyond : ndarray, shape (n,)
        A^(depth + 1) f: purchases of the first tier not told apart.
    """

    people: FloatArray
    remainder: FloatArray
    total: FloatArray
    bound: FloatArray
    vectors: FloatArray
    beyond: FloatArray

    def to_frame(self) -> pd.DataFrame:
        """People by tier as a pandas table, one row per tier and the remainder, one column per account."""
        import pandas as pd

        values = np.concatenate([np.atleast_2d(self.people), np.atleast_1d(self.remainder)[:, None]], axis=1)
        depth = values.shape[1] - 1
        labels = [f"tier {t}" for t in range(depth)] + [f"tier {depth} and beyond"]
        return pd.DataFrame(values.T, index=pd.Index(labels, name="tier"))


def tiers(
    table: Table,
    e: npt.ArrayLike,
    f: npt.ArrayLike,
    depth: int = 6,
    *,
    multipliers: Multipliers | None = None,
) -> Tiers:
    """People by tier of a demand, with the exact remainder.

    Parameters
    ----------
    table
        Any table with A >= 0.
    e
        People per unit of output, shape (n,), or k accounts, shape (k, n).
    f
        Final purchases, shape (n,).
    depth
        Last tier told apart.
    multipliers
        Multipliers of ``e``, if known already.

    Raises
    ------
    TableError
        When shapes do not fit or ``depth`` is negative.

    Notes
    -----
    m f = sum over t <= K of e A^t f + m A^(K+1) f. The remainder is computed from the right-hand form, without
    subtracting nearly equal numbers.

    Examples
    --------
    >>> from fairlead.flows import Cells, DenseTable
    >>> table = DenseTable([[5.0]], [[5.0]], Cells(("AAA",), ("c1",)))
    >>> by_tier = tiers(table, [2.0], [8.0], depth=2)
    >>> by_tier.people.tolist(), round(float(by_tier.remainder), 6), round(float(by_tier.total), 6)
    ([16.0, 8.0, 4.0], 4.0, 32.0)
    """
    if depth < 0:
        raise TableError(f"Depth is {depth}.", fix="Give 0 or more.")
    account = _checked(e, table, "e", axis=-1)
    step = _checked(f, table, "f", axis=0)
    if step.ndim != 1:
        raise TableError(f"f has shape {step.shape}.", fix=f"Give one demand, shape ({table.n},).")
    known = multipliers if multipliers is not None else _multipliers(table, account)
    if known.values.shape != account.shape:
        raise TableError(f"The multipliers have shape {known.values.shape}, e has {account.shape}.")
    vectors = np.empty((table.n, depth + 1), order="F")
    for tier in range(depth + 1):
        vectors[:, tier] = step
        step = table.right(step)
    people = account @ vectors
    remainder = known.values @ step
    return Tiers(
        people=people,
        remainder=np.asarray(remainder),
        total=np.asarray(people.sum(-1) + remainder),
        bound=np.asarray(known.bound @ np.abs(step)),
        vectors=vectors,
        beyond=step,
    )


_multipliers = multipliers
