"""What a document rests on while it is being written: its sources, its placeholders, and what was left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import msgspec

from fairlead.act.draft import Blank, Cited, LeftOut, Piece
from fairlead.act.worded import worded
from fairlead.dossier.rows import ref
from fairlead.facts import Row
from fairlead.facts import source as fact_source

__all__ = ["Recorder", "fingerprint", "where_read"]

_OPEN, _CLOSE = "\ue000", "\ue001"  # signs of private use: taken out of whatever people write
_TOKEN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


class Recorder:
    """Collects what the values of one document bring along.

    Values put tokens into the text while it is rendered; `pieces` turns them into pieces with their citations.

    Parameters
    ----------
    language
        Of the document: placeholders are worded in it.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.sources: list[Cited] = []
        self.blanks: dict[str, Blank] = {}
        self.left_out: dict[str, LeftOut] = {}
        self._numbers: dict[str, int] = {}
        self._pieces: list[Piece] = []

    def put(self, piece: Piece) -> str:
        """A token that stands for a piece."""
        self._pieces.append(piece)
        return f"{_OPEN}{len(self._pieces) - 1}{_CLOSE}"

    def cite(self, rows: Iterable[Row], says: str) -> tuple[int, ...]:
        """Numbers of the sources of some rows, each row once in a document."""
        return tuple(dict.fromkeys(self._cited(row, says) for row in rows))

    def cite_own(self, says: str, where: str) -> tuple[int, ...]:
        """The number of an estimate of Fairlead's own, or of a text that is no row."""
        key = f"own:{says}"
        if key not in self._numbers:
            self._numbers[key] = len(self.sources) + 1
            self.sources.append(Cited(number=self._numbers[key], says=_start(worded(says)), where=where))
        return (self._numbers[key],)

    def blank(self, key: str, label: str, *, help: str = "", required: bool = True) -> str:  # noqa: A002
        """A visible placeholder."""
        self.blanks.setdefault(key, Blank(key=key, label=label, help=help, required=required))
        return self.put(Piece(text=f"[{label}]", blank=key))

    def leave_out(self, what: str, why: str, rows: Iterable[Row] = ()) -> None:
        """Note a fact that would belong here."""
        where = "; ".join(dict.fromkeys(row.url or fact_source(row.source).title for row in rows))
        said = worded(what)
        self.left_out.setdefault(said, LeftOut(what=said, why=why, where=where))

    def pieces(self, rendered: str) -> tuple[Piece, ...]:
        """A rendered text as pieces."""
        found: list[Piece] = []
        for index, part in enumerate(_TOKEN.split(rendered)):
            if index % 2:
                found.append(self._pieces[int(part)])
            elif part:
                found.append(Piece(text=part))
        return tuple(found)

    def _cited(self, row: Row, says: str) -> int:
        reference = ref(row)
        key = f"{reference.table}:{reference.key}"
        if key not in self._numbers:
            self._numbers[key] = len(self.sources) + 1
            self.sources.append(
                Cited(
                    number=self._numbers[key],
                    says=_start(worded(says)),
                    where=where_read(row),
                    row=reference,
                    print_=fingerprint(row),
                )
            )
        return self._numbers[key]


def where_read(row: Row) -> str:
    """The source of a row and its date, as a reader expects them who knows nothing of tables.

    Examples
    --------
    >>> from fairlead.facts import Ratification, load
    >>> where_read(load(Ratification)[0])[-19:]
    ', as of 4 June 2026'
    """
    title = fact_source(row.source).title.replace(", named in the rows", "")
    return f"{title}, as of {worded(row.as_of)}" if row.as_of else title


def _start(text: str) -> str:
    return text[:1].upper() + text[1:]


def plain(text: str) -> str:
    """Text that people gave, without the signs that tokens are made of.

    Examples
    --------
    >>> plain("a\ue0000\ue001 b")
    'a0 b'
    """
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def fingerprint(row: Row) -> str:
    """A short digest of a row: another one means that the row has changed.

    Examples
    --------
    >>> from fairlead.facts import Ratification, load
    >>> len(fingerprint(load(Ratification)[0]))
    16
    """
    return hashlib.sha256(msgspec.json.encode(row)).hexdigest()[:16]
