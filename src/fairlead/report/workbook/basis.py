"""Sheets of what the figures rest on: assumptions, methods, sources."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.assess.result import Assessment
from fairlead.report.words import yes_no
from fairlead.report.workbook.sheet import Sheet, named, sheet

__all__ = ["basis"]


def basis(a: Assessment) -> Iterator[Sheet]:
    """Give the sheets of assumptions, methods and sources."""
    yield sheet(
        "Assumptions",
        (
            "Assumption:44",
            "Value:24",
            "Changed",
            "Note:60",
            "Key:20",
        ),
        ((x.label, x.value, yes_no(x.changed), x.note, x.key) for x in a.assumptions),
    )
    yield sheet(
        "Methods",
        (
            "Method:36",
            "How:90",
            "Page:36",
            "Sources:60",
            "Id:20",
        ),
        ((m.title, m.text, m.docs, "; ".join(named(a, id_) for id_ in m.sources), m.id) for m in a.methods),
    )
    table = a.table
    about = f"{table.countries} countries, {table.industries} industries. {table.note}"
    yield sheet(
        "Sources",
        ("Source:60", "Address:44", "As of", "Status", "Licence:24", "Note:50", "Id:20"),
        iter(
            [
                *((s.title, s.url, s.as_of, s.status, s.licence, s.note, s.id) for s in a.sources),
                (f"Trade table: {table.title}", "", str(table.year), "", "", about, table.name),
                (
                    f"List: {a.input.file}",
                    "",
                    "",
                    "",
                    "",
                    f"SHA-256 {a.input.sha256}; sheets: {', '.join(a.input.sheets)}",
                    "",
                ),
            ]
        ),
    )
