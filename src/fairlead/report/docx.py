"""The assessment as DOCX."""

from __future__ import annotations

from pathlib import Path

from fairlead.assess.result import Assessment
from fairlead.report.assessment_document import document
from fairlead.report.document import docx

__all__ = ["write"]


def write(assessment: Assessment, path: str | Path) -> Path:
    """Write the report as a DOCX file and return its path.

    Raises
    ------
    FairleadError
        The extra ``documents`` is not installed.
    """
    path = Path(path)
    path.write_bytes(docx.render(document(assessment)))
    return path
