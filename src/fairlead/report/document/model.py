"""A document as plain blocks. Writers decide how it looks; no text in it is ever read as mark-up."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

__all__ = [
    "Block",
    "Bullets",
    "Chart",
    "Document",
    "Heading",
    "Lines",
    "NewPage",
    "Note",
    "Paragraph",
    "Run",
    "Table",
    "Words",
    "words",
]


class Run(msgspec.Struct, frozen=True):
    """A piece of text of one kind.

    Attributes
    ----------
    text
        The words.
    bold
        Whether they stand out.
    mark
        Words on what the reader must know of them ("to be checked"); shown as a small label behind them.
    cite
        Numbers of the notes that they rest on.
    href
        A web address that they lead to.
    under
        Words in small letters on a line beneath.
    blank
        Whether they stand for something that is still to be completed; then they are shaded.
    """

    text: str
    bold: bool = False
    mark: str = ""
    cite: tuple[int, ...] = ()
    href: str = ""
    under: str = ""
    blank: bool = False


Words = tuple[Run, ...]


def words(text: str | Run | Iterable[Run]) -> Words:
    """Give any text as words.

    Examples
    --------
    >>> words("a")[0].text
    'a'
    """
    if isinstance(text, str):
        return (Run(text),)
    return (text,) if isinstance(text, Run) else tuple(text)


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """A heading of level 1, 2 or 3; those of levels 1 and 2 stand in the contents."""

    text: str
    level: int = 1


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """A paragraph; a soft one is an aside in smaller letters, a kept one stays with what follows it."""

    words: Words
    soft: bool = False
    kept: bool = False


class Bullets(msgspec.Struct, frozen=True, tag="bullets"):
    """A list."""

    items: tuple[Words, ...]
    numbered: bool = False


class Note(msgspec.Struct, frozen=True, tag="note"):
    """Something the reader must not miss, set apart by a line."""

    words: Words


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A table with a heading row; `right` names the columns of numbers.

    Attributes
    ----------
    title
        What it holds, for those who do not see it.
    caption
        Words above it, where the heading before it does not say enough.
    widths
        Shares of the width; columns are as wide as they need where left out.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    right: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()
    caption: str = ""


class Chart(msgspec.Struct, frozen=True, tag="chart"):
    """A drawing as SVG that stands alone, with what it shows in words."""

    svg: str
    title: str
    description: str


class Lines(msgspec.Struct, frozen=True, tag="lines"):
    """Lines that stand close together, as an address or the name beneath a signature.

    Attributes
    ----------
    label
        A word beside the first ("To"); empty: none.
    sign
        Whether there is room above for a hand to sign.
    """

    lines: tuple[Words, ...]
    label: str = ""
    sign: bool = False


class NewPage(msgspec.Struct, frozen=True, tag="new_page"):
    """What follows begins on a page of its own."""


Block = Heading | Paragraph | Bullets | Note | Table | Chart | Lines | NewPage


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A whole document.

    Attributes
    ----------
    title, subtitle
        As on its first page.
    about
        Lines beneath them: date, what it is made from.
    day
        Date of the document, ISO 8601; also its date in the file's properties.
    dated
        The same day in words, for the head of its pages; empty: as it is.
    blocks
        The body.
    notes
        Numbered from 1 in this order; citations lead to them and they stand at the end.
    notes_title
        The heading above the notes.
    foot
        At the foot of every page.
    letter
        Whether it is a letter: then it opens with its blocks, and has neither a title page nor contents.
    language
        ISO 639-1; decides the direction of writing too.
    page, of, contents
        The words in "Page 1 of 2", and the heading above the list of contents.
    """

    title: str
    subtitle: str
    about: tuple[str, ...]
    day: str
    blocks: tuple[Block, ...]
    notes: tuple[Words, ...]
    notes_title: str = "Sources"
    foot: str = ""
    dated: str = ""
    letter: bool = False
    language: str = "en"
    page: str = "Page"
    of: str = "of"
    contents: str = "Contents"
