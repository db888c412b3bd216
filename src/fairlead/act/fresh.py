"""Whether the facts beneath a draft have changed since it was written, so that a stale one cannot be sent unnoticed."""

from __future__ import annotations

from typing import Literal

import msgspec

from fairlead.act.draft import Draft, Passage
from fairlead.act.writing import write

__all__ = ["Stale", "stale"]


class Stale(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a draft says and that would be written otherwise today.

    Attributes
    ----------
    kind
        ``changed``, ``added`` or ``removed``: a passage; ``source``: a row of facts beneath an unchanged text.
    passage
        Id of the passage; empty for a source.
    before, after
        Its words then and now.
    edited
        Whether a person had put own words there, which then need a second look.
    """

    kind: Literal["changed", "added", "removed", "source"]
    passage: str = ""
    before: str = ""
    after: str = ""
    edited: bool = False


def stale(draft: Draft, on: str) -> tuple[Stale, ...]:
    """What would be written otherwise on a day: because a row was corrected, added or removed, or because time passed.

    The draft is written again and compared passage by passage and source by source; the date line does not count.

    Parameters
    ----------
    draft
        The draft.
    on
        The day on which it is to be sent, ISO 8601.

    Returns
    -------
    tuple of Stale
        Empty: it can be sent as it is.

    Examples
    --------
    >>> from fairlead.act.case import Case
    >>> draft = write("ratification", Case(on="2020-01-31", state="BGD"))
    >>> stale(draft, "2020-01-31")
    ()
    >>> bool(stale(draft, "2026-11-21"))  # Bangladesh ratified in 2022
    True
    """
    now = write(draft.kind, msgspec.structs.replace(draft.case, on=on))
    before, after = _by_id(draft), _by_id(now)
    found = []
    for id_ in dict.fromkeys((*before, *after)):
        old, new = before.get(id_), after.get(id_)
        if old is not None and old.form == "date":
            continue
        was, is_ = _words(old), _words(new)
        if was != is_:
            kind: Literal["changed", "added", "removed"] = (
                "added" if old is None else "removed" if new is None else "changed"
            )
            found.append(Stale(kind=kind, passage=id_, before=was, after=is_, edited=id_ in draft.edits))
    rows = {one.row: one for one in now.sources if one.row is not None}
    prints = {(one.row.table, one.row.key): one for one in rows.values() if one.row is not None}
    for one in draft.sources:
        if one.row is None:
            continue
        new_source = prints.get((one.row.table, one.row.key))
        if new_source is None or new_source.print_ != one.print_:
            found.append(Stale(kind="source", before=one.says, after=new_source.says if new_source else ""))
    return tuple(found)


def _by_id(draft: Draft) -> dict[str, Passage]:
    return {one.id: one for one in (*draft.passages, *draft.annex)}


def _words(passage: Passage | None) -> str:
    return "" if passage is None else "".join(one.text for one in passage.pieces)
