"""A dossier as JSON: the public format ``fairlead.dossier/1`` and its schema."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from fairlead.dossier.model import SCHEMA, Dossier
from fairlead.errors import FairleadError
from fairlead.report import formats
from fairlead.report.json import field_descriptions as shared_descriptions

__all__ = ["dumps", "field_descriptions", "load", "schema", "write"]


def dumps(dossier: Dossier, *, indent: int = 2) -> bytes:
    """Encode a dossier as UTF-8 JSON; not-a-number and infinity become ``null``."""
    return formats.dumps(dossier, indent=indent)


def write(dossier: Dossier, path: str | Path) -> Path:
    """Write a dossier as a JSON file and return its path."""
    path = Path(path)
    path.write_bytes(dumps(dossier))
    return path


def load(path: str | Path) -> Dossier:
    """Read a dossier back from a JSON file.

    Raises
    ------
    InputError
        The file is not JSON, of another schema, or lacks a field; the message says which.
    """
    fix = "Give a file that this version of `fairlead dossier` wrote as JSON."
    return formats.decode(path, Dossier, SCHEMA, what="a dossier", fix=fix)


def schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of the format, made from the classes of the model.

    Examples
    --------
    >>> schema()["$id"]
    'fairlead.dossier/1'
    """
    return formats.schema(Dossier, SCHEMA, "Dossier by Fairlead", field_descriptions())


@cache
def field_descriptions() -> dict[tuple[str, str], str]:
    """Give the description of each field of the model by (class, field)."""
    text = resources.files("fairlead.dossier.report").joinpath("fields.json").read_text("utf-8")
    described = json.loads(text)
    if not isinstance(described, dict):
        raise FairleadError("fields.json is not a table of classes.")
    own = {(name, field): words for name, fields in described.items() for field, words in fields.items()}
    return shared_descriptions() | own
