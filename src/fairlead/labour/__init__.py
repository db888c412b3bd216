"""Labour accounts: people in forced labour, in child labour and employed, by cell of a trade table."""

from fairlead.labour.account import LabourAccount
from fairlead.labour.assumptions import check_assumptions, read_assumptions
from fairlead.labour.child import child_labour
from fairlead.labour.employed import employment
from fairlead.labour.forced import forced_labour
from fairlead.labour.own_index import OwnIndex
from fairlead.labour.prevalence import read_prevalence
from fairlead.labour.sensitivity import SensitivityRun, sensitivity_table

__all__ = [
    "LabourAccount",
    "OwnIndex",
    "SensitivityRun",
    "check_assumptions",
    "child_labour",
    "employment",
    "forced_labour",
    "read_assumptions",
    "read_prevalence",
    "sensitivity_table",
]
