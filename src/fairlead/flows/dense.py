"""A trade table held as a full matrix, and the check of its accounting identities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairlead.errors import TableError
from fairlead.flows.cells import Cells, FloatArray, IntArray
from fairlead.flows.table import Status, Table

__all__ = ["DenseTable", "Identities", "identities"]


class DenseTable(Table):
    """A table from flows Z and final demand Y, held as the matrix A.

    Output x is the row sum of Z and Y, whatever total was published. Cells whose output is not positive get a zero
    column (`identities` lists them). Negative final demand (inventories) is kept.

    Parameters
    ----------
    Z
        Intermediate flows, shape (n, n); rows sell, columns buy.
    Y
        Final demand by consuming country, shape (n, C).
    cells
        Labels.
    name, title, year, unit
        What it is.
    employment
        Persons by cell, shape (n,); NaN where missing.
    status
        By country; ``published`` where left out.
    names
        English names of codes.

    Raises
    ------
    TableError
        When shapes do not fit or a flow is not a finite number.

    Examples
    --------
    >>> table = DenseTable([[2.0, 3.0], [1.0, 2.0]], [[5.0], [7.0]], Cells(("AAA",), ("c1", "c2")))
    >>> table.output.tolist(), table.value_added.tolist()
    ([10.0, 10.0], [7.0, 5.0])
    """

    def __init__(
        self,
        Z: npt.ArrayLike,
        Y: npt.ArrayLike,
        cells: Cells,
        *,
        name: str = "table",
        title: str = "",
        year: int = 0,
        unit: str = "million USD, current prices, basic prices",
        employment: npt.ArrayLike | None = None,
        status: Mapping[str, Status] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        flows, final = np.asarray(Z, dtype=np.float64), np.asarray(Y, dtype=np.float64)
        n, C, S = len(cells), len(cells.countries), len(cells.industries)
        if flows.shape != (n, n) or final.shape != (n, C):
            raise TableError(
                f"Z {flows.shape} and Y {final.shape} do not fit {C} countries x {S} industries.",
                fix=f"Z must be ({n}, {n}), Y ({n}, {C}): sum the final-demand categories of each country.",
            )
        if not (np.isfinite(flows).all() and np.isfinite(final).all()):
            raise TableError("Z or Y has missing or infinite flows.", fix="Correct the source file.")
        self.cells, self.name, self.title, self.year, self.unit = cells, name, title or name, year, unit
        self.status = {**dict.fromkeys(cells.countries, "published"), **(status or {})}
        self.names = dict(names or {})
        self.final_demand = final
        self.output = flows.sum(1) + final.sum(1)
        self.value_added = self.output - flows.sum(0)
        country = np.arange(C)
        at_home = flows.reshape(C, S, C, S)[country, :, country].sum(2) + final.reshape(C, S, C)[country, :, country]
        self.exports = self.output - at_home.ravel()
        self.employment = None if employment is None else _employment(employment, n)
        self.nonnegative = bool(flows.min() >= 0)
        self.dropped_inputs = float(np.abs(flows[:, self.output <= 0]).sum())
        # Column-major: paths read whole columns; products cost the same either way.
        self._A = np.asfortranarray(np.divide(flows, self.output, out=np.zeros_like(flows), where=self.output > 0))
        self._A32: npt.NDArray[np.float32] | None = None

    @classmethod
    def from_coefficients(cls, A: npt.ArrayLike, Y: npt.ArrayLike, cells: Cells, **labels: object) -> DenseTable:
        """A table from coefficients A (n, n) and final demand Y (n, C); output is (I - A)^-1 Y summed.

        Examples
        --------
        >>> DenseTable.from_coefficients([[0.5]], [[1.0]], Cells(("AAA",), ("c1",))).output.tolist()
        [2.0]
        """
        coefficients, final = np.asarray(A, dtype=np.float64), np.asarray(Y, dtype=np.float64)
        output = np.linalg.solve(np.eye(len(coefficients)) - coefficients, final.sum(1))
        return cls(coefficients * output, final, cells, **labels)  # type: ignore[arg-type]

    @property
    def A(self) -> FloatArray:  # noqa: N802
        """Coefficients, shape (n, n); do not write into it."""
        return self._A

    @property
    def Z(self) -> FloatArray:  # noqa: N802
        """Intermediate flows, shape (n, n), in ``unit``."""
        return np.asarray(self._A * self.output)

    def _matrix(self, like: FloatArray) -> FloatArray:
        if like.dtype != np.float32:
            return self._A
        if self._A32 is None:
            self._A32 = self._A.astype(np.float32)
        return self._A32  # type: ignore[return-value]

    def left(self, v: FloatArray) -> FloatArray:
        """See `Table.left`; single precision stays single."""
        return np.asarray(v @ self._matrix(v))

    def right(self, f: FloatArray) -> FloatArray:
        """See `Table.right`; single precision stays single."""
        return np.asarray(self._matrix(f) @ f)

    def column(self, j: int) -> FloatArray:
        """See `Table.column`."""
        return np.asarray(self._A[:, j])

    def domestic_block(self, country: int) -> FloatArray:
        """See `Table.domestic_block`."""
        size = len(self.cells.industries)
        own = slice(country * size, (country + 1) * size)
        return np.asarray(self._A[own, own])


def _employment(values: npt.ArrayLike, n: int) -> FloatArray:
    jobs = np.asarray(values, dtype=np.float64)
    if jobs.shape != (n,):
        raise TableError(f"Employment has shape {jobs.shape}; the table has {n} cells.")
    return jobs


@dataclass(frozen=True)
class Identities:
    """How well a table keeps its accounting identities. Nothing here is corrected silently.

    Attributes
    ----------
    row_deviation : ndarray, shape (n,)
        Published output less row sum, in the table's unit; zero where no output was published.
    zero_output : ndarray of int
        Positions of cells whose output is not positive: they have no column.
    dropped_inputs : float
        Inputs booked to those cells, in the table's unit.
    negative_flows : int
        Negative intermediate flows.
    negative_final_demand : int
        Negative final-demand cells (inventories); kept.
    largest_column_sum : float
        Largest share of inputs in output.
    negative_value_added : ndarray of int
        Positions of cells whose inputs exceed their output.
    missing_employment : int
        Cells with output but without a number of workers.
    """

    row_deviation: FloatArray
    zero_output: IntArray
    dropped_inputs: float
    negative_flows: int
    negative_final_demand: int
    largest_column_sum: float
    negative_value_added: IntArray
    missing_employment: int

    @property
    def row_deviation_share(self) -> float:
        """Sum of absolute row deviations as a share of published output."""
        return self._share

    _share: float = 0.0


def identities(table: Table, published_output: npt.ArrayLike | None = None) -> Identities:
    """Check a table's accounting identities.

    Parameters
    ----------
    table
        Any table.
    published_output
        Output as published, shape (n,), to compare row sums with.

    Raises
    ------
    TableError
        When ``published_output`` does not fit.

    Examples
    --------
    >>> cells = Cells(("AAA",), ("c1", "c2"))
    >>> report = identities(DenseTable([[2.0, 3.0], [0.0, 0.0]], [[5.0], [0.0]], cells), [11.0, 0.0])
    >>> report.row_deviation.tolist(), report.zero_output.tolist(), report.dropped_inputs
    ([1.0, 0.0], [1], 3.0)
    """
    deviation, share = np.zeros(table.n), 0.0
    if published_output is not None:
        published = np.asarray(published_output, dtype=np.float64)
        if published.shape != (table.n,):
            raise TableError(f"Published output has shape {published.shape}; the table has {table.n} cells.")
        deviation = published - table.output
        share = float(np.abs(deviation).sum() / max(np.abs(published).sum(), 1e-300))
    inputs = table.left(np.ones(table.n))
    has_output = table.output > 0
    negative = 0
    if not getattr(table, "nonnegative", True):
        negative = sum(int((table.column(j) < 0).sum()) for j in range(table.n))
    jobs = table.employment
    missing = int(has_output.sum()) if jobs is None else int((np.isnan(jobs) & has_output).sum())
    return Identities(
        row_deviation=deviation,
        zero_output=np.flatnonzero(~has_output),
        dropped_inputs=float(getattr(table, "dropped_inputs", 0.0)),
        negative_flows=negative,
        negative_final_demand=int((table.final_demand < 0).sum()),
        largest_column_sum=float(inputs.max()),
        negative_value_added=np.flatnonzero(has_output & (inputs > 1)),
        missing_employment=missing,
        _share=share,
    )
