"""Kinds of documents that fit a campaign, as far as they can be written."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from fairlead.act.kinds import kinds

__all__ = ["DocumentHint", "hints"]


class DocumentHint(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of document.

    Attributes
    ----------
    id
        Its name, as ``fairlead letter draft`` takes it.
    name, about
        For people.
    """

    id: str
    name: str
    about: str


def hints(wanted: Iterable[str]) -> tuple[DocumentHint, ...]:
    """Those of the kinds that there are templates for, in the order asked.

    Examples
    --------
    >>> hints(["ratification"])[0].id
    'ratification'
    """
    there = kinds()
    return tuple(DocumentHint(id=one, name=there[one].name, about=there[one].about) for one in wanted if one in there)
