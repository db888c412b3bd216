"""What every reader shares: the copy that was read, the problems found, the typed rows."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from fairlead.errors import InputError, Problem, Severity
from fairlead.facts.readers.files import MAX_BYTES, file_bytes
from fairlead.facts.records.base import Row

__all__ = ["Copy", "Log", "Options", "Parsed", "Reader", "Reading", "read_content", "read_copy"]

LISTED = 200
"""Problems that are listed one by one; more are counted."""

ENOUGH = 500
"""Problems after which a file is given up: it is not what it should be, and looking up every name in it takes long."""

PROVENANCE = ("source", "url", "as_of", "status", "note")


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """The file that rows were read from.

    Attributes
    ----------
    source
        Which reader read it, for instance ``gsi2023``.
    part
        Which series of the source, where it publishes one file for each; else empty.
    title, licence, address
        Whose file it is, on what terms, and the page it is published on.
    restricted
        Whether its terms forbid handing it on, so that it stays on this machine.
    file, sha256, read_on
        Name of the file, its digest, and the day it was read.
    as_of, edition
        The date its facts hold for, and the edition as its publisher names it.
    """

    source: str
    title: str
    licence: str
    address: str
    restricted: bool
    file: str
    sha256: str
    read_on: str
    as_of: str
    edition: str = ""
    part: str = ""

    @property
    def id(self) -> str:
        """The id that rows name as their source: ``own:gsi2023``, or ``own:worldbank/SP.POP.TOTL``."""
        return f"own:{self.source}" + (f"/{self.part}" if self.part else "")

    @property
    def label(self) -> str:
        """What every figure from it is labelled with."""
        never = ", never bundled" if self.restricted else ""
        return f"your own copy of {self.title}; {self.licence}{never}"

    @property
    def note(self) -> str:
        """The label with the file, its digest and the day it was read."""
        return f"{self.label}; file {self.file}, SHA-256 {self.sha256[:12]}, read on {self.read_on}"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the user says about a file that the file itself may not say."""

    as_of: str = ""
    edition: str = ""
    read_on: str = ""
    file: str = ""


@dataclass(frozen=True)
class Parsed:
    """What a parser found: fields of the rows, and what the file says about itself.

    Attributes
    ----------
    rows
        Own fields of every row; ``url``, ``as_of`` and ``note`` where they differ from the file's.
    covers
        For a file that is complete in part: the column and the values of it that the file holds completely.
    """

    rows: list[dict[str, Any]]
    as_of: str = ""
    edition: str = ""
    part: str = ""
    covers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Log:
    """Collects problems with their places, so that all of them are told at once.

    Parameters
    ----------
    file
        Name of the file.
    layout
        What the reader expects, in one sentence.
    """

    def __init__(self, file: str, layout: str) -> None:
        self.file, self.layout = file, layout
        self._problems: list[Problem] = []
        self._more = 0

    def add(
        self,
        what: str,
        *,
        severity: Severity = "error",
        row: int | None = None,
        column: str | None = None,
        value: object = None,
        sheet: str | None = None,
        why: str = "",
        fix: str = "",
    ) -> None:
        """Note one problem."""
        if len(self._problems) >= LISTED:
            self._more += 1
            if self._more > ENOUGH:
                self._more = 0
                raise self.stop(f"More than {ENOUGH:,} problems were found, and reading was given up.")
            return
        self._problems.append(
            Problem(
                code="own_copy",
                severity=severity,
                what=_safe(what),
                why=why,
                fix=fix,
                file=self.file,
                sheet=None if sheet is None else _safe(sheet),
                row=row,
                column=None if column is None else _safe(column),
                value=None if value is None else _safe(value),
            )
        )

    def stop(self, what: str, *, fix: str = "", **place: Any) -> InputError:
        """The error for a file that cannot be used, with every problem found so far and the layout expected."""
        self.add(what, **place)
        return InputError(
            f"{self.file}: {_safe(what)}",
            self.problems(),
            why="A file in another layout would be misread, so nothing of it is used.",
            fix=f"{_safe(fix)} Expected: {self.layout}".strip(),
        )

    def problems(self) -> tuple[Problem, ...]:
        """All problems, those over the limit as one count."""
        if not self._more:
            return tuple(self._problems)
        more = Problem(code="own_copy", severity="error", what=f"{self._more:,} more problems.", file=self.file)
        return (*self._problems, more)

    def errors(self) -> int:
        """How many problems left a row out."""
        return sum(problem.severity == "error" for problem in self._problems) + self._more


@dataclass(frozen=True)
class Reader:
    """One source: whose it is, what its files look like, how they are parsed and fetched.

    Attributes
    ----------
    layout
        The layout recognised, in one sentence; every error about a changed layout quotes it.
    seen
        How the layout is known, and what of it is not.
    record, key
        The typed row, and the columns that identify one.
    parse
        From the bytes of a file to the fields of its rows.
    table
        Fairlead's own table that the file renews; empty where there is none and where the terms forbid it.
    download
        Where the command that downloads asks; ``{part}`` is the series asked for. Empty for restricted sources.
    link
        Where the address is a page on which the file is linked: how the link ends.
    accept
        What to ask the host for, where it offers several formats.
    fewest
        Fewest rows of a file that is whole; fewer mean that it was cut short.
    """

    id: str
    title: str
    licence: str
    restricted: bool
    address: str
    layout: str
    seen: str
    record: type[Row]
    key: tuple[str, ...]
    parse: Callable[[bytes, Log, Options], Parsed]
    table: str = ""
    download: str = ""
    link: str = ""
    accept: str = "*/*"
    fewest: int = 1


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of one file with what is known about it, and what was left out."""

    copy: Copy
    table: str
    covers: dict[str, tuple[str, ...]]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


def read_copy(reader: Reader, path: Path | str, *, as_of: str = "", edition: str = "") -> Reading:
    """Read a file of one source.

    Parameters
    ----------
    reader
        The source.
    path
        The file.
    as_of
        The date its facts hold for, where the file does not say; the day of reading if not given.
    edition
        The edition, where the file does not say.

    Raises
    ------
    InputError
        If the file is not in the layout expected, with every problem found.
    """
    path = Path(path)
    log = Log(path.name, reader.layout)
    return read_content(reader, file_bytes(path, log), path.name, as_of=as_of, edition=edition)


def read_content(reader: Reader, content: bytes, file: str, *, as_of: str = "", edition: str = "") -> Reading:
    """Read the bytes of a file of one source; as `read_copy`.

    Raises
    ------
    InputError
        If they are not in the layout expected, with every problem found.
    """
    log = Log(file, reader.layout)
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    if len(content) > MAX_BYTES:
        raise log.stop(f"The file holds more than {MAX_BYTES >> 20} MB, more than any file of this source.")
    if as_of:
        _check_date(as_of, today, log)
    parsed = reader.parse(content, log, Options(as_of=as_of, edition=edition, read_on=today, file=file))
    copy = Copy(
        source=reader.id,
        title=reader.title,
        licence=reader.licence,
        address=reader.address,
        restricted=reader.restricted,
        file=_safe(file),
        sha256=hashlib.sha256(content).hexdigest(),
        read_on=today,
        as_of=as_of or parsed.as_of or today,
        edition=_safe(edition or parsed.edition),
        part=parsed.part,
    )
    rows = _typed(reader, parsed, copy, log)
    if len(rows) < reader.fewest or log.errors() > max(5, len(rows) // 4):
        raise log.stop(
            f"{len(rows):,} rows could be read, {log.errors():,} could not; "
            f"a whole file of this source holds at least {reader.fewest:,}.",
            fix=f"Get the file again from {reader.address}; if its layout has changed, please tell us.",
        )
    return Reading(copy=copy, table=reader.table, covers=dict(parsed.covers), rows=tuple(rows), problems=log.problems())


def _typed(reader: Reader, parsed: Parsed, copy: Copy, log: Log) -> list[Row]:
    rows: list[Row] = []
    seen: dict[tuple[Any, ...], int] = {}
    defaults = {"source": copy.id, "url": "", "as_of": copy.as_of, "status": "verified", "note": copy.note}
    for number, fields in enumerate(parsed.rows, start=1):
        try:
            row = msgspec.convert({**defaults, **fields}, reader.record)
        except msgspec.ValidationError as error:
            log.add(f"A row cannot be used: {error}.", value=str(fields)[:200])
            continue
        key = tuple(getattr(row, name) for name in reader.key)
        if key in seen:
            log.add(
                "Two rows have the same key; the first is used.", severity="warning", value="; ".join(map(str, key))
            )
            continue
        seen[key] = number
        rows.append(row)
    return rows


def _check_date(text: str, today: str, log: Log) -> None:
    try:
        if dt.date.fromisoformat(text).isoformat() != text:
            raise ValueError
    except ValueError:
        raise log.stop(f"The date {_safe(text)!r} is not a day such as 2026-06-04.") from None
    if text > today:
        raise log.stop(f"The date {text} lies in the future.")


def _safe(value: object) -> str:
    """A value made safe to show: without control and direction characters, shortened."""
    from fairlead.chain.messages import shown

    text = str(value)
    return shown(text) if len(text) <= 80 else "".join(c if c.isprintable() else " " for c in text[:600])
