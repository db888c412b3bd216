"""Estimates worked out again from the user's own Global Slavery Index: forced labour alone, everything else as it is.

From the copy that is kept they are worked out once and stand beside it, in the user's own folder; from a file that is
only named they are worked out each time and kept nowhere.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import msgspec

from fairlead.dossier.packaged import Packaged, shipped
from fairlead.facts.own_folder import derived, folder

if TYPE_CHECKING:
    from fairlead.labour import OwnIndex

__all__ = ["are_ready", "kept_estimates", "own_estimates"]

FORM = "1"
"""Counts changes in what is kept."""


def own_estimates(index: OwnIndex) -> Packaged:
    """The estimates with forced labour from an index; some seconds of work.

    Parameters
    ----------
    index
        As `fairlead.facts.readers.gsi_index` makes it.
    """
    from fairlead.dossier.compute import build_forced_labour
    from fairlead.flows.open import open_table
    from fairlead.labour import forced_labour

    base = shipped()
    table = open_table(str(base.about["table"]))
    arrays, told = build_forced_labour(table, forced_labour(table, prevalence=index))
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(told))
    about = {"accounts": {**base.about["accounts"], "forced_labour": plain}, "own": msgspec.to_builtins(index.source)}
    return base.replaced(arrays, about)


def are_ready() -> bool:
    """Whether the estimates of the copy that is kept need no more work."""
    path = _path()
    return path is not None and path.is_file()


def kept_estimates() -> Packaged:
    """The estimates of the index that is kept: read where they were worked out before, else worked out and kept.

    Raises
    ------
    FairleadError
        If none is kept, or it is damaged.
    """
    from fairlead.facts.readers.gsi_index import SOURCE, kept_index

    path = _path()
    if path is not None and path.is_file():
        try:
            return Packaged(path)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile, msgspec.DecodeError):
            path.unlink(missing_ok=True)  # cut short; worked out again
    found = own_estimates(kept_index())
    if path is not None:
        for old in derived(SOURCE):
            old.unlink(missing_ok=True)
        _write(found, path)
    return found


def _path() -> Path | None:
    """Where the estimates of the copy that is kept stand; the name changes with all that they rest on."""
    from fairlead import __version__
    from fairlead.facts.readers.gsi_index import SOURCE, kept_copy

    place, copy = folder(), kept_copy()
    if place is None or copy is None:
        return None
    on = (FORM, __version__, shipped().about["fingerprint"], copy)
    digest = hashlib.sha256(msgspec.json.encode(on))
    return place / f"{SOURCE}--estimates-{digest.hexdigest()[:16]}.npz"


def _write(estimates: Packaged, path: Path) -> None:
    """Readable by this user only, as the copy itself; where nothing can be written, nothing is kept."""
    import numpy as np

    about = np.frombuffer(msgspec.json.encode(estimates.about), dtype=np.uint8)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")  # made with mode 0600
        with os.fdopen(handle, "wb") as file:
            np.savez_compressed(file, about=about, **estimates.arrays)  # type: ignore[arg-type]
        Path(temporary).replace(path)
    except OSError:
        return
