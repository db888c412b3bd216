"""Lists as they were uploaded: under a random name, in a folder that nothing serves, readable by the hub alone."""

from __future__ import annotations

import errno
import io
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.options import number
from fairlead.report.words import clean

__all__ = ["Incoming", "NoSpaceError", "Stored", "TooLargeError", "discard", "folder", "opened", "safe_name", "sweep"]

_STORED = re.compile(r"[0-9a-f]{32}")
_ABANDONED = 3600


class TooLargeError(FairleadError):
    """An upload is larger than the hub takes."""


class NoSpaceError(FairleadError):
    """The disk is full."""


def folder() -> Path:
    """Where lists are kept; made when it is first asked for."""
    made = Path(settings.MEDIA_ROOT) / "assessments"
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


def safe_name(name: str) -> str:
    r"""A file's name without folders and hidden characters, short enough to show.

    Examples
    --------
    >>> safe_name("C:\\lists\\2024.csv"), safe_name("")
    ('2024.csv', 'list')
    """
    return clean(re.split(r"[/\\]", name)[-1].strip(), 120) or "list"


def limit() -> int:
    """Largest upload in bytes."""
    return number("FAIRLEAD_UPLOAD_MB") * 1_000_000


def too_large() -> TooLargeError:
    """Say that an upload is too large."""
    return TooLargeError(
        _("The file is larger than %(limit)s MB.") % {"limit": number("FAIRLEAD_UPLOAD_MB")},
        why=_("Larger lists are not taken by this hub."),
        fix=_("Keep only the columns and years you need, save it as CSV, or ask the operator to allow more."),
    )


def no_space(error: OSError) -> FairleadError:
    """Say why a file could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoSpaceError(
            _("The list could not be stored: there is no space left."),
            why=_("Nothing was kept of it."),
            fix=_("Try again later, or tell the operator of this hub."),
        )
    return FairleadError(
        _("The list could not be stored."), why=_("Nothing was kept of it."), fix=_("Tell the operator of this hub.")
    )


class Incoming:
    """A list on its way in: counted while it arrives, kept whole or not at all."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(16)
        self.path = folder() / f"{self.name}.part"
        self.size = 0
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR
        try:
            self.file: IO[bytes] = os.fdopen(os.open(self.path, flags, 0o600), "w+b")
        except OSError as error:
            raise no_space(error) from None

    def write(self, chunk: bytes) -> None:
        """Take the next piece.

        Raises
        ------
        FairleadError
            When it is too large or cannot be written; nothing is left then.
        """
        self.size += len(chunk)
        if self.size > limit():
            self.drop()
            raise too_large()
        try:
            self.file.write(chunk)
        except OSError as error:
            self.drop()
            raise no_space(error) from None

    def ready(self) -> None:
        """Put all that came to disk, so that it can be read."""
        try:
            self.file.flush()
            os.fsync(self.file.fileno())
        except OSError as error:
            self.drop()
            raise no_space(error) from None

    def keep(self) -> str:
        """Make it a stored list; returns its name."""
        self.ready()
        self.file.close()
        self.path.rename(folder() / self.name)
        return self.name

    def drop(self) -> None:
        """Leave nothing of it."""
        self.file.close()
        self.path.unlink(missing_ok=True)

    @classmethod
    def of(cls, chunks: Iterable[bytes]) -> Incoming:
        """Take a whole list."""
        made = cls()
        try:
            for chunk in chunks:
                made.write(chunk)
            made.ready()
        except BaseException:
            made.drop()
            raise
        return made


class Stored(io.FileIO):
    """A stored list under the name that its owner knows."""

    def __init__(self, path: Path, shown: str) -> None:
        super().__init__(path, "rb")
        self.name = shown  # what problems and reports call it


def path_of(stored: str) -> Path:
    """Path of a stored list; only names that the hub made lead anywhere."""
    if not _STORED.fullmatch(stored):
        raise FairleadError(_("There is no list."), fix=_("Upload it again."))
    return folder() / stored


def opened(stored: str, shown: str) -> Stored:
    """Open a stored list.

    Raises
    ------
    FairleadError
        If it is not there.
    """
    try:
        return Stored(path_of(stored), shown)
    except FileNotFoundError:
        raise FairleadError(_("The list is no longer there."), fix=_("Upload it again.")) from None


def discard(stored: str) -> None:
    """Delete a stored list."""
    if stored:
        path_of(stored).unlink(missing_ok=True)


def sweep(known: Iterable[str]) -> int:
    """Delete what no assessment names and is older than an hour: rests of crashes. Returns how many."""
    names, gone = set(known), 0
    for path in folder().iterdir():
        if path.name not in names and time.time() - path.stat().st_mtime > _ABANDONED:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
            gone += 1
    return gone
