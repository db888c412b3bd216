"""The assessment as PDF."""

from __future__ import annotations

from pathlib import Path

from fairlead.assess.result import Assessment
from fairlead.report.assessment_document import document
from fairlead.report.document import pdf

__all__ = ["write"]


def write(assessment: Assessment, path: str | Path) -> Path:
    """Write the report as a PDF file and return its path.

    Raises
    ------
    FairleadError
        The extra ``documents`` is not installed.
    """
    path = Path(path)
    path.write_bytes(pdf.render(document(assessment)))
    return path
