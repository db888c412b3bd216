"""Public JSON formats made from classes: encode, read back, schema, reference page.

An unknown number is ``null``, never 0.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from fairlead.errors import FairleadError, InputError

__all__ = ["Format", "Reference", "dumps"]

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


class Format(Generic[Form]):
    """A public format: the class of the whole, the id that its files name, and what each field is.

    Parameters
    ----------
    form
        The class of the whole.
    ident
        The format's id, which the file's ``schema`` field must hold.
    what, maker
        What such a file is called, for instance "an assessment", and the command that writes one.
    packages
        Packages whose ``fields.json`` describes the fields, by class; later ones win.
    """

    def __init__(self, form: type[Form], ident: str, *, what: str, maker: str, packages: tuple[str, ...]) -> None:
        self.form, self.ident, self.what = form, ident, what
        self.fix = f"Give a file that this version of `{maker}` wrote as JSON."
        self.packages = packages

    def write(self, value: Form, path: str | Path) -> Path:
        """Write a file and return its path."""
        path = Path(path)
        path.write_bytes(dumps(value))
        return path

    def load(self, path: str | Path) -> Form:
        """Read a file back.

        Raises
        ------
        InputError
            The file is not JSON, of another format, or lacks a field; the message says which.
        """
        path = Path(path)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error.strerror}.", fix="Check the path.") from error
        return self.parse(content, path)

    def parse(self, content: bytes, path: str | Path) -> Form:
        """Read the content of a file; `path` is what it is called in errors.

        Raises
        ------
        InputError
            As `load` does.
        """
        try:
            raw = msgspec.json.decode(content)
        except msgspec.DecodeError as error:
            raise InputError(f"{path} is not JSON: {error}.", fix=self.fix) from error
        found = raw.get("schema") if isinstance(raw, dict) else None
        if found != self.ident:
            text = f"{path} is not {self.what} of the format {self.ident}; its schema reads {found!r}."
            raise InputError(text, fix=self.fix)
        try:
            return msgspec.convert(_unknowns(raw, _nullable(self.form)), self.form, strict=False)
        except msgspec.ValidationError as error:
            raise InputError(f"{path} is not {self.what} that is complete: {error}.", fix=self.fix) from error

    def described(self) -> dict[tuple[str, str], str]:
        """Give the description of each field by (class, field)."""
        found: dict[tuple[str, str], str] = {}
        for package in self.packages:
            text = resources.files(package).joinpath("fields.json").read_text("utf-8")
            classes = json.loads(text)
            if not isinstance(classes, dict):
                raise FairleadError(f"fields.json of {package} is not a table of classes.")
            found |= {(name, field): words for name, fields in classes.items() for field, words in fields.items()}
        return found

    def schema(self) -> dict[str, Any]:
        """Give the JSON Schema (2020-12), made from the classes."""
        (top,), definitions = msgspec.json.schema_components((self.form,), ref_template="#/$defs/{name}")
        described = self.described()
        for name, definition in definitions.items():
            if "description" in definition:
                # The first paragraph: fields are described one by one, and newer Pythons indent docstrings otherwise.
                text = inspect.cleandoc(definition["description"]).split("\n\n")[0]
                definition["description"] = " ".join(text.split())
            for field, shape in definition.get("properties", {}).items():
                if shape.get("type") == "number":
                    shape["type"] = ["number", "null"]  # null: unknown
                words = described.get((name, field))
                if words:
                    # `description` beside `$ref` is allowed since draft 2019-09.
                    shape["description"] = words
        definitions[self.form.__name__]["properties"]["schema"]["const"] = self.ident
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": self.ident,
            "title": f"{self.form.__name__} by Fairlead",
            **top,
            "$defs": dict(sorted(definitions.items())),
        }


class Reference:
    """The pages of a format in the documentation: its schema file, and each class with its fields.

    Parameters
    ----------
    form
        The format.
    introduction
        What stands above the classes.
    name, page
        Names of the schema file (before ``.schema.json``) and of the page.
    """

    def __init__(self, form: Format[Any], introduction: str, *, name: str, page: str) -> None:
        self.form, self.introduction, self.name, self.page = form, introduction, name, page

    def schema_text(self) -> str:
        """Give the JSON Schema as text."""
        return json.dumps(self.form.schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"

    def markdown(self) -> str:
        """Give the page: each class with its fields, their types and what they mean."""
        return _markdown(self.form.schema(), self.introduction)

    def write(self, folder: str) -> None:
        """Write both into a folder."""
        Path(folder, f"{self.name}.schema.json").write_text(self.schema_text(), encoding="utf-8", newline="\n")
        Path(folder, self.page).write_text(self.markdown(), encoding="utf-8", newline="\n")


def _markdown(form: Mapping[str, Any], introduction: str) -> str:
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
