"""From the bytes of a file to rows of cells, with what could exhaust or deceive the machine refused first."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from fairlead.errors import InputError

if TYPE_CHECKING:
    from fairlead.facts.readers.base import Log

__all__ = [
    "MAX_BYTES",
    "csv_rows",
    "file_bytes",
    "is_zip",
    "member_of_zip",
    "sheets",
    "text_of",
    "xml_root",
]

MAX_BYTES = 64 * 2**20
"""Largest file opened."""

MAX_UNPACKED = 128 * 2**20
MAX_ROWS = 500_000
MAX_DEPTH = 60
_WORDS = {
    "password_protected": "The workbook is protected by a password.",
    "zip_bomb": "The workbook unpacks to far more than a file of this source holds.",
    "sheet_too_large": "A sheet of the workbook reaches far beyond what this source publishes.",
    "xml_entities": "The workbook contains document type or entity declarations, which no spreadsheet program writes.",
    "file_too_large": "The workbook is larger than what fits into memory.",
}


def file_bytes(path: Path, log: Log) -> bytes:
    """All bytes of a file.

    Raises
    ------
    InputError
        If there is no such file, or it is too large or empty.
    """
    try:
        if path.is_dir():
            raise log.stop(f"{path.name} is a folder, not a file.")
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise log.stop(f"There is no file {path.name}.", fix="Check the path and its spelling.") from None
    except (OSError, ValueError) as error:
        raise log.stop(f"{path.name} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    if len(content) > MAX_BYTES:
        raise log.stop(f"The file holds more than {MAX_BYTES >> 20} MB, more than any file of this source.")
    if not content.strip():
        raise log.stop("The file is empty.")
    return content


def is_zip(content: bytes) -> bool:
    """Whether the file is an archive: a workbook, or a packed CSV."""
    return content.startswith(b"PK\x03\x04")


def text_of(content: bytes, log: Log) -> str:
    """The text of a file: UTF-8 or UTF-16 by its mark, else UTF-8, else the Western encoding, which is noted."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise log.stop("The file begins as UTF-16 and does not go on so.") from None
    if b"\x00" in content[:4096]:
        raise log.stop("The file is binary, not text.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        log.add(
            "The text is not UTF-8; it was read as Windows-1252.",
            severity="note",
            fix="If accents look wrong, save the file as UTF-8.",
        )
        return content.decode("cp1252", "replace")


def csv_rows(text: str, log: Log) -> list[list[str]]:
    """The rows of a CSV text, cells without outer spaces."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text.replace("\x00", ""), newline="")):
            rows.append([cell.strip() for cell in row])
            if len(rows) > MAX_ROWS:
                raise log.stop(f"The file has more than {MAX_ROWS:,} rows, more than any file of this source.")
    except csv.Error as error:
        raise log.stop(f"The text cannot be split into columns: {error}.", row=len(rows) + 1) from None
    return rows


def sheets(content: bytes, log: Log) -> dict[str, list[Sequence[Any]]]:
    """The sheets of a workbook by name, cells as texts, numbers and dates.

    Raises
    ------
    InputError
        For a password, a zip bomb, entity declarations, a damaged file.
    """
    from fairlead.chain.messages import ProblemLog
    from fairlead.chain.workbook import read_workbook

    kind = "zip" if is_zip(content) else "ole" if content.startswith(b"\xd0\xcf\x11\xe0") else ""
    if not kind:
        raise log.stop("The file is not a workbook.")
    try:
        found = read_workbook(content, kind, ProblemLog(log.file))
    except InputError as error:
        code = error.problems[-1].code if error.problems else ""
        words = _WORDS.get(code, "The workbook is damaged, cut short, or no workbook at all.")
        raise log.stop(words, fix=f"Get the file again. {error.fix}".strip()) from None
    return {sheet.name: list(sheet.rows) for sheet in found}


def member_of_zip(content: bytes, wanted: Callable[[str], bool], log: Log) -> tuple[str, bytes]:
    """The first member of an archive whose name is wanted, unpacked up to a limit that the archive cannot raise."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if wanted(name)]
            if not names:
                listed = ", ".join(archive.namelist()[:10])
                raise log.stop(f"The archive does not hold the file expected. It holds: {listed}.")
            with archive.open(names[0]) as stream:
                unpacked = stream.read(MAX_UNPACKED + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError, RuntimeError) as error:
        raise log.stop(f"The archive is damaged or cut short: {error}.") from None
    if len(unpacked) > MAX_UNPACKED:
        raise log.stop(
            f"The archive unpacks to more than {MAX_UNPACKED >> 20} MB, far more than this source publishes."
        )
    return names[0], unpacked


class _RefusedError(Exception):
    pass


def xml_root(content: bytes, log: Log) -> Element:
    """The root element of an XML file without document type or entity declarations, and not nested too deep."""
    parser, builder, depth = expat.ParserCreate(), TreeBuilder(), 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _RefusedError(f"elements are nested more than {MAX_DEPTH} deep")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def refuse(*_: object) -> int:
        raise _RefusedError("it declares a document type or entities, which this source never does")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(content, True)
        root: Element = builder.close()
    except _RefusedError as error:
        raise log.stop(f"The XML file is refused: {error}.") from None
    except (expat.ExpatError, AssertionError, ValueError, LookupError) as error:
        raise log.stop(f"The XML file is damaged or cut short: {error}.") from None
    return root
