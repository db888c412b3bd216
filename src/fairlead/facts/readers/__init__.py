"""Readers for files of other publishers: the user's own copies of restricted sources, and official files to refresh.

What is read stays in the user's own data folder, labelled; nothing of it is part of Fairlead. `own` keeps and offers
it; `compare` shows what would change.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from fairlead.errors import FairleadError
from fairlead.facts.readers.base import Copy, Reader, Reading, read_content, read_copy

__all__ = ["SOURCES", "Copy", "Reader", "Reading", "read", "read_bytes", "reader"]

SOURCES = {
    "cbp-wro": "cbp",
    "dol-findings": "dol_findings",
    "dol-goods": "dol_goods",
    "gsi2023": "gsi2023",
    "ilostat": "ilostat",
    "ituc-rights": "ituc",
    "normlex": "normlex",
    "uflpa": "uflpa",
    "unodc-trafficking": "unodc",
    "worldbank": "worldbank",
}
"""Every source that can be read, with the module of its reader."""


@cache
def reader(source: str) -> Reader:
    """The reader of a source.

    Parameters
    ----------
    source
        One of `SOURCES`.

    Raises
    ------
    FairleadError
        If there is no such source.

    Examples
    --------
    >>> reader("gsi2023").restricted, reader("normlex").table
    (True, 'ratifications')
    """
    if source not in SOURCES:
        raise FairleadError(f"There is no reader for {source!r}.", fix=f"Sources: {', '.join(SOURCES)}.")
    found = import_module(f"fairlead.facts.readers.{SOURCES[source]}").READER
    assert isinstance(found, Reader)
    return found


def read(source: str, path: Path | str, *, as_of: str = "", edition: str = "") -> Reading:
    """Read a file of a source: typed rows with their provenance, and what was left out.

    Parameters
    ----------
    source
        One of `SOURCES`.
    path
        The file, as its publisher hands it out.
    as_of, edition
        The date its facts hold for, and the edition, where the file itself does not say.

    Raises
    ------
    FairleadError
        If there is no such source.
    InputError
        If the file is not in the layout expected, with every problem found and the layout itself.
    """
    return read_copy(reader(source), path, as_of=as_of, edition=edition)


def read_bytes(source: str, content: bytes, file: str, *, as_of: str = "", edition: str = "") -> Reading:
    """As `read`, from bytes; `file` is the name to remember.

    Raises
    ------
    InputError
        If they are not in the layout expected.
    """
    return read_content(reader(source), content, file, as_of=as_of, edition=edition)
