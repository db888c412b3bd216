"""Footprints of final demand and labour embodied in exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from fairlead.errors import TableError
from fairlead.flows.cells import Cells, FloatArray
from fairlead.flows.multipliers import _checked, output_for
from fairlead.flows.splitting import splitting
from fairlead.flows.table import Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["EmbodiedTrade", "Footprints", "embodied_trade", "footprints"]


@dataclass(frozen=True)
class Footprints:
    """People behind the final demand of every country.

    The four uses of a country's people add up to all of them. They are told apart by where their product first
    leaves the country: never before the final buyer at home, as a final product, or inside an input. Falling
    inventories are negative final demand, so single cells can be negative.

    Attributes
    ----------
    cells : Cells
    by_industry : ndarray, shape (n, C)
        People in each cell who serve the final demand of each country, all chains.
    at_home : ndarray, shape (n,)
        Serve final demand at home by chains that never leave the country.
    returned : ndarray, shape (n,)
        Serve final demand at home inside inputs that went abroad and came back.
    exported_final : ndarray, shape (n, C)
        Serve foreign final demand; their product crossed the border as a final product. Zero for the own country.
    exported_inside : ndarray, shape (n, C)
        Serve foreign final demand inside other countries' products: it crossed the border as an input. Zero for the
        own country.
    """

    cells: Cells
    by_industry: FloatArray
    at_home: FloatArray
    returned: FloatArray
    exported_final: FloatArray
    exported_inside: FloatArray

    def _by_country(self, values: FloatArray) -> FloatArray:
        return np.asarray(values.reshape(len(self.cells.countries), -1, *values.shape[1:]).sum(1))

    @property
    def origin_consumer(self) -> FloatArray:
        """People by country of work (rows) and of final demand (columns), shape (C, C)."""
        return self._by_country(self.by_industry)

    @property
    def footprint(self) -> FloatArray:
        """People behind each country's final demand, wherever they work, shape (C,)."""
        return np.asarray(self.by_industry.sum(0))

    @property
    def territorial(self) -> FloatArray:
        """People working in each country, shape (C,)."""
        return np.asarray(self._by_country(self.by_industry).sum(1))

    @property
    def imported(self) -> FloatArray:
        """Part of each footprint that works abroad, shape (C,)."""
        return np.asarray(self.footprint - np.diag(self.origin_consumer))

    def to_frame(self) -> pd.DataFrame:
        """One row per country, persons: territorial and its four uses, footprint and its imported part."""
        import pandas as pd

        return pd.DataFrame(
            {
                "territorial": self.territorial,
                "consumed_at_home": self._by_country(self.at_home),
                "returned_home": self._by_country(self.returned),
                "exported_final": self._by_country(self.exported_final.sum(1)),
                "exported_inside_other_products": self._by_country(self.exported_inside.sum(1)),
                "footprint": self.footprint,
                "imported": self.imported,
            },
            index=pd.Index(self.cells.countries, name="country"),
        )

    def matrix_to_frame(self) -> pd.DataFrame:
        """`origin_consumer` with labels."""
        import pandas as pd

        countries = self.cells.countries
        return pd.DataFrame(
            self.origin_consumer,
            index=pd.Index(countries, name="origin"),
            columns=pd.Index(countries, name="consumer"),
        )


def footprints(table: Table, e: npt.ArrayLike, tol: float = 1e-10) -> Footprints:
    """People behind the final demand of every country, e (I - A)^-1 Y, and how they reach it.

    Parameters
    ----------
    table
        Any table with A >= 0.
    e
        People per unit of output, shape (n,).
    tol
        Proven relative error of the output called on by each country (see `output_for`).

    Raises
    ------
    TableError
        As for `multipliers`.

    Notes
    -----
    With X = (I - A)^-1 Y and B_c = (I - A_cc)^-1 of country c's own block: by_industry = e X; at_home = e B_c Y_cc;
    exported_final = e B_c Y_cd; the rest of e X_cc returned, the rest of e X_cd left inside inputs. As
    X_c = B_c (Y_c + intermediate exports), the last two are what the intermediate exports embody. Where cells
    without output buy inputs, those inputs are outside (`identities`).

    Examples
    --------
    >>> from fairlead.flows import Cells, DenseTable
    >>> cells = Cells(("AAA", "BBB"), ("c1",))
    >>> table = DenseTable([[2.0, 4.0], [1.0, 3.0]], [[3.0, 1.0], [2.0, 4.0]], cells)
    >>> result = footprints(table, [1.0, 2.0])
    >>> result.territorial.round(6).tolist(), result.footprint.round(4).tolist()
    ([10.0, 20.0], [12.8846, 17.1154])
    >>> result.to_frame().loc["AAA", "exported_final"].round(4)
    np.float64(1.25)
    """
    account = _checked(e, table, "e", axis=-1)
    if account.ndim != 1:
        raise TableError(f"e has shape {account.shape}.", fix=f"Give one account, shape ({table.n},).")
    people = account[:, None] * output_for(table, table.final_demand, tol).values
    within = account[:, None] * splitting(table).right(table.final_demand)
    row, own = np.arange(table.n), table.cells.country_of
    at_home, all_home = within[row, own], people[row, own]
    exported = within.copy()
    exported[row, own] = 0
    inside = people - within
    inside[row, own] = 0
    return Footprints(
        cells=table.cells,
        by_industry=people,
        at_home=at_home,
        returned=all_home - at_home,
        exported_final=exported,
        exported_inside=inside,
    )


@dataclass(frozen=True)
class EmbodiedTrade:
    """People embodied in each country's exports.

    Attributes
    ----------
    cells : Cells
    people : ndarray, shape (n,)
        By cell of work: exports_c = e_c (I - A_cc)^-1 ex_c, final products and inputs together.
    direct : ndarray, shape (n,)
        The part in the exporting industry itself, e ex.
    territorial : ndarray, shape (C,)
        People working in each country.
    """

    cells: Cells
    people: FloatArray
    direct: FloatArray
    territorial: FloatArray

    def _by_country(self, values: FloatArray) -> FloatArray:
        return np.asarray(values.reshape(len(self.cells.countries), -1).sum(1))

    @property
    def by_country(self) -> FloatArray:
        """People embodied in exports, shape (C,)."""
        return self._by_country(self.people)

    @property
    def share(self) -> FloatArray:
        """Share of a country's people embodied in its exports, shape (C,); NaN where the country has none."""
        return _ratio(self.by_country, self.territorial)

    @property
    def upstream_share(self) -> FloatArray:
        """Share of these who work upstream of the exporting industry, shape (C,)."""
        return 1 - _ratio(self._by_country(self.direct), self.by_country)

    def to_frame(self) -> pd.DataFrame:
        """One row per country: persons, and shares as fractions."""
        import pandas as pd

        return pd.DataFrame(
            {
                "territorial": self.territorial,
                "in_exports": self.by_country,
                "direct": self._by_country(self.direct),
                "share": self.share,
                "upstream_share": self.upstream_share,
            },
            index=pd.Index(self.cells.countries, name="country"),
        )


def embodied_trade(table: Table, e: npt.ArrayLike) -> EmbodiedTrade:
    """People embodied in exports, through domestic chains only.

    Parameters
    ----------
    table
        Any table with A >= 0.
    e
        People per unit of output, shape (n,).

    Raises
    ------
    TableError
        When ``e`` does not fit the table.

    Notes
    -----
    Equals exported_final + exported_inside + returned of `footprints`, summed over countries of final demand.
    Exported and home-consumed output of an industry are taken to need the same labour, which overstates exports
    where small producers serve the home market.

    Examples
    --------
    >>> from fairlead.flows import Cells, DenseTable
    >>> cells = Cells(("AAA", "BBB"), ("c1",))
    >>> table = DenseTable([[2.0, 4.0], [1.0, 3.0]], [[3.0, 1.0], [2.0, 4.0]], cells)
    >>> embodied_trade(table, [1.0, 2.0]).by_country.round(4).tolist()
    [6.25, 8.5714]
    """
    account = _checked(e, table, "e", axis=-1)
    if account.ndim != 1:
        raise TableError(f"e has shape {account.shape}.", fix=f"Give one account, shape ({table.n},).")
    people = account * splitting(table).right(table.exports)
    territorial = (account * table.output).reshape(len(table.cells.countries), -1).sum(1)
    return EmbodiedTrade(table.cells, people, account * table.exports, territorial)


def _ratio(part: FloatArray, whole: FloatArray) -> FloatArray:
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole != 0)
