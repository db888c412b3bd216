"""What a file seems to hold, and rows given back with what is wrong beside them."""

from __future__ import annotations

import io

import openpyxl
import pytest
import xlsxwriter

from fairlead.chain import preview, read_purchases, write_marked
from fairlead.chain.marked import MARKED
from fairlead.errors import InputError

LIST = "Our purchases\n\nSupplier;Land;Ware;Betrag EUR;Jahr\nA;Viet Nam;T-shirts;1.200,50;2024\nB;;Shoes;3,00;2024\n"


def stream(text: str | bytes) -> io.BytesIO:
    return io.BytesIO(text.encode() if isinstance(text, str) else text)


def test_headings_guess_and_samples_are_those_that_are_read() -> None:
    sheet = preview(stream(LIST)).sheets[0]
    assert sheet.heading_line == 3
    assert sheet.headings == ("Supplier", "Land", "Ware", "Betrag EUR", "Jahr")
    assert sheet.columns == {
        "amount": "Betrag EUR", "country": "Land", "product": "Ware", "supplier": "Supplier", "year": "Jahr",
    }  # fmt: skip
    assert sheet.samples == (("A", "Viet Nam", "T-shirts", "1.200,50", "2024"), ("B", "", "Shoes", "3,00", "2024"))
    assert read_purchases(stream(LIST)).sha256 == preview(stream(LIST)).sha256


def test_unknown_headings_can_be_named_from_what_is_shown() -> None:
    text = "Alpha,Beta,Gamma,Delta\nPeru,fish meal,100,USD\n"
    sheet = preview(stream(text)).sheets[0]
    assert (sheet.heading_line, sheet.columns) == (0, {})
    assert sheet.headings == ("Alpha", "Beta", "Gamma", "Delta")
    columns = dict(zip(("country", "product", "amount", "currency"), sheet.headings, strict=True))
    assert read_purchases(stream(text), columns=columns).amount.tolist() == [100]


def test_a_column_can_be_left_unused() -> None:
    text = "Country,Product,Amount,Currency,Tier\nPeru,fish meal,100,USD,2\n"
    assert read_purchases(stream(text)).tier[0] == "2"
    assert read_purchases(stream(text), columns={"tier": None}).tier[0] == ""
    with pytest.raises(InputError, match="amount"):
        read_purchases(stream(text), columns={"amount": None})


def test_the_beginning_of_a_long_text_is_enough() -> None:
    row = "Peru,fish meal,100,USD\n"
    text = "Country,Product,Amount,Currency\n" + row * 80_000
    sheet = preview(stream(text)).sheets[0]
    assert sheet.rows is None
    assert sheet.columns["amount"] == "Amount"
    assert preview(stream("\ufeff" + text[:400])).sheets[0].rows is not None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04rest", b"\x01\x02\x03\x04" * 100])
def test_what_cannot_be_opened_is_refused(content) -> None:
    with pytest.raises(InputError):
        preview(stream(content))


def test_rows_are_marked_and_read_again(tmp_path) -> None:
    found = read_purchases(stream(LIST))
    path = write_marked(stream(LIST), found.problems, tmp_path / "rows.xlsx", headings=3)
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert rows[2][-2:] == MARKED
    assert rows[3][-2:] == (None, None)
    assert "country is missing" in rows[4][-2]
    assert rows[4][-1] == "Fill in the country."
    again = read_purchases(path)
    assert again.amount.tolist() == found.amount.tolist()
    assert again.usable.tolist() == found.usable.tolist()


def test_sheets_keep_their_names_and_types_and_run_nothing(tmp_path) -> None:
    source = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(source), {"strings_to_formulas": False}) as book:
        for name in ("2023", "2024"):
            page = book.add_worksheet(name)
            for column, text in enumerate(("Country", "Product", "Amount", "Currency", "Supplier")):
                page.write_string(0, column, text)
            page.write_row(1, 0, ["Peru", "", 12.5, "USD"])
            page.write_string(1, 4, "=HYPERLINK(1)")
    problems = read_purchases(source).problems
    path = write_marked(source, problems, tmp_path / "marked.xlsx", headings=1)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["2023", "2024", "Fairlead"]
    row = list(book["2024"][2])
    assert row[2].value == 12.5
    assert (row[4].value, row[4].data_type) == ("=HYPERLINK(1)", "s")
    assert "product" in row[5].value.lower()


def test_of_long_lists_only_rows_with_problems_are_written(tmp_path) -> None:
    text = "Country,Product,Amount,Currency\n" + "Peru,fish,100,USD\n" * 20_500 + ",fish,1,USD\n"
    found = read_purchases(stream(text))
    path = write_marked(
        stream(text), [p for p in found.problems if p.severity == "error"], tmp_path / "x.xlsx", headings=1
    )
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[0][0] == "Country"
    assert "country" in rows[1][4].lower()
