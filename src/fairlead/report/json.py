"""The assessment as JSON: the public format ``fairlead.assessment/1`` and its schema.

An unknown number is ``null``, never 0; an estimate that is not known is a range of three ``null``.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from fairlead.assess.result import SCHEMA, Assessment
from fairlead.errors import FairleadError, InputError

__all__ = ["dumps", "field_descriptions", "load", "schema", "write"]


def dumps(assessment: Assessment, *, indent: int = 2) -> bytes:
    """Encode an assessment as UTF-8 JSON; not-a-number and infinity become ``null``.

    Parameters
    ----------
    assessment
        What to encode.
    indent
        Spaces per level; 0 writes one line.
    """
    encoded = msgspec.json.encode(assessment)
    return msgspec.json.format(encoded, indent=indent) + b"\n" if indent else encoded


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
    path = Path(path)
    try:
        raw = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", fix="Check the path.") from error
    except msgspec.DecodeError as error:
        raise InputError(
            f"{path} is not JSON: {error}.", fix="Give a file that `fairlead assess` wrote as JSON."
        ) from error
    found = raw.get("schema") if isinstance(raw, dict) else None
    if found != SCHEMA:
        raise InputError(
            f"{path} is not an assessment of the format {SCHEMA}; its schema reads {found!r}.",
            fix="Assess the list again with this version of Fairlead.",
        )
    try:
        return msgspec.convert(_unknowns(raw, _nullable()), Assessment, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(f"{path} is not a complete assessment: {error}.", fix="Assess the list again.") from error


def schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of the format, made from the classes of the result model.

    Examples
    --------
    >>> schema()["$id"]
    'fairlead.assessment/1'
    """
    (top,), definitions = msgspec.json.schema_components((Assessment,), ref_template="#/$defs/{name}")
    described = field_descriptions()
    for name, definition in definitions.items():
        for field, form in definition.get("properties", {}).items():
            if form.get("type") == "number":
                form["type"] = ["number", "null"]  # null: unknown
            text = described.get((name, field))
            if text:
                # `description` beside `$ref` is allowed since draft 2019-09.
                form["description"] = text
    definitions["Assessment"]["properties"]["schema"]["const"] = SCHEMA
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "Assessment by Fairlead",
        **top,
        "$defs": dict(sorted(definitions.items())),
    }


@cache
def field_descriptions() -> dict[tuple[str, str], str]:
    """Give the description of each field of the result model by (class, field)."""
    text = resources.files("fairlead.report").joinpath("fields.json").read_text("utf-8")
    described = json.loads(text)
    if not isinstance(described, dict):
        raise FairleadError("fields.json is not a table of classes.")
    return {(name, field): words for name, fields in described.items() for field, words in fields.items()}


@cache
def _nullable() -> frozenset[str]:
    """Names of the fields that may be null for another reason than an unknown number."""
    names: set[str] = set()
    for definition in msgspec.json.schema_components((Assessment,))[1].values():
        for field, form in definition.get("properties", {}).items():
            if any(option.get("type") == "null" for option in form.get("anyOf", ())):
                names.add(field)
    return frozenset(names)


def _unknowns(raw: Any, nullable: frozenset[str]) -> Any:
    if isinstance(raw, dict):
        return {
            key: "nan" if value is None and key not in nullable else _unknowns(value, nullable)
            for key, value in raw.items()
        }
    return [_unknowns(value, nullable) for value in raw] if isinstance(raw, list) else raw
