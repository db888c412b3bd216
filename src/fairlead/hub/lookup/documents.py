"""Documents made on request and kept on disk by what they hold: the same dossier is never set twice."""

from __future__ import annotations

import hashlib
import os
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from fairlead import __version__
from fairlead.dossier import Dossier
from fairlead.hub.turns import Turns

__all__ = ["TYPES", "document"]

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
MAKING = Turns()
KEPT = 400
"""How many documents are kept; the oldest go first."""


def document(dossier: Dossier, form: str) -> bytes:
    """A dossier as PDF or DOCX.

    Raises
    ------
    FairleadError
        If the extra ``documents`` is not installed.
    """
    folder = Path(settings.DATA) / "documents"
    said = msgspec.json.encode(msgspec.structs.replace(dossier, created=""))
    name = f"{hashlib.sha256(said + __version__.encode()).hexdigest()[:40]}.{form}"
    path = folder / name
    try:
        made = path.read_bytes()
        os.utime(path)
    except FileNotFoundError:
        report: Any = import_module(f"fairlead.dossier.report.{form}")
        with MAKING.turn(), tempfile.TemporaryDirectory() as scratch:
            made = report.write(dossier, Path(scratch) / name).read_bytes()
        _keep(path, made)
    return made


def _keep(path: Path, made: bytes) -> None:
    """Write the file whole or not at all, and let the oldest go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(made)
    os.replace(file.name, path)
    files = sorted(path.parent.glob("[!.]*"), key=lambda one: one.stat().st_mtime)
    for old in files[:-KEPT]:
        old.unlink(missing_ok=True)
