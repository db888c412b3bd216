"""The user's own Global Slavery Index as an index for the labour account: from a file, or the copy that is kept."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from fairlead.assess.result import Source
from fairlead.errors import FairleadError
from fairlead.facts.own_folder import own_files
from fairlead.facts.readers import read
from fairlead.facts.readers.base import Copy
from fairlead.facts.readers.gsi2023 import GsiCountry, prevalence
from fairlead.labour.own_index import OwnIndex

__all__ = ["SOURCE", "index_of", "kept_copy", "kept_index", "read_index"]

SOURCE = "gsi2023"


def index_of(rows: Iterable[GsiCountry], copy: Copy) -> OwnIndex:
    """The rescaled index with its label, for ``fairlead.labour.forced_labour(table, prevalence=...)``.

    Parameters
    ----------
    rows
        As the reader gives them.
    copy
        The file they were read from.
    """
    name = copy.title.removeprefix("the ")
    return OwnIndex(
        name=name if copy.edition in name else f"{name}, {copy.edition}",
        rates=prevalence(rows),
        source=Source(
            id=copy.id,
            title=f"Your own copy: {copy.title}" + (f", {copy.edition}" if copy.edition else ""),
            url=copy.address,
            as_of=copy.as_of,
            status="computed",
            licence=copy.licence,
            note=f"{copy.note}; rescaled to forced labour by the ratio of each region",
        ),
    )


def read_index(path: Path | str) -> OwnIndex:
    """Read the workbook, for one use: nothing is kept.

    Raises
    ------
    InputError
        If it is not in the layout expected; every problem is told, and the layout itself.
    """
    reading = read(SOURCE, path)
    return index_of(cast("Iterable[GsiCountry]", reading.rows), reading.copy)


def kept_copy() -> Copy | None:
    """The copy that is kept, without its rows; ``None`` if there is none.

    Examples
    --------
    >>> kept_copy() is None
    True
    """
    if not any(path.name == f"{SOURCE}.json" for path in own_files()):
        return None
    from fairlead.facts.readers.own import copies

    return next((copy for copy in copies() if copy.source == SOURCE), None)


def kept_index() -> OwnIndex:
    """The index from the copy that is kept.

    Raises
    ------
    FairleadError
        If none is kept.
    """
    from fairlead.facts.readers.own import rows

    copy = kept_copy()
    if copy is None:
        raise FairleadError(
            "There is no own copy of the Global Slavery Index.", fix="Read it first: fairlead facts read gsi2023 FILE"
        )
    return index_of(rows(SOURCE), copy)
