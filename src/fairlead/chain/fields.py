"""Whole columns of cells: amounts, currencies, years and texts, each distinct cell read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from fairlead.chain.amounts import Amount, currency_codes, parse_amount
from fairlead.chain.headings import text_of
from fairlead.chain.messages import ProblemLog
from fairlead.chain.purchases import BoolArray, Texts
from fairlead.chain.text import INVISIBLE, clean
from fairlead.chain.years import parse_year

__all__ = ["AmountColumn", "factor", "read_amounts", "read_currencies", "read_texts", "read_years"]

_LONG = 1000
_PLAIN = re.compile(r"(?:-?[0-9]{1,15}(?:\.[0-9]{1,2})?\n)+")
_FORMULA_GUARD = re.compile(r"'+[=+\-@\t\r]")


def factor(values: Sequence[Any]) -> tuple[list[Any], npt.NDArray[np.int32]]:
    """Distinct values in order of appearance and the position of each row's value among them."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    codes = np.fromiter(map(places.__getitem__, values), dtype=np.int32, count=len(values))
    return list(places), codes


class AmountColumn:
    """Amounts by row.

    Attributes
    ----------
    value : ndarray, shape (rows,)
        NaN where it could not be read.
    marks : Texts
        Currency signs beside the amounts.
    abbreviated, scientific : ndarray of bool, shape (rows,)
    """

    def __init__(self, value: npt.NDArray[np.float64], codes: npt.NDArray[np.int32], read: list[Amount]) -> None:
        self.value, self._codes = value, codes
        self._faults: dict[str, BoolArray] = {}
        distinct = np.array([amount.fault for amount in read], dtype=object)
        for fault in dict.fromkeys(amount.fault for amount in read):
            if fault:
                self._faults[fault] = (distinct == fault)[codes]
        self.marks = Texts.of(amount.mark for amount in read).take(codes) if read else Texts((), codes)
        self.abbreviated = np.array([amount.abbreviated for amount in read], dtype=bool)[codes]
        self.scientific = np.array([amount.scientific for amount in read], dtype=bool)[codes]

    def faults(self, code: str) -> BoolArray:
        """Rows with a problem."""
        return self._faults.get(code, np.zeros(len(self.value), dtype=bool))

    def codes_found(self) -> list[str]:
        """The problems that occur."""
        return list(self._faults)


def _amount(value: Any) -> Amount:
    if isinstance(value, str):
        return parse_amount(value)
    if value is None or value != value:
        return Amount(None, None, fault="amount_missing")
    if isinstance(value, bool):
        return Amount(None, None, fault="amount_unreadable")
    if hasattr(value, "isoformat") or hasattr(value, "total_seconds"):
        return Amount(None, None, fault="amount_date")
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return Amount(None, None, fault="amount_unreadable")
    return Amount(number, number) if abs(number) < 1e300 else Amount(None, None, fault="amount_huge")


def read_amounts(raw: Sequence[Any], decimal: str | None) -> AmountColumn:
    """Read a column of amounts, deciding once for the column which sign marks decimals.

    An amount that can be read one way only (``1.234,50``) is evidence. Where the evidence of the column points one
    way, amounts that could be both (``1.234``) follow it; where there is none, or it points both ways, they are faulty.

    Parameters
    ----------
    raw
        Cells.
    decimal
        The user's word, or ``None``.
    """
    if raw and decimal != "," and all(map(str.__instancecheck__, raw)):
        joined = "\n".join(raw) + "\n"
        # a line break inside a cell would shift all rows below it
        if _PLAIN.fullmatch(joined) and joined.count("\n") == len(raw):
            value = np.array(raw, dtype=np.str_).astype(np.float64)
            return AmountColumn(value, np.zeros(len(raw), dtype=np.int32), [Amount(None, None)])
    distinct, codes = factor(raw)
    read = [_amount(value) for value in distinct]
    rows_with = np.bincount(codes, minlength=len(read))
    dots = sum(int(n) for a, n in zip(read, rows_with, strict=True) if a.dot is not None and a.comma is None)
    commas = sum(int(n) for a, n in zip(read, rows_with, strict=True) if a.comma is not None and a.dot is None)
    sign = decimal or ("." if dots and not commas else "," if commas and not dots else "")
    values = np.full(len(read), np.nan)
    for position, amount in enumerate(read):
        if amount.fault:
            continue
        chosen = amount.dot if sign == "." else amount.comma
        if not sign:
            chosen = amount.dot if amount.comma is None or amount.dot == amount.comma else amount.comma
            if amount.dot is not None and amount.comma is not None and amount.dot != amount.comma:
                read[position] = amount._replace(fault="amount_ambiguous")
                continue
        if chosen is None:
            read[position] = amount._replace(fault="amount_unreadable")
        else:
            values[position] = chosen
    return AmountColumn(values[codes] if len(read) else np.empty(0), codes, read)


def read_texts(
    raw: Sequence[Any] | None, count: int, log: ProblemLog, number: npt.NDArray[np.int64], heading: str
) -> Texts:
    """Read a column of texts: invisible characters removed, long cells shortened, both noted."""
    if raw is None:
        return Texts(("",), np.zeros(count, dtype=np.int32))
    distinct, codes = factor(raw)
    cleaned: dict[str, int] = {}
    new = np.empty(max(len(distinct), 1), dtype=np.int32)
    hidden = []
    for position, value in enumerate(distinct):
        text = text_of(value)
        if len(text) > _LONG:
            at = int(np.argmax(codes == position))
            log.add("cell_too_long", row=int(number[at]), column=heading, value=text[:100], detail=f"{len(text):,}")
            text = text[:_LONG]
        if not text.isprintable() and INVISIBLE.search(text):
            hidden.append(position)
        text = clean(text)
        if _FORMULA_GUARD.match(text):
            # spreadsheet programs hide this apostrophe: it marks a text that must not run as a formula
            text = text[1:]
        new[position] = cleaned.setdefault(text, len(cleaned))
    if hidden:
        rows = np.flatnonzero(np.isin(codes, hidden))
        first = distinct[codes[rows[0]]]
        log.add("hidden_characters", row=int(number[rows[0]]), column=heading, value=first, detail=f"{len(rows):,}")
    return Texts(cleaned, new[codes] if len(distinct) else codes)


def read_years(raw: Sequence[Any], default: int) -> tuple[npt.NDArray[np.int64], BoolArray, BoolArray]:
    """Years by row, and which are missing or unreadable; `default` stands in for a missing one."""
    distinct, codes = factor(raw)
    years = np.zeros(max(len(distinct), 1), dtype=np.int64)
    missing, unreadable = np.zeros(len(years), dtype=bool), np.zeros(len(years), dtype=bool)
    for position, value in enumerate(distinct):
        text = clean(text_of(value))
        if not text:
            years[position], missing[position] = default, not default
            continue
        year = getattr(value, "year", None) if not isinstance(value, str) else None
        found = year if isinstance(year, int) else parse_year(text)
        years[position], unreadable[position] = found or 0, found is None
    if not distinct:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool), np.zeros(0, dtype=bool)
    return years[codes], missing[codes], unreadable[codes]


def _resolve(text: str, mark: str, default: str) -> tuple[str, str, bool]:
    """Currency, problem code and whether ``$`` was taken for US dollars."""
    given, beside = currency_codes(text), currency_codes(mark)
    if (text and not given) or (mark and not beside):
        return "", "currency_unknown", False
    if given and beside:
        both = [code for code in given if code in beside]
        if not both:
            return "", "currency_conflict", False
        options: tuple[str, ...] = tuple(both)
    else:
        options = given or beside
    if not options:
        return default, "" if default else "currency_missing", False
    if len(options) == 1:
        return options[0], "", False
    if default in options:
        return default, "", False
    if options[0] == "USD":
        return "USD", "", True
    return "", "currency_ambiguous", False


def read_currencies(
    column: Texts,
    amounts: AmountColumn,
    default: str,
    fault: Callable[..., None],
    note_assumed: Callable[[BoolArray], None],
) -> Texts:
    """Currency of each row from its column, the sign beside the amount, the heading or the user's word.

    Parameters
    ----------
    column
        The currency column; all empty when the list has none.
    amounts
        Amounts with the signs found beside them.
    default
        For rows that name none; ``""`` when there is none.
    fault
        Called with code, rows, role, values and detail for each problem.
    note_assumed
        Called with the rows whose ``$`` was read as US dollars.
    """
    pair = column.codes.astype(np.int64) * max(len(amounts.marks.values), 1) + amounts.marks.codes
    distinct, codes = np.unique(pair, return_inverse=True)
    width = max(len(amounts.marks.values), 1)
    resolved = [
        _resolve(column.values[int(key) // width], amounts.marks.values[int(key) % width], default) for key in distinct
    ]
    for code in dict.fromkeys(problem for _, problem, _ in resolved if problem):
        at = np.array([problem == code for _, problem, _ in resolved], dtype=bool)[codes]
        detail = (lambda position: amounts.marks[position] or column[position]) if code != "currency_missing" else ""
        fault(code, at, "currency", None if code == "currency_missing" else column, detail)
    assumed = np.array([dollar for *_, dollar in resolved], dtype=bool)
    if assumed.any():
        note_assumed(assumed[codes])
    seen: dict[str, int] = {}
    new = np.array([seen.setdefault(currency, len(seen)) for currency, *_ in resolved], dtype=np.int32)
    return Texts(seen, new[codes])
