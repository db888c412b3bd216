"""How the 35 industries of WIOD group into the sectors of national accounts and of employment statistics."""

from __future__ import annotations

import numpy as np

from fairlead.flows.cells import IntArray

__all__ = ["ACCOUNT_SECTORS", "BROAD_SECTORS", "EXPORT_CAP", "GOODS", "SECTOR_OF"]

#: Value added by the seven groups of the UN main aggregates (ISIC Rev.3 letters), as positions of c1..c35.
ACCOUNT_SECTORS: dict[str, tuple[int, ...]] = {
    "va_AB": (0,),
    "va_CE": (1, 16),
    "va_D": tuple(range(2, 16)),
    "va_F": (17,),
    "va_GH": (18, 19, 20, 21),
    "va_I": (22, 23, 24, 25, 26),
    "va_JP": tuple(range(27, 35)),
}

#: Highest share of a sector's value added that may sit in its exports (the rest of recorded exports is re-export).
EXPORT_CAP = np.array([0.9, 0.97, 0.9, 0.3, 0.5, 0.6, 0.4])

#: Agriculture, industry and services as the ILO counts employment.
BROAD_SECTORS: tuple[tuple[int, ...], ...] = ((0,), tuple(range(1, 18)), tuple(range(18, 35)))

#: Industries with customs records.
GOODS = 17


def _sector_of() -> IntArray:
    position = np.zeros(35, dtype=np.intp)
    for k, members in enumerate(ACCOUNT_SECTORS.values()):
        position[list(members)] = k
    return position


#: Position in `ACCOUNT_SECTORS` of each industry, shape (35,).
SECTOR_OF: IntArray = _sector_of()
