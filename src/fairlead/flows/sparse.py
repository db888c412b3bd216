"""A trade table held as a sparse matrix, for large tables with many empty cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from fairlead.errors import TableError
from fairlead.flows.cells import Cells, FloatArray
from fairlead.flows.table import Status, Table

__all__ = ["SparseTable"]


class SparseTable(Table):
    """A table from sparse flows Z and final demand Y; the same conventions as `DenseTable`.

    Parameters
    ----------
    Z
        Intermediate flows, a SciPy sparse matrix or anything it takes, shape (n, n).
    Y
        Final demand by consuming country, shape (n, C).
    cells, name, title, year, unit, employment, status, names
        As for `DenseTable`.

    Raises
    ------
    TableError
        When shapes do not fit or a flow is not a finite number.

    Examples
    --------
    >>> table = SparseTable([[2.0, 3.0], [1.0, 2.0]], [[5.0], [7.0]], Cells(("AAA",), ("c1", "c2")))
    >>> table.left(np.ones(2)).round(6).tolist()
    [0.3, 0.5]
    """

    def __init__(
        self,
        Z: Any,
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
        from scipy import sparse

        flows = sparse.coo_array(sparse.csr_array(Z, dtype=np.float64))
        final = np.asarray(Y, dtype=np.float64)
        n, C, S = len(cells), len(cells.countries), len(cells.industries)
        if flows.shape != (n, n) or final.shape != (n, C):
            raise TableError(
                f"Z {flows.shape} and Y {final.shape} do not fit {C} countries x {S} industries.",
                fix=f"Z must be ({n}, {n}), Y ({n}, {C}): sum the final-demand categories of each country.",
            )
        if not (np.isfinite(flows.data).all() and np.isfinite(final).all()):
            raise TableError("Z or Y has missing or infinite flows.", fix="Correct the source file.")
        jobs = None if employment is None else np.asarray(employment, dtype=np.float64)
        if jobs is not None and jobs.shape != (n,):
            raise TableError(f"Employment has shape {jobs.shape}; the table has {n} cells.")
        self.cells, self.name, self.title, self.year, self.unit = cells, name, title or name, year, unit
        self.status = {**dict.fromkeys(cells.countries, "published"), **(status or {})}
        self.names = dict(names or {})
        self.employment = jobs
        self.final_demand = final
        rows, columns, values = flows.row, flows.col, flows.data
        self.output = np.bincount(rows, values, n) + final.sum(1)
        self.value_added = self.output - np.bincount(columns, values, n)
        country = np.arange(C)
        own = rows // S == columns // S
        at_home = np.bincount(rows[own], values[own], n) + final.reshape(C, S, C)[country, :, country].ravel()
        self.exports = self.output - at_home
        self.nonnegative = bool(values.min(initial=0.0) >= 0)
        kept = self.output[columns] > 0
        self.dropped_inputs = float(np.abs(values[~kept]).sum())
        rows, columns = rows[kept], columns[kept]
        coefficients = values[kept] / self.output[columns]
        self._A: dict[Any, Any] = {}
        self._A[np.dtype(np.float64)] = sparse.csr_array((coefficients, (rows, columns)), shape=(n, n))
        self._by_column = sparse.csc_array(self._A[np.dtype(np.float64)])
        inside = rows // S == columns // S
        self._blocks = np.zeros((C, S, S))
        np.add.at(self._blocks, (rows[inside] // S, rows[inside] % S, columns[inside] % S), coefficients[inside])

    @property
    def A(self) -> Any:  # noqa: N802
        """Coefficients as a SciPy CSR array, shape (n, n)."""
        return self._A[np.dtype(np.float64)]

    def _matrix(self, like: FloatArray) -> Any:
        key = np.dtype(np.float32) if like.dtype == np.float32 else np.dtype(np.float64)
        if key not in self._A:
            self._A[key] = self.A.astype(np.float32)
        return self._A[key]

    def left(self, v: FloatArray) -> FloatArray:
        """See `Table.left`; single precision stays single."""
        return np.asarray((self._matrix(v).T @ v.T).T)

    def right(self, f: FloatArray) -> FloatArray:
        """See `Table.right`; single precision stays single."""
        return np.asarray(self._matrix(f) @ f)

    def column(self, j: int) -> FloatArray:
        """See `Table.column`."""
        part = slice(self._by_column.indptr[j], self._by_column.indptr[j + 1])
        full = np.zeros(self.n)
        full[self._by_column.indices[part]] = self._by_column.data[part]
        return full

    def domestic_block(self, country: int) -> FloatArray:
        """See `Table.domestic_block`."""
        return np.asarray(self._blocks[country])
