"""Credit notes: taken off the purchases they belong to."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt

__all__ = ["net_credits"]


def net_credits(
    amount: npt.NDArray[np.float64],
    usable: npt.NDArray[np.bool_],
    year: npt.NDArray[np.int64],
    groups: npt.NDArray[np.int64],
) -> tuple[npt.NDArray[np.float64], dict[int, float]]:
    """Take each credit note off the purchases of its group.

    A credit note is taken off rows of the same year first, then of the nearest year, the row closest above it first,
    so that no year keeps a negative purchase.

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
    concerned = np.isin(groups, groups[credits_at]) & usable & (amount > 0)
    members: dict[int, list[int]] = defaultdict(list)
    for position in np.flatnonzero(concerned).tolist():
        members[int(groups[position])].append(position)
    for position in credits_at.tolist():
        open_rows = [other for other in members[int(groups[position])] if net[other] > 0]
        members[int(groups[position])] = open_rows
        left = -float(amount[position])
        # a long list of one supplier with many credit notes must not be sorted again for each of them
        same = [other for other in open_rows if year[other] == year[position]]
        for pool in (same, None):
            if left <= 0:
                break
            rows = pool if pool is not None else [o for o in open_rows if year[o] != year[position]]
            for other in sorted(rows, key=lambda o: (abs(year[o] - year[position]), o > position, abs(o - position))):
                taken = min(left, float(net[other]))
                net[other] -= taken
                left -= taken
                if left <= 1e-9:
                    left = 0.0
                    break
        if left > 0.005:
            unmatched[position] = left
    return net, unmatched
