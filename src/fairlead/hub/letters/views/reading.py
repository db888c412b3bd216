"""What of a letter is given to whoever is only asked to sign it: the words that stand, and no name that is withheld.

Those who write along see all of it. A draft holds more than its words: what it was written for, what stood where
somebody has put their own words, who writes without being named.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from fairlead.act.case import Case
from fairlead.act.draft import Draft, Passage, Piece
from fairlead.hub.letters.operations.sending import Stop

__all__ = ["only_words", "row_without", "unnamed_in", "without"]


def only_words(draft: Draft) -> Draft:
    """A draft that says no more than its words do."""
    case = draft.case
    return msgspec.structs.replace(
        draft,
        case=Case(on=case.on, language=case.language, state=case.state),
        passages=tuple(map(_as_it_stands, draft.passages)),
        annex=tuple(map(_as_it_stands, draft.annex)),
        blanks=(),
        edits={},
    )


def _as_it_stands(one: Passage) -> Passage:
    if one.edited is None:
        return one
    cites = tuple(dict.fromkeys(number for piece in one.pieces for number in piece.cites))
    return msgspec.structs.replace(one, pieces=(Piece(text=one.edited, cites=cites),), edited=None)


def unnamed_in(case: Case) -> frozenset[str]:
    """Names of those who write, or sign for them, without being named."""
    hidden = {one.name for one in case.writers if one.withheld or case.withhold}
    if case.through is not None and case.through.withheld:
        hidden.add(case.through.name)
    return frozenset(hidden)


def without(stops: Iterable[Stop], names: frozenset[str]) -> list[Stop]:
    """What keeps a letter from being sent, without these names."""
    found = []
    for one in stops:
        what = one.what
        for name in sorted(names, key=len, reverse=True):
            what = what.replace(name, _("name withheld"))
        found.append(msgspec.structs.replace(one, what=what))
    return found


def row_without(row: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """A row of those who sign, without the name of somebody else who is not to be named."""
    if row["ours"] or row["name"] not in names:
        return row
    return {**row, "name": _("name withheld"), "organisation": "", "attested": ""}
