"""Pack and open the embedded world: WIOD 2011 as published and the split's factors, about a megabyte together."""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from fairlead.errors import TableError
from fairlead.flows.cells import FloatArray
from fairlead.flows.world.factored import FactoredTable
from fairlead.flows.world.inputs import WorldInputs, read_inputs
from fairlead.flows.world.published import PublishedTable, read_published
from fairlead.flows.world.split import UNALLOCATED, Split

__all__ = [
    "PACKAGED_INPUTS",
    "PUBLISHED_2011",
    "WORLD_2011",
    "open_world",
    "packaged_inputs",
    "packaged_published",
    "write_published",
    "write_world",
]

_PACKAGE = Path(str(files("fairlead.flows")))
PUBLISHED_2011 = _PACKAGE / "data" / "wiod2011.npz"
WORLD_2011 = _PACKAGE / "data" / "world2011.npz"
PACKAGED_INPUTS = _PACKAGE / "world" / "data"

TITLE = "World 2011: WIOD 2013 release with its Rest of the World split into 145 countries"
_VERSION = 1


@cache
def packaged_published() -> PublishedTable:
    """The WIOD 2013 release, 2011, as packaged."""
    return read_published(PUBLISHED_2011)


@cache
def packaged_inputs() -> WorldInputs:
    """The country inputs of the split, as packaged."""
    return read_inputs(PACKAGED_INPUTS)


def write_published(table: PublishedTable, path: Path | str) -> None:
    """Write a published table compactly; flows are whole million USD as published."""
    names = [table.names[i] for i in table.industries]
    np.savez_compressed(
        path,
        Z=table.Z.astype(np.int32),
        Y=table.Y.reshape(len(table.Y), -1).astype(np.int32),
        emp_thousand=table.employment / 1e3,
        countries=np.array(table.regions),
        industries=np.array(table.industries),
        industry_names=np.array(names),
    )


def write_world(
    split: Split, employment: FloatArray, names: dict[str, str], path: Path | str, *, year: int, origin: str
) -> None:
    """Write the factors of a split. Margins are made exact on opening, so single precision is enough.

    Parameters
    ----------
    split
        What `split_table` made.
    employment
        Persons by cell of the table, shape (n,).
    names
        Names of the countries by code.
    path
        File to write, NPZ.
    year, origin
        The year of the table, and whose data it was made from.
    """
    arrays = {
        f.name: getattr(split, f.name).astype(np.float32)
        for f in dataclasses.fields(split)
        if f.name not in ("members",)
    }
    about = {"format": _VERSION, "year": year, "origin": origin, "names": names}
    np.savez_compressed(
        path,
        members=np.array(split.members),
        employment=employment.astype(np.float32),
        about=np.array(json.dumps(about, ensure_ascii=False)),
        **arrays,
    )


def open_world(path: Path | str = WORLD_2011, published: PublishedTable | None = None) -> FactoredTable:
    """Open a packed world table.

    Raises
    ------
    TableError
        When the file is missing or not of this format.
    """
    try:
        with np.load(path, allow_pickle=False) as data:
            about = json.loads(str(data["about"]))
            if about["format"] != _VERSION:
                raise TableError(f"{path} has format {about['format']}, this version reads {_VERSION}.")
            fields = {f.name: data[f.name].astype(np.float64) for f in dataclasses.fields(Split) if f.name != "members"}
            split = Split(members=tuple(str(m) for m in data["members"]), **fields)
            employment = data["employment"].astype(np.float64)
    except (OSError, KeyError, ValueError) as error:
        raise TableError(
            f"{path} is not a packed world table: {error}", fix="Build it with `fairlead data build world2011`."
        ) from None
    published = published if published is not None else packaged_published()
    missing = {UNALLOCATED: "Unallocated (no country)"}
    return FactoredTable(
        published,
        split,
        employment,
        name="world2011",
        title=TITLE,
        year=int(about["year"]),
        names={**about["names"], **missing},
    )
