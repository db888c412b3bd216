"""A document on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from fairlead.report.console import Page
from fairlead.report.document.model import Bullets, Document, Heading, Lines, Note, Paragraph, Run, Table

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["plain", "render"]

MANY = 10
"""Rows of a table that is printed whole, whatever the length of lists."""


def render(document: Document, console: Console, *, most: int = 0, notes: bool = True) -> None:
    """Print a document.

    Parameters
    ----------
    document
        What to print.
    console
        A rich console; its width, encoding and colours are respected.
    most
        Items of a list that are printed; 0: all.
    notes
        Whether the notes are printed too.
    """
    page = Page(console)
    page.line(f"Fairlead: {document.title}", "bold")
    for said in filter(None, (document.subtitle, *document.about)):
        page.line(said, "dim")
    for block in document.blocks:
        match block:
            case Heading(level=1):
                page.heading(block.text.upper())
            case Heading():
                page.line()
                page.line(block.text, "bold")
            case Paragraph():
                page.line(plain(block.words), "dim" if block.soft else "")
            case Note():
                page.line(plain(block.words), "bold")
            case Bullets():
                page.bullets(plain(item) for item in (block.items[:most] if most else block.items))
                if most and len(block.items) > most:
                    page.more(len(block.items) - most, "--detail, or a file")
            case Table():
                rows = block.rows[:most] if most and len(block.rows) > MANY else block.rows
                page.table(block.headings, [[plain(cell) for cell in row] for row in rows], block.right)
                if len(rows) < len(block.rows):
                    page.more(len(block.rows) - len(rows), "--detail, or a file")
            case Lines():
                for line in block.lines:
                    page.line(plain(line))
    if document.notes and notes:
        page.heading(document.notes_title.upper())
        for number, note in enumerate(document.notes, start=1):
            page.line(f"[{number}] {plain(note)}", "dim")
    if document.foot:
        page.line()
        page.line(document.foot, "dim")


def plain(runs: Iterable[Run]) -> str:
    """Words without their kinds: marks in round brackets, citations in square ones.

    Examples
    --------
    >>> plain((Run("Ratified.", mark="to be checked", cite=(1, 2)),))
    'Ratified. (to be checked) [1] [2]'
    """
    said = []
    for run in runs:
        mark = f" ({run.mark})" if run.mark else ""
        said.append(f"{run.text}{mark}{''.join(f' [{number}]' for number in run.cite)}")
    return "".join(said)
