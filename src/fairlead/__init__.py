"""Fairlead: from evidence of forced labour in supply chains to the action that ends it.

The public names below are imported when they are first used, so that ``import fairlead`` costs nothing.

Examples
--------
>>> import fairlead as fl
>>> fl.match_country("Viêt Nam").targets[0].code
'VNM'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOME = {
    "AddingOverlapError": "errors",
    "AssessOptions": "assess.assessment",
    "Assessment": "assess.result",
    "Cells": "flows",
    "Confirmations": "classify",
    "DenseTable": "flows",
    "FairleadError": "errors",
    "InputError": "errors",
    "LabourAccount": "labour",
    "Problem": "errors",
    "SparseTable": "flows",
    "Table": "flows",
    "child_labour": "labour",
    "embodied_trade": "flows",
    "employment": "labour",
    "footprints": "flows",
    "forced_labour": "labour",
    "list_tables": "flows",
    "map_purchases": "chain",
    "match_country": "classify",
    "match_industry": "classify",
    "multipliers": "flows",
    "open_table": "flows",
    "output_for": "flows",
    "read_prevalence": "labour",
    "read_purchases": "chain",
    "read_wiod_npz": "flows",
    "tiers": "flows",
    "top_paths": "flows",
    "wiod_industries": "classify",
}
_PACKAGES = ("assess", "chain", "classify", "facts", "flows", "labour", "report")

__all__ = ["__version__", *_HOME]

if TYPE_CHECKING:
    from fairlead.assess.assessment import AssessOptions as AssessOptions
    from fairlead.assess.result import Assessment as Assessment
    from fairlead.chain import map_purchases as map_purchases
    from fairlead.chain import read_purchases as read_purchases
    from fairlead.classify import Confirmations as Confirmations
    from fairlead.classify import match_country as match_country
    from fairlead.classify import match_industry as match_industry
    from fairlead.classify import wiod_industries as wiod_industries
    from fairlead.errors import AddingOverlapError as AddingOverlapError
    from fairlead.errors import FairleadError as FairleadError
    from fairlead.errors import InputError as InputError
    from fairlead.errors import Problem as Problem
    from fairlead.flows import Cells as Cells
    from fairlead.flows import DenseTable as DenseTable
    from fairlead.flows import SparseTable as SparseTable
    from fairlead.flows import Table as Table
    from fairlead.flows import embodied_trade as embodied_trade
    from fairlead.flows import footprints as footprints
    from fairlead.flows import list_tables as list_tables
    from fairlead.flows import multipliers as multipliers
    from fairlead.flows import open_table as open_table
    from fairlead.flows import output_for as output_for
    from fairlead.flows import read_wiod_npz as read_wiod_npz
    from fairlead.flows import tiers as tiers
    from fairlead.flows import top_paths as top_paths
    from fairlead.labour import LabourAccount as LabourAccount
    from fairlead.labour import child_labour as child_labour
    from fairlead.labour import employment as employment
    from fairlead.labour import forced_labour as forced_labour
    from fairlead.labour import read_prevalence as read_prevalence


def __getattr__(name: str) -> object:
    if name in _PACKAGES:
        return import_module(f"fairlead.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'fairlead' has no attribute {name!r}")
    found: object = getattr(import_module(f"fairlead.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
