"""Read the package's own tables, each row with source, date and status, all faults reported at once."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from fairlead.errors import InputError, Problem

__all__ = ["STATUSES", "Row", "read_table"]

Row = dict[str, str]
STATUSES = frozenset({"verified", "recalled", "judgement", "computed", "conflicting"})


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """Read one table of the classification.

    Parameters
    ----------
    name
        Name of the file in ``fairlead/classify/data`` without its ending.

    Returns
    -------
    tuple of dict
        The rows; every row has ``source``, ``as_of`` and ``status``.

    Raises
    ------
    InputError
        With every row that lacks one of them or has a status that is none.

    Examples
    --------
    >>> read_table("stand_ins")[0]["code"]
    'ABW'
    """
    path = files("fairlead.classify") / "data" / f"{name}.csv"
    rows = tuple(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    problems = list(check_rows(name, rows))
    if problems:
        raise InputError(f"The table {name} has rows without origin.", problems)
    return rows


def check_rows(name: str, rows: tuple[Row, ...]) -> list[Problem]:
    """List the rows that lack source, date or a known status (or have too few columns).

    Examples
    --------
    >>> [p.column for p in check_rows("t", ({"source": "", "as_of": "2020", "status": "sure"},))]
    ['source', 'status']
    """
    problems = []
    for number, row in enumerate(rows, start=2):
        for column in ("source", "as_of", "status"):
            value = row.get(column)
            if not value or (column == "status" and value not in STATUSES):
                problems.append(
                    Problem(
                        code="table_row",
                        severity="error",
                        what=f"Row {number} of {name} has no usable {column}.",
                        why="Every fact needs its source, its date and its status.",
                        fix="Fill it in; status is one of " + ", ".join(sorted(STATUSES)) + ".",
                        file=f"{name}.csv",
                        row=number,
                        column=column,
                        value=value,
                    )
                )
    return problems
