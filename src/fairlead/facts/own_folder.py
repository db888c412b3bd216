"""Where the user's own copies are kept: light enough to ask on every load of a table."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["VARIABLE", "derived", "folder", "has_copy", "own_files"]

VARIABLE = "FAIRLEAD_OWN_FACTS"
"""Names another folder for own copies, or ``none`` to leave them all aside."""


def folder() -> Path | None:
    """The folder of own copies; ``None`` where they are switched off.

    Examples
    --------
    >>> os.environ["FAIRLEAD_OWN_FACTS"] = "none"
    >>> folder() is None
    True
    """
    named = os.environ.get(VARIABLE, "")
    if named == "none":
        return None
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("fairlead") / "own-facts"


def own_files() -> list[Path]:
    """Files of own copies that are kept, in the order of their names; none where there is no folder.

    Examples
    --------
    >>> os.environ["FAIRLEAD_OWN_FACTS"] = "none"
    >>> own_files()
    []
    """
    place = folder()
    return sorted(place.glob("*.json")) if place is not None and place.is_dir() else []


def has_copy(source: str) -> bool:
    """Whether a copy of a source that comes in one file is kept.

    Examples
    --------
    >>> os.environ["FAIRLEAD_OWN_FACTS"] = "none"
    >>> has_copy("gsi2023")
    False
    """
    place = folder()
    return place is not None and (place / f"{source}.json").is_file()


def derived(source: str) -> list[Path]:
    """Files that were worked out from the copy of a source and go with it.

    Examples
    --------
    >>> os.environ["FAIRLEAD_OWN_FACTS"] = "none"
    >>> derived("gsi2023")
    []
    """
    place = folder()
    return sorted(place.glob(f"{source}--*.npz")) if place is not None and place.is_dir() else []
