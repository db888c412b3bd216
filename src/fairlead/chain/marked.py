"""The user's own rows as a workbook, with what is wrong with each beside it, to mend and read again."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from fairlead.chain.messages import ProblemLog, shown
from fairlead.chain.read import named, sheets_of
from fairlead.errors import FairleadError, Problem

__all__ = ["MARKED", "write_marked"]

MARKED = ("Fairlead: what is wrong", "Fairlead: how to mend it")
"""Headings of the columns that are added."""

_LONGEST = 32_000
_LAST_ROW = 1_048_575
_WIDEST = 300
_ALL_ROWS = 20_000


def write_marked(
    source: Any, problems: Iterable[Problem], path: str | Path, *, sheet: str | None = None, headings: int = 0
) -> Path:
    """Write a list as a workbook in which two columns say what is wrong with a row and how to mend it.

    Rows, headings and lines above them stay where they are, so that the mended workbook is read as the list was. Of
    lists longer than 20,000 rows only the rows with problems are written, below their headings.

    Parameters
    ----------
    source
        The list, as for `fairlead.chain.read_purchases`.
    problems
        What was found in it.
    path
        File to write.
    sheet
        The one sheet that was read; all when left out.
    headings
        Line of the headings, from 1, where it is known: the added columns begin there.

    Returns
    -------
    Path

    Raises
    ------
    FairleadError
        If the list cannot be read again, or the file cannot be written.
    """
    import xlsxwriter

    log = ProblemLog(named(source))
    sheets, _ = sheets_of(source, log, None, None, sheet)
    found = list(problems)
    target = Path(path)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    try:
        with xlsxwriter.Workbook(str(target), options) as book:
            formats = {
                "bold": book.add_format({"bold": True}),
                "day": book.add_format({"num_format": "yyyy-mm-dd"}),
                "wrong": book.add_format({"bg_color": "#FFF0C2"}),
                "said": book.add_format({"bg_color": "#FFF0C2", "text_wrap": True, "valign": "top"}),
            }
            names: set[str] = set()
            for one in sheets:
                mine = [p for p in found if p.row and p.severity != "note" and (p.sheet or "") == one.name]
                _write_sheet(book.add_worksheet(_title(one.name, names)), one.rows, mine, headings, formats)
            _write_rest(book.add_worksheet(_title("Fairlead", names)), found, formats)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise FairleadError(f"{target.name} cannot be written: {error}.", fix="Name another file.") from None
    return target


def _title(name: str, used: set[str]) -> str:
    """A name that a sheet may have and none has yet."""
    plain = "".join("_" if c in "[]:*?/\\" else c for c in name).strip("'")[:28] or "List"
    title, number = plain, 1
    while title.casefold() in used or title.casefold() == "history":
        number += 1
        title = f"{plain[:26]} {number}"
    used.add(title.casefold())
    return title


def _write_sheet(
    page: Any, rows: Sequence[Sequence[Any]], problems: Sequence[Problem], headings: int, formats: dict[str, Any]
) -> None:
    by_row: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.row is not None:
            by_row.setdefault(problem.row, []).append(problem)
    width = min(max((len(row) for row in rows), default=0), _WIDEST)
    page.set_column(width, width + 1, 60)
    long = len(rows) > _ALL_ROWS
    line = -1
    for number, row in enumerate(rows[:_LAST_ROW], start=1):
        mine = by_row.get(number, ())
        if long and not mine and number > max(headings, 1):
            continue
        line += 1
        for column, value in enumerate(row[:width]):
            _cell(page, line, column, value, formats, formats["wrong"] if mine else None)
        if number == max(headings, 1) and not mine:
            for column, text in enumerate(MARKED):
                page.write_string(line, width + column, text, formats["bold"])
        if mine:
            what = " ".join(f"{_where(p)}{p.what}{' ' + p.why if p.why else ''}" for p in mine)
            fix = " ".join(dict.fromkeys(p.fix for p in mine if p.fix))
            page.write_string(line, width, what[:_LONGEST], formats["said"])
            page.write_string(line, width + 1, fix[:_LONGEST], formats["said"])
    page.freeze_panes(max(headings, 1), 0)


def _where(problem: Problem) -> str:
    return f"{problem.column}: " if problem.column else ""


def _cell(page: Any, line: int, column: int, value: Any, formats: dict[str, Any], form: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(line, column, value, form)
    elif isinstance(value, int | float) and math.isfinite(value):
        page.write_number(line, column, value, form)
    elif isinstance(value, dt.datetime | dt.date) and value.year >= 1900:
        page.write_datetime(line, column, value, formats["day"])
    else:
        # never write(): a text of the list must not become a formula or a link
        page.write_string(line, column, _plain(value), form)


def _plain(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return (text if text.isprintable() else "".join(c if c.isprintable() or c in "\n\t" else shown(c) for c in text))[
        :_LONGEST
    ]


def _write_rest(page: Any, problems: Sequence[Problem], formats: dict[str, Any]) -> None:
    """Everything that was said, also of the file as a whole."""
    columns = ("severity", "sheet", "row", "column", "value", "what", "why", "fix")
    for column, name in enumerate(columns):
        page.write_string(0, column, name, formats["bold"])
    for line, problem in enumerate(problems[: _LAST_ROW - 1], start=1):
        for column, name in enumerate(columns):
            value = getattr(problem, name)
            if isinstance(value, int):
                page.write_number(line, column, value)
            elif value:
                page.write_string(line, column, _plain(value))
    page.set_column(5, 7, 60)
    page.freeze_panes(1, 0)
