"""The reference page of the kinds of documents, written from their files.

``python -m fairlead.act.reference > docs/reference/documents.md`` renews the page; a test fails when it is out of date.
"""

from __future__ import annotations

import sys

from fairlead.act.kinds import Kind, kinds
from fairlead.act.values.measures import clauses, industry_measures

__all__ = ["page"]

INTRODUCTION = """\
# Kinds of documents

`fairlead letter list` shows them, `fairlead letter show KIND` what one asks of you, and `fairlead letter draft KIND`
writes a draft. [How to write a letter](../how-to/write-a-letter.md) goes through it;
[how documents are born from facts](../method/documents.md) says what stands in them and what is left out.

Each kind is a file in `src/fairlead/act/documents/`, in Fairlead's own words, which somebody who drafts can read and
change. No wording has been reviewed by counsel unless its file names who did so; the document says so itself.

This page is written from the files.
"""
FAMILIES = {
    "policy": "To governments, lenders and the United Nations",
    "supervision": "Supervision of the State",
    "complaint": "Complaints about companies and lenders",
    "business": "For business and public buyers",
    "joint": "Together",
}


def page() -> str:
    """The page in Markdown.

    Examples
    --------
    >>> page().startswith("# Kinds of documents")
    True
    """
    parts = [INTRODUCTION]
    for group, title in FAMILIES.items():
        parts.append(f"## {title}\n")
        parts += [_kind(one) for one in kinds().values() if one.group == group]
    parts += ["## Clauses for a code of conduct\n", CLAUSES, _clauses(), "## Measures of a plan of an industry\n"]
    parts += [MEASURES, _measures()]
    return "\n".join(parts)


CLAUSES = """\
Chosen by their names in the field `clauses` of `code_of_conduct` and `tender_clause`; without a choice all that fit the
industry stand.
"""
MEASURES = """\
Chosen by their names in the field `measures` of `industry_plan`; without a choice all stand. Each asks who is
responsible (`owner:NAME`) and by when (`by:NAME`).
"""


def _kind(one: Kind) -> str:
    lines = [f"### `{one.id}`\n", f"**{one.name}.** {one.about}\n"]
    facts = []
    if one.guide:
        facts.append(f"serves model letter {one.guide} of the guide of the International Trade Union Confederation")
    if one.route:
        facts.append(f"starts the route `{one.route}`, whose requirements are checked")
    facts.append(f"must be told: {', '.join(f'`{name}`' for name in one.needs)}" if one.needs else "needs no country")
    if one.objectives:
        facts.append(f"objectives of campaigns: {', '.join(one.objectives)}")
    lines += [f"- {text[:1].upper()}{text[1:]}." for text in facts]
    if one.fields:
        lines += ["", "| field | what belongs there |", "|---|---|"]
        for field in one.fields:
            label = field.label if field.required else f"{field.label} (may stay empty)"
            key = f"`{field.key}:NAME`" if field.each else f"`{field.key}`"
            lines.append(f"| {key} | {label[:1].upper()}{label[1:]}. {field.help}".rstrip() + " |")
    return "\n".join(lines) + "\n"


def _clauses() -> str:
    lines = ["| name | clause | applies | industries |", "|---|---|---|---|"]
    lines += [
        f"| `{one.key}` | {one.title} | {one.reference} | {', '.join(one.sectors) or 'all'} |" for one in clauses()
    ]
    return "\n".join(lines) + "\n"


def _measures() -> str:
    lines = ["| name | measure | what the industry does |", "|---|---|---|"]
    lines += [f"| `{one.key}` | {one.title} (`{one.measure}`) | {one.does} |" for one in industry_measures()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
