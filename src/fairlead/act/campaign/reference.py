"""The reference page and the schema file of the JSON format of campaigns, written from the model.

Run ``python -m fairlead.act.campaign.reference docs/reference`` after a change of the model.
"""

from __future__ import annotations

import sys

from fairlead.act.campaign.form import FORMAT
from fairlead.act.campaign.model import SCHEMA
from fairlead.report.formats import Reference

__all__ = ["REFERENCE", "markdown", "schema_text"]

_INTRODUCTION = f"""# The campaign and its JSON form

`fairlead campaign new` writes a campaign as JSON, the hub gives and takes the same form, and
`fairlead.act.campaign.form.parse` reads it back and checks it. The format is `{SCHEMA}`; a change that would break a
reader gets a new number. [campaign.schema.json](campaign.schema.json) is its JSON Schema (2020-12).

- Facts are never in a campaign: they are looked up on a date.
- An [Agreement](#agreement) is to exact words, known by their SHA-256; one that is taken back stays on record.
- An [Outcome](#outcome) that followed an engagement need not have followed from it.

This page is written from the classes themselves.
"""


REFERENCE = Reference(FORMAT, _INTRODUCTION, name="campaign", page="campaign.md")
schema_text, markdown = REFERENCE.schema_text, REFERENCE.markdown


if __name__ == "__main__":
    REFERENCE.write(sys.argv[1])
