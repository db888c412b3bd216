"""What every rule returns: yes, no or unknown, with its reason and all that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from fairlead.facts.records.base import Row

__all__ = ["MARK", "Answer", "Verdict", "answer", "marked"]

Verdict = Literal["yes", "no", "unknown"]

MARK = "to be checked"
"""The words that every answer carries which rests on a row that nobody has read in a public page yet."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Yes, no or unknown, with the reason and the rows it rests on.

    Build one with `answer`, which sets the mark.

    Attributes
    ----------
    verdict
        ``unknown`` is an answer: the facts at hand do not decide.
    text
        One or two sentences, with the mark "to be checked" where a recalled or disputed row decides.
    rows
        The rows of facts used.
    references
        The provisions the rule applies, for instance ``"ILO Constitution, Article 24"``.
    changes
        What would change the answer, one sentence each.
    nearest
        For a no: the nearest way that is open; empty if none is known, or if there is nothing to open.
    as_of
        The date up to which the facts were complete.
    to_be_checked
        Whether the verdict rests on a recalled or disputed row.
    """

    verdict: Verdict
    text: str
    rows: tuple[Row, ...] = ()
    references: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    nearest: str = ""
    as_of: str = ""
    to_be_checked: bool = False

    @property
    def known(self) -> bool | None:
        """The verdict as true, false or ``None`` for unknown."""
        return {"yes": True, "no": False, "unknown": None}[self.verdict]

    def plain(self) -> dict[str, Any]:
        """The answer as plain data for JSON, every row with the table it stands in."""
        data: dict[str, Any] = msgspec.to_builtins(self)
        data["rows"] = [{"table": row.table, **msgspec.to_builtins(row)} for row in self.rows]
        return data


def answer(
    verdict: Verdict,
    text: str,
    rows: Iterable[Row] = (),
    *,
    references: Iterable[str] = (),
    changes: Iterable[str] = (),
    nearest: str = "",
    as_of: str = "",
    to_be_checked: bool | None = None,
) -> Answer:
    """Build an answer; it carries the mark if any of its rows must be checked.

    Parameters
    ----------
    verdict, text, rows, references, changes, nearest, as_of
        As in `Answer`.
    to_be_checked
        Give it only where the rule knows better than the rows: for instance where the day in a row is recalled but
        the year, which was read, decides alone.

    Examples
    --------
    >>> from fairlead.facts import Ratification, load
    >>> row = next(row for row in load(Ratification) if row.to_be_checked)
    >>> answer("yes", "So it is.", [row]).text
    'So it is. (to be checked)'
    >>> answer("no", "It is closed.", nearest="Article 26").to_be_checked
    False
    """
    used = tuple(rows)
    check = any(row.to_be_checked for row in used) if to_be_checked is None else to_be_checked
    return Answer(
        verdict=verdict,
        text=marked(text) if check else text,
        rows=used,
        references=tuple(references),
        changes=tuple(changes),
        nearest=nearest,
        as_of=as_of,
        to_be_checked=check,
    )


def marked(text: str) -> str:
    """The text with the mark, once.

    Examples
    --------
    >>> marked("Norway ratified it in 2015."), marked("The day is to be checked.")
    ('Norway ratified it in 2015. (to be checked)', 'The day is to be checked.')
    """
    return text if MARK in text else f"{text} ({MARK})"
