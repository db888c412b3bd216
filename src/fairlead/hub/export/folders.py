"""Folders that are written whole or not at all: made beside the old one, and put in its place in one step."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fairlead.errors import FairleadError

__all__ = ["only_one", "swap"]

_EXCHANGE = 2
_HERE = -100


@contextmanager
def only_one(folder: Path) -> Iterator[Path]:
    """Hold the place beside a folder in which its new content is made; gives that place, empty.

    What a run that was killed left there is deleted.

    Raises
    ------
    FairleadError
        If another run is making the same folder.
    """
    import fcntl

    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f".{folder.name}.lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise FairleadError(
                f"Something else is writing {folder.name} at this moment.", fix="Wait until it is done."
            ) from error
        making = folder.parent / f".{folder.name}.part"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o755)
        try:
            yield making
        finally:
            shutil.rmtree(making, ignore_errors=True)
            Path(held.name).unlink(missing_ok=True)


def swap(new: Path, old: Path) -> None:
    """Put `new` in the place of `old`, and `old`, if it is there, in that of `new`: both or neither.

    Where the system cannot exchange two folders in one step, there is a moment in which the old one stands under the
    name ``<name>.before`` only.
    """
    if not old.exists():
        new.rename(old)
    elif not _exchanged(new, old):
        aside = old.with_name(f"{old.name}.before")
        shutil.rmtree(aside, ignore_errors=True)
        old.rename(aside)
        new.rename(old)
        aside.rename(new)
    descriptor = os.open(old.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchanged(one: Path, other: Path) -> bool:
    exchange = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if exchange is None:
        return False
    if exchange(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
        return False
    raise OSError(number, os.strerror(number), str(other))
