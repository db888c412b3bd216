"""The reference page and the schema file of the JSON format, written from the result model.

Run ``python -m fairlead.report.reference docs/reference`` after a change of the model.
"""

from __future__ import annotations

import sys

from fairlead.assess.result import SCHEMA
from fairlead.report import json
from fairlead.report.formats import Reference

__all__ = ["REFERENCE", "markdown", "schema_text"]

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


REFERENCE = Reference(json.FORMAT, _INTRODUCTION, name="assessment", page="result.md")
schema_text, markdown = REFERENCE.schema_text, REFERENCE.markdown


if __name__ == "__main__":
    REFERENCE.write(sys.argv[1])
