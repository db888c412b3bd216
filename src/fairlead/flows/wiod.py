"""WIOD 2013 release years stored as NPZ."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from fairlead.errors import TableError
from fairlead.flows.cells import Cells
from fairlead.flows.dense import DenseTable

__all__ = ["read_wiod_npz"]


def read_wiod_npz(path: Path | str) -> DenseTable:
    """Read one year of the WIOD 2013 release (Timmer et al. 2015, doi:10.1111/roie.12178).

    Romania is written ROU, the Rest of the World ROW. Output is the row sum: published outputs differ from it by
    rounding. Employment is in persons, NaN where not published (all of the Rest of the World). The year is taken from
    the file, or from the last year in its name.

    Raises
    ------
    TableError
        When the file is missing, lacks an array or has the wrong shapes.

    Examples
    --------
    >>> from fairlead.flows import open_table
    >>> table = open_table("wiod2011")
    >>> table.n, table.cells.label(0)
    (1435, ('AUS', 'c1'))
    """
    import re

    from fairlead.flows.world.published import read_published
    from fairlead.flows.world.store import packaged_inputs

    path = Path(path)
    source = read_published(path)
    year = _stored_year(path)
    if year is None:
        found = re.findall(r"(?:19|20)\d\d", path.stem)
        if not found:
            raise TableError(f"{path.name} does not say its year.", fix="Put the year into the name: wiod2011.npz.")
        year = int(found[-1])
    known = {**packaged_inputs().names, "ROW": "Rest of the World"}
    countries = {code: known.get(code, code) for code in source.regions}
    return DenseTable(
        source.Z,
        source.Y.sum(2),
        Cells(source.regions, source.industries),
        name=f"wiod{year}",
        title=f"WIOD 2013 release, {year}: {len(source.regions) - 1} countries and the Rest of the World",
        year=year,
        employment=source.employment,
        names={**countries, **source.names},
    )


def _stored_year(path: Path) -> int | None:
    with np.load(path, allow_pickle=False) as data:
        return int(data["year"]) if "year" in data.files else None
