"""The assessment as an Excel workbook: one sheet for each part, every number as a number.

Texts are always written as texts: a cell of the user's list that looks like a formula or a link stays a text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from fairlead.assess.result import Assessment
from fairlead.report.words import clean
from fairlead.report.workbook import Column, Value, sheets

__all__ = ["write"]

_LONGEST_TEXT = 32_000  # Excel takes 32,767 characters in a cell
_LAST_ROW = 1_048_575
_FORMATS = {
    "text": {"text_wrap": True, "valign": "top"},
    "line": {"valign": "top"},
    "number": {"num_format": "#,##0.0###", "valign": "top"},
    "count": {"num_format": "#,##0", "valign": "top"},
    "share": {"num_format": "0.0%", "valign": "top"},
    "probability": {"num_format": "0.00", "valign": "top"},
    "usd": {"num_format": '#,##0" USD"', "valign": "top"},
}


def write(assessment: Assessment, path: str | Path) -> Path:
    """Write the report as an XLSX file and return its path."""
    import xlsxwriter

    path = Path(path)
    options = {
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties(
            {"title": clean(assessment.title, 200), "comments": assessment.schema, **_created(assessment)}
        )
        formats = {name: book.add_format(form) for name, form in _FORMATS.items()}
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2})
        for sheet in sheets(assessment):
            page = book.add_worksheet(sheet.name)
            _fill(page, sheet.columns, sheet.rows, formats, heading)
            page.freeze_panes(1, sheet.frozen)
            page.set_landscape()
            page.set_paper(9)
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
    return path


def _created(assessment: Assessment) -> dict[str, Any]:
    # The same assessment gives the same file.
    try:
        return {"created": datetime.fromisoformat(assessment.created).replace(tzinfo=None)}
    except ValueError:
        return {}


def _fill(
    page: Any, columns: Sequence[Column], rows: Iterable[Sequence[Value]], formats: dict[str, Any], heading: Any
) -> None:
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width)
        page.write_string(0, index, column.heading, heading)
    kinds = [(formats[column.kind], column.kind) for column in columns]
    for number, row in enumerate(rows, start=1):
        if number > _LAST_ROW:
            page.write_string(_LAST_ROW, 0, "More rows than a sheet can hold: the JSON report has all.")
            return
        for index, value in enumerate(row):
            form, kind = kinds[index]
            _cell(page, number, index, value, form, form if kind == "line" else formats["text"])


def _cell(page: Any, row: int, column: int, value: Value, form: Any, text: Any) -> None:
    if isinstance(value, str):
        if value:
            page.write_string(row, column, clean(value, _LONGEST_TEXT), text)
    elif value is None or not math.isfinite(value):
        page.write_string(row, column, "unknown", text)
    else:
        page.write_number(row, column, value, form)
