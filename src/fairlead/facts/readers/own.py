"""Rows that the user read from own files: kept in the user's data folder, labelled, beside Fairlead's own tables.

Nothing of it is part of Fairlead, and nothing leaves the machine. Official files renew the tables in `RENEWED` while
Fairlead runs here; no file of Fairlead's tables is changed, and none is exported with them.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from fairlead.errors import FairleadError
from fairlead.facts.own_folder import VARIABLE, derived, folder, own_files
from fairlead.facts.readers import SOURCES, reader
from fairlead.facts.readers.base import PROVENANCE, Copy, Reading
from fairlead.facts.readers.compare import Comparison, compare
from fairlead.facts.readers.renewal import RENEWED, renew
from fairlead.facts.records.base import Row, Source

__all__ = [
    "RENEWED",
    "copies",
    "difference",
    "folder",
    "load_with_own",
    "overlay",
    "own_prevalence",
    "own_source",
    "remove",
    "rows",
    "save",
    "write_prevalence",
]


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    copy: Copy
    covers: dict[str, tuple[str, ...]]
    rows: msgspec.Raw


def save(reading: Reading) -> Path:
    """Keep what was read, in place of an earlier copy of the same source, readable by this user only.

    Raises
    ------
    FairleadError
        If own copies are switched off.
    """
    place = folder()
    if place is None:
        raise FairleadError(
            f"Own copies are switched off by {VARIABLE}=none.", fix=f"Unset {VARIABLE}, or name a folder in it."
        )
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    defaults = _provenance(reading.copy)
    plain = [
        {name: value for name, value in msgspec.to_builtins(row).items() if defaults.get(name, row) != value}
        for row in reading.rows
    ]
    kept = {"copy": reading.copy, "covers": reading.covers, "rows": plain}
    path = place / _name(reading.copy)
    handle, temporary = tempfile.mkstemp(dir=place, suffix=".part")  # made with mode 0600
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(kept))
    Path(temporary).replace(path)
    return path


def copies() -> tuple[Copy, ...]:
    """Every copy that is kept, by source.

    Raises
    ------
    FairleadError
        If a file is damaged; it is named.
    """
    return tuple(_kept(path).copy for path in _files())


def rows(source: str, part: str = "") -> tuple[Any, ...]:
    """Typed rows of the copy that is kept of a source; empty if there is none.

    Parameters
    ----------
    source
        One of `fairlead.facts.readers.SOURCES`.
    part
        Which series, for sources that publish one file for each: ``SP.POP.TOTL``.

    Raises
    ------
    FairleadError
        If there is no such source, or the copy is damaged.

    Examples
    --------
    >>> rows("gsi2023")
    ()
    """
    form = reader(source)
    for path in _files():
        if _source(path) == source:
            kept = _kept(path)
            if kept.copy.part == part:
                return _typed(kept, form.record, path)
    return ()


def remove(source: str) -> int:
    """Delete every copy of a source and what was worked out from it; returns how many copies there were.

    Raises
    ------
    FairleadError
        If there is no such source.
    """
    reader(source)
    gone = [path for path in _files() if _source(path) == source]
    for path in (*gone, *derived(source)):
        path.unlink(missing_ok=True)
    return len(gone)


def own_source(id: str) -> Source:  # noqa: A002
    """The source that rows of an own copy name, as a row of the table of sources.

    Raises
    ------
    FairleadError
        If no copy has this id.
    """
    for copy in copies():
        if copy.id == id:
            return Source(
                id=copy.id,
                title=f"Your own copy: {copy.title}" + (f", {copy.edition}" if copy.edition else ""),
                address=copy.address,
                licence=copy.licence,
                as_of=copy.as_of,
                status="verified",
                note=copy.note,
            )
    raise FairleadError(f"There is no own copy {id!r}.", fix="`fairlead facts own` lists them.")


def own_prevalence() -> dict[str, float]:
    """People in forced labour per 1,000 employed from the user's own Global Slavery Index; empty if there is none.

    Returns
    -------
    dict
        For ``fairlead.labour.forced_labour(table, prevalence=...)``.

    Examples
    --------
    >>> own_prevalence()
    {}
    """
    from fairlead.facts.readers.gsi2023 import prevalence

    return prevalence(rows("gsi2023"))


def write_prevalence(path: Path) -> int:
    """Write `own_prevalence` as a file that ``fairlead assess --prevalence`` reads, each row with whose copy it is.

    Returns
    -------
    int
        How many countries it has.

    Raises
    ------
    FairleadError
        If there is no copy of the Global Slavery Index.
    """
    found = own_prevalence()
    if not found:
        raise FairleadError(
            "There is no own copy of the Global Slavery Index.", fix="Read it first: fairlead facts read gsi2023 FILE"
        )
    note = own_source("own:gsi2023").note
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["iso3", "per_1000_employed", "note"])
        writer.writerows([iso3, f"{rate:.6g}", note] for iso3, rate in sorted(found.items()))
    return len(found)


def difference(reading: Reading) -> Comparison:
    """What would change if `reading` were kept: beside the rows of the table it renews, or of the copy kept so far."""
    form, before = reader(reading.copy.source), tuple[Row, ...]()
    after: Iterable[Row] = reading.rows
    if form.table:
        from fairlead.facts.store import packaged

        before = packaged(form.table)
        after = renew(form.table, before, reading)
    else:
        before = rows(reading.copy.source, reading.copy.part)
    return compare(before, after, form.key)


def load_with_own(table: str | type[Row]) -> tuple[Any, ...]:
    """Rows of one of Fairlead's tables, with the user's own copies.

    Official files renew the tables in `RENEWED`; values of own copies join the latest values of indicators that are
    in the catalogue. `fairlead.facts.load` gives the same for the tables that rules and dossiers read as they stand;
    the list of goods and the findings of one edition are named by their year in many sentences, so that another
    edition is given only here.

    Parameters
    ----------
    table
        Name of the table, or the class of its records.

    Returns
    -------
    tuple
        Rows from an own copy name ``own:...`` as their source and say so in their note.

    Examples
    --------
    >>> from fairlead.facts import load
    >>> load_with_own("ratifications") == load("ratifications")
    True
    """
    from fairlead.facts.store import packaged

    name = table if isinstance(table, str) else table.table
    return overlay(name, packaged(name))


def overlay(table: str, before: tuple[Any, ...]) -> tuple[Any, ...]:
    """The rows of a table with the user's own copies; the rows themselves where none concerns it."""
    found = before
    if table in RENEWED:
        for path in _files():
            form = reader(_source(path))
            if form.table == table or (form.table, table) == ("ratifications", "ratification_coverage"):
                kept = _kept(path)
                rows_ = _typed(kept, form.record, path)
                found = renew(table, found, Reading(copy=kept.copy, table=table, covers=kept.covers, rows=rows_))
    elif table == "country_indicators" and (paths := _files()):
        from fairlead.facts.readers.catalogue import with_own_values

        found = with_own_values(found, [_typed(_kept(path), reader(_source(path)).record, path) for path in paths])
    return found


def _files() -> list[Path]:
    return [path for path in own_files() if _source(path) in SOURCES]


def _source(path: Path) -> str:
    return path.name.split("--")[0].removesuffix(".json")


def _name(copy: Copy) -> str:
    part = "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in copy.part)[:80]
    return copy.source + (f"--{part}" if part else "") + ".json"


def _kept(path: Path) -> _Kept:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Kept)
    except (OSError, msgspec.DecodeError) as error:
        raise _damaged(path, error) from None


def _typed(kept: _Kept, record: type[Row], path: Path) -> tuple[Any, ...]:
    defaults = _provenance(kept.copy)
    try:
        plain = msgspec.json.decode(kept.rows, type=list[dict[str, Any]])
        return tuple(msgspec.convert([{**defaults, **row} for row in plain], list[record]))  # type: ignore[valid-type]
    except msgspec.DecodeError as error:
        raise _damaged(path, error) from None


def _provenance(copy: Copy) -> dict[str, str]:
    return dict(zip(PROVENANCE, (copy.id, "", copy.as_of, "verified", copy.note), strict=True))


def _damaged(path: Path, error: Exception) -> FairleadError:
    return FairleadError(
        f"The own copy {path.name} cannot be read: {error}.",
        fix=f"Read the file again, or delete {path.name} in the folder that `fairlead facts own` names.",
    )
