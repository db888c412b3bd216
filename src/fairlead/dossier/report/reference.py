"""The reference page and the schema file of the JSON format of dossiers, written from the model.

Run ``python -m fairlead.dossier.report.reference docs/reference`` after a change of the model.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fairlead.dossier.model import SCHEMA
from fairlead.dossier.report import json
from fairlead.report import formats

__all__ = ["markdown", "schema_text"]

_INTRODUCTION = f"""# The dossier model and its JSON form

Every form of a dossier is made from one `Dossier`. `fairlead dossier country BGD --json` prints it as JSON, and
`fairlead.dossier.report.json.load` reads it back. The format is `{SCHEMA}`; a change that would break a reader gets
a new number. [dossier.schema.json](dossier.schema.json) is its JSON Schema (2020-12).

- A [Fact](#fact) is sourced and dated. An [Estimate](#estimate) is modelled and has a 90 % range and a named method.
  A [Judgement](#judgement) is signed, dated and answerable. The three never stand in one block.
- Every statement has `rows`, which lead to the rows of the [tables of facts](facts.md) that it rests on.
- `not_collected` names what a reader could take for "none".
- An unknown number is `null`, never 0. Central values add up where `adds_up` says so; range ends do not.
- People of two accounts overlap and are never added.

This page is written from the classes themselves.
"""


def schema_text() -> str:
    """Give the JSON Schema as text, as it stands in the documentation."""
    return formats.text(json.schema())


def markdown() -> str:
    """Give the reference page: each class with its fields, their types and what they mean.

    Examples
    --------
    >>> markdown().splitlines()[0]
    '# The dossier model and its JSON form'
    """
    return formats.markdown(json.schema(), _INTRODUCTION)


def main(folder: str) -> None:
    """Write both files into a folder."""
    Path(folder, "dossier.schema.json").write_text(schema_text(), encoding="utf-8", newline="\n")
    Path(folder, "dossier.md").write_text(markdown(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
