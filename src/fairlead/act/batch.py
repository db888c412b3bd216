"""One document to many: a draft for each row of a table of addressees, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from fairlead.act.case import Case
from fairlead.act.draft import Draft
from fairlead.act.kinds import kind
from fairlead.act.writing import write
from fairlead.errors import FairleadError, InputError, Problem

__all__ = ["COLUMNS", "batch"]

COLUMNS = ("state", "partner", "place", "sector", "good", "language")
"""Columns of the case that may differ from row to row, beside the placeholders of the kind."""


def batch(id: str, case: Case, rows: Sequence[Mapping[str, str]]) -> tuple[Draft, ...]:  # noqa: A002
    """Write a document once for each row.

    Parameters
    ----------
    id
        Name of the kind.
    case
        What is the same for all.
    rows
        One addressee each: placeholders of the kind and `COLUMNS`, by name; empty cells keep what the case says.

    Raises
    ------
    InputError
        With every problem of every row at once; then nothing is written.

    Examples
    --------
    >>> case = Case(on="2026-11-21")
    >>> made = batch("ratification", case, [{"state": "NPL", "minister": "Minister A"}, {"state": "IND"}])
    >>> [one.case.state for one in made]
    ['NPL', 'IND']
    """
    whole = kind(id)
    asked = {one.key for one in whole.fields}
    problems: list[Problem] = []
    drafts: list[Draft] = []
    for number, row in enumerate(rows, start=2):  # the first line holds the names of the columns
        given = {key: value.strip() for key, value in row.items() if value and value.strip()}
        unknown = sorted(key for key in given if key not in COLUMNS and whole.field(key) is None)
        problems += [
            Problem(code="column_unknown", severity="error", row=number, column=key, what=f"{key!r} is not asked for",
                    fix=f"Use: {', '.join(sorted(asked | set(COLUMNS)))}.")
            for key in unknown
        ]  # fmt: skip
        own = {key: given[key] for key in COLUMNS if key in given}
        fields = {**case.fields, **{key: text for key, text in given.items() if whole.field(key)}}
        try:
            drafts.append(write(id, msgspec.structs.replace(case, **own, fields=fields)))
        except InputError as error:
            problems += [msgspec.structs.replace(one, row=number) for one in error.problems]
        except FairleadError as error:
            problems.append(
                Problem(code="row_refused", severity="error", row=number, what=error.what, why=error.why, fix=error.fix)
            )
    if problems:
        raise InputError(
            "Some rows cannot be written.",
            problems,
            why="All are written or none.",
            fix="Mend the rows in the problems.",
        )
    return tuple(drafts)
