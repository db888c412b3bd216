"""Parts of DOCX that python-docx has no words for: fields, links, bookmarks, alternative texts, table headers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fairlead.report.document.model import Run, Words

if TYPE_CHECKING:
    from docx.shared import Length

__all__ = [
    "beneath",
    "bookmark",
    "coloured",
    "contents",
    "described",
    "field",
    "font",
    "heading_words",
    "language",
    "link",
    "numbered",
    "numbering",
    "own_properties",
    "row",
    "ruled",
    "shaded",
    "side_line",
    "widths",
]

_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_PROPERTIES = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Fairlead</Application></Properties>"
)
_TEXT_WIDTH = 166  # mm between the margins


def element(tag: str, text: str = "", **attributes: str) -> Any:
    """Make an element of the ``w`` namespace; attribute names are of that namespace too."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: Any = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    if text:
        made.text = text
        made.set(qn("xml:space"), "preserve")
    return made


def _run(*children: Any) -> Any:
    run = element("r")
    run.extend(children)
    return run


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Let links lead to a paragraph; name and number are its own within the file."""
    ident = str(number)
    start = element("bookmarkStart", id=ident, name=name)
    properties = paragraph._p.pPr
    if properties is None:
        paragraph._p.insert(0, start)
    else:
        properties.addnext(start)
    paragraph._p.append(element("bookmarkEnd", id=ident))


def field(paragraph: Any, instruction: str, shown: str) -> None:
    """Write a field, such as the number of the page, with what it shows until it is worked out."""
    for child in (
        element("fldChar", fldCharType="begin"),
        element("instrText", f" {instruction} "),
        element("fldChar", fldCharType="separate"),
        element("t", shown),
        element("fldChar", fldCharType="end"),
    ):
        paragraph._p.append(_run(child))


def link(paragraph: Any, text: str, *, address: str = "", anchor: str = "", raised: bool = False) -> None:
    """Write a link to a web address or to a bookmark."""
    from docx.oxml.ns import qn

    made = element("hyperlink", history="1")
    if address:
        made.set(qn("r:id"), paragraph.part.relate_to(address, _LINK, is_external=True))
    else:
        made.set(qn("w:anchor"), anchor)
    look = element("rPr")
    look.append(element("color", val="14606F"))
    look.append(element("vertAlign", val="superscript") if raised else element("u", val="single"))
    made.append(_run(look, element("t", text)))
    paragraph._p.append(made)


def contents(file: Any, entries: Sequence[tuple[str, str, int]], style: str) -> None:
    """Write the contents as a field that is already filled in: (bookmark, words, level) of each heading."""
    from docx.shared import Mm

    for index, (anchor, words, level) in enumerate(entries):
        paragraph = file.add_paragraph(style=style)
        paragraph.paragraph_format.left_indent = Mm(6 * (level - 1))
        if index == 0:
            for child in (
                element("fldChar", fldCharType="begin"),
                element("instrText", ' TOC \\o "1-2" \\n \\h \\z '),
                element("fldChar", fldCharType="separate"),
            ):
                paragraph._p.append(_run(child))
        link(paragraph, words, anchor=anchor)
        if index == len(entries) - 1:
            paragraph._p.append(_run(element("fldChar", fldCharType="end")))


def described(picture: Any, title: str, description: str) -> None:
    """Give a picture its alternative text."""
    properties = picture._inline.docPr
    properties.set("title", title)
    properties.set("descr", f"{title}. {description}")


def language(styles: Any, code: str, *, right_to_left: bool = False) -> None:
    """Set the language of all text, and its direction."""
    defaults = styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0]
    for old in defaults.xpath("w:lang"):
        defaults.remove(old)
    defaults.append(element("lang", val=code, eastAsia=code, bidi=code if right_to_left else "ar-SA"))
    if right_to_left:
        normal = styles["Normal"].element
        normal.get_or_add_pPr().append(element("bidi"))
        normal.get_or_add_rPr().append(element("rtl"))


def font(style: Any, name: str) -> None:
    """Set the font of a style whose theme would choose another."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for attribute in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{attribute}"), name)


def shaded(run: Any, colour: str) -> None:
    """Put a colour behind a run."""
    run._r.get_or_add_rPr().append(element("shd", val="clear", color="auto", fill=colour))


def coloured(run: Any, colour: str) -> None:
    """Write a run in a colour."""
    from docx.shared import RGBColor

    run.font.color.rgb = RGBColor.from_string(colour)


def beneath(paragraph: Any, words: str) -> None:
    """Write small words on a line of their own."""
    from docx.shared import Pt

    paragraph.add_run().add_break()
    paragraph.add_run(words).font.size = Pt(7.5)


def side_line(paragraph: Any, colour: str) -> None:
    """Draw a line beside a paragraph."""
    borders = element("pBdr")
    borders.append(element("left", val="single", sz="18", space="8", color=colour))
    paragraph._p.get_or_add_pPr().append(borders)


def heading_words(text: str) -> Words:
    """Give the words of a heading cell."""
    return (Run(text, bold=True),)


def row(added: Any, *, heading: bool) -> None:
    """Keep a row on one page; a heading row returns on each."""
    properties = added._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if heading:
        properties.append(element("tblHeader"))


def ruled(table: Any, caption: str) -> None:
    """Rule a table between its rows, fix its widths and give it its alternative text."""
    table.autofit = False
    properties = table._tbl.tblPr
    borders = element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(side, val="single", sz="4", space="0", color="D9D6CC"))
    layout = properties.xpath("w:tblLayout")[0]
    layout.addprevious(borders)
    properties.append(element("tblCaption", val=caption))


def widths(shares: Sequence[float]) -> list[Length]:
    """Give the widths of columns that fill the text.

    Examples
    --------
    >>> [round(width.mm) for width in widths((3, 1))]
    [124, 42]
    """
    from docx.shared import Mm

    return [Mm(_TEXT_WIDTH * share / sum(shares)) for share in shares]


def numbering(file: Any) -> int:
    """A numbering that begins at 1: without one, all numbered lists of a file count on from each other."""
    kept = file.part.numbering_part.numbering_definitions._numbering
    of_style = file.styles["List Number"].element.pPr.numPr.numId.val
    new = kept.add_num(kept.num_having_numId(of_style).abstractNumId.val)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(new.numId)


def numbered(paragraph: Any, list_: int) -> None:
    """Let a paragraph count in a numbering."""
    found = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    found.get_or_add_ilvl().val = 0
    found.get_or_add_numId().val = list_


def own_properties(file: Any) -> None:
    """Take out what comes with the empty file that documents begin from: another program's name, a small picture."""
    package = file.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
        elif relation.reltype.endswith("/extended-properties"):
            relation.target_part._blob = _PROPERTIES
