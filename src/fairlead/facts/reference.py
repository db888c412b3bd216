"""The reference page of the tables of facts, written from their schemas.

``python -m fairlead.facts.reference > docs/reference/facts.md`` renews the page; a test fails when it is out of date.
"""

from __future__ import annotations

import sys
from collections import Counter

from fairlead.facts.schema import Field, schema, tables
from fairlead.facts.store import packaged

__all__ = ["page"]

INTRODUCTION = """\
# Tables of facts

Every table is a CSV file in `src/fairlead/facts/data/` that can be read and corrected in any spreadsheet program, with
a short schema in `src/fairlead/facts/schemas/`. Every row names its source, the date it holds for and how sure it is.
`fairlead.facts.load("goods")` reads a table; `fairlead.facts.check()` lists every problem in all of them.

To correct a fact, change its row, name the source in it, set `as_of` and `status`, run the tests and propose the
change. Rows whose status is *recalled* are written from knowledge and wait for somebody to check them: every answer
that uses one says "to be checked". What is not collected is never shown as none.

This page is written from the schemas.
"""


def page() -> str:
    """The page in Markdown: every table, what its absence of a row means, and every column.

    Examples
    --------
    >>> page().startswith("# Tables of facts")
    True
    """
    parts = [INTRODUCTION, "## Columns that every table of facts has\n", _columns(_provenance())]
    for table in tables():
        form, rows = schema(table), packaged(table)
        own = {name: field for name, field in form.fields.items() if not form.provenance or name not in _provenance()}
        status = Counter(row.status for row in rows)
        counts = ", ".join(f"{count:,} {name}" for name, count in sorted(status.items()))
        parts += [
            f"## {form.title}\n",
            f"Table `{table}`, {len(rows):,} rows: {counts}.\n",
            f"{form.about}\n",
            f"**What it means that a row is absent.** {form.absence}\n",
            f"A row is identified by {', '.join(f'`{name}`' for name in form.key)}.\n",
            _columns(own),
        ]
    return "\n".join(parts)


def _provenance() -> dict[str, Field]:
    return {name: schema("goods").fields[name] for name in ("source", "url", "as_of", "status", "note")}


def _columns(fields: dict[str, Field]) -> str:
    lines = ["| column | kind | says |", "|---|---|---|"]
    lines += [f"| `{name}` | {_kind(field)} | {field.about} |" for name, field in fields.items()]
    return "\n".join(lines) + "\n"


def _kind(field: Field) -> str:
    kind = {
        "choice": "one of: " + ", ".join(field.values),
        "list": f"list of {field.items}, separated by `;`",
        "reference": f"a value of `{field.of}`",
        "country": "ISO 3166 alpha-3",
    }.get(field.type, field.type)
    return f"{kind}; may be empty" if field.optional else kind


if __name__ == "__main__":
    sys.stdout.write(page())
