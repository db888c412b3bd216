"""Every kind of problem has its own code, row, column, value and way to mend it."""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fairlead.chain import read_purchases
from fairlead.chain.messages import LISTED, messages
from fairlead.errors import InputError

from .helpers import HEADING, codes, csv_of, read, refused

GOOD = "A;Viet Nam;Shoes;1.200,50;EUR;2024"


def test_good_list_has_no_problems() -> None:
    purchases = read(GOOD, "B;India;Tea;300,00;USD;FY2023")
    assert purchases.problems == ()
    assert purchases.amount.tolist() == [1200.5, 300.0]
    assert list(purchases.currency) == ["EUR", "USD"]
    assert purchases.year.tolist() == [2024, 2023]
    assert purchases.row.tolist() == [2, 3]
    assert len(purchases.sha256) == 64


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("A;Viet Nam;Shoes;;EUR;2024", "amount_missing"),
        ("A;Viet Nam;Shoes;lots;EUR;2024", "amount_unreadable"),
        ("A;Viet Nam;Shoes;2024-03-01;EUR;2024", "amount_date"),
        ("A;Viet Nam;Shoes;12 %;EUR;2024", "amount_percent"),
        ("A;Viet Nam;Shoes;#REF!;EUR;2024", "error_cell"),
        ("A;Viet Nam;Shoes;=B2*C2;EUR;2024", "formula_without_value"),
        ("A;#N/A;Shoes;5,50;EUR;2024", "error_cell"),
        ("A;Viet Nam;Shoes;9999999999999999;EUR;2024", "amount_huge"),
        ("A;Viet Nam;Shoes;5,50;;2024", "currency_missing"),
        ("A;Viet Nam;Shoes;5,50;groats;2024", "currency_unknown"),
        ("A;Viet Nam;Shoes;€ 5,50;USD;2024", "currency_conflict"),
        ("A;Viet Nam;Shoes;kr 5,50;;2024", "currency_ambiguous"),
        ("A;Viet Nam;Shoes;5,50;EUR;", "year_missing"),
        ("A;Viet Nam;Shoes;5,50;EUR;soon", "year_unreadable"),
        ("A;;Shoes;5,50;EUR;2024", "country_missing"),
        ("A;unknown;Shoes;5,50;EUR;2024", "country_missing"),
        ("A;Viet Nam;;5,50;EUR;2024", "product_missing"),
        ("A;Viet Nam;Shoes;5,50;EUR;2024;surplus", "row_too_long"),
    ],
)
def test_faulty_row_is_left_out_and_named(row: str, code: str) -> None:
    purchases = read(GOOD, row)
    assert purchases.usable.tolist() == [True, False]
    found = [problem for problem in purchases.problems if problem.severity == "error"]
    assert [(problem.code, problem.row) for problem in found] == [(code, 3)]
    assert found[0].what
    assert found[0].fix
    with pytest.raises(InputError) as caught:
        read(GOOD, row, strict=True)
    assert code in [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("row", "code", "amount"),
    [
        ("A;Viet Nam;Shoes;12k;EUR;2024", "amount_abbreviated", 12000),
        ("A;Viet Nam;Shoes;1,2 Mio;EUR;2024", "amount_abbreviated", 1.2e6),
        ("A;Viet Nam;Shoes;1,2E+05;EUR;2024", "amount_scientific", 1.2e5),
        ("A;Viet Nam;Shoes;0,00;EUR;2024", "amount_zero", 0),
        ("A;Viet Nam;Shoes;$ 5,00;;2024", "currency_assumed", 5),
    ],
)
def test_row_to_look_at_is_used(row: str, code: str, amount: float) -> None:
    purchases = read(GOOD, row)
    assert purchases.usable.all()
    assert purchases.amount[1] == pytest.approx(amount)
    assert [(p.code, p.severity, p.row) for p in purchases.problems] == [(code, "warning", 3)]


def test_ambiguous_amounts_follow_the_column() -> None:
    assert read("A;IN;Tea;1.234;EUR;2024", "A;IN;Tea;5,50;EUR;2024").amount.tolist() == [1234, 5.5]
    assert read("A;IN;Tea;1,234;EUR;2024", "A;IN;Tea;5.50;EUR;2024").amount.tolist() == [1234, 5.5]


def test_undecidable_amounts_are_listed() -> None:
    purchases = read("A;IN;Tea;1,234;EUR;2024", "B;IN;Tea;77;EUR;2024")
    assert codes(purchases) == ["amount_ambiguous"]
    assert purchases.usable.tolist() == [False, True]
    both_ways = read("A;IN;Tea;1,234;EUR;2024", "A;IN;Tea;5.50;EUR;2024", "A;IN;Tea;5,50;EUR;2024")
    assert "amount_ambiguous" in codes(both_ways)
    assert read("A;IN;Tea;1,234;EUR;2024", decimal=".").amount.tolist() == [1234]
    assert read("A;IN;Tea;1,234;EUR;2024", decimal=",").amount.tolist() == [1.234]


def test_credit_note_is_netted_within_supplier_country_and_product() -> None:
    purchases = read(
        "A;India;Tea;100,00;EUR;2023",
        "A;India;Tea;80,00;EUR;2024",
        "A;India;Tea;(90,00);EUR;2024",
        "B;India;Tea;70,00;EUR;2024",
    )
    # the year of the credit note first, then the other year
    assert purchases.net.tolist() == [90, 0, 0, 70]
    assert codes(purchases) == ["credit_netted"]


@pytest.mark.parametrize("written", ["-90,00", "90,00-", "(90,00)", "90,00 CR", "−90,00"])
def test_credit_note_without_purchase_is_listed(written: str) -> None:
    purchases = read("A;India;Tea;100,00;EUR;2024", f"A;India;Coffee;{written};EUR;2024")
    assert codes(purchases) == ["credit_unmatched"]
    assert purchases.net.tolist() == [100, 0]
    assert purchases.usable.tolist() == [True, False]


def test_credit_note_larger_than_the_purchase_leaves_a_rest() -> None:
    purchases = read("A;India;Tea;100,00;EUR;2024", "A;India;Tea;-130,00;EUR;2024")
    assert purchases.net.tolist() == [0, 0]
    assert "30.00 EUR" in next(p.what for p in purchases.problems if p.code == "credit_unmatched")


@pytest.mark.parametrize(
    "label", ["Total", "Subtotal", "Sub-total Asia", "Grand total", "Summe", "Zwischensumme", "Total général"]
)
def test_total_lines_are_no_purchases(label: str) -> None:
    purchases = read("A;India;Tea;100,00;EUR;2024", "B;India;Tea;50,00;EUR;2024", f"{label};;;150,00;EUR;")
    assert codes(purchases) == ["total_line"]
    assert len(purchases) == 2


def test_total_without_a_label_is_recognised_by_its_sum() -> None:
    assert codes(read("A;India;Tea;100,00;EUR;2024", "B;India;Tea;50,00;EUR;2024", ";;;150,00;;")) == ["total_line"]
    other = read("A;India;Tea;100,00;EUR;2024", "B;India;Tea;50,00;EUR;2024", ";;;151,00;;")
    assert "country_missing" in codes(other)


def test_supplier_called_total_is_a_supplier() -> None:
    purchases = read("Total Cleaning;India;Tea;100,00;EUR;2024", "B;India;Total knitwear;50,00;EUR;2024")
    assert purchases.problems == ()


def test_exact_duplicates_are_kept_and_listed_or_dropped() -> None:
    purchases = read(GOOD, GOOD)
    assert [(p.code, p.row) for p in purchases.problems] == [("duplicate_row", 3)]
    assert purchases.usable.all()
    dropped = read(GOOD, GOOD, drop_duplicates=True)
    assert codes(dropped) == ["duplicate_dropped"]
    assert dropped.usable.tolist() == [True, False]


def test_banner_blank_rows_repeated_headings_and_remarks() -> None:
    text = (
        f"Report of purchases\n\n{HEADING}\n{GOOD}\n;;;;;\n{HEADING}\nB;India;Tea;5,00;EUR;2024\nSource: ledger;;;;;\n"
    )
    purchases = read_purchases(io.BytesIO(text.encode()))
    assert sorted(codes(purchases)) == ["banner_lines", "blank_rows", "footer_note", "repeated_heading"]
    assert purchases.row.tolist() == [4, 7]
    assert purchases.counts.passed_over == 3


def test_two_country_columns_by_documented_preference() -> None:
    heading = "Supplier;Ship-from country;Supplier country;Product;Amount;Currency;Year"
    purchases = read("A;NL;BD;Tea;5,00;EUR;2024", heading=heading)
    assert list(purchases.country_text) == ["BD"]
    assert codes(purchases) == ["column_choice"]
    chosen = read("A;NL;BD;Tea;5,00;EUR;2024", heading=heading, columns={"country": "Ship-from country"})
    assert list(chosen.country_text) == ["NL"]


def test_two_amount_columns_by_documented_preference() -> None:
    heading = "Gross amount;Net amount;Supplier country;Product;Currency;Year"
    purchases = read("119,50;100,00;IN;Tea;EUR;2024", heading=heading)
    assert purchases.amount.tolist() == [100]
    assert codes(purchases) == ["column_choice"]


def test_columns_named_by_the_user() -> None:
    purchases = read(
        "7,50;IN;Tea;EUR;2024", heading="Zahlbar;Country;Product;Currency;Year", columns={"amount": "Zahlbar"}
    )
    assert purchases.amount.tolist() == [7.5]
    assert refused(csv_of(GOOD), columns={"amount": "Nowhere"})[-1] == "column_mapped_missing"
    assert refused(csv_of(GOOD), columns={"colour": "Product"}) == ["option_invalid"]


def test_unit_and_currency_in_the_heading() -> None:
    purchases = read("IN;Tea;5,50;2024", heading="Country;Product;Amount (k EUR);Year")
    assert purchases.amount.tolist() == [5500]
    assert list(purchases.currency) == ["EUR"]
    assert sorted(codes(purchases)) == ["amount_unit_heading", "currency_from_heading"]


def test_options_fill_currency_and_year() -> None:
    purchases = read("IN;Tea;5,50", heading="Country;Product;Amount", currency="usd", year=2022)
    assert (purchases.currency[0], purchases.year[0]) == ("USD", 2022)


@pytest.mark.parametrize(
    "options",
    [
        {"decimal": ";"},
        {"currency": "groats"},
        {"year": 12},
        {"delimiter": "ab"},
        {"encoding": "klingon"},
        {"encoding": "hex"},
    ],
)
def test_wrong_option_is_told(options: dict[str, object]) -> None:
    assert refused(csv_of(GOOD), **options) == ["option_invalid"]


def test_duplicate_headings() -> None:
    purchases = read("IN;Tea;5,50;7,50;EUR;2024", heading="Country;Product;Amount;Amount;Currency;Year")
    assert codes(purchases) == ["heading_duplicate"]
    assert purchases.amount.tolist() == [5.5]


def test_invisible_characters_are_removed_and_noted() -> None:
    purchases = read("A\u202eB;Viet\u200b Nam;Tea;5,50;EUR;2024")
    assert (purchases.supplier[0], purchases.country_text[0]) == ("AB", "Viet Nam")
    noted = [p for p in purchases.problems if p.code == "hidden_characters"]
    assert noted[0].value == "A\\u202eB"


def test_nul_bytes_are_removed_and_noted() -> None:
    purchases = read("A\x00B;IN;Tea;5,50;EUR;2024")
    assert purchases.supplier[0] == "AB"
    assert codes(purchases) == ["nul_bytes"]


def test_very_long_cell_is_shortened() -> None:
    purchases = read("A" * 20_000 + ";IN;Tea;5,50;EUR;2024")
    assert codes(purchases) == ["cell_too_long"]
    assert len(purchases.supplier[0]) == 1000
    assert refused(csv_of("A" * 200_000 + ";IN;Tea;5,50;EUR;2024")) == ["csv_malformed"]


def test_quotation_mark_that_is_not_closed() -> None:
    assert "quote_unclosed" in codes(read(GOOD, '"A;IN;Tea;5,50;EUR;2024', GOOD))


def test_many_problems_of_one_kind_are_counted_not_listed() -> None:
    purchases = read(*["A;;Tea;5,50;EUR;2024"] * (LISTED + 5))
    assert codes(purchases).count("country_missing") == LISTED
    rest = next(p for p in purchases.problems if p.code == "more_of_the_same")
    assert rest.what.startswith("5 more rows")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf\n\n", "file_empty"),
        (b"\x00" * 50, "file_empty"),
        (b"just a text without any list\n", "no_header"),
        (HEADING.encode() + b"\n", "header_only"),
        (b"Supplier;Country;Colour\nA;IN;red\n", "column_missing"),
        (b"%PDF-1.7 ...", "file_not_a_list"),
        (bytes(range(1, 256)) * 9, "file_not_a_list"),
        (b"PK\x03\x04 and no archive", "file_damaged"),
        (b"PAR1 and no table PAR1", "file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no workbook", "file_damaged"),
        ("Menge".encode("utf-16") + b"\x00", "file_damaged"),
    ],
)
def test_file_that_cannot_be_used(content: bytes, code: str) -> None:
    assert code in refused(content)


def test_no_such_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_purchases(tmp_path / "none.csv")
    assert caught.value.problems[0].code == "file_not_found"
    with pytest.raises(InputError) as caught:
        read_purchases(tmp_path)
    assert caught.value.problems[0].code == "file_is_folder"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(csv_of(GOOD))

    monkeypatch.setattr("sys.stdin", Input())
    purchases = read_purchases("-")
    assert purchases.file == "standard input"
    assert purchases.amount.tolist() == [1200.5]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "~"])
def test_delimiters_are_found(delimiter: str) -> None:
    text = csv_of("A;IN;Tea;5.50;EUR;2024").decode().replace(";", delimiter)
    assert read_purchases(io.BytesIO(text.encode())).amount.tolist() == [5.5]
    assert read_purchases(io.BytesIO(f"sep={delimiter}\n{text}".encode())).row.tolist() == [3]


def test_data_frame() -> None:
    frame = pd.DataFrame(
        {
            "Amount": [1.5, np.nan],
            "Country": ["IN", "BD"],
            "Product": ["Tea", None],
            "Currency": "EUR",
            "Date": pd.to_datetime(["2024-01-01", "2023-06-01"]),
        }
    )
    purchases = read_purchases(frame)
    assert purchases.amount[0] == 1.5
    assert math.isnan(purchases.amount[1])
    assert purchases.year.tolist() == [2024, 2023]


def test_progress_is_told() -> None:
    told: list[tuple[int, int, str]] = []
    read(GOOD, progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == [0, 1, 2, 3]


def test_messages_are_whole() -> None:
    for code, (severity, what, _why, fix) in messages().items():
        assert what, code
        assert fix or severity == "note", code
