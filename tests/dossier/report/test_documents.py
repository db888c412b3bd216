"""PDF and DOCX as documents: titles, languages, contents, header rows, page numbers, alternative texts."""

from __future__ import annotations

import builtins
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx as word
import pytest

from fairlead.dossier.model import Dossier
from fairlead.dossier.report import docx, pdf
from fairlead.errors import FairleadError


@pytest.fixture
def written(dossier: Dossier, tmp_path: Path) -> Any:
    return word.Document(str(docx.write(dossier, tmp_path / "d.docx")))


def test_docx_has_properties_page_and_language(written: Any, dossier: Dossier) -> None:
    assert written.core_properties.title.startswith(dossier.title)
    assert (written.core_properties.author, written.core_properties.language) == ("Fairlead", "en-GB")
    assert written.core_properties.created.date().isoformat() == dossier.on
    section = written.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert written.styles.element.xpath("w:docDefaults//w:lang/@w:val") == ["en-GB"]
    assert list(section.footer._element.xpath(".//w:instrText/text()")) == [" PAGE ", " NUMPAGES "]


def test_docx_has_headings_and_contents_that_lead_to_them(written: Any, dossier: Dossier) -> None:
    headings = [p.text for p in written.paragraphs if p.style.name == "Heading 1"]
    assert headings[1:-3] == [section.title for section in dossier.sections]
    assert headings[-1] == "Sources"
    body = written.element.body
    marks = body.xpath(".//w:bookmarkStart/@w:name")
    anchors = body.xpath(".//w:hyperlink/@w:anchor")
    assert len(marks) == len(set(marks))
    assert set(anchors) <= set(marks)
    assert [anchor for anchor in anchors if anchor.startswith("part_")]
    assert [anchor for anchor in anchors if anchor.startswith("note_")]


def test_docx_tables_have_header_rows_and_pictures_alternative_texts(written: Any) -> None:
    body = written.element.body
    assert written.tables
    for table in written.tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert table._tbl.xpath("./w:tblPr/w:tblCaption/@w:val")
    pictures = body.xpath(".//wp:docPr/@descr")
    assert len(pictures) == len(written.inline_shapes) >= 1
    assert all("90 % ranges" in text for text in pictures)


def test_docx_links_only_to_the_web(written: Any) -> None:
    targets = [link.target_ref for link in written.part.rels.values() if link.is_external]
    assert targets
    assert all(target.startswith("https://") for target in targets)


def test_pdf_is_tagged_and_named(dossier: Dossier, tmp_path: Path) -> None:
    data = pdf.write(dossier, tmp_path / "d.pdf").read_bytes()
    assert data.startswith(b"%PDF-1.")
    for words in (b"/StructTreeRoot", b"/Lang(en-GB)", b"pdfuaid:part", b"/Outlines", b"/DisplayDocTitle true"):
        assert words in data.replace(b"/Lang (", b"/Lang("), words


def test_pdf_shows_every_letter_with_its_own_fonts_on_a4(dossier: Dossier, tmp_path: Path) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo (poppler-utils) is not installed: fonts and pages of the PDF are not looked at")
    path = pdf.write(dossier, tmp_path / "d.pdf")
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in fonts.splitlines()[2:]]
    assert {re.sub(r"^[A-Z]{6}\+", "", row[0]).split("-")[0] for row in rows} == {"LibertinusSerif"}
    assert all("yes yes yes" in " ".join(row) for row in rows)  # embedded, a subset, with its letters named
    pages = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Page size: +595\.\d+ x 841\.\d+ pts \(A4\)", pages)
    assert dossier.title in pages


@pytest.mark.parametrize(("writer", "package"), [(pdf, "typst"), (docx, "docx"), (docx, "typst")])
def test_without_the_extra_the_message_says_how_to_install_it(
    writer: Any, package: str, dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name == package:
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(FairleadError, match="not installed") as caught:
        writer.write(dossier, tmp_path / "d")
    assert "fairlead[documents]" in caught.value.fix
    assert not (tmp_path / "d").exists()
