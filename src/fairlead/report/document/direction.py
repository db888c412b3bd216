"""Right to left in DOCX: what a word processor must be told beside the direction of the paragraphs.

Paragraphs and their words run from right to left by the style that all others rest on. Words in Latin letters keep
their own direction, and so do notes that hold no others; sizes and bold type are said once more for Arabic letters,
which have their own in DOCX; the columns of tables begin at the right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fairlead.report.document.parts import element

if TYPE_CHECKING:
    from docx.document import Document as File

__all__ = ["ARABIC", "mirror"]

ARABIC = re.compile("[\u0600-\u06ff]")
"""A letter of the Arabic script."""
LATIN = re.compile("[A-Za-z]")
_NOTE = "Note"
_FONT = "Times New Roman"  # has Arabic letters wherever a word processor is
_BEFORE_BIDI = ("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
                "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId",
                "cnfStyle", "rPr", "sectPr", "pPrChange")  # fmt: skip


def mirror(file: File) -> None:
    """Make a finished file whose styles run from right to left right in every part.

    Examples
    --------
    >>> import docx
    >>> file = docx.Document()
    >>> run = file.add_paragraph().add_run("Harbour Foods AB")
    >>> mirror(file)
    >>> run.font.rtl
    False
    """
    _styles(file.styles.element)
    for root in (file.element.body, *(section.footer._element for section in file.sections)):
        for paragraph in root.iter(_name("p")):
            _paragraph(paragraph)
        for properties in root.iter(_name("tblPr")):
            style = properties.find(_name("tblStyle"))
            made = element("bidiVisual")
            properties.insert(0, made) if style is None else style.addnext(made)


def _styles(styles: Any) -> None:
    for properties in styles.iter(_name("rPr")):
        size, bold = properties.find(_name("sz")), properties.find(_name("b"))
        if size is not None:
            _again(properties, size, "szCs")
        if bold is not None:
            _again(properties, bold, "bCs")
        fonts = properties.find(_name("rFonts"))
        if fonts is not None:
            fonts.attrib.pop(_name("cstheme"), None)
            fonts.set(_name("cs"), _FONT)


def _again(properties: Any, said: Any, tag: str) -> None:
    """Say a property once more, for Arabic letters."""
    for old in properties.findall(_name(tag)):
        properties.remove(old)
    value = said.get(_name("val"))
    said.addnext(element(tag, **({"val": value} if value else {})))


def _paragraph(paragraph: Any) -> None:
    whole = "".join(paragraph.itertext(_name("t")))
    properties = paragraph.get_or_add_pPr()
    style = properties.find(_name("pStyle"))
    turned = style is not None and style.get(_name("val")) == _NOTE and not ARABIC.search(whole)
    if turned:
        properties.insert_element_before(element("bidi", val="0"), *(f"w:{one}" for one in _BEFORE_BIDI))
    for run in paragraph.iter(_name("r")):
        text = "".join(run.itertext(_name("t")))
        properties = run.get_or_add_rPr()
        if turned or (LATIN.search(text) and not ARABIC.search(text)):
            properties.get_or_add_rtl().val = False
        elif (bold := properties.find(_name("b"))) is not None:
            _again(properties, bold, "bCs")


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{tag}"))
