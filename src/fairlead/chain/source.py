"""From a path, a stream or standard input to the sheets of rows in it."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from fairlead.chain.messages import ProblemLog

__all__ = ["MAX_BYTES", "MAX_CELLS", "Sheet", "digest", "kind_of", "read_bytes"]

MAX_BYTES = 256 * 2**20
"""Largest file opened."""

MAX_CELLS = 15_000_000
"""Largest area of a sheet, in cells."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_JUNK = {
    b"%PDF": "it is a PDF",
    b"\x89PNG": "it is a picture",
    b"\xff\xd8\xff": "it is a picture",
    b"GIF8": "it is a picture",
    b"\x1f\x8b": "it is compressed with gzip",
    b"Rar!": "it is a RAR archive",
    b"7z\xbc\xaf": "it is a 7-Zip archive",
    b"\x7fELF": "it is a program",
    b"MZ\x90": "it is a program",
    b"SQLite format 3": "it is a database",
}


@dataclass
class Sheet:
    """The rows of one sheet as they stand in the file.

    Attributes
    ----------
    name
        Empty for text files, which have one.
    rows
        Cells are texts, numbers, dates or ``None``.
    """

    name: str
    rows: list[Sequence[Any]] = field(default_factory=list)
    hidden: bool = False


def read_bytes(source: Any, log: ProblemLog) -> bytes:
    """All bytes of a path, ``"-"`` or stream; raises `InputError` when there are none or too many."""
    limit = MAX_BYTES + 1
    if isinstance(source, str | os.PathLike) and str(source) != "-":
        path = Path(source)
        try:
            if path.is_dir():
                raise log.stop("file_is_folder", value=path.name)
            if path.exists() and path.stat().st_size > MAX_BYTES:
                raise log.stop("file_too_large", detail=f"{path.stat().st_size / 2**20:,.0f} MB")
            with path.open("rb") as stream:
                content = stream.read(limit)
        except (FileNotFoundError, ValueError):
            raise log.stop("file_not_found", value=str(source)) from None
        except OSError as error:
            raise log.stop("file_unreadable", value=path.name, detail=error.strerror or error) from None
    else:
        stream_in: IO[Any] = sys.stdin.buffer if isinstance(source, str) else source
        try:
            got = stream_in.read(limit)
        except (OSError, ValueError, UnicodeDecodeError) as error:
            raise log.stop("file_unreadable", value=log.file, detail=error) from None
        content = got.encode("utf-8", "surrogatepass") if isinstance(got, str) else bytes(got)
    if len(content) > MAX_BYTES:
        raise log.stop("file_too_large", detail=f"more than {MAX_BYTES >> 20} MB")
    if not content.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise log.stop("file_empty")
    return content


def kind_of(content: bytes, log: ProblemLog) -> str:
    """What a file is by its first bytes: ``zip``, ``ole``, ``parquet`` or ``text``."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if content.startswith(_OLE):
        return "ole"
    if content.startswith(b"PAR1"):
        return "parquet"
    for start, words in _JUNK.items():
        if content.startswith(start):
            raise log.stop("file_not_a_list", detail=words)
    return "text"


def digest(content: bytes) -> str:
    """SHA-256 of the file, so that a report can be traced to the list it was made from."""
    return hashlib.sha256(content).hexdigest()
