"""Documents in Arabic run from right to left; what stands in Latin letters keeps its own direction."""

from __future__ import annotations

import io
from typing import Any

import docx as word
import pytest

from fairlead.report.document import docx, pdf
from fairlead.report.document.model import Document, Lines, Paragraph, Run, Table

LATIN, ARABIC = "Harbour Foods AB", "العمل الجبري"


@pytest.fixture
def letter() -> Document:
    return Document(
        title=ARABIC,
        subtitle="",
        about=(),
        day="2026-11-21",
        blocks=(
            Lines(((Run(LATIN),),), label="إلى"),
            Paragraph((Run(ARABIC, bold=True, cite=(1,)),)),
            Table("", (ARABIC, ARABIC), (((Run(LATIN),), (Run(ARABIC),)),)),
        ),
        notes=((Run("Nepal has not ratified it."),),),
        notes_title="المصادر",
        foot="مسودة",
        letter=True,
        language="ar",
        page="صفحة",
        of="من",
        contents="المحتويات",
    )


def runs(written: Any, text: str) -> list[Any]:
    return [run for one in written.paragraphs for run in one.runs if run.text == text]


def test_docx_turns_paragraphs_tables_and_bold_type(letter: Document) -> None:
    written = word.Document(io.BytesIO(docx.render(letter)))
    normal = written.styles["Normal"].element
    assert normal.xpath("w:pPr/w:bidi")
    assert normal.xpath("w:rPr/w:rtl")
    assert normal.xpath("w:rPr/w:szCs/@w:val") == normal.xpath("w:rPr/w:sz/@w:val")
    assert [run.font.cs_bold for run in runs(written, ARABIC) if run.bold] == [True]
    assert len(written.element.body.xpath("//w:tblPr/w:bidiVisual")) == 1


def test_docx_leaves_latin_letters_in_their_own_direction(letter: Document) -> None:
    written = word.Document(io.BytesIO(docx.render(letter)))
    assert [run.font.rtl for run in runs(written, LATIN)] == [False]
    notes = [one for one in written.paragraphs if one.style.name == "Note"]
    assert [one._p.xpath("w:pPr/w:bidi/@w:val") for one in notes] == [["0"]]
    assert all(run.font.rtl is False for one in notes for run in one.runs)


def test_english_stays_as_it_was(letter: Document) -> None:
    import msgspec

    written = word.Document(io.BytesIO(docx.render(msgspec.structs.replace(letter, language="en"))))
    assert not written.element.body.xpath("//w:bidi | //w:rtl | //w:bidiVisual | //w:bCs")


def test_pdf_runs_from_right_to_left_but_for_its_sources(letter: Document) -> None:
    made = pdf.render(letter)
    assert b"/Direction/R2L" in made
    assert b"/Lang(ar)" in made
    assert b"/Lang(en)" in made
