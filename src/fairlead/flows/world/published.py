"""The published regional table that the world table is split from, in the form the split needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fairlead.errors import TableError
from fairlead.flows.cells import FloatArray

__all__ = ["FINAL_USES", "PublishedTable", "pool", "read_published"]

FINAL_USES = ("households", "non-profit institutions", "government", "fixed capital", "inventories")


@dataclass(frozen=True)
class PublishedTable:
    """A regional table whose last region is the Rest of the World.

    Attributes
    ----------
    regions : tuple of str, length K
        ISO alpha-3 codes, the last one ``ROW``.
    industries : tuple of str, length S
    Z : ndarray, shape (K*S, K*S)
        Intermediate flows, million USD.
    Y : ndarray, shape (K*S, K, 5)
        Final demand by region and use (`FINAL_USES`).
    employment : ndarray, shape (K*S,)
        Persons; NaN for the Rest of the World, 0 in cells without output.
    names : dict of str to str
        Industry names.
    """

    regions: tuple[str, ...]
    industries: tuple[str, ...]
    Z: FloatArray
    Y: FloatArray
    employment: FloatArray
    names: dict[str, str]

    @property
    def output(self) -> FloatArray:
        """Row sums of Z and Y: published outputs differ from them by rounding (up to 100 million USD)."""
        return np.asarray(self.Z.sum(1) + self.Y.sum((1, 2)))


def read_published(path: Path | str) -> PublishedTable:
    """Read a WIOD 2013 release year stored as NPZ (Z, Y, emp_thousand, countries, industries).

    Raises
    ------
    TableError
        When the file is missing, lacks an array or has the wrong shapes.
    """
    path = Path(path)
    try:
        with np.load(path, allow_pickle=False) as data:
            missing = {"Z", "Y", "emp_thousand", "countries", "industries"} - set(data.files)
            if missing:
                raise TableError(
                    f"{path.name} lacks the arrays {', '.join(sorted(missing))}.",
                    fix="Give a WIOD 2013 release year in the layout of `docs/reference/tables.md`.",
                )
            Z, Y = data["Z"].astype(np.float64), data["Y"].astype(np.float64)
            countries = [str(c) for c in data["countries"]]
            industries = tuple(str(i) for i in data["industries"])
            jobs = np.array(data["emp_thousand"], dtype=np.float64).ravel() * 1e3
            titles = [str(t) for t in data["industry_names"]] if "industry_names" in data.files else list(industries)
    except (OSError, ValueError) as error:
        raise TableError(f"{path} cannot be read as an NPZ table: {error}", fix="Check the path.") from None
    K, S = len(countries), len(industries)
    if Z.shape != (K * S, K * S) or Y.shape != (K * S, K * len(FINAL_USES)) or jobs.shape != (K * S,):
        raise TableError(f"{path.name}: Z {Z.shape}, Y {Y.shape} do not fit {K} regions and {S} industries.")
    # WIOD writes Romania as ROM, ISO 3166 as ROU.
    regions = tuple({"ROM": "ROU", "RoW": "ROW"}.get(c, c) for c in countries)
    Y = Y.reshape(K * S, K, len(FINAL_USES))
    output = Z.sum(1) + Y.sum((1, 2))
    jobs = np.where(np.isnan(jobs) & (output == 0), 0.0, jobs)
    return PublishedTable(regions, industries, Z, Y, jobs, dict(zip(industries, titles, strict=True)))


def pool(table: PublishedTable, hold: Iterable[str]) -> PublishedTable:
    """Move regions into the Rest of the World: what the table would be had they never been published.

    Raises
    ------
    TableError
        When a region is not in the table.
    """
    hold = set(hold)
    if unknown := hold - set(table.regions[:-1]):
        raise TableError(f"Not in the table: {', '.join(sorted(unknown))}.")
    K, S = len(table.regions), len(table.industries)
    keep = [i for i, r in enumerate(table.regions[:-1]) if r not in hold]
    group = np.full(K, len(keep))
    group[keep] = np.arange(len(keep))
    G = np.zeros((len(keep) + 1, K))
    G[group, np.arange(K)] = 1
    Z = np.einsum("ac,cidj->aidj", G, table.Z.reshape(K, S, K, S))
    Z = np.einsum("bd,aidj->aibj", G, Z)
    Y = np.einsum("ac,cidf->aidf", G, table.Y.reshape(K, S, K, -1))
    Y = np.einsum("bd,aidf->aibf", G, Y)
    n = (len(keep) + 1) * S
    jobs = table.employment.reshape(K, S)
    jobs = np.vstack([jobs[keep], np.full((1, S), np.nan)])
    return PublishedTable(
        (*(table.regions[i] for i in keep), table.regions[-1]),
        table.industries,
        Z.reshape(n, n),
        Y.reshape(n, len(keep) + 1, -1),
        jobs.ravel(),
        table.names,
    )
