"""Small lists for the tests of the importer."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest

from fairlead.chain import Purchases, read_purchases
from fairlead.errors import InputError

HEADING = "Supplier;Supplier country;Product;Amount;Currency;Year"


def csv_of(*rows: str, heading: str = HEADING) -> bytes:
    return ("\n".join([heading, *rows]) + "\n").encode()


def read(*rows: str, heading: str = HEADING, **options: Any) -> Purchases:
    return read_purchases(io.BytesIO(csv_of(*rows, heading=heading)), **options)


def codes(purchases: Purchases) -> list[str]:
    return [problem.code for problem in purchases.problems]


def refused(content: bytes, **options: Any) -> list[str]:
    """Problem codes of a file that cannot be used."""
    with pytest.raises(InputError) as caught:
        read_purchases(io.BytesIO(content), **options)
    assert caught.value.problems
    assert all(problem.what for problem in caught.value.problems)
    return [problem.code for problem in caught.value.problems]


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]], merge: str = "") -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str) and cell.value.startswith("#"):
                    cell.data_type = "e"
        if merge:
            sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
