"""A document as DOCX: A4, real headings and lists, contents, page numbers, notes that citations lead to.

Charts go in as pictures with alternative texts. Texts are written as texts: nothing in them becomes a field or a link.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from fairlead.errors import FairleadError
from fairlead.report.document import direction, parts, pdf
from fairlead.report.document.model import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Lines,
    NewPage,
    Note,
    Paragraph,
    Table,
    Words,
)
from fairlead.report.words import clean

if TYPE_CHECKING:
    from docx.document import Document as File

__all__ = ["render"]

_SEA, _SOFT = "14606F", "4F5C65"
RIGHT_TO_LEFT = ("ar",)


def render(document: Document) -> bytes:
    """Write a document and give the DOCX.

    Raises
    ------
    FairleadError
        python-docx or typst is not installed; the message says how to install them.
    """
    try:
        import docx
    except ImportError:
        raise FairleadError(
            "DOCX needs the package python-docx, which is not installed.",
            why="It writes the file.",
            fix="Install Fairlead with its documents extra: pip install 'fairlead[documents]'.",
        ) from None
    pictures = iter(pdf.drawings([block.svg for block in document.blocks if isinstance(block, Chart)]))
    file = docx.Document()
    _prepare(file, document)
    if not document.letter:
        _front(file, document)
    for number, block in enumerate(document.blocks):
        _block(file, block, number, pictures)
    if document.notes:
        last = len(document.blocks)
        parts.bookmark(file.add_heading(clean(document.notes_title), 1), _anchor(last), last)
        for index, note in enumerate(document.notes, start=1):
            paragraph = file.add_paragraph(style="Note")
            parts.bookmark(paragraph, f"note_{index}", last + index)
            paragraph.add_run(f"{index}.\t")
            _words(paragraph, note)
    if document.language in RIGHT_TO_LEFT:
        direction.mirror(file)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _prepare(file: File, document: Document) -> None:
    """Set page, styles, properties and foot."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt, RGBColor

    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(24)
    styles: Any = file.styles
    language = "en-GB" if document.language == "en" else document.language
    parts.language(styles, language, right_to_left=document.language in RIGHT_TO_LEFT)
    styles["Normal"].font.name, styles["Normal"].font.size = "Cambria", Pt(10.5)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size, colour in (("Title", 24.0, _SEA), ("Subtitle", 13.0, _SOFT), ("Heading 1", 16.0, _SEA)):
        styles[name].font.size, styles[name].font.color.rgb = Pt(size), RGBColor.from_string(colour)
    for name, size in (("Heading 2", 12.5), ("Heading 3", 10.5)):
        styles[name].font.size, styles[name].font.color.rgb = Pt(size), RGBColor.from_string("1C2932")
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"):
        parts.font(styles[name], "Cambria")
    styles["Caption"].font.size, styles["Caption"].font.color.rgb = Pt(9), RGBColor.from_string(_SOFT)
    styles["Caption"].font.bold = False
    styles["Caption"].paragraph_format.keep_with_next = True
    for name, size, colour in (
        ("Note", 9.0, "1C2932"),
        ("Cell", 9.0, "1C2932"),
        ("Aside", 9.0, _SOFT),
        ("Contents 1", 10.5, "1C2932"),
        ("Lines", 10.5, "1C2932"),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(colour)
    styles["Note"].paragraph_format.left_indent, styles["Note"].paragraph_format.first_line_indent = Mm(9), Mm(-9)
    styles["Note"].paragraph_format.tab_stops.add_tab_stop(Mm(9))
    styles["Contents 1"].paragraph_format.space_after = styles["Cell"].paragraph_format.space_after = Pt(1)
    styles["Lines"].paragraph_format.space_after = Pt(0)
    made = datetime.fromisoformat(document.day).replace(tzinfo=UTC)
    properties = file.core_properties
    properties.title = clean(": ".join(part for part in (document.title, document.subtitle) if part))
    properties.author, properties.language, properties.comments = "Fairlead", language, ""
    properties.created = properties.modified = made
    parts.own_properties(file)
    foot = section.footer.paragraphs[0]
    foot.style = styles["Aside"]
    foot.add_run(f"{clean(document.foot)}  {document.page} ")
    parts.field(foot, "PAGE", "1")
    foot.add_run(f" {document.of} ")
    parts.field(foot, "NUMPAGES", "1")


def _front(file: File, document: Document) -> None:
    file.add_paragraph(clean(document.title), style="Title")
    file.add_paragraph(clean(document.subtitle), style="Subtitle")
    for line in document.about:
        file.add_paragraph(clean(line), style="Aside")
    entries = [
        (_anchor(number), clean(block.text), block.level)
        for number, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.level < 3
    ]
    if document.notes:
        entries.append((_anchor(len(document.blocks)), clean(document.notes_title), 1))
    file.add_paragraph(document.contents, style="Subtitle")
    parts.contents(file, entries, "Contents 1")


def _anchor(number: int) -> str:
    return f"part_{number}"


def _block(file: File, block: Block, number: int, pictures: Any) -> None:
    from docx.shared import Mm

    if isinstance(block, Heading):
        parts.bookmark(file.add_heading(clean(block.text), block.level), _anchor(number), number)
    elif isinstance(block, Paragraph):
        paragraph = file.add_paragraph(style="Aside" if block.soft else None)
        paragraph.paragraph_format.keep_with_next = block.kept or None
        _words(paragraph, block.words)
    elif isinstance(block, Bullets):
        list_ = parts.numbering(file) if block.numbered else None
        for item in block.items:
            paragraph = file.add_paragraph(style="List Number" if block.numbered else "List Bullet")
            if list_ is not None:
                parts.numbered(paragraph, list_)
            _words(paragraph, item)
    elif isinstance(block, Lines):
        _lines(file, block)
    elif isinstance(block, NewPage):
        file.add_page_break()  # type: ignore[no-untyped-call]
    elif isinstance(block, Note):
        paragraph = file.add_paragraph()
        parts.side_line(paragraph, _SEA)
        _words(paragraph, block.words)
    elif isinstance(block, Table):
        _table(file, block)
    else:
        file.add_paragraph(clean(block.title), style="Caption")
        picture = file.add_picture(io.BytesIO(next(pictures)), width=Mm(165))
        parts.described(picture, clean(block.title), clean(block.description))


def _lines(file: File, block: Lines) -> None:
    from docx.shared import Mm

    for index, line in enumerate(block.lines):
        paragraph = file.add_paragraph(style="Lines")
        if index == 0 and block.sign:
            paragraph.paragraph_format.space_before = Mm(13)
        paragraph.paragraph_format.keep_with_next = index < len(block.lines) - 1 or None
        if block.label:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(20))
            paragraph.paragraph_format.left_indent = Mm(20)
            paragraph.paragraph_format.first_line_indent = Mm(-20)
            if index == 0:
                parts.coloured(paragraph.add_run(clean(block.label)), _SOFT)
            paragraph.add_run("\t")
        _words(paragraph, line)
    if block.lines:
        paragraph.paragraph_format.space_after = Mm(4)


def _table(file: File, block: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if block.caption:
        file.add_paragraph(clean(block.caption), style="Caption")
    table: Any = file.add_table(rows=0, cols=len(block.headings))
    widths = parts.widths(block.widths or (1.0,) * len(block.headings))
    headings: tuple[Words, ...] = tuple(parts.heading_words(heading) for heading in block.headings)
    for index, row in enumerate((headings, *block.rows)):
        added = table.add_row()
        parts.row(added, heading=index == 0)
        for column, cell in enumerate(added.cells):
            cell.width = widths[column]
            paragraph = cell.paragraphs[0]
            # Looking a style up by its name takes longer than all the rest of a cell.
            paragraph._p.style = "Cell"
            if column in block.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _words(paragraph, row[column])
    parts.ruled(table, clean(block.title))
    file.add_paragraph(style="Aside")


def _words(paragraph: Any, runs: Sequence[Any]) -> None:
    for run in runs:
        text = clean(run.text)
        if run.href:
            parts.link(paragraph, text, address=run.href)
        elif run.blank:
            parts.shaded(paragraph.add_run(text), "FFF0C2")
        else:
            paragraph.add_run(text).bold = run.bold or None
        if run.mark:
            paragraph.add_run(" ")
            parts.shaded(paragraph.add_run(clean(run.mark)), "FFF0C2")
        for number in run.cite:
            parts.link(paragraph, f"[{number}]", anchor=f"note_{number}", raised=True)
        if run.under:
            parts.beneath(paragraph, clean(run.under))
