"""What a corrected copy of a table of facts changes, by key and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec

from fairlead.facts.records.base import Record
from fairlead.facts.schema import schema
from fairlead.facts.store import packaged, read
from fairlead.facts.values import Value

__all__ = ["Change", "cell", "changes"]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference between our table and a copy of it.

    Attributes
    ----------
    kind
        ``added``: the row is only in the copy; ``removed``: it is only in ours; ``changed``: one column differs.
    key
        The columns that identify the row, with their texts.
    column, before, after
        For a change: the column, our text and the text of the copy.
    """

    kind: Literal["added", "removed", "changed"]
    key: dict[str, str]
    column: str = ""
    before: str = ""
    after: str = ""


def changes(table: str, path: Path | str) -> tuple[Change, ...]:
    """Every difference between our table and a corrected copy of it, in the order of the rows of the copy.

    Parameters
    ----------
    table
        Name of the table.
    path
        The copy: a CSV file in UTF-8 with the columns of the schema, in any order.

    Raises
    ------
    FairleadError
        If there is no such table.
    InputError
        If the copy breaks the schema, with every problem in it.

    Examples
    --------
    >>> from fairlead.facts.store import DATA_FOLDER
    >>> changes("goods", DATA_FOLDER / "goods.csv")
    ()
    """
    form = schema(table)
    ours = {_key(row, form.key): row for row in packaged(table)}
    theirs = {_key(row, form.key): row for row in read(path, table)}
    found: list[Change] = []
    for key, row in theirs.items():
        old = ours.get(key)
        named = dict(zip(form.key, key, strict=True))
        if old is None:
            found.append(Change(kind="added", key=named))
            continue
        for column in form.fields:
            before, after = getattr(old, column), getattr(row, column)
            if before != after:
                found.append(Change(kind="changed", key=named, column=column, before=cell(before), after=cell(after)))
    gone = (key for key in ours if key not in theirs)
    found += (Change(kind="removed", key=dict(zip(form.key, key, strict=True))) for key in gone)
    return tuple(found)


def cell(value: Value) -> str:
    """The text of a value as it stands in a data file; the opposite of `fairlead.facts.values.read_value`.

    Examples
    --------
    >>> cell(True), cell(("c1", "c4")), cell(((2015, 12.0), (2016, 12.5))), cell(None)
    ('yes', 'c1;c4', '2015:12;2016:12.5', '')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    if isinstance(value, float):
        return _decimal(value)
    if isinstance(value, tuple):
        return ";".join(item if isinstance(item, str) else f"{item[0]}:{_decimal(item[1])}" for item in value)
    return str(value)


def _decimal(number: float) -> str:
    text = f"{number:.10f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _key(row: Record, columns: tuple[str, ...]) -> tuple[str, ...]:
    values: list[Any] = [getattr(row, column) for column in columns]
    return tuple(cell(value) for value in values)
