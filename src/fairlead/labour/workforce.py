"""People employed: the six sectors of 2021 by country, and the table's own year by cell, Rest of World included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from fairlead.errors import TableError
from fairlead.flows.cells import FloatArray, IntArray
from fairlead.flows.table import Table
from fairlead.labour.inputs import Inputs
from fairlead.labour.margins import fit_margins

__all__ = [
    "EMERGING",
    "REST_OF_WORLD",
    "UNALLOCATED",
    "Workforce",
    "filled_shares",
    "sector_employment_2021",
    "workforce",
]

REST_OF_WORLD = "ROW"
UNALLOCATED = "XRW"
#: The six countries whose averages stand for countries without industry data of their own, and four more that help
#: to shape employment by industry in the Rest of the World.
EMERGING = ("BRA", "CHN", "IDN", "IND", "MEX", "TUR")
SHAPING = (*EMERGING, "RUS", "ROU", "BGR", "POL")

RowMethod = Literal["sum", "difference"]


@dataclass(frozen=True)
class Workforce:
    """Employment of a table's year. I table countries, S industries, C input countries, B sectors.

    Attributes
    ----------
    employed : ndarray, shape (I, S)
        Persons; zero where a cell has none or the figure is unknown.
    known : ndarray of bool, shape (I, S)
        False where the table gives no figure and none could be made.
    members : tuple of ndarray
        For each table country the positions of the input countries that it stands for; empty for ``XRW``.
    member_employed : tuple of ndarray, each (members, S)
        Persons by member, the same row sums as `employed`.
    modelled : ndarray of bool, shape (I,)
        Employment by industry modelled rather than published.
    """

    employed: FloatArray
    known: npt.NDArray[np.bool_]
    members: tuple[IntArray, ...]
    member_employed: tuple[FloatArray, ...]
    modelled: npt.NDArray[np.bool_]


def filled_shares(inputs: Inputs) -> FloatArray:
    """Employment shares agriculture, industry, services; a missing country takes its region's mean."""
    shares = inputs.shares.copy()
    for i in np.nonzero(np.isnan(shares[:, 0]))[0]:
        shares[i] = np.nanmean(shares[inputs.region_of == inputs.region_of[i]], axis=0)
    return shares


def sector_employment_2021(inputs: Inputs) -> FloatArray:
    """Persons employed in 2021 by country and the six sectors of the world counts, shape (C, 6).

    Agriculture, industry and services come from the ILO. Within industry, mining, manufacturing and construction
    follow the WIOD accounts of the country (else the mean of six emerging countries), then are fitted to the world's
    shares of employment; utilities count as services. Domestic work is the same share of services everywhere.
    """
    p, total, shares = inputs.parameters, inputs.employment_2021, filled_shares(inputs)
    profile = inputs.industry_profile.copy()
    mean = np.mean([profile[inputs.countries.index(c)] for c in EMERGING], axis=0)
    profile[np.isnan(profile[:, 0])] = mean
    industry = total * shares[:, 1]
    world = np.array([p[f"world_share_{s}"] for s in ("mining", "manufacturing", "construction")]) * total.sum()
    seed = industry[:, None] * profile
    a, b = fit_margins(seed, industry * world.sum() / industry.sum(), world, tol=1e-10)
    out = np.zeros((len(total), 6))
    out[:, 0] = total * shares[:, 0]
    out[:, 1:4] = a[:, None] * seed * b
    services = total * shares[:, 2]
    domestic = services * p["world_domestic_workers_million"] * 1e6 / services.sum()
    out[:, 4] = services + industry * (1 - profile.sum(1)) - domestic
    out[:, 5] = domestic
    return out


def _row_profile(employed: FloatArray, output: FloatArray, row: int, shaping: IntArray, at: slice) -> FloatArray:
    """Shares of industries in a group of Rest of World: geometric mean of two estimates (method page, section 5)."""
    e, x = employed[shaping, at], output[shaping, at]
    shares = np.exp(np.log(e / e.sum(1, keepdims=True) + 1e-4).mean(0))
    shares /= shares.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.log(np.where((e > 0) & (x > 0), e / x, np.nan) / (e.sum(1) / x.sum(1))[:, None])
    by_output = output[row, at] * np.exp(np.nanmean(relative, axis=0))
    mixed = np.sqrt(shares * by_output / by_output.sum())
    return np.asarray(mixed / mixed.sum())


def _row_members(
    inputs: Inputs, table: Table, employed: FloatArray, row: int, rest: IntArray, shift: float, method: RowMethod
) -> FloatArray:
    """Persons by member country of Rest of World and industry, shape (members, S)."""
    shares = filled_shares(inputs)[rest]
    p = np.clip(shares[:, 0], 0.002, 0.98)
    agriculture = 1 / (1 + np.exp(-(np.log(p / (1 - p)) + shift)))
    keep = (1 - agriculture) / (1 - shares[:, 0])
    total = np.where(np.isnan(inputs.employment_2011), inputs.employment_2021, inputs.employment_2011)
    people = total[rest]
    if method == "difference":
        people = people * (total.sum() - employed.sum()) / people.sum()
    output = table.output.reshape(employed.shape)
    shaping = np.array([table.cells.country_index(c) for c in SHAPING])
    out = np.zeros((len(rest), employed.shape[1]))
    out[:, 0] = people * agriculture
    for at, share in ((slice(1, 18), shares[:, 1]), (slice(18, 35), shares[:, 2])):
        out[:, at] = (people * share * keep)[:, None] * _row_profile(employed, output, row, shaping, at)
    return out


def workforce(
    inputs: Inputs, table: Table, *, agricultural_shift: float | None = None, row_method: RowMethod = "sum"
) -> Workforce:
    """Employment of the table's own year by cell, with the Rest of the World worked out country by country.

    Parameters
    ----------
    inputs
        The labour inputs.
    table
        The trade table, of the 35 industries c1 to c35.
    agricultural_shift
        Added to the logit of the share of agriculture in the Rest of the World, whose shares are of later years than
        the table; the parameter of that name, if none.
    row_method
        Whether people employed in the Rest of the World are those of its countries (``sum``), or are scaled to what the
        world has beyond the table (``difference``).

    Raises
    ------
    TableError
        When the industries are not c1 to c35, or a country is not among the labour inputs.
    """
    cells = table.cells
    if cells.industries != inputs.industries:
        raise TableError(
            f"The labour accounts need the 35 industries of WIOD 2013; the table {table.name} has others.",
            fix="Use wiod2011 or world2011.",
        )
    unknown = [c for c in cells.countries if c not in inputs.countries and c not in (REST_OF_WORLD, UNALLOCATED)]
    if unknown:
        raise TableError(f"The labour inputs do not have {', '.join(unknown)}.", why="Missing is never zero.")
    shape = (len(cells.countries), len(cells.industries))
    given = np.full(shape, np.nan) if table.employment is None else table.employment.reshape(shape)
    employed = np.nan_to_num(given)
    known = np.isfinite(given)
    if agricultural_shift is None:
        agricultural_shift = inputs.parameters["agricultural_shift"]
    members: list[IntArray] = []
    by_member: list[FloatArray] = []
    for i, code in enumerate(cells.countries):
        if code == REST_OF_WORLD:
            own = set(cells.countries)
            rest = np.array([j for j, c in enumerate(inputs.countries) if c not in own], dtype=np.intp)
            people = _row_members(inputs, table, employed, i, rest, agricultural_shift, row_method)
            employed[i], known[i] = people.sum(0), True
        elif code == UNALLOCATED:
            rest, people = np.zeros(0, dtype=np.intp), np.zeros((0, shape[1]))
        else:
            rest, people = np.array([inputs.countries.index(code)]), employed[i : i + 1]
        members.append(rest)
        by_member.append(people)
    modelled = np.array([table.status.get(c) == "modelled" or c == REST_OF_WORLD for c in cells.countries])
    return Workforce(employed, known, tuple(members), tuple(by_member), modelled)
