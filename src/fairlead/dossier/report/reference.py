"""The reference page and the schema file of the JSON format of dossiers, written from the model.

Run ``python -m fairlead.dossier.report.reference docs/reference`` after a change of the model.
"""

from __future__ import annotations

import sys

from fairlead.dossier.model import SCHEMA
from fairlead.dossier.report import json
from fairlead.report.formats import Reference

__all__ = ["REFERENCE", "markdown", "schema_text"]

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


REFERENCE = Reference(json.FORMAT, _INTRODUCTION, name="dossier", page="dossier.md")
schema_text, markdown = REFERENCE.schema_text, REFERENCE.markdown


if __name__ == "__main__":
    REFERENCE.write(sys.argv[1])
