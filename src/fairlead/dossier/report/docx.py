"""A dossier as DOCX."""

from __future__ import annotations

from pathlib import Path

from fairlead.dossier.model import Dossier
from fairlead.dossier.report.document import document
from fairlead.report.document import docx

__all__ = ["write"]


def write(dossier: Dossier, path: str | Path) -> Path:
    """Write a dossier as a DOCX file and return its path.

    Raises
    ------
    FairleadError
        The extra ``documents`` is not installed.
    """
    path = Path(path)
    path.write_bytes(docx.render(document(dossier)))
    return path
