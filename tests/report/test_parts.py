"""Parts of the report for other pages, the report without names, and as a document."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from tests.report.invented_accounts import XSS

from fairlead.assess.assessment import AssessOptions, assess
from fairlead.chain import read_purchases
from fairlead.report import docx, html, pdf
from fairlead.report.assessment_document import document
from fairlead.report.document.model import Heading, Table
from fairlead.report.withhold import without_names


def test_parts_together_are_the_report(assessment, read_page) -> None:
    whole = html.page(assessment)
    for name in html.PARTS:
        text = html.part(assessment, name)
        read_page(text).check_closed()
        assert text.strip()[:200] in whole
        assert XSS not in text


def test_links_between_parts_lead_to_their_pages(assessment) -> None:
    places = {name: f"/x/{name}/" for name in html.PARTS}
    texts = {name: html.part(assessment, name, places) for name in html.PARTS}
    ids = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in texts.items()}
    crossing = 0
    for name, text in texts.items():
        for ident in re.findall(r'href="#([^"]+)"', text):
            assert ident in ids[name], (name, ident)
        for place, ident in re.findall(r'href="/x/([a-z_]+)/#([^"]+)"', text):
            crossing += 1
            assert ident in ids[place], (name, place, ident)
    assert crossing > 10


def test_without_names_nothing_of_the_list_is_left_but_its_products(assessment) -> None:
    hidden = without_names(assessment)
    text = html.page(hidden)
    names = {line.supplier for line in assessment.suppliers if line.supplier}
    assert names
    for name in names:
        assert name not in str((hidden.suppliers, hidden.mappings, hidden.problems, hidden.input, hidden.evidence))
    assert assessment.input.sha256 not in text
    assert assessment.input.file not in text
    assert [line.spend_usd for line in hidden.suppliers] == [line.spend_usd for line in assessment.suppliers]
    assert hidden.accounts == assessment.accounts
    assert all(problem.value is None and problem.row is None for problem in hidden.problems)
    one = {line.supplier: number.supplier for line, number in zip(assessment.suppliers, hidden.suppliers, strict=True)}
    assert len(set(one.values())) == len(one)


def test_the_document_has_all_parts_and_labels_averages(assessment) -> None:
    made = document(assessment)
    titles = [block.text for block in made.blocks if isinstance(block, Heading) and block.level == 1]
    for title in ("In short", "Whom to act with", "Published evidence", "Not in these numbers", "Limits"):
        assert title in titles
    suppliers = next(b for b in made.blocks if isinstance(b, Table) and b.title.startswith("Suppliers"))
    assert all("not about this supplier" in heading for heading in suppliers.headings[4:])
    assert len(made.notes) == len(assessment.sources)


@pytest.mark.parametrize("form", [pdf, docx])
def test_it_is_written_as_a_file(assessment, tmp_path, form) -> None:
    path = form.write(assessment, tmp_path / "report")
    start = path.read_bytes()[:4]
    assert start in (b"%PDF", b"PK\x03\x04")
    if form is docx:
        with zipfile.ZipFile(path) as archive:
            assert b"Whom to act with" in archive.read("word/document.xml")


def test_parts_of_names_and_names_of_rows_left_out_are_withheld_too() -> None:
    lines = [
        "Supplier,Country,Product,Amount,Currency,Year",
        "Quillfeather Textiles Ltd,Bangladesh,clothing from Quillfeather,1000,USD,2020",
        "Quillfeather Textiles Ltd,Bangladesh,textiles,1000,USD,2020",
        "Zebedia,Viet Nam,Zebedia garments,nothing,USD,2020",
    ]
    result = assess(read_purchases(io.BytesIO("\n".join(lines).encode())), options=AssessOptions(draws=200))
    assert "Zebedia" in str(result)
    hidden = without_names(result)
    assert not re.search("quillfeather|zebedia", str(hidden), re.IGNORECASE)
    assert {"textiles", "clothing from withheld", "withheld"} <= {item.text for item in hidden.mappings}
