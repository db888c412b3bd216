"""Reading tables of facts: typed, validated, cached, and only the table that is asked for."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, overload

from fairlead.errors import InputError, Problem
from fairlead.facts.caches import forget
from fairlead.facts.own_folder import own_files
from fairlead.facts.records import RECORDS, Record, Source
from fairlead.facts.schema import Field, Schema, schema, tables
from fairlead.facts.values import Value, read_value

if TYPE_CHECKING:
    from fairlead.facts.overlay import Overlay

__all__ = ["check", "corrected", "corrections", "dangling", "load", "packaged", "read", "source", "use"]

OWN = ("country_indicators", "ratification_coverage", "ratifications")
"""Tables that own copies join when they are loaded."""

DATA_FOLDER = Path(__file__).parent / "data"
RECORD_OF = {record.table: record for record in RECORDS}
R = TypeVar("R", bound=Record)
_OVERLAY: Overlay | None = None
_CHANGING = Lock()


def use(overlay: Overlay | None) -> None:
    """Lay accepted corrections over the tables from now on, in the place of those before; ``None``: none.

    What was worked out from the facts before is forgotten. Calls that are under way in other threads go on with the
    facts that they have read and may keep what they make of them: a server changes facts while none is
    (`fairlead.hub.corrections.live` does).

    Parameters
    ----------
    overlay
        The corrections, for instance of `fairlead.facts.overlay.read_overlay`.

    Raises
    ------
    InputError
        If one of them cannot be laid, with every problem; then nothing changes.

    Examples
    --------
    >>> from fairlead.facts.overlay import Correction, Overlay
    >>> key = {"good": "Cotton", "iso3": "TKM"}
    >>> use(Overlay(corrections=(Correction(table="goods", key=key, kind="removed"),)))
    >>> any((row.good, row.iso3) == ("Cotton", "TKM") for row in load("goods"))
    False
    >>> use(None)
    """
    global _OVERLAY
    if overlay is not None:
        from fairlead.facts.overlay import problems

        found = [problem for problem in problems(overlay) if problem.severity == "error"]
        if found:
            raise InputError("The corrections cannot be used.", found, fix="Mend those named in the problems.")
    with _CHANGING:
        _OVERLAY = overlay
        forget()


def corrections() -> Overlay:
    """The corrections that are laid over the tables now.

    Examples
    --------
    >>> corrections().corrections
    ()
    """
    from fairlead.facts.overlay import NOTHING

    return _OVERLAY or NOTHING


def corrected(table: str, overlay: Overlay) -> tuple[Any, ...]:
    """All rows of one table as packaged, with corrections laid over them, whatever is in use.

    Raises
    ------
    FairleadError
        If there is no such table.
    """
    from fairlead.facts.overlay import lay

    return lay(table, packaged(table), overlay)


@overload
def load(table: type[R]) -> tuple[R, ...]: ...
@overload
def load(table: str) -> tuple[Any, ...]: ...
def load(table: type[R] | str) -> tuple[Any, ...]:
    """All rows of one of Fairlead's tables, as typed records in the order of the file.

    For the tables in `OWN`, own copies that the user has read with ``fairlead facts read`` or ``refresh`` are joined;
    their rows name ``own:...`` as their source. Accepted corrections are laid over the rows if they are in `use`.
    `packaged` gives the rows without either.

    Parameters
    ----------
    table
        The name of a table, or the class of its records (then the result is typed).

    Raises
    ------
    FairleadError
        If there is no such table.
    InputError
        If the file breaks its schema, with every problem in it.

    Examples
    --------
    >>> from fairlead.facts import Good
    >>> row = next(row for row in load(Good) if row.good == "Cotton" and row.iso3 == "TKM")
    >>> row.forced_labour, row.status, row.edition
    (True, 'verified', '2022')
    """
    return _load(table if isinstance(table, str) else table.table)


def packaged(table: str) -> tuple[Any, ...]:
    """All rows of one of Fairlead's tables as packaged, without the user's own copies: for export and comparison.

    Raises
    ------
    FairleadError
        If there is no such table.

    Examples
    --------
    >>> {row.source for row in packaged("sources") if row.id.startswith("own:")}
    set()
    """
    return _packaged(table)


def read(path: Path | str, table: str) -> tuple[Any, ...]:
    """Rows of a file that follows the schema of `table`, for instance a corrected copy of one of our tables.

    Parameters
    ----------
    path
        A CSV file in UTF-8 with the columns of the schema, in any order.
    table
        The name of the table whose schema it follows.

    Raises
    ------
    InputError
        If any row breaks the schema, with every problem in the file.
    """
    rows, problems = _read(Path(path), table)
    if problems:
        raise InputError(
            f"The table {table} in {Path(path).name} has {len(problems)} problem{'s' if len(problems) > 1 else ''}.",
            problems,
            why="A fact that cannot be read safely is not used.",
            fix="Mend the rows named in the problems.",
        )
    return rows


def check(only: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Every problem in Fairlead's own tables, references between tables included; empty when all is well.

    Parameters
    ----------
    only
        Names of tables to check; all, if empty.

    Examples
    --------
    >>> check(["sources"])
    ()
    """
    problems: list[Problem] = []
    for table in tuple(only) or tables():
        rows, found = _read(_path(table), table)
        problems += found or _references(table, rows)
    return tuple(problems)


def dangling(path: Path | str, table: str) -> tuple[Problem, ...]:
    """References of a corrected copy that lead to no row of our tables, such as a source that is not in `sources`.

    Parameters
    ----------
    path, table
        As in `read`.

    Examples
    --------
    >>> dangling(DATA_FOLDER / "practices.csv", "practices")
    ()
    """
    return tuple(_references(table, _read(Path(path), table)[0], Path(path)))


def source(id: str) -> Source:  # noqa: A002
    """The source with this id.

    Examples
    --------
    >>> source("normlex").title.startswith("International Labour Organization")
    True
    """
    if id.startswith("own:"):
        from fairlead.facts.readers.own import own_source

        return own_source(id)
    return _sources()[id]


@cache
def _sources() -> dict[str, Source]:
    return {row.id: row for row in load(Source)}


@cache
def _packaged(table: str) -> tuple[Any, ...]:
    return read(_path(table), table)


@cache
def _load(table: str) -> tuple[Any, ...]:
    rows = _packaged(table)
    if _OVERLAY is not None:
        from fairlead.facts.overlay import lay

        rows = lay(table, rows, _OVERLAY)
    if table in OWN and own_files():
        from fairlead.facts.readers.own import overlay

        rows = overlay(table, rows)
    return rows


def _path(table: str) -> Path:
    schema(table)  # names the tables there are, if this is none
    return DATA_FOLDER / f"{table}.csv"


def _read(path: Path, table: str) -> tuple[tuple[Any, ...], list[Problem]]:
    """Rows and problems; rows with a problem are left out."""
    form, record = schema(table), RECORD_OF[table]
    columns = list(form.fields.items())
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:  # spreadsheet programs put a mark at the beginning
            first = file.readline()
            file.seek(0)
            # in much of the world they write semicolons, because the comma is their decimal sign
            reader = csv.reader(file, strict=True, delimiter=max(",;\t", key=first.count))
            header = next(reader, [])
            if sorted(header) != sorted(form.fields):
                return (), [_header_problem(path, header, form)]
            place: list[tuple[int, str, Field, dict[str, Value]]] = [
                (header.index(name), name, field, {}) for name, field in columns
            ]
            rows: list[Any] = []
            problems: list[Problem] = []
            seen: dict[tuple[Value, ...], int] = {}
            for cells in reader:
                line = reader.line_num
                if not any(cells):
                    continue
                if len(cells) != len(header):
                    problems.append(
                        _problem(path, line, None, None, f"the row has {len(cells)} cells, not {len(header)}")
                    )
                    continue
                values: dict[str, Value] = {}
                for index, name, field, known in place:
                    cell = cells[index]
                    try:
                        if cell not in known:  # most cells repeat, so that each text is read once in a column
                            known[cell] = read_value(cell, field)
                        values[name] = known[cell]
                    except ValueError as error:
                        problems.append(_problem(path, line, name, cell, str(error)))
                if len(values) < len(place):
                    continue
                key = tuple(values[name] for name in form.key)
                if key in seen:
                    named = ", ".join(str(part) for part in key)
                    problems.append(_problem(path, line, form.key[0], named, f"row {seen[key]} has the same key"))
                seen[key] = line
                rows.append(record(**values))
    except UnicodeDecodeError:
        return (), [_problem(path, None, None, None, "it is not text in UTF-8: save it as 'CSV UTF-8'")]
    except (OSError, csv.Error) as error:
        return (), [_problem(path, None, None, None, f"the file cannot be read: {error}")]
    return tuple(rows), problems


def _references(table: str, rows: tuple[Any, ...], path: Path | None = None) -> list[Problem]:
    problems = []
    for name, field in schema(table).fields.items():
        if field.type != "reference":
            continue
        other, column = field.of.split(".")
        known = {getattr(row, column) for row in _read(_path(other), other)[0]}
        for line, row in enumerate(rows, start=2):
            if getattr(row, name) not in known:
                because = f"{field.of} does not have it"
                problems.append(_problem(path or _path(table), line, name, getattr(row, name), because))
    return problems


def _header_problem(path: Path, header: list[str], form: Schema) -> Problem:
    missing = [name for name in form.fields if name not in header]
    strange = [name for name in header if name not in form.fields]
    why = f"missing: {', '.join(missing) or 'none'}; not in the schema: {', '.join(strange) or 'none'}"
    return _problem(path, 1, None, ",".join(header), f"the columns are not those of the schema ({why})")


def _problem(path: Path, row: int | None, column: str | None, value: str | None, because: str) -> Problem:
    return Problem(
        code="facts",
        severity="error",
        what=f"The row cannot be used because {because}." if row else f"The table cannot be used because {because}.",
        why="Rules and reports rest on this table; a wrong cell would become a wrong statement.",
        fix="Compare the cell with the column's description in the schema and with the source of the row.",
        file=path.name,
        row=row,
        column=column,
        value=value,
    )
