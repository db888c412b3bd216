"""Trade tables: the table itself, multipliers, tiers, paths, footprints.

Names are imported when first used, so that commands pay only for what they need.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairlead.flows.cells import Cells as Cells
    from fairlead.flows.dense import DenseTable as DenseTable
    from fairlead.flows.dense import Identities as Identities
    from fairlead.flows.dense import identities as identities
    from fairlead.flows.footprints import EmbodiedTrade as EmbodiedTrade
    from fairlead.flows.footprints import Footprints as Footprints
    from fairlead.flows.footprints import embodied_trade as embodied_trade
    from fairlead.flows.footprints import footprints as footprints
    from fairlead.flows.multipliers import Multipliers as Multipliers
    from fairlead.flows.multipliers import Output as Output
    from fairlead.flows.multipliers import multipliers as multipliers
    from fairlead.flows.multipliers import output_for as output_for
    from fairlead.flows.open import list_tables as list_tables
    from fairlead.flows.open import open_table as open_table
    from fairlead.flows.paths import SupplyPath as SupplyPath
    from fairlead.flows.paths import iter_paths as iter_paths
    from fairlead.flows.paths import top_paths as top_paths
    from fairlead.flows.sparse import SparseTable as SparseTable
    from fairlead.flows.table import Table as Table
    from fairlead.flows.tiers import Tiers as Tiers
    from fairlead.flows.tiers import tiers as tiers
    from fairlead.flows.wiod import read_wiod_npz as read_wiod_npz

_HOME = {
    "Cells": "cells",
    "DenseTable": "dense",
    "EmbodiedTrade": "footprints",
    "Footprints": "footprints",
    "Identities": "dense",
    "Multipliers": "multipliers",
    "Output": "multipliers",
    "SparseTable": "sparse",
    "SupplyPath": "paths",
    "Table": "table",
    "Tiers": "tiers",
    "embodied_trade": "footprints",
    "footprints": "footprints",
    "identities": "dense",
    "iter_paths": "paths",
    "list_tables": "open",
    "multipliers": "multipliers",
    "open_table": "open",
    "output_for": "multipliers",
    "read_wiod_npz": "wiod",
    "tiers": "tiers",
    "top_paths": "paths",
}
__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


class _Package(ModuleType):
    """Keeps `multipliers`, `tiers` and `footprints` the functions, not the modules of the same name."""

    def __setattr__(self, name: str, value: Any) -> None:
        if _HOME.get(name) == name and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return sorted(_HOME)
