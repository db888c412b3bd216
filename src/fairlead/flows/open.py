"""Open a trade table by name or path."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fairlead.errors import TableError
from fairlead.flows.table import Table

__all__ = ["TableEntry", "list_tables", "open_table"]


@dataclass(frozen=True)
class TableEntry:
    """One table that comes with Fairlead."""

    name: str
    title: str
    year: int
    licence: str
    source: str


_TABLES = (
    TableEntry(
        "world2011",
        "185 countries x 35 industries, 2011: WIOD with its Rest of the World split",
        2011,
        "CC BY 4.0 (WIOD); derived country shares, see DATA-LICENCES.md",
        "Timmer et al. 2015, doi:10.1111/roie.12178; UN national accounts, customs records and ILO employment",
    ),
    TableEntry(
        "wiod2011",
        "WIOD 2013 release, 2011: 40 countries and the Rest of the World x 35 industries",
        2011,
        "CC BY 4.0",
        "Timmer et al. 2015, doi:10.1111/roie.12178",
    ),
)


def list_tables() -> tuple[TableEntry, ...]:
    """Tables that come with Fairlead, the default first."""
    return _TABLES


@cache
def open_table(name: str = "world2011") -> Table:
    """Open a table by name, or one of the user's own by path.

    Parameters
    ----------
    name
        ``"world2011"``, ``"wiod2011"``, or the path of an NPZ file: a packed world table or a WIOD year.

    Returns
    -------
    Table
        Opened once and shared; do not write into its arrays.

    Raises
    ------
    TableError
        When there is no such table.

    Examples
    --------
    >>> table = open_table("world2011")
    >>> len(table.cells.countries), len(table.cells.industries)
    (186, 35)
    """
    from fairlead.flows.world import store

    if name == "world2011":
        return store.open_world()
    if name == "wiod2011" or Path(name).suffix == ".npz":
        path = store.PUBLISHED_2011 if name == "wiod2011" else Path(name)
        if not path.exists():
            raise TableError(f"There is no table file {name}.", fix="Check the path.")
        import numpy as np

        with np.load(path, allow_pickle=False) as data:
            packed = "about" in data.files
        if packed:
            return store.open_world(path)
        from fairlead.flows.wiod import read_wiod_npz

        return read_wiod_npz(path)
    raise TableError(
        f"There is no table {name!r}.",
        fix=f"Choose one of {', '.join(t.name for t in _TABLES)}, or give the path of an NPZ file.",
    )
