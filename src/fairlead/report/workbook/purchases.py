"""Sheets of the list: suppliers in its order, mappings, problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fairlead.assess.result import Assessment, SupplierLine
from fairlead.report.words import SECTOR_AVERAGE, SECTOR_AVERAGE_KEY, SECTOR_AVERAGE_UNIT
from fairlead.report.workbook.sheet import Column, Sheet, Value, ends, sheet

__all__ = ["of_the_list"]


def of_the_list(a: Assessment) -> Iterator[Sheet]:
    """Give the sheets of the list."""
    keys = list(dict.fromkeys(key for line in a.suppliers for key in line.sector_average_not_about_this_supplier))
    averages = [
        Column(
            f"{SECTOR_AVERAGE_KEY}: {key.replace('_', ' ')}, {end} ({SECTOR_AVERAGE}; {SECTOR_AVERAGE_UNIT})",
            "number",
            26,
        )
        for key in keys
        for end in ("central", "low", "high")
    ]
    headings = (
        "Supplier (in the order of the list):36",
        "Country:20",
        "Industry:36",
        "Spend, USD of each row's own year:usd",
    )
    rows = (_supplier(line, keys) for line in a.suppliers)
    yield sheet("Suppliers", (*headings, "Rows:count", *averages), rows)
    yield sheet(
        "Mappings",
        (
            "Kind",
            "Text of the list:36",
            "Status",
            "Read as:36",
            "Codes",
            "Score, 0 to 1:probability",
            "Why:36",
            "Other candidates:44",
            "Rows:count",
            "Spend, USD:usd",
        ),
        (
            (
                m.kind,
                m.text,
                m.status,
                m.label,
                ", ".join(m.codes),
                m.score,
                m.reason,
                "; ".join(m.candidates),
                m.rows,
                m.spend_usd,
            )
            for m in a.mappings
        ),
        2,
    )
    yield sheet(
        "Problems",
        (
            "Severity",
            "Sheet",
            "Row:count",
            "Column",
            "Value:24",
            "What:50",
            "Why it matters:44",
            "How to mend it:44",
            "Code:20",
            "File:20",
        ),
        (
            (
                p.severity,
                p.sheet or "",
                "" if p.row is None else p.row,
                p.column or "",
                p.value or "",
                p.what,
                p.why,
                p.fix,
                p.code,
                p.file or "",
            )
            for p in a.problems
        ),
        1,
    )


def _supplier(line: SupplierLine, keys: Sequence[str]) -> Sequence[Value]:
    average = line.sector_average_not_about_this_supplier
    unknown = (None, None, None)
    estimates = [end for key in keys for end in (ends(average[key]) if key in average else unknown)]
    return (line.supplier, line.country, line.industry, line.spend_usd, line.rows, *estimates)
