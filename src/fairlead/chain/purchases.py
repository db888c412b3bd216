"""The model of a list of purchases: columns of equal length, one entry for each row that holds a purchase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from fairlead.errors import Problem

__all__ = ["BoolArray", "Counts", "Purchases", "Texts"]

BoolArray = npt.NDArray[np.bool_]


class Texts(Sequence[str]):
    """A column of texts, each distinct text stored once.

    Parameters
    ----------
    values
        The distinct texts.
    codes
        Position in `values` for each row, shape (rows,).

    Examples
    --------
    >>> column = Texts.of(["a", "b", "a"])
    >>> column.values, column.codes.tolist(), column[2]
    (('a', 'b'), [0, 1, 0], 'a')
    """

    __slots__ = ("codes", "values")

    def __init__(self, values: Iterable[str], codes: npt.NDArray[np.int32]) -> None:
        self.values = tuple(values)
        self.codes = codes

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """Store a sequence of texts."""
        seen: dict[str, int] = {}
        codes = [seen.setdefault(text, len(seen)) for text in texts]
        return cls(seen, np.array(codes, dtype=np.int32))

    @classmethod
    def joined(cls, columns: Sequence[Texts]) -> Texts:
        """Columns one below the other."""
        if len(columns) == 1:
            return columns[0]
        seen: dict[str, int] = {}
        codes = [
            np.array([seen.setdefault(text, len(seen)) for text in column.values], dtype=np.int32)[column.codes]
            if len(column)
            else column.codes
            for column in columns
        ]
        return cls(seen, np.concatenate(codes) if codes else np.empty(0, dtype=np.int32))

    def take(self, rows: npt.NDArray[Any]) -> Texts:
        """The texts of chosen rows."""
        return Texts(self.values, self.codes[rows])

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return Texts(self.values, self.codes[index])
        return self.values[int(self.codes[index])]

    def __iter__(self) -> Iterator[str]:
        return map(self.values.__getitem__, self.codes.tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Texts) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Texts({len(self)} rows, {len(self.values)} distinct)"


@dataclass(frozen=True)
class Counts:
    """What became of the rows of a file.

    Attributes
    ----------
    read
        Rows that hold a purchase or a credit note, good or bad.
    usable
        Rows without an error.
    passed_over
        Totals, repeated headings, remarks, blank rows: no purchases.
    credit_rows
        Credit notes among the rows read.
    """

    read: int = 0
    usable: int = 0
    passed_over: int = 0
    credit_rows: int = 0


@dataclass(frozen=True, eq=False)
class Purchases:
    """A list of purchases as it was read.

    All columns have the same length. Rows with an error stay in, with `usable` false, so that the spend left out can
    be told.

    Attributes
    ----------
    file, sha256, sheets
        Where it comes from.
    row, sheet
        Row number as the user's program shows it, and sheet.
    amount
        As in the list, NaN where it could not be read; credit notes are negative.
    net
        What is left of `amount` after credit notes were netted; never negative, NaN where `amount` is.
    currency, year
        ISO 4217 code, ``""`` when not known; year, 0 when the list has none at all.
    supplier, country_text, product_text, industry_text, site, tier, buyer_unit
        As written, without invisible characters; ``""`` when empty.
    code_text, code_scheme
        A product or industry code with its scheme (``hs``, ``nace`` ...), ``""`` when there is none.
    usable
        Whether the row can be assessed so far.
    credit_left
        Position of each credit note that was not netted in full -> what was left over, in its currency.
    problems
        Everything found, in the order of the list.
    """

    file: str
    sha256: str
    sheets: tuple[str, ...]
    row: npt.NDArray[np.int64]
    sheet: Texts
    amount: npt.NDArray[np.float64]
    net: npt.NDArray[np.float64]
    currency: Texts
    year: npt.NDArray[np.int64]
    supplier: Texts
    country_text: Texts
    product_text: Texts
    industry_text: Texts
    code_text: Texts
    code_scheme: Texts
    site: Texts
    tier: Texts
    buyer_unit: Texts
    usable: BoolArray
    credit_left: Mapping[int, float] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    counts: Counts = field(default_factory=Counts)

    def __len__(self) -> int:
        return len(self.row)

    def __repr__(self) -> str:
        return f"<Purchases {self.file!r}: {len(self):,} rows, {int(self.usable.sum()):,} usable>"
