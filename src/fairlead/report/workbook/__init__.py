"""What stands in each sheet of the workbook."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.assess.result import Assessment
from fairlead.report.workbook.action import to_act
from fairlead.report.workbook.basis import basis
from fairlead.report.workbook.estimates import estimates
from fairlead.report.workbook.purchases import of_the_list
from fairlead.report.workbook.sheet import Column, Sheet, Value

__all__ = ["Column", "Sheet", "Value", "sheets"]


def sheets(assessment: Assessment) -> Iterator[Sheet]:
    """Give the sheets of the workbook, in order."""
    yield from estimates(assessment)
    yield from to_act(assessment)
    yield from of_the_list(assessment)
    yield from basis(assessment)
