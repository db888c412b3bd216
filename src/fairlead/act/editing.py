"""Changing a draft: completing placeholders, putting own words in the place of a passage, taking them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from fairlead.act.case import Case
from fairlead.act.draft import Draft, Passage
from fairlead.act.kinds import kind
from fairlead.act.writing import write
from fairlead.errors import FairleadError, InputError, Problem

__all__ = ["check_fields", "complete", "edit", "renewed", "text_of", "with_case"]


def complete(draft: Draft, fields: Mapping[str, str]) -> Draft:
    """The draft with placeholders completed; an empty text opens one again. Edited passages stay as they were.

    Raises
    ------
    InputError
        If a key is not one that this kind asks for.

    Examples
    --------
    >>> from fairlead.act.case import Case
    >>> draft = complete(write("ratification", Case(on="2026-11-21", state="NPL")), {"minister": "Minister of Labour"})
    >>> "minister" in [blank.key for blank in draft.blanks]
    False
    """
    check_fields(draft.kind, fields)
    case = msgspec.structs.replace(draft.case, fields={**draft.case.fields, **fields})
    return _edited(write(draft.kind, case), draft.edits)


def check_fields(kind_id: str, fields: Iterable[str]) -> None:
    """Refuse what no placeholder of a kind is called: it would be left out without a word.

    Raises
    ------
    InputError
        If a key is not one that this kind asks for.

    Examples
    --------
    >>> check_fields("ratification", ["minister", "reply_by"])
    """
    whole = kind(kind_id)
    if unknown := sorted(key for key in fields if whole.field(key) is None):
        raise InputError(
            "Some entries belong to no placeholder.",
            [Problem(code="field_unknown", severity="error", column=key, what=f"{key!r} is not asked for")
             for key in unknown],
            fix=f"Give: {', '.join(sorted(one.key for one in whole.fields))}.",
        )  # fmt: skip


def with_case(draft: Draft, case: Case) -> Draft:
    """The draft written for another case, with its edits kept.

    Raises
    ------
    InputError
        As `fairlead.act.writing.write` does.

    Examples
    --------
    >>> draft = write("ratification", Case(on="2026-11-21", state="NPL"))
    >>> with_case(draft, Case(on="2026-11-21", state="BGD")).title
    'Ratification of the Protocol of 2014: Bangladesh'
    """
    return _edited(write(draft.kind, case), draft.edits)


def edit(draft: Draft, texts: Mapping[str, str | None]) -> Draft:
    """The draft with own words in the place of passages; ``None`` takes an edit back.

    Parameters
    ----------
    draft
        The draft.
    texts
        New texts by the id of the passage.

    Raises
    ------
    FairleadError
        If there is no such passage.

    Examples
    --------
    >>> from fairlead.act.case import Case
    >>> draft = write("ratification", Case(on="2026-11-21", state="NPL"))
    >>> changed = edit(draft, {"salutation": "Excellency,"})
    >>> next(one.edited for one in changed.passages if one.id == "salutation")
    'Excellency,'
    >>> edit(changed, {"salutation": None}) == draft
    True
    """
    known = {one.id for one in (*draft.passages, *draft.annex)}
    if unknown := sorted(set(texts) - known - set(draft.edits)):
        raise FairleadError(
            f"There is no passage {unknown[0]!r} in this draft.", fix=f"Give one of: {', '.join(sorted(known))}."
        )
    edits = {**draft.edits}
    for id_, text in texts.items():
        edits.pop(id_, None)
        if text is not None:
            edits[id_] = text
    return _edited(draft, edits)


def renewed(draft: Draft, on: str) -> Draft:
    """The draft written again from the facts on another day, with its edits kept.

    Examples
    --------
    >>> from fairlead.act.case import Case
    >>> renewed(write("ratification", Case(on="2026-11-21", state="NPL")), "2026-11-30").case.on
    '2026-11-30'
    """
    return _edited(write(draft.kind, msgspec.structs.replace(draft.case, on=on)), draft.edits)


def text_of(passage: Passage) -> str:
    """The words of a passage, as edited.

    Examples
    --------
    >>> from fairlead.act.draft import Piece
    >>> text_of(Passage(id="a", form="paragraph", pieces=(Piece(text="One "), Piece(text="two"))))
    'One two'
    """
    return passage.edited if passage.edited is not None else "".join(one.text for one in passage.pieces)


def _edited(draft: Draft, edits: Mapping[str, str]) -> Draft:
    def changed(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        return tuple(msgspec.structs.replace(one, edited=edits.get(one.id)) for one in passages)

    return msgspec.structs.replace(
        draft,
        passages=changed(draft.passages),
        annex=changed(draft.annex),
        edits=dict(edits),
        blanks=_open(draft, edits),
    )


def _open(draft: Draft, edits: Mapping[str, str]) -> tuple[object, ...]:
    """Placeholders that still stand in the text once the edits have replaced some of it."""
    whole = write(draft.kind, draft.case)
    standing = {
        piece.blank
        for passage in (*draft.passages, *draft.annex)
        if passage.id not in edits
        for piece in passage.pieces
        if piece.blank
    }
    return tuple(one for one in whole.blanks if one.key in standing)
