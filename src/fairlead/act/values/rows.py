"""Rows of facts as values: which may be said, and what stands in the list of sources when many are counted together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from fairlead.act.draft import Piece
from fairlead.act.recorder import where_read
from fairlead.act.terms import term
from fairlead.act.values import Scope
from fairlead.act.values.said import UNREAD, Said
from fairlead.facts import Row
from fairlead.facts import source as fact_source

__all__ = ["OpenInCase", "Together", "joined", "readable", "said"]

R = TypeVar("R", bound=Row)
FEW = 3
"""Up to so many rows stand in the list of sources one by one; more stand there together."""


def readable(scope: Scope, rows: Iterable[R], say: Callable[[R], str]) -> tuple[R, ...]:
    """The rows that may be said; each of the others is noted as left out, in the words of `say`."""
    found = []
    for row in rows:
        if row.to_be_checked:
            scope.recorder.leave_out(say(row), UNREAD, [row])
        else:
            found.append(row)
    return tuple(found)


def said(scope: Scope, text: str, rows: Row | Iterable[Row], label: str, says: str = "") -> Said:
    """Words that rest on a row or on some."""
    return Said(scope.recorder, text, [rows] if isinstance(rows, Row) else rows, label, says)


def joined(words: Iterable[str], language: str) -> str:
    """A list in words, in a language."""
    from fairlead.act.values.people import join

    return join(list(words), language)


class OpenInCase:
    """Something that the case leaves open: a placeholder in the text, false in a condition."""

    def __init__(self, scope: Scope, label: str) -> None:
        self.scope, self.label = scope, label

    def token(self) -> str:
        """The place of the placeholder."""
        return self.scope.recorder.blank(f"case:{self.label}", term(self.label, self.scope.language))

    def __bool__(self) -> bool:
        return False


class Together:
    """Words that rest on many rows of one source, or that are counted from them: one entry in the list of sources.

    Parameters
    ----------
    scope
        Of the document.
    text
        The words.
    rows
        What they rest on, all of them read; up to `FEW` are cited one by one.
    says
        What the rows say together, in a sentence that names each.
    each
        What a row says alone, for rows that are cited one by one; without it they always stand together.
    """

    def __init__(
        self, scope: Scope, text: str, rows: Sequence[R], says: str, *, each: Callable[[R], str] | None = None
    ) -> None:
        self.scope, self.text, self.rows, self.says = scope, text, tuple(rows), says
        few = each is not None and len(rows) <= FEW
        self.alone = [each(row) for row in rows] if each is not None and few else []

    def token(self) -> str:
        """What stands in the text."""
        recorder = self.scope.recorder
        if self.alone:
            told = zip(self.rows, self.alone, strict=True)
            cites = tuple(number for row, says in told for number in recorder.cite([row], says))
        else:
            cites = recorder.cite_own(self.says, "; ".join(dict.fromkeys(map(_where, self.rows))))
        return recorder.put(Piece(text=self.text, cites=cites))

    def __bool__(self) -> bool:
        return bool(self.rows)


def _where(row: Any) -> str:
    found = fact_source(row.source)
    address = f" {found.address}" if found.address else ""
    return f"{where_read(row)}.{address}".rstrip()
