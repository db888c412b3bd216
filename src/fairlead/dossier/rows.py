"""From a statement to its rows and back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from fairlead.assess.result import Source
from fairlead.dossier.model import Dossier, Fact, Mark, RowRef
from fairlead.errors import FairleadError
from fairlead.facts import Row, load, schema, tables
from fairlead.facts import source as fact_source
from fairlead.facts.store import RECORD_OF

__all__ = ["ESTIMATES", "collected", "fact", "mark_of", "ref", "resolve", "rows_of", "sources"]

ESTIMATES = "estimates"
"""The name that stands for the packaged estimates where a reference names a table."""


def collected(table: str) -> bool:
    """Whether Fairlead has a table of facts with at least one row; where not, a dossier says "not collected yet".

    Examples
    --------
    >>> collected("goods"), collected("no such table")
    (True, False)
    """
    return table in tables() and table in RECORD_OF and bool(load(table))


def rows_of(table: str, iso3: str, column: str = "iso3") -> tuple[Any, ...]:
    """The rows of a table about one country; none where the table is not there."""
    return _by_column(table, column).get(iso3, ()) if collected(table) else ()


@cache
def _by_column(table: str, column: str) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for row in load(table):
        value = getattr(row, column, "")
        for each in value if isinstance(value, tuple) else (value,):
            found.setdefault(str(each), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def ref(row: Row) -> RowRef:
    """The reference to a row.

    Examples
    --------
    >>> from fairlead.facts import Ratification
    >>> ref(load(Ratification)[0]).key
    ('C029', 'AGO')
    """
    return RowRef(
        table=row.table,
        key=_key(row),
        source=row.source,
        status=row.status,
        as_of=row.as_of,
        url=row.url,
    )


def _key(row: Row) -> tuple[str, ...]:
    return tuple(_text(getattr(row, column)) for column in schema(row.table).key)


def _text(value: object) -> str:
    return ";".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)


def resolve(reference: RowRef) -> Any:
    """The record a reference leads to: a row of facts, or the figure of the estimates as a `Range`.

    Raises
    ------
    FairleadError
        If there is no such row, or the estimates rest on an own copy that is not in use.

    Examples
    --------
    >>> from fairlead.facts import Ratification
    >>> resolve(ref(load(Ratification)[0])).country
    'Angola'
    """
    if reference.table == ESTIMATES:
        from fairlead.dossier.packaged import packaged, shipped

        for estimates in (packaged(), shipped()):
            if estimates.source(reference.key[0]) == reference.source:
                return estimates.figure(*reference.key)
    found = _index(reference.table).get(reference.key) if reference.table in tables() else None
    if found is None:
        raise FairleadError(f"There is no row {'/'.join(reference.key)} in the table {reference.table}.")
    return found


@cache
def _index(table: str) -> dict[tuple[str, ...], Any]:
    return {_key(row): row for row in load(table)}


def mark_of(rows: Iterable[Row]) -> Mark:
    """The mark of a statement that rests on these rows: that of the weakest."""
    used = tuple(rows)
    if any(row.to_be_checked and not row.partly_recalled for row in used):
        return "to be checked"
    return "in part to be checked" if any(row.partly_recalled for row in used) else ""


def fact(text: str, *rows: Row, label: str = "", value: str = "", note: str = "", mark: Mark | None = None) -> Fact:
    """A fact that rests on these rows; its sentence carries their mark.

    Parameters
    ----------
    text
        A full sentence.
    rows
        At least one.
    label, value, note
        As in `Fact`.
    mark
        Give it only where a rule knows better than the rows.

    Raises
    ------
    FairleadError
        For a statement without a row.
    """
    if not rows:
        raise FairleadError(f"A statement needs a row to rest on: {text}")
    known = mark_of(rows) if mark is None else mark
    text = text[:1].upper() + text[1:]
    said = text if not known or "to be checked" in text else f"{text} ({known})"
    return Fact(text=said, rows=tuple(ref(row) for row in rows), label=label, value=value, mark=known, note=note)


def sources(dossier: Dossier) -> tuple[Source, ...]:
    """Every source that the statements of a dossier rest on, in the order of the table of sources."""
    from fairlead.dossier.packaged import packaged

    own = packaged().own
    named = {reference.source for statement in dossier.statements() for reference in statement.rows}
    return tuple(own if own and own.id == name else _source(name) for name in sorted(named))


def _source(name: str) -> Source:
    """A source of the tables, or the user's own copy of one."""
    row: Any
    if name.startswith("own:"):
        from fairlead.facts.readers.own import own_source

        row = own_source(name)
    else:
        row = fact_source(name)
    return Source(
        id=row.id,
        title=row.title,
        url=row.address,
        as_of=row.as_of,
        status=row.status,
        licence=row.licence,
        note=row.note,
    )
