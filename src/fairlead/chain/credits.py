"""Credit notes: taken off the purchases they belong to."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt

__all__ = ["net_credits"]

_CENT = 0.01


def net_credits(
    amount: npt.NDArray[np.float64],
    usable: npt.NDArray[np.bool_],
    year: npt.NDArray[np.int64],
    groups: npt.NDArray[np.int64],
) -> tuple[npt.NDArray[np.float64], dict[int, float]]:
    """Take each credit note off the purchases of its group.

    A credit note is taken off the purchases above it of the same year, the closest first; what is left then off the
    rest of that year and of the nearest years. No year keeps a negative purchase.

    Parameters
    ----------
    amount, usable, year
        By row, shape (rows,).
    groups
        Same number for rows of the same supplier, country, product and currency, shape (rows,).

    Returns
    -------
    net : ndarray, shape (rows,)
        What is left: never negative. Credit notes have 0.
    unmatched : dict of int to float
        Row of each credit note that was not taken off in full -> what was left over.

    Examples
    --------
    >>> ones = np.ones(3, dtype=bool)
    >>> net, left = net_credits(np.array([100.0, -30.0, -90.0]), ones, np.full(3, 2024), np.zeros(3, dtype=int))
    >>> net.tolist(), left
    ([0.0, 0.0, 0.0], {2: 20.0})
    """
    net = np.where(amount < 0, 0.0, amount)
    credits_at = np.flatnonzero(usable & (amount < 0))
    unmatched: dict[int, float] = {}
    if not len(credits_at):
        return net, unmatched
    members: dict[int, list[int]] = defaultdict(list)
    for position in np.flatnonzero(usable & np.isin(groups, groups[credits_at])).tolist():
        members[int(groups[position])].append(position)
    for rows in members.values():
        unmatched.update(_net_group(rows, amount, year, net))
    return net, unmatched


def _net_group(
    rows: list[int], amount: npt.NDArray[np.float64], year: npt.NDArray[np.int64], net: npt.NDArray[np.float64]
) -> dict[int, float]:
    """Net the rows of one group in place; every purchase is used up at most once, so that long groups stay quick."""
    open_rows: dict[int, list[int]] = defaultdict(list)
    waiting: dict[int, float] = {}
    for position in rows:
        pool = open_rows[int(year[position])]
        if amount[position] > 0:
            pool.append(position)
        elif amount[position] < 0:
            left = _take(-float(amount[position]), pool, net)
            if left > 0:
                waiting[position] = left
    unmatched = {}
    for position, left in waiting.items():
        for at in sorted(open_rows, key=lambda other: (abs(other - int(year[position])), other)):
            left = _take(left, open_rows[at], net)
        if left > _CENT / 2:
            unmatched[position] = left
    return unmatched


def _take(left: float, pool: list[int], net: npt.NDArray[np.float64]) -> float:
    """Take an amount off the last purchases of a pool; returns what could not be taken."""
    while pool and left > 0:
        taken = min(left, float(net[pool[-1]]))
        net[pool[-1]] -= taken
        left -= taken
        if net[pool[-1]] <= 0:
            pool.pop()
    return left
