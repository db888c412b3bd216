"""The assessment as JSON: the public format ``fairlead.assessment/1`` and its schema.

An unknown number is ``null``, never 0; an estimate that is not known is a range of three ``null``.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from fairlead.assess.result import SCHEMA, Assessment
from fairlead.errors import FairleadError
from fairlead.report import formats

__all__ = ["dumps", "field_descriptions", "load", "schema", "write"]


def dumps(assessment: Assessment, *, indent: int = 2) -> bytes:
    """Encode an assessment as UTF-8 JSON; not-a-number and infinity become ``null``."""
    return formats.dumps(assessment, indent=indent)


def write(assessment: Assessment, path: str | Path) -> Path:
    """Write an assessment as a JSON file and return its path."""
    path = Path(path)
    path.write_bytes(dumps(assessment))
    return path


def load(path: str | Path) -> Assessment:
    """Read an assessment back from a JSON file.

    Raises
    ------
    InputError
        The file is not JSON, of another schema, or lacks a field; the message says which.
    """
    fix = "Give a file that this version of `fairlead assess` wrote as JSON."
    return formats.decode(path, Assessment, SCHEMA, what="an assessment", fix=fix)


def schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of the format, made from the classes of the result model.

    Examples
    --------
    >>> schema()["$id"]
    'fairlead.assessment/1'
    """
    return formats.schema(Assessment, SCHEMA, "Assessment by Fairlead", field_descriptions())


@cache
def field_descriptions() -> dict[tuple[str, str], str]:
    """Give the description of each field of the result model by (class, field)."""
    text = resources.files("fairlead.report").joinpath("fields.json").read_text("utf-8")
    described = json.loads(text)
    if not isinstance(described, dict):
        raise FairleadError("fields.json is not a table of classes.")
    return {(name, field): words for name, fields in described.items() for field, words in fields.items()}
