"""A sheet: columns with units, and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from fairlead.assess.result import Account, Assessment, Range
from fairlead.report.references import References

__all__ = [
    "ACCOUNT",
    "METHOD",
    "PEOPLE",
    "SHARE",
    "Column",
    "Rows",
    "Sheet",
    "Value",
    "cited_by",
    "ends",
    "named",
    "sheet",
]

Value = str | float | int | None
Kind = Literal["text", "line", "number", "count", "share", "probability", "usd"]
Rows = Iterator[Sequence[Value]]


class Column(NamedTuple):
    """One column: its heading with unit, its kind of number and its width in characters."""

    heading: str
    kind: Kind = "text"
    width: int = 14


_WIDTHS: dict[Kind, int] = {"text": 14, "line": 44, "number": 14, "count": 8, "share": 12, "probability": 14, "usd": 20}


def _column(written: str | Column) -> Column:
    """Read "Heading:kind" or "Heading:width of a text"."""
    if isinstance(written, Column):
        return written
    heading, _, form = written.partition(":")
    kind: Kind = next((name for name in _WIDTHS if name == form), "text")
    return Column(heading, kind, int(form) if form.isdigit() else _WIDTHS[kind])


class Sheet(NamedTuple):
    """One sheet: name, columns, rows, and how many columns stay in sight."""

    name: str
    columns: tuple[Column, ...]
    rows: Rows
    frozen: int = 1


def sheet(name: str, columns: Sequence[str | Column], rows: Iterable[Sequence[Value]], frozen: int = 1) -> Sheet:
    """Make a sheet; a column is written as "Heading:kind", or "Heading:width" for a text."""
    return Sheet(name, tuple(_column(column) for column in columns), iter(rows), frozen)


PEOPLE = (
    "People linked statistically, central:number",
    "People, low end of 90 % range:number",
    "People, high end of 90 % range:number",
)
SHARE = "Share of the account's total:share"
METHOD = "Method and sources:line"
ACCOUNT = "Account (never add two accounts):18"


def ends(value: Range) -> tuple[float, float, float]:
    """Give central value, low and high end."""
    return (value.central, value.low, value.high)


def cited_by(a: Assessment, account: Account) -> str:
    """Say an account's method and sources in one text."""
    references = References(a)
    methods = references.methods(account=account)
    names = [method.title for method in methods] or [account.method]
    return "; ".join([*names, *(source.title for source in references.sources(methods))])


def named(a: Assessment, source: str) -> str:
    """Give the title of a source that a fact names by id."""
    return References(a).source(source).words
