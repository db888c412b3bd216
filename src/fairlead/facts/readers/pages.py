"""The tables of a page that was saved from the browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import msgspec

from fairlead.facts.readers.files import text_of

if TYPE_CHECKING:
    from fairlead.facts.readers.base import Log

__all__ = ["HtmlTable", "html_tables"]

MAX_HTML = 4 * 2**20
MAX_PIECES = 400_000


class HtmlTable(msgspec.Struct):
    """A table of a page: the text before it, its classes, and its rows of cells."""

    before: str
    classes: str
    rows: list[list[str]] = msgspec.field(default_factory=list)
    row_classes: list[str] = msgspec.field(default_factory=list)
    spans: list[list[int]] = msgspec.field(default_factory=list)


class _Tables(HTMLParser):
    """Collects the tables of a page; text inside ``script`` and ``style`` is not text."""

    def __init__(self, shown: str, empty: str) -> None:
        super().__init__(convert_charrefs=True)
        self._shown_class, self._empty_class = shown, empty
        self._shown: list[str] | None = None
        self._empty = False
        self._spans: list[bool] = []
        self._within = 0
        self.tables: list[HtmlTable] = []
        self._open: list[HtmlTable] = []
        self._cell: list[str] | None = None
        self._before: list[str] = []
        self._skip = 0
        self.closed = False
        self._pieces = 0

    def _count(self) -> None:
        self._pieces += 1
        if self._pieces > MAX_PIECES:
            raise ValueError(f"it has more than {MAX_PIECES:,} elements and texts")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._count()
        given = {name: value or "" for name, value in attrs}
        if tag in ("script", "style"):
            self._skip += 1
        elif tag == "table":
            self._open.append(HtmlTable(" ".join(" ".join(self._before).split())[-400:], given.get("class", "")))
            self.tables.append(self._open[-1])
            self._before = []
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].rows.append([])
            self._open[-1].spans.append([])
            self._open[-1].row_classes.append(given.get("class", ""))
        elif tag in ("td", "th") and self._open and self._open[-1].rows:
            self._end_cell()
            self._cell = []
            span = given.get("colspan", "1")
            self._open[-1].spans[-1].append(int(span) if span.isascii() and span.isdigit() and len(span) < 4 else 1)
        elif tag == "br":
            self.handle_data(" ")
        elif tag == "span" and self._cell is not None:
            classes = given.get("class", "").split()
            self._empty = self._empty or self._empty_class in classes
            self._spans.append(self._shown_class in classes)
            self._within += self._spans[-1]
            if self._spans[-1] and self._shown is None:
                self._shown = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._skip = max(0, self._skip - 1)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "span" and self._spans:
            self._within -= self._spans.pop()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
        elif tag == "html":
            self.closed = True

    def handle_data(self, data: str) -> None:
        self._count()
        if self._skip:
            return
        if self._cell is not None:
            self._cell.append(data)
            if self._within and self._shown is not None:
                self._shown.append(data)
        elif not self._open:
            self._before.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._open and self._open[-1].rows:
            said = self._shown if self._shown is not None else [] if self._empty else self._cell
            self._open[-1].rows[-1].append(" ".join("".join(said).split()))
        self._cell, self._shown, self._empty = None, None, False
        self._spans, self._within = [], 0


def html_tables(content: bytes, log: Log, *, shown: str = "", empty: str = "") -> list[HtmlTable]:
    """The tables of a saved page, which must be whole.

    Parameters
    ----------
    content, log
        The page, and what takes its problems.
    shown, empty
        Class of the ``span`` that holds what a cell shows, where it holds hidden text too; and of the one that says
        that a cell has no value.

    Raises
    ------
    InputError
        If it is no page, too large, or cut short.
    """
    if len(content) > MAX_HTML:
        raise log.stop(f"The page holds more than {MAX_HTML >> 20} MB, more than any page of this source.")
    text = text_of(content, log)
    if not re.search(r"<\s*(?:html|table)\b", text, re.IGNORECASE):
        raise log.stop("The file is not a page: save it from the browser as HTML.")
    parser = _Tables(shown, empty)
    try:
        parser.feed(text)
        parser.close()
    except (AssertionError, ValueError) as error:
        raise log.stop(f"The page is not as it should be: {error}.") from None
    if not parser.closed:
        raise log.stop("The page is cut short: its end is missing.", fix="Save the whole page again.")
    return parser.tables
