"""A file that has changed is refused with all that is missing and what was expected; the rest is told row by row."""

import io
import zipfile

import pytest

from fairlead.errors import InputError
from fairlead.facts import readers

from . import made


def refused(read, source, content, file="made-up", **options):
    with pytest.raises(InputError) as caught:
        read(source, content, file, **options)
    error = caught.value
    assert readers.reader(source).layout in error.fix
    assert error.problems
    assert error.what
    return error


def test_every_missing_heading_is_named_at_once(read):
    headings = [h for h in made.GSI_HEADINGS if h not in ("Region", "Inequality", "Population")]
    error = refused(read, "gsi2023", made.gsi(headings=headings))
    missing = [problem.column for problem in error.problems if problem.column]
    assert missing == ["Population", "Region", "Inequality"]
    assert "Governance issues" in error.what  # what stands there instead


def test_another_edition_of_the_index(read):
    error = refused(read, "gsi2023", made.gsi(name="Global prev, vuln & govt table"))
    assert "GSI 2023 summary data" in error.what
    assert "Global prev, vuln & govt table" in error.what


def test_every_row_that_cannot_be_read_is_told(read):
    rows = [list(row) for row in made.GSI_ROWS]
    rows[0][0], rows[1][2], rows[2][3], rows[2][10] = "Atlantis", "Asia", "many", 140
    problems = read("gsi2023", made.gsi(rows=rows)).problems
    assert [(p.row, p.value) for p in problems] == [(4, "Atlantis"), (5, "Asia"), (6, "many"), (6, "140.0")]


def test_a_file_cut_short_is_not_taken_for_the_whole(read):
    short = [made.gsi()[:-400], made.gsi()[: len(made.gsi()) // 2]]
    for content in short:
        refused(read, "gsi2023", content)
    assert "cut short" in refused(read, "normlex", made.normlex_page(states=100)).what
    assert "cut short" in refused(read, "normlex", made.normlex_page(end="")).what
    assert "cut short" in refused(read, "uflpa", made.uflpa(end="")).what
    assert "at least 20" in refused(read, "uflpa", made.uflpa(tables=1)).what
    assert "cut short" in refused(read, "dol-goods", made.goods_xml()[:-30], "goods_2024.xml").what


def test_a_table_of_ratifications_needs_its_date():
    with pytest.raises(InputError, match="does not say its date"):
        readers.read_bytes("normlex", made.normlex_page(), "page.html")
    with pytest.raises(InputError, match="future"):
        readers.read_bytes("normlex", made.normlex_page(), "page.html", as_of="2999-01-01")
    with pytest.raises(InputError, match="not a day"):
        readers.read_bytes("normlex", made.normlex_page(), "page.html", as_of="June")


def test_a_cell_that_is_no_year(read):
    page = made.normlex_page({("NOR", "P029"): "not yet known", ("SWE", "C029"): "1931 (partly)"})
    problems = read("normlex", page).problems
    assert {(p.column, p.value) for p in problems} == {("P029", "not yet known"), ("C029", "1931 (partly)")}


def test_a_page_with_other_headings(read):
    error = refused(read, "uflpa", made.uflpa(heading="Company"))
    assert "Company, Effective Date" in error.what
    page = made.normlex_page()
    assert "left out: No. 87, No. 98" in read("normlex", page.replace(b">C0", b">No. ")).problems[0].what
    for letter in (b"C", b"P"):
        page = page.replace(b">" + letter, b">No. " + letter)
        page = page.replace(b">No. " + letter + b"0", b">0").replace(b">No. C1", b">1")
    error = refused(read, "normlex", page)
    assert "2 tables" in error.what


def test_tables_whose_clause_nobody_names(read):
    content = made.uflpa(tables=3)
    reading = read("uflpa", content)
    assert {row.clause for row in reading.rows} == {""}
    assert [p.severity for p in reading.problems] == ["warning"] * 3


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("worldbank", made.WORLD_BANK.replace("Country Code", "Code").encode()),
        ("worldbank", made.WORLD_BANK.replace('"2021","2022","2023"', '"a","b","c"').encode()),
        ("worldbank", made.world_bank_zip().replace(b"API_MU", b"XXX_MU")),
        ("worldbank", made.WORLD_BANK.replace('"MU.SHA.RE","","",""', '"SP.POP.TOTL","1","",""').encode()),
        ("ilostat", made.ILOSTAT_SDMX.replace("TIME_PERIOD", "WHEN").encode()),
        ("ilostat", made.ILOSTAT_BULK.replace("obs_value", "amount").encode()),
        ("cbp-wro", made.cbp(headings=[h for h in made.CBP_HEADINGS if h != "Effective Date"] + ["Since"])),
        ("unodc-trafficking", made.workbook({"data": [["ISO3", "Country"]]})),
        ("ituc-rights", b"Country,Stars\nNorway,1\n"),
        ("ituc-rights", b"Country,Rating\nNorway,1\n"),
        ("dol-goods", b"<Products><Product/></Products>"),
        ("dol-goods", made.goods_xml()),  # no edition in the name
        ("dol-findings", made.goods_xml()),
    ],
)
def test_other_changes_are_refused_too(source, content, read):
    refused(read, source, content, "made-up")


def test_document_types_and_entities_are_refused(read):
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE Goods [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b"<Goods><Good><Good_Name>&b;</Good_Name></Good></Goods>"
    )
    assert "declares a document type" in refused(read, "dol-goods", bomb, "goods_2024.xml").what
    outside = b'<!DOCTYPE Goods SYSTEM "https://www.example.org/x.dtd"><Goods/>'
    assert "declares a document type" in refused(read, "dol-goods", outside, "goods_2024.xml").what
    deep = b"<Goods>" * 5000 + b"</Goods>" * 5000
    assert "nested" in refused(read, "dol-goods", deep, "goods_2024.xml").what
    utf16 = bomb.decode().replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16")
    assert "refused" in refused(read, "dol-findings", utf16, "goods_2024.xml").what


def test_archives_that_unpack_to_too_much_are_refused(read):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("API_MU.SHA.RE_DS2_en_csv_v2_1.csv", b"\n" * (130 * 2**20))
    assert "unpacks to more" in refused(read, "worldbank", out.getvalue()).what
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (130 * 2**20))
    assert "far more than" in refused(read, "gsi2023", out.getvalue()).what


def test_a_workbook_of_another_kind(read):
    assert "not a workbook" in refused(read, "gsi2023", b"Country,Population\n").what
    refused(read, "gsi2023", made.world_bank_zip())
    refused(read, "cbp-wro", made.gsi())


def test_files_that_are_not_there(tmp_path):
    with pytest.raises(InputError, match=r"There is no file gsi\.xlsx"):
        readers.read("gsi2023", tmp_path / "gsi.xlsx")
    with pytest.raises(InputError, match="is a folder"):
        readers.read("gsi2023", tmp_path)
    (tmp_path / "empty.xlsx").write_bytes(b"  ")
    with pytest.raises(InputError, match="empty"):
        readers.read("gsi2023", tmp_path / "empty.xlsx")


def test_western_text_is_read_and_told(read):
    content = "Country,Rating,Year\nTürkiye,5,2024\n".encode("cp1252")
    reading = read("ituc-rights", content)
    assert reading.rows[0].iso3 == "TUR"
    assert [p.severity for p in reading.problems] == ["note"]


def test_what_would_keep_the_machine_busy_is_given_up(read):
    many = b"Country,Rating,Year\n" + b"".join(b"Nowhere%d,1,2024\n" % n for n in range(5_000))
    assert "reading was given up" in refused(read, "ituc-rights", many).what
    assert "elements and texts" in refused(read, "uflpa", b"<html><table>" + b"<" * 2**20 + b"</html>").what
    assert "more than 4 MB" in refused(read, "uflpa", b"<html>" + b" " * (4 * 2**20) + b"</html>").what
    long = made.uflpa().replace(b"(also known as", b"(also known as " * 20_000, 1)
    assert read("uflpa", long).rows
