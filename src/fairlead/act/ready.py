"""Whether a draft can be sent: what is open, what has changed beneath it, and what the reader will be told of it."""

from __future__ import annotations

from typing import Literal

import msgspec

from fairlead.act.draft import Draft
from fairlead.act.editing import text_of
from fairlead.act.fresh import Stale, stale
from fairlead.act.kinds import words

__all__ = ["Open", "Readiness", "readiness"]


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to deal with.

    Attributes
    ----------
    kind
        ``blank``: a placeholder; ``note``: a remark to the writer; ``signature``: nobody signs; ``stale``: the facts
        have changed; ``left out``: a fact that nobody has read in its source; ``mark``: what the document says of
        itself. The first four stop it from being sent.
    what
        In a sentence.
    passage
        Id of the passage, where there is one.
    fix
        What to do.
    """

    kind: Literal["blank", "note", "signature", "stale", "left out", "mark"]
    what: str
    passage: str = ""
    fix: str = ""

    @property
    def stops(self) -> bool:
        """Whether the draft cannot be sent before it is dealt with."""
        return self.kind in ("blank", "note", "signature", "stale")


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a draft can be sent on a day, and all that is open."""

    on: str
    ready: bool
    open: tuple[Open, ...]
    stale: tuple[Stale, ...]


def readiness(draft: Draft, on: str) -> Readiness:
    """Whether the draft can be sent on a day.

    Parameters
    ----------
    draft
        The draft.
    on
        The day on which it is to be sent, ISO 8601.

    Examples
    --------
    >>> from fairlead.act.case import Case
    >>> from fairlead.act.writing import write
    >>> found = readiness(write("ratification", Case(on="2026-11-21", state="NPL")), "2026-11-21")
    >>> found.ready, sorted({one.kind for one in found.open})
    (False, ['blank', 'mark', 'signature'])
    """
    changed = stale(draft, on)
    found = [
        Open(kind="blank", what=f"Still to be completed: {one.label}.", fix=one.help)
        for one in draft.blanks
        if one.required and one.key != "case:writers"
    ]
    if not draft.case.writers:
        found.append(Open(kind="signature", what="Nobody signs yet.", fix="Say who writes."))
    found += [
        Open(kind="note", what=text_of(one), passage=one.id, fix="Deal with it; then edit or empty the passage.")
        for one in (*draft.passages, *draft.annex)
        if one.form == "note" and text_of(one)
    ]
    found += [
        Open(
            kind="stale",
            what=f"Since the draft was written it changed: {_change(one)}",
            passage=one.passage,
            fix="Renew the draft, and read it again.",
        )
        for one in changed
    ]
    found += [Open(kind="left out", what=f"{one.what.rstrip('.')}. {one.why}", fix=one.where) for one in draft.left_out]
    said = words(draft.language)
    found += [Open(kind="mark", what=said[one], fix="Have it reviewed, or send it as it is.") for one in draft.marks]
    return Readiness(on=on, ready=not any(one.stops for one in found), open=tuple(found), stale=changed)


def _change(one: Stale) -> str:
    if one.kind == "added":
        return f"it would now also say: {one.after}"
    if one.kind == "removed":
        return f"it would no longer say: {one.before}"
    return f"{one.before} Now: {one.after or 'the row is no longer there.'}"
