"""Build the embedded world table from its sources, by one command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fairlead.errors import InputError
from fairlead.flows.world.baci import inputs_from_baci
from fairlead.flows.world.employment import split_employment
from fairlead.flows.world.factored import FactoredTable
from fairlead.flows.world.inputs import WorldInputs, read_inputs
from fairlead.flows.world.published import PublishedTable, read_published
from fairlead.flows.world.split import Split, SplitOptions, split_rest_of_world
from fairlead.flows.world.store import WORLD_2011, open_world, packaged_inputs, packaged_published, write_world

__all__ = ["BuiltWorld", "build_world", "build_world2011", "split_table"]

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class BuiltWorld:
    """What a build wrote."""

    path: Path
    size: int
    table: FactoredTable


def split_table(
    published: PublishedTable,
    inputs: WorldInputs,
    members: tuple[str, ...],
    *,
    options: SplitOptions | None = None,
    exclude: tuple[str, ...] = (),
    names: dict[str, str] | None = None,
) -> tuple[FactoredTable, Split]:
    """Split a published table and fill employment; the table is ready to use."""
    import numpy as np

    split = split_rest_of_world(published, inputs, members, options)
    S = len(published.industries)
    shape = (len(split.members), S)
    table = FactoredTable(
        published,
        split,
        np.zeros(shape),
        name="world2011",
        title="World 2011 (freshly split)",
        year=2011,
        names=names or {},
    )
    first = (len(published.regions) - 1) * S
    output = table.output[first:].reshape(shape)
    people = split_employment(published, inputs, split.members, output, exclude)
    table.employment = np.concatenate([published.employment[:first], people.ravel()])
    return table, split


def build_world(
    published: PublishedTable | None = None,
    inputs: WorldInputs | None = None,
    *,
    path: Path | str = WORLD_2011,
    origin: str = "UN national accounts, customs records by industry, ILO employment",
    progress: Progress | None = None,
) -> BuiltWorld:
    """Split the Rest of the World and write the factors.

    Parameters
    ----------
    published, inputs
        Sources; the packaged ones when left out.
    path
        Where to write.
    origin
        What the inputs come from, kept in the file.
    progress
        Called with steps done, steps in all and what is being done.

    Returns
    -------
    BuiltWorld
        The written file, opened again.
    """
    say = progress or (lambda _done, _all, _what: None)
    say(0, 3, "reading the sources")
    published = published or packaged_published()
    inputs = inputs or packaged_inputs()
    say(1, 3, "splitting the Rest of the World")
    table, split = split_table(published, inputs, inputs.members)
    say(2, 3, "writing and opening again")
    first = (len(published.regions) - 1) * len(published.industries)
    assert table.employment is not None
    people = table.employment[first:].reshape(len(split.members), -1)
    path = Path(path)
    write_world(split, people, inputs.names, path, year=2011, origin=origin)
    say(3, 3, "done")
    return BuiltWorld(path, path.stat().st_size, open_world(path, published))


def build_world2011(
    *,
    tables: Path | str | None = None,
    wiod: Path | str | None = None,
    baci: Sequence[Path | str] = (),
    baci_countries: Path | str | None = None,
    out: Path | str = "world2011.npz",
    progress: Progress | None = None,
) -> BuiltWorld:
    """Build the world table from files, as ``fairlead data build world2011`` does.

    Parameters
    ----------
    tables
        Folder with the country tables (see `read_inputs`); the packaged ones when left out.
    wiod
        WIOD 2013 release, 2011, as NPZ; the packaged one when left out.
    baci, baci_countries
        BACI HS92 files and their country codes: exports and destinations are then taken from them.
    out
        Where to write.
    progress
        See `build_world`.

    Raises
    ------
    InputError, TableError
        When a source cannot be used; nothing is written then.
    """
    published = read_published(wiod) if wiod else packaged_published()
    inputs = read_inputs(tables) if tables else packaged_inputs()
    origin = "UN national accounts, customs records by industry, ILO employment"
    if baci:
        if baci_countries is None:
            raise InputError("BACI files need their country codes.", fix="Add --baci-countries country_codes_V....csv.")
        inputs = inputs_from_baci(list(baci), baci_countries, inputs)
        origin = "UN national accounts, CEPII BACI HS92, ILO employment"
    return build_world(published, inputs, path=out, origin=origin, progress=progress)
