"""Text files with a delimiter between columns."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from fairlead.chain.headings import find_header
from fairlead.chain.messages import ProblemLog
from fairlead.chain.source import Sheet

__all__ = ["read_delimited"]

_CANDIDATES = (",", ";", "\t", "|", "~", ":")
_SAMPLE_ROWS = 80


def _sample(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(text[:60_000], newline=""), delimiter=delimiter), _SAMPLE_ROWS))
    except csv.Error:
        return []


def _find_delimiter(text: str) -> str:
    """The delimiter under which the headings are recognised best, then the one that makes the most even rows."""
    best, best_score = ",", (-1.0, 0.0)
    for candidate in _CANDIDATES:
        rows = [row for row in _sample(text, candidate) if row]
        if not rows:
            continue
        widths = Counter(len(row) for row in rows)
        width, count = widths.most_common(1)[0]
        if width < 2 and max(widths) < 2:
            continue
        header = find_header(rows)
        score = (float(len(header.columns)) if header else 0.0, count / len(rows) * min(width, 20))
        if score > best_score:
            best, best_score = candidate, score
    return best


def read_delimited(text: str, delimiter: str | None, log: ProblemLog) -> Sheet:
    """Split a text into rows of cells.

    Parameters
    ----------
    text
        The whole file.
    delimiter
        One character, or ``None`` to find it.
    log
        Takes warnings.

    Raises
    ------
    InputError
        When a quotation mark swallows the file.
    """
    if "\x00" in text:
        log.add("nul_bytes", detail=f"{text.count(chr(0)):,}")
        text = text.replace("\x00", "")
    first, _, rest = text.partition("\n")
    offset = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:
        delimiter = delimiter or first.strip()[4:] or "\t"
        text, offset = rest, 1
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '\r\n"'):
        raise log.stop("option_invalid", column="delimiter", value=delimiter, detail="it must be one character")
    delimiter = delimiter or _find_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = [[]] * offset
    try:
        rows.extend(reader)
    except csv.Error as error:
        raise log.stop("csv_malformed", row=len(rows) + 1, detail=str(error)) from None
    last = next((row for row in reversed(rows) if row), [])
    if any("\n" in cell for cell in last) and text.count('"') % 2:
        log.add("quote_unclosed", row=len(rows), value=next(cell for cell in last if "\n" in cell))
    return Sheet("", rows)  # type: ignore[arg-type]
