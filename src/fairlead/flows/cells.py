"""Cells: the country x industry labels of a trade table, in their fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from fairlead.errors import TableError

__all__ = ["Cells", "FloatArray", "IntArray"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Cells:
    """The cells of a table: every country with every industry, country-major.

    Parameters
    ----------
    countries
        Codes in table order: ISO 3166 alpha-3, or a label such as ``XRW`` for what is not a country.
    industries
        Industry codes in table order, the same for every country.

    Examples
    --------
    >>> cells = Cells(("IND", "DEU"), ("c1", "c4"))
    >>> cells.index("DEU", "c1"), cells.label(1)
    (2, ('IND', 'c4'))
    """

    countries: tuple[str, ...]
    industries: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.countries) * len(self.industries)

    @cached_property
    def _country_position(self) -> dict[str, int]:
        return {code: i for i, code in enumerate(self.countries)}

    @cached_property
    def _industry_position(self) -> dict[str, int]:
        return {code: i for i, code in enumerate(self.industries)}

    def country_index(self, country: str) -> int:
        """Position of a country; raises `TableError` when the table does not have it."""
        try:
            return self._country_position[country]
        except KeyError:
            raise TableError(
                f"The table has no country {country!r}.", fix="`fairlead data info` lists its countries."
            ) from None

    def industry_index(self, industry: str) -> int:
        """Position of an industry; raises `TableError` when the table does not have it."""
        try:
            return self._industry_position[industry]
        except KeyError:
            raise TableError(
                f"The table has no industry {industry!r}.", fix="`fairlead data info` lists its industries."
            ) from None

    def index(self, country: str, industry: str) -> int:
        """Position of a cell in vectors of length ``len(cells)``."""
        return self.country_index(country) * len(self.industries) + self.industry_index(industry)

    def label(self, position: int) -> tuple[str, str]:
        """Country and industry of a position."""
        country, industry = divmod(int(position), len(self.industries))
        return self.countries[country], self.industries[industry]

    @cached_property
    def country_of(self) -> IntArray:
        """Country position of each cell, shape (n,)."""
        return np.repeat(np.arange(len(self.countries)), len(self.industries))

    @cached_property
    def industry_of(self) -> IntArray:
        """Industry position of each cell, shape (n,)."""
        return np.tile(np.arange(len(self.industries)), len(self.countries))
