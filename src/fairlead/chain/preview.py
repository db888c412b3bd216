"""What a file seems to hold, before it is read: its sheets, the headings, what they are taken for, a few rows."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import Any

import msgspec

from fairlead.chain.headings import ROLES, Header, find_header, text_of
from fairlead.chain.messages import ProblemLog, shown
from fairlead.chain.source import Sheet, digest, kind_of, read_bytes
from fairlead.chain.text import clean

__all__ = ["Preview", "SheetPreview", "preview"]

_TEXT_READ = 1 << 20
_COLUMNS = 200
_SEARCHED = 60


class SheetPreview(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet of a file.

    Attributes
    ----------
    name
        Empty for text files, which have one.
    hidden
        Whether the user's program hides it.
    rows
        Lines in it; None where the file is long and was not read to its end.
    heading_line
        Number of the line with the headings as the user's program shows it; 0 where none was recognised.
    headings
        The headings, or, where none was recognised, the first line that could be one.
    columns
        Role of `fairlead.chain.headings.ROLES` -> the heading taken for it.
    samples
        The first rows below the headings, one text for each heading.
    """

    name: str
    hidden: bool
    rows: int | None
    heading_line: int
    headings: tuple[str, ...]
    columns: dict[str, str]
    samples: tuple[tuple[str, ...], ...]


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """A file that could be read so far, with its digest and its sheets."""

    file: str
    sha256: str
    kind: str
    sheets: tuple[SheetPreview, ...]


def preview(source: Any, *, samples: int = 5) -> Preview:
    r"""Look at a list without reading its purchases.

    Parameters
    ----------
    source
        As for `fairlead.chain.read_purchases`: path or binary stream.
    samples
        Rows to show of each sheet.

    Returns
    -------
    Preview

    Raises
    ------
    InputError
        When the file cannot be opened at all: empty, damaged, under a password, made to exhaust the reader.

    Examples
    --------
    >>> import io
    >>> seen = preview(io.BytesIO(b"Supplier;Land;Ware;Betrag EUR\nA;Viet Nam;T-shirts;1.200,50\n"))
    >>> seen.sheets[0].columns["country"], seen.sheets[0].samples[0]
    ('Land', ('A', 'Viet Nam', 'T-shirts', '1.200,50'))
    """
    from fairlead.chain.read import named

    log = ProblemLog(named(source))
    content = read_bytes(source, log)
    kind = kind_of(content, log)
    whole = True
    if kind == "parquet":
        from fairlead.chain.parquet import read_parquet

        sheets = [read_parquet(content, log)]
    elif kind == "text":
        from fairlead.chain.delimited import read_delimited
        from fairlead.chain.text import decode

        part = _beginning(content)
        whole = len(part) == len(content)
        sheets = [read_delimited(decode(part, None, log), None, log)]
    else:
        from fairlead.chain.workbook import read_workbook

        sheets = read_workbook(content, kind, log)
    seen = tuple(_seen(sheet, whole, samples) for sheet in sheets)
    return Preview(file=log.file, sha256=digest(content), kind=kind, sheets=seen)


def _beginning(content: bytes) -> bytes:
    """Whole lines from the beginning of a long text; encodings of several bytes are not cut."""
    wide = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
    if len(content) <= _TEXT_READ or content.startswith(wide) or b"\x00" in content[:4096]:
        return content
    end = content.rfind(b"\n", 0, _TEXT_READ)
    return content if end < 1 else content[: end + 1]


def _seen(sheet: Sheet, whole: bool, samples: int) -> SheetPreview:
    header = find_header(sheet.rows)
    start, headings = (header.first_data_row, list(header.headings)) if header else _likely(sheet.rows)
    headings = [clean(heading)[:200] for heading in headings[:_COLUMNS]]
    rows = [row for row in sheet.rows[start : start + 20 * samples] if any(text_of(c).strip() for c in row)]
    return SheetPreview(
        name=sheet.name,
        hidden=sheet.hidden,
        rows=len(sheet.rows) if whole else None,
        heading_line=header.first_row + 1 if header else 0,
        headings=tuple(headings),
        columns=_taken(header) if header else {},
        samples=tuple(_sample(row, len(headings)) for row in rows[:samples]),
    )


def _likely(rows: Sequence[Sequence[Any]]) -> tuple[int, list[str]]:
    """Where no headings are known: the first line of several texts, and the row below it."""
    best: tuple[int, list[str]] = (0, [])
    for position, row in enumerate(rows[:_SEARCHED]):
        texts = [text_of(cell).strip() for cell in row]
        filled = [text for text in texts if text]
        if len(filled) > len([text for text in best[1] if text]) and not any(t[:1].isdigit() for t in filled):
            best = (position + 1, texts)
    return best


def _taken(header: Header) -> dict[str, str]:
    """One heading for each role, none for two: as the rows will be read."""
    chosen: dict[str, str] = {}
    taken: set[int] = set()
    for role in ROLES:
        free = [position for position in header.columns.get(role, ()) if position not in taken]
        if free and free[0] < _COLUMNS:
            taken.add(free[0])
            chosen[role] = clean(header.headings[free[0]])[:200]
    return chosen


def _sample(row: Sequence[Any], width: int) -> tuple[str, ...]:
    texts = [shown(text_of(cell).strip()) for cell in row[:width]]
    return (*texts, *[""] * (width - len(texts)))
