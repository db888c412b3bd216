"""The schema of a table: a short TOML file that a lawyer can read, ``schemas/<table>.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from fairlead.errors import FairleadError

__all__ = ["Field", "Schema", "schema", "tables"]

SCHEMA_FOLDER = Path(__file__).parent / "schemas"


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column of a table.

    Attributes
    ----------
    about
        What the column says, in plain words.
    type
        ``text``, ``yes/no``, ``date`` (a day, month or year, ISO 8601), ``years`` (a year, or a span in which it
        lies), ``number`` (whole), ``decimal``, ``series`` (``year:number`` separated by ``;``, years rising),
        ``country`` (ISO 3166 alpha-3), ``industry`` (c1 to c35), ``heading`` (digits of the Harmonized System),
        ``url``, ``choice`` (one of `values`), ``list`` (of `items`, separated by ``;``) or ``reference`` (a value of
        the column `of` of another table).
    optional
        Whether the cell may be empty. Empty means not known or not applicable, as `about` says; never no.
    values, items, of
        Details of the type.
    """

    about: str
    type: str = "text"
    optional: bool = False
    values: tuple[str, ...] = ()
    items: str = "text"
    of: str = ""


class Schema(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a table holds, which columns identify a row, and what it means that a row is absent."""

    title: str
    about: str
    absence: str
    key: tuple[str, ...]
    fields: dict[str, Field]
    provenance: bool = True


@cache
def tables() -> tuple[str, ...]:
    """Names of all tables, in alphabetical order.

    Examples
    --------
    >>> "goods" in tables() and "ratifications" in tables()
    True
    """
    return tuple(sorted(path.stem for path in SCHEMA_FOLDER.glob("*.toml") if not path.stem.startswith("_")))


@cache
def schema(table: str) -> Schema:
    """The schema of one table, with the columns of provenance that every table of facts has.

    Parameters
    ----------
    table
        A name out of `tables`.

    Raises
    ------
    FairleadError
        If there is no such table.

    Examples
    --------
    >>> schema("ratifications").key
    ('instrument', 'iso3')
    >>> list(schema("ratifications").fields)[-1]
    'note'
    """
    if table not in tables():
        raise FairleadError(f"There is no table of facts named {table!r}.", fix=f"Tables: {', '.join(tables())}.")
    own = msgspec.convert(_read(table), Schema)
    if not own.provenance:
        return own
    shared = msgspec.convert(_read("_provenance")["fields"], dict[str, Field])
    return msgspec.structs.replace(own, fields={**own.fields, **shared})


def _read(name: str) -> dict[str, object]:
    return tomllib.loads((SCHEMA_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
