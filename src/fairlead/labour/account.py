"""A labour account: people by cell of a trade table, with its draws, separate lines and cautions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from fairlead.assess.result import AccountId, AccountLine, Statement
from fairlead.errors import AddingOverlapError, FairleadError
from fairlead.flows.cells import Cells, FloatArray
from fairlead.flows.table import Table
from fairlead.labour.spread import Float32Array

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DRAWS", "SEED", "LabourAccount"]

DRAWS = 2000
SEED = 20211

Sampler = Callable[[int, int, Collection[str]], Float32Array]


@dataclass(frozen=True, eq=False)
class LabourAccount:
    """People by cell: in forced labour, in child labour, or employed.

    Counts of different accounts overlap (a child in forced labour is in both), so accounts cannot be added.

    Attributes
    ----------
    id, label, definition, frame : str
        Which count it is, in words, and the year and population it stands for.
    table : str
        Name of the trade table.
    cells : Cells
        Labels; n cells, C countries, S industries.
    people : ndarray, shape (n,)
        Central persons by cell, stock on any given day.
    employed : ndarray, shape (n,)
        Persons employed by cell; NaN where unknown.
    value_added : ndarray, shape (n,)
        Value added of the cells, in the table's unit.
    unallocated : float
        People of the cells that belong to no country, not part of `total`.
    outside_table : float
        People of cells without output: no purchase can reach them.
    stand_ins : dict
        Country to what stands in for its missing evidence.
    separate_lines : tuple of AccountLine
        World figures that are shown apart and never multiplied.
    statements : tuple of Statement
        What is known of women, men and children for the world alone.
    cell_cautions : dict
        Position of a cell to what to know before resting on it.
    noise : tuple of str
        Names of the sources of uncertainty that the draws combine; see `draws`.
    options : dict
        Settings that differ from the default.
    country_log_sd : dict
        Country to the log standard deviation of its own level in the draws; empty where an account has none.
    """

    id: AccountId
    label: str
    definition: str
    frame: str
    table: str
    cells: Cells
    people: FloatArray
    employed: FloatArray
    value_added: FloatArray
    unallocated: float
    outside_table: float
    stand_ins: dict[str, str]
    separate_lines: tuple[AccountLine, ...]
    statements: tuple[Statement, ...]
    cell_cautions: dict[int, tuple[str, ...]]
    noise: tuple[str, ...]
    sampler: Sampler = field(repr=False)
    options: dict[str, str] = field(default_factory=dict)
    country_log_sd: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """People of all countries together, without the unallocated."""
        return float(self.people.sum() - self.unallocated)

    @property
    def per_1000(self) -> FloatArray:
        """People per 1,000 persons employed, shape (n,); NaN where nobody is known to be employed."""
        out = np.full(len(self.people), np.nan)
        np.divide(self.people * 1000, self.employed, out=out, where=self.employed > 0)
        return out

    @property
    def value_added_of_work(self) -> FloatArray:
        """Value added of the work concerned, shape (n,), in the table's unit: people / employed x value added.

        The average of the cell: people in forced labour may produce less or more than their workmates.
        """
        out = np.full(len(self.people), np.nan)
        np.divide(self.people * self.value_added, self.employed, out=out, where=self.employed > 0)
        return out

    def intensity(self, table: Table) -> FloatArray:
        """People per unit of output, shape (n,): person-years per million USD of the table's year.

        Zero where output is below one unit: a quotient there would be noise.

        Raises
        ------
        FairleadError
            When the table is not the one that the account was made for.
        """
        if table.cells != self.cells:
            raise FairleadError(f"The account was made for {self.table}, not for {table.name}.")
        return np.asarray(np.divide(self.people, table.output, out=np.zeros(table.n), where=table.output >= 1))

    def draws(self, n: int = DRAWS, seed: int = SEED, *, only: Collection[str] | None = None) -> Float32Array:
        """Persons by cell in ``n`` draws, shape (C, n, S), contiguous: country, draw, industry.

        The same number and seed give the same draws. Errors are correlated as they are in the world: the world total,
        a region, a country and an industry each move all their cells together.

        Parameters
        ----------
        n
            Number of draws; with fewer than 1,000 the ends of the ranges are unsteady.
        seed
            Of numpy's PCG64.
        only
            Names of `noise` to keep; the others are switched off. Tells which source makes a range wide.

        Raises
        ------
        FairleadError
            For fewer than one draw, or a source that the account does not have.
        """
        if n < 1:
            raise FairleadError(f"At least one draw is needed, not {n}.")
        unknown = sorted(set(only or ()) - set(self.noise))
        if unknown:
            raise FairleadError(
                f"The account has no source of uncertainty {', '.join(unknown)}.",
                fix=f"It has: {', '.join(self.noise)}.",
            )
        return self.sampler(n, seed, self.noise if only is None else only)

    def cautions(self, positions: Iterable[int]) -> tuple[str, ...]:
        """What to know about some cells (positions), each sentence once, in order."""
        found = (text for p in positions for text in self.cell_cautions.get(int(p), ()))
        return tuple(dict.fromkeys(found))

    def to_frame(self) -> pd.DataFrame:
        """Cells as a pandas table: country, industry, people, employed, people per 1,000 employed.

        Examples
        --------
        >>> from fairlead.flows.open import open_table
        >>> from fairlead.labour import forced_labour
        >>> frame = forced_labour(open_table("world2011")).to_frame()
        >>> frame.loc[("IND", "c4")].round(1).to_dict()["per_1000"]
        6.8
        """
        import pandas as pd

        labels = pd.MultiIndex.from_product(
            [self.cells.countries, self.cells.industries], names=["country", "industry"]
        )
        columns = {"people": self.people, "employed": self.employed, "per_1000": self.per_1000}
        return pd.DataFrame(columns, index=labels)

    def _refuse(self, _other: object) -> NoReturn:
        raise AddingOverlapError(
            "Labour accounts cannot be added.",
            why="The counts overlap: the same person can be in several of them.",
            fix="Show each count on its own.",
        )

    __add__ = __radd__ = _refuse
