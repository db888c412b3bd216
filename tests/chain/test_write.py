from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.chain import Purchases, read_purchases, write_problems, write_purchases
from fairlead.chain.write import safe_text
from fairlead.errors import FairleadError

from .helpers import csv_of, read

COLUMNS = (
    "currency",
    "supplier",
    "country_text",
    "product_text",
    "industry_text",
    "code_text",
    "code_scheme",
    "site",
    "tier",
)


def same(one: Purchases, other: Purchases) -> None:
    np.testing.assert_array_equal(one.amount, other.amount)
    np.testing.assert_array_equal(one.net, other.net)
    np.testing.assert_array_equal(one.year, other.year)
    for name in COLUMNS:
        assert list(getattr(one, name)) == list(getattr(other, name)), name


def test_written_purchases_are_read_again(tmp_path: Path) -> None:
    purchases = read(
        "=A();Viet Nam;Shoes;6403;1.234,567;EUR;2024;Plant 1",
        "+B;India;'=Tea;0902;-4,50;USD;2023;",
        "+B;India;'=Tea;0902;12k;USD;2023;",
        heading="Supplier;Supplier country;Product;HS code;Amount;Currency;Year;Site",
    )
    assert purchases.amount.tolist() == [1234.567, -4.5, 12000]
    same(purchases, read_purchases(write_purchases(purchases, tmp_path / "again.csv")))


WORD = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@given(st.lists(st.tuples(WORD, WORD, st.floats(0.001, 1e9), st.integers(2010, 2024)), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, float, int]]) -> None:
    stream = io.StringIO()
    out = csv.writer(stream)
    out.writerow(["Supplier", "Supplier country", "Product", "Amount", "Currency", "Year"])
    out.writerows(
        [supplier, "India", product, f"{amount:.2f}", "EUR", year] for supplier, product, amount, year in rows
    )
    purchases = read_purchases(io.BytesIO(stream.getvalue().encode()), decimal=".")
    path = tmp_path_factory.mktemp("round") / "list.csv"
    same(purchases, read_purchases(write_purchases(purchases, path), decimal="."))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "'=1"])
def test_formulas_are_written_as_text(text: str) -> None:
    assert safe_text(text) == "'" + text


@pytest.mark.parametrize("name", ["problems.csv", "problems.xlsx"])
def test_problems_with_the_row_they_are_in(tmp_path: Path, name: str) -> None:
    purchases = read("A;IN;Tea;7,50;EUR;2024", '=HYPERLINK("x");IN;<script>;=1+1;EUR;2024')
    path = write_problems(purchases.problems, tmp_path / name, purchases)
    if name.endswith("csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
    else:
        import openpyxl

        book = openpyxl.load_workbook(path)
        assert all(cell.data_type != "f" for row in book.active for cell in row)
        rows = [["" if cell is None else str(cell) for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert rows[0][:7] == ["severity", "code", "file", "sheet", "row", "column", "value"]
    found = dict(zip(rows[0], rows[1], strict=True))
    assert (found["code"], found["row"]) == ("formula_without_value", "3")
    assert found["supplier"].lstrip("'") == '=HYPERLINK("x")'
    if name.endswith("csv"):
        assert found["value"] == "'=1+1"


def test_file_that_cannot_be_written(tmp_path: Path) -> None:
    purchases = read_purchases(io.BytesIO(csv_of("A;IN;Tea;7,50;EUR;2024")))
    with pytest.raises(FairleadError):
        write_purchases(purchases, tmp_path / "none" / "x.csv")
    for name in ("x.csv", "x.xlsx"):
        with pytest.raises(FairleadError):
            write_problems(purchases.problems, tmp_path / "none" / name)
