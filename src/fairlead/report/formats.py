"""Public JSON formats made from classes: encode, read back, schema, reference page.

An unknown number is ``null``, never 0.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from fairlead.errors import InputError

__all__ = ["decode", "dumps", "markdown", "schema", "text"]

Form = TypeVar("Form", bound=msgspec.Struct)


def dumps(value: msgspec.Struct, *, indent: int = 2) -> bytes:
    """Encode as UTF-8 JSON; not-a-number and infinity become ``null``.

    Parameters
    ----------
    value
        What to encode.
    indent
        Spaces per level; 0 writes one line.
    """
    encoded = msgspec.json.encode(value)
    return msgspec.json.format(encoded, indent=indent) + b"\n" if indent else encoded


def decode(path: str | Path, form: type[Form], schema: str, *, what: str, fix: str) -> Form:
    """Read a file of one of the formats back.

    Parameters
    ----------
    path
        The file.
    form
        The class it is read into.
    schema
        The format's id, which the file must name.
    what
        What such a file is called, for instance "an assessment".
    fix
        How to come by such a file.

    Raises
    ------
    InputError
        The file is not JSON, of another format, or lacks a field; the message says which.
    """
    path = Path(path)
    try:
        raw = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", fix="Check the path.") from error
    except msgspec.DecodeError as error:
        raise InputError(f"{path} is not JSON: {error}.", fix=fix) from error
    found = raw.get("schema") if isinstance(raw, dict) else None
    if found != schema:
        raise InputError(f"{path} is not {what} of the format {schema}; its schema reads {found!r}.", fix=fix)
    try:
        return msgspec.convert(_unknowns(raw, _nullable(form)), form, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(f"{path} is not {what} that is complete: {error}.", fix=fix) from error


def schema(
    form: type[msgspec.Struct], ident: str, title: str, described: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a format, made from its classes.

    Parameters
    ----------
    form
        The class of the whole.
    ident
        The format's id, which the file's ``schema`` field must hold.
    title
        What it is called.
    described
        What each field is, by class and field.
    """
    (top,), definitions = msgspec.json.schema_components((form,), ref_template="#/$defs/{name}")
    for name, definition in definitions.items():
        if "description" in definition:
            # The first paragraph: the fields are described one by one, and newer Pythons indent docstrings otherwise.
            definition["description"] = " ".join(inspect.cleandoc(definition["description"]).split("\n\n")[0].split())
        for field, shape in definition.get("properties", {}).items():
            if shape.get("type") == "number":
                shape["type"] = ["number", "null"]  # null: unknown
            words = described.get((name, field))
            if words:
                # `description` beside `$ref` is allowed since draft 2019-09.
                shape["description"] = words
    definitions[form.__name__]["properties"]["schema"]["const"] = ident
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ident,
        "title": title,
        **top,
        "$defs": dict(sorted(definitions.items())),
    }


def text(form: Mapping[str, Any]) -> str:
    """Give a JSON Schema as text, as it stands in the documentation."""
    return json.dumps(form, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def markdown(form: Mapping[str, Any], introduction: str) -> str:
    """Give the reference page of a schema: each class with its fields, their types and what they mean."""
    definitions = form["$defs"]
    first = form["$ref"].rsplit("/", 1)[1]
    parts = [introduction]
    for name in [first, *(name for name in definitions if name != first)]:
        definition = definitions[name]
        about = definition.get("description", "")
        rows = [
            f"| `{field}` | {_kind(shape)} | {shape.get('description', '')} |"
            for field, shape in definition["properties"].items()
        ]
        parts.append(
            "\n".join([f"## {name}\n", f"{about}\n", "| field | type | what it is |", "|---|---|---|", *rows, ""])
        )
    return "\n".join(parts)


@cache
def _nullable(form: type[msgspec.Struct]) -> frozenset[str]:
    """Names of the fields that may be null for another reason than an unknown number."""
    names: set[str] = set()
    for definition in msgspec.json.schema_components((form,))[1].values():
        for field, shape in definition.get("properties", {}).items():
            if any(option.get("type") == "null" for option in shape.get("anyOf", ())):
                names.add(field)
    return frozenset(names)


def _unknowns(raw: Any, nullable: frozenset[str]) -> Any:
    if isinstance(raw, dict):
        return {
            key: "nan" if value is None and key not in nullable else _unknowns(value, nullable)
            for key, value in raw.items()
        }
    return [_unknowns(value, nullable) for value in raw] if isinstance(raw, list) else raw


def _kind(form: dict[str, Any]) -> str:
    """Say the type of a field in a word or two."""
    if "$ref" in form:
        name = form["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "enum" in form:
        return ", ".join(f"`{value}`" for value in form["enum"])
    if "anyOf" in form:
        return " or ".join(_kind(option) for option in form["anyOf"])
    kind = form.get("type")
    if kind == "array":
        inner = form.get("items")
        return f"list of {_kind(inner)}" if isinstance(inner, dict) else "pair of texts"
    if kind == "object":
        return f"mapping to {_kind(form['additionalProperties'])}"
    names = {"string": "text", "integer": "whole number", "boolean": "yes or no"}
    kinds: list[str] = kind if isinstance(kind, list) else [str(kind)]
    return " or ".join(names.get(name, name) for name in kinds)
