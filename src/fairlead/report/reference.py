"""The reference page and the schema file of the JSON format, written from the result model.

Run ``python -m fairlead.report.reference docs/reference`` after a change of the model.
"""

from __future__ import annotations

import json as standard
import sys
from pathlib import Path
from typing import Any

from fairlead.assess.result import SCHEMA
from fairlead.report import json

__all__ = ["markdown", "schema_text"]

_INTRODUCTION = f"""# The result model and its JSON form

Every report is made from one `Assessment`. `fairlead assess --json` prints it as JSON, and
`fairlead.report.json.load` reads it back. The format is `{SCHEMA}`; a change that would break a reader gets
a new number. [assessment.schema.json](assessment.schema.json) is its JSON Schema (2020-12).

- An estimate is a [Range](#range): the central run with its 90 % range. Central values add up; range ends do not.
- An unknown number is `null`, never 0.
- People of two accounts overlap and are never added.
- `sector_average_not_about_this_supplier` belongs to a country and an industry. It says nothing about the supplier
  beside which it stands. Do not sort or colour suppliers by it.

This page is written from the classes themselves.
"""


def schema_text() -> str:
    """Give the JSON Schema as text, as it stands in the documentation."""
    return standard.dumps(json.schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def markdown() -> str:
    """Give the reference page: each class with its fields, their types and what they mean.

    Examples
    --------
    >>> markdown().splitlines()[0]
    '# The result model and its JSON form'
    """
    definitions = json.schema()["$defs"]
    order = ["Assessment", *(name for name in definitions if name != "Assessment")]
    parts = [_INTRODUCTION]
    for name in order:
        definition = definitions[name]
        about = definition.get("description", "").split("\n\n")[0].replace("\n", " ")
        rows = [
            f"| `{field}` | {_kind(form)} | {form.get('description', '')} |"
            for field, form in definition["properties"].items()
        ]
        parts.append(
            "\n".join([f"## {name}\n", f"{about}\n", "| field | type | what it is |", "|---|---|---|", *rows, ""])
        )
    return "\n".join(parts)


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


def main(folder: str) -> None:
    """Write both files into a folder."""
    Path(folder, "assessment.schema.json").write_text(schema_text(), encoding="utf-8", newline="\n")
    Path(folder, "result.md").write_text(markdown(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
