from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from fairlead.chain import read_purchases

from .helpers import codes, refused, workbook

HEAD = ["Supplier", "Country", "Product", "Amount", "Currency", "Date"]
ROW = ["A", "India", "Tea", 100.5, "EUR", dt.date(2024, 5, 1)]


def test_several_sheets_with_banner_and_other_sheets() -> None:
    content = workbook(
        ("2023", [["Purchases 2023"], HEAD, ROW]), ("2024", [HEAD, [*ROW[:3], 7, "USD", 2024]]), ("Notes", [["hello"]])
    )
    purchases = read_purchases(io.BytesIO(content))
    assert purchases.sheets == ("2023", "2024")
    assert purchases.amount.tolist() == [100.5, 7]
    assert list(zip(purchases.sheet, purchases.row.tolist(), strict=True)) == [("2023", 3), ("2024", 2)]
    assert codes(purchases) == ["banner_lines", "sheet_skipped"]
    assert read_purchases(io.BytesIO(content), sheet="2024").amount.tolist() == [7]
    assert refused(content, sheet="2022") == ["sheet_not_found"]


def test_merged_two_line_heading() -> None:
    rows = [["Supplier", "", "Buyer", "", "", ""], ["Name", "Country", "Country", "Product", "Amount", "Currency"]]
    content = workbook(("S", [*rows, ["A", "India", "Germany", "Tea", 5, "EUR"]]), merge="A1:B1")
    purchases = read_purchases(io.BytesIO(content), year=2024)
    assert purchases.country_text[0] == "India"
    assert purchases.supplier[0] == "A"


def test_value_merged_over_rows_counts_for_each() -> None:
    content = workbook(("S", [HEAD, ROW, ["", "India", "Rice", 5, "EUR", 2024]]), merge="A2:A3")
    assert list(read_purchases(io.BytesIO(content)).supplier) == ["A", "A"]


def test_formula_without_value_error_cell_and_date() -> None:
    rows = [HEAD, ROW]
    rows += [[*ROW[:3], value, "EUR", 2024] for value in ("=1+1", "#REF!", dt.date(2024, 1, 1))]
    purchases = read_purchases(io.BytesIO(workbook(("S", rows))))
    found = [(p.code, p.row, p.value) for p in purchases.problems]
    assert found == [
        ("formula_without_value", 3, "=1+1"),
        ("error_cell", 4, "#REF!"),
        ("amount_date", 5, "2024-01-01"),
    ]
    assert purchases.usable.tolist() == [True, False, False, False]


def test_password() -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook(("S", [HEAD, ROW])))).encrypt("secret", stream)
    assert refused(stream.getvalue()) == ["password_protected"]


def packed(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


def test_zip_bomb_is_not_opened() -> None:
    assert refused(packed(xl__workbook=b"<x/>", xl__worksheets__sheet1=b"0" * 80_000_000)) == ["zip_bomb"]


def test_zip_bomb_that_lies_about_its_size() -> None:
    content = bytearray(packed(xl__workbook=b"<x/>", xl__worksheets__sheet1=b"0" * 9_000_000))
    true, lie = (9_000_000).to_bytes(4, "little"), (900).to_bytes(4, "little")
    assert content.count(true) == 2
    assert refused(bytes(content.replace(true, lie))) == ["zip_bomb"]


def test_entities_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    assert refused(packed(xl__workbook=bomb)) == ["xml_entities"]
    assert refused(packed(content=bomb)) == ["xml_entities"]


def with_place(place: str) -> bytes:
    """A workbook with a cell whose place is written so."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(("S", [HEAD, ROW])))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            member = old.read(name)
            if name.endswith("sheet1.xml"):
                member = member.replace(b'r="A2"', place.encode())
            new.writestr(name, member)
    return stream.getvalue()


@pytest.mark.parametrize(
    "place",
    [
        *('r="XFD1048576"', "r='XFD1048576'", 'r="xfd1048576"', 'x=">" r="XFD1048576"', " " * 999 + 'r="A4000000000"'),
        *(f'r="A{"9" * 30}1"', f'r="{"Z" * 9}1"', "r" + " " * 99 + '="XFD1048576"'),  # would overflow, or be overlooked
    ],
)
def test_stray_cell_far_away_is_refused(place: str) -> None:
    assert refused(with_place(place)) == ["sheet_too_large"]


@pytest.mark.parametrize("path", ["xl/elsewhere/sheet.xml", "xl/worksheets/sheet1.txt"])
def test_stray_cell_in_a_sheet_that_lies_elsewhere(path: str) -> None:
    old, stream = zipfile.ZipFile(io.BytesIO(with_place('r="XFD1048576"'))), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = old.read(name).replace(b"/xl/worksheets/sheet1.xml", f"/{path}".encode())
            new.writestr(path if name == "xl/worksheets/sheet1.xml" else name, member)
    assert refused(stream.getvalue()) == ["sheet_too_large"]


def test_stray_cell_in_the_last_row_is_no_reason_to_refuse() -> None:
    assert read_purchases(io.BytesIO(with_place('r="A300000"'))).problems


def test_archive_that_is_no_workbook() -> None:
    assert refused(packed(readme=b"<x/>")) == ["file_not_a_list"]


@pytest.mark.parametrize("cut", [30, 500, -200, -30])
def test_truncated_workbook(cut: int) -> None:
    assert refused(workbook(("S", [HEAD, ROW]))[:cut]) == ["file_damaged"]


def test_parquet() -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    columns = dict(zip(HEAD, [["A"], ["India"], ["Tea"], [5.5], ["EUR"], [dt.date(2024, 5, 1)]], strict=True))
    pq.write_table(pa.table(columns), stream)
    purchases = read_purchases(io.BytesIO(stream.getvalue()))
    assert (purchases.amount[0], purchases.year[0]) == (5.5, 2024)


def test_parquet_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    assert refused(b"PAR1....PAR1") == ["parquet_missing"]


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="List">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def ods(rows: list[list[object]], repeat: int = 1) -> bytes:
    def cell(value: object) -> str:
        kind = (
            f'office:value-type="float" office:value="{value}"'
            if isinstance(value, float)
            else 'office:value-type="string"'
        )
        return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"

    lines = [f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows]
    lines.append(
        f'<table:table-row table:number-rows-repeated="{repeat}">{cell("x")}</table:table-row>' if repeat > 1 else ""
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", ODS.format(rows="".join(lines)))
    return stream.getvalue()


def test_open_document_sheet() -> None:
    purchases = read_purchases(io.BytesIO(ods([HEAD, ["A", "India", "Tea", 5.5, "EUR", "2024-05-01"]])))
    assert (purchases.amount[0], purchases.year[0], purchases.sheets) == (5.5, 2024, ("List",))


def test_open_document_sheet_that_repeats_a_cell_a_million_times() -> None:
    assert refused(ods([HEAD], repeat=1_000_000)) == ["sheet_too_large"]


def test_crafted_sheet_is_searched_in_linear_time() -> None:
    assert refused(packed(xl__workbook=b"<sheet " * 300_000, xl__worksheets__sheet1=b"<c r=1 <f" * 300_000))
