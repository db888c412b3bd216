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
    "Assessment": "assess.result",
    "Confirmations": "classify",
    "FairleadError": "errors",
    "InputError": "errors",
    "LabourAccount": "labour",
    "Problem": "errors",
    "Table": "flows.table",
    "child_labour": "labour",
    "employment": "labour",
    "forced_labour": "labour",
    "list_tables": "flows.open",
    "match_country": "classify",
    "match_industry": "classify",
    "open_table": "flows.open",
    "read_prevalence": "labour",
    "wiod_industries": "classify",
}

__all__ = ["__version__", *_HOME]

if TYPE_CHECKING:
    from fairlead.assess.result import Assessment as Assessment
    from fairlead.classify import Confirmations as Confirmations
    from fairlead.classify import match_country as match_country
    from fairlead.classify import match_industry as match_industry
    from fairlead.classify import wiod_industries as wiod_industries
    from fairlead.errors import AddingOverlapError as AddingOverlapError
    from fairlead.errors import FairleadError as FairleadError
    from fairlead.errors import InputError as InputError
    from fairlead.errors import Problem as Problem
    from fairlead.flows.open import list_tables as list_tables
    from fairlead.flows.open import open_table as open_table
    from fairlead.flows.table import Table as Table
    from fairlead.labour import LabourAccount as LabourAccount
    from fairlead.labour import child_labour as child_labour
    from fairlead.labour import employment as employment
    from fairlead.labour import forced_labour as forced_labour
    from fairlead.labour import read_prevalence as read_prevalence


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'fairlead' has no attribute {name!r}")
    found: object = getattr(import_module(f"fairlead.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
