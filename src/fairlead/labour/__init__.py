"""Labour accounts: people in forced labour, in child labour and employed, by cell of a trade table."""

from fairlead.labour.account import LabourAccount
from fairlead.labour.forced import forced_labour
from fairlead.labour.prevalence import read_prevalence

__all__ = ["LabourAccount", "forced_labour", "read_prevalence"]
