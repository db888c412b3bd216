"""The file of a backup: a ZIP with a manifest that names every part with its checksum."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec

from fairlead.errors import FairleadError

__all__ = ["FORM", "Manifest", "Part", "Reading", "Writing", "opened", "written"]

FORM = "fairlead.backup/1"
_MANIFEST = "manifest.json"
_PART = re.compile(r"rows/[a-z_.0-9]+\.jsonl|files/(?!(?:.*/)?\.{0,2}(?:/|$))[^\\\x00-\x1f]+|secret-key")


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One part: its checksum, its size in bytes, and of rows how many."""

    sha256: str
    size: int
    rows: int = 0


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a backup holds.

    Attributes
    ----------
    program, made, database
        Which version of Fairlead made it, when, and on what kind of database.
    migrations
        The state of the tables, as ``app.name``.
    parts
        Every part by its name.
    vanished
        Files that were deleted while the backup was made.
    """

    form: str = FORM
    program: str
    made: str
    database: str
    migrations: tuple[str, ...]
    parts: dict[str, Part]
    vanished: tuple[str, ...] = ()


class Writing:
    """A backup being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive, self.parts = archive, dict[str, Part]()

    def add(self, name: str, chunks: Iterable[bytes], *, rows: bool = False) -> Part:
        """Write a part; of rows, each chunk is one."""
        check, size, number = hashlib.sha256(), 0, 0
        with self.archive.open(name, "w", force_zip64=True) as part:
            for chunk in chunks:
                part.write(chunk)
                check.update(chunk)
                size += len(chunk)
                number += 1
        self.parts[name] = Part(check.hexdigest(), size, number if rows else 0)
        return self.parts[name]

    def finish(self, manifest: Manifest) -> None:
        """Write what it holds, last."""
        self.archive.writestr(_MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))


class Reading:
    """A backup whose every part was checked."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self.archive, self.manifest = archive, manifest

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a part; none if it is not there."""
        if name in self.manifest.parts:
            with self.archive.open(name) as part:
                yield from part

    def read(self, name: str) -> bytes:
        """A part that is small."""
        return self.archive.read(name)

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream."""
        return self.archive.open(name)

    def files(self) -> list[str]:
        """Names of the stored files, below the folder of files."""
        return [name.removeprefix("files/") for name in self.manifest.parts if name.startswith("files/")]


@contextmanager
def written(path: Path) -> Iterator[Writing]:
    """Write a backup: whole at the end, or not at all; readable by this user alone.

    Raises
    ------
    FairleadError
        If there is such a file already, or it cannot be written.
    """
    if path.exists():
        raise FairleadError(
            f"There is a file {path.name} already.",
            why="A backup never takes the place of another.",
            fix="Choose another name, for instance with the date.",
        )
    making = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(making, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except OSError as error:
        raise FairleadError(f"The file {path.name} cannot be written.", why=str(error)) from error
    try:
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                yield Writing(archive)
            file.flush()
            os.fsync(file.fileno())
        os.link(making, path)  # fails where somebody else made the file meanwhile
    except FileExistsError as error:
        raise FairleadError(f"There is a file {path.name} already.", fix="Choose another name.") from error
    except OSError as error:
        raise FairleadError(
            f"The backup could not be written to {path.name}.", why=str(error), fix="Nothing was kept of it."
        ) from error
    finally:
        making.unlink(missing_ok=True)


@contextmanager
def opened(path: Path) -> Iterator[Reading]:
    """Open a backup and check every part of it.

    Raises
    ------
    FairleadError
        If it is not a backup, or a part is missing, added or changed.
    """
    try:
        archive = zipfile.ZipFile(path)
        manifest = _checked(archive, path.name)
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
        raise FairleadError(
            f"The file {path.name} cannot be read as a backup.",
            why=str(error),
            fix="Give a file that `fairlead hub backup` wrote; if it was encrypted, decrypt it first.",
        ) from error
    with archive:
        yield Reading(archive, manifest)


def _checked(archive: zipfile.ZipFile, name: str) -> Manifest:
    try:
        said: Any = msgspec.json.decode(archive.read(_MANIFEST))
        if said.get("form") != FORM:
            raise FairleadError(
                f"The file {name} is a backup of another form: {said.get('form')!r}.",
                fix=f"Use the version of Fairlead that made it: {said.get('program', 'not named')}.",
            )
        manifest = msgspec.convert(said, Manifest)
    except (KeyError, AttributeError, msgspec.MsgspecError) as error:
        raise FairleadError(f"The file {name} is not a backup of a hub.", why=str(error)) from error
    there = archive.namelist()
    wrong = sorted({*there} ^ {*manifest.parts, _MANIFEST}) + [one for one in there if there.count(one) > 1]
    wrong += [part for part in manifest.parts if not _PART.fullmatch(part)]
    for part, expected in manifest.parts.items():
        if part in wrong:
            continue
        with archive.open(part) as content:
            if archive.getinfo(part).file_size != expected.size or _digest(content) != expected.sha256:
                wrong.append(part)
    if wrong:
        raise FairleadError(
            f"The backup {name} is damaged: {', '.join(wrong[:5])}.",
            why="Parts of it are missing, added or changed since it was written. Nothing was restored.",
            fix="Use another copy of it, or an older backup.",
        )
    return manifest


def _digest(content: IO[bytes]) -> str:
    check = hashlib.sha256()
    while chunk := content.read(1 << 20):
        check.update(chunk)
    return check.hexdigest()
