"""The user's own Global Slavery Index as an index for the labour account: from a file, or the copy that is kept."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import msgspec

from fairlead.assess.result import Source
from fairlead.errors import FairleadError
from fairlead.facts.own_folder import has_copy
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
    title = copy.title.removeprefix("the ")
    named = title if copy.edition in title else f"{title}, {copy.edition}"
    return OwnIndex(
        name=named,
        rates=prevalence(rows),
        source=Source(
            id=copy.id,
            title=f"Your own copy: the {named}",
            url=copy.address,
            as_of=copy.as_of,
            status="computed",
            licence=copy.licence,
            note=f"{copy.note}; rescaled to forced labour by the ratio of each region",
        ),
    )


def read_index(path: Path | str) -> OwnIndex:
    """Read the workbook, for one use: nothing is kept.

    Beside another copy that is kept, its source carries the digest of the file, so that the two are told apart.

    Raises
    ------
    InputError
        If it is not in the layout expected; every problem is told, and the layout itself.
    """
    reading, kept = read(SOURCE, path), kept_copy()
    copy = reading.copy
    if kept is not None and kept.sha256 != copy.sha256:
        copy = msgspec.structs.replace(copy, part=copy.sha256[:12])
    return index_of(cast("Iterable[GsiCountry]", reading.rows), copy)


def kept_copy() -> Copy | None:
    """The copy that is kept, without its rows; ``None`` if there is none.

    Examples
    --------
    >>> kept_copy() is None
    True
    """
    if not has_copy(SOURCE):
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
