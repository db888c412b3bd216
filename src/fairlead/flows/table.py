"""The trade table: one interface for dense, sparse and factored tables."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Literal

import numpy as np

from fairlead.flows.cells import Cells, FloatArray

__all__ = ["Status", "Table"]

Status = Literal["published", "modelled", "unallocated"]


class Table(ABC):
    """A multi-regional input-output table seen as an operator.

    Notation follows Miller & Blair (2009): Z intermediate flows, Y final demand, x output (row sums of Z and Y),
    A = Z diag(x)^-1 with zero columns where x is zero. Rows sell, columns buy.

    Attributes
    ----------
    name : str
        Short name, for example ``"world2011"``.
    title : str
        Name for people.
    year : int
        Year of the flows and prices.
    unit : str
        Money unit of the flows.
    cells : Cells
        Labels, country-major. n = len(cells).
    output : ndarray, shape (n,)
        x, in ``unit``.
    final_demand : ndarray, shape (n, C)
        Final demand by consuming country (all categories summed, negative inventories kept).
    value_added : ndarray, shape (n,)
        Output less intermediate inputs, in ``unit``.
    exports : ndarray, shape (n,)
        Sales to other countries, intermediate and final.
    employment : ndarray or None, shape (n,)
        Persons employed by cell.
    status : dict of country code to Status
        ``published``, ``modelled`` (split from Rest of World) or ``unallocated`` (no country).
    names : dict of code to str
        Names of countries and industries in English.
    """

    name: str
    title: str
    year: int
    unit: str
    cells: Cells
    output: FloatArray
    final_demand: FloatArray
    value_added: FloatArray
    exports: FloatArray
    employment: FloatArray | None
    status: dict[str, Status]
    names: dict[str, str]

    @property
    def n(self) -> int:
        """Number of cells."""
        return len(self.cells)

    @abstractmethod
    def left(self, v: FloatArray) -> FloatArray:
        """``v @ A``: one step up to the buyers. ``v`` has shape (n,) or (k, n); the result has the same shape."""

    @abstractmethod
    def right(self, f: FloatArray) -> FloatArray:
        """``A @ f``: one tier back to the inputs. ``f`` has shape (n,) or (n, k); the result has the same shape."""

    @abstractmethod
    def column(self, j: int) -> FloatArray:
        """Column j of A, shape (n,): inputs per unit of output of cell j."""

    @abstractmethod
    def domestic_block(self, country: int) -> FloatArray:
        """A of one country with itself, shape (S, S)."""

    def domestic_left(self, v: FloatArray) -> FloatArray:
        """``v @ D`` with D the block-diagonal domestic part of A. Same shapes as `left`."""
        size = len(self.cells.industries)
        blocks = self.domestic_blocks()
        shaped = v.reshape(*v.shape[:-1], -1, size)
        return np.asarray(np.einsum("...ci,cij->...cj", shaped, blocks).reshape(v.shape))

    def domestic_blocks(self) -> FloatArray:
        """All domestic blocks, shape (C, S, S)."""
        return np.stack([self.domestic_block(c) for c in range(len(self.cells.countries))])
