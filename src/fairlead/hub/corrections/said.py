"""What pages of other parts show of corrections, judgements and watching. Nothing here asks the database."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import msgspec
from django.urls import NoReverseMatch, reverse

from fairlead.facts.store import corrections
from fairlead.hub.corrections.about import key_texts
from fairlead.hub.corrections.judging import ASPECTS, best_said
from fairlead.hub.corrections.live import Said

__all__ = ["About", "about_row", "judged", "judging_address", "watching"]


class About(msgspec.Struct, frozen=True, kw_only=True):
    """How a row came to be as it is: the correction in force, if there is one, and where all its versions are."""

    kind: str = ""
    on: str = ""
    reviewed: bool = True
    why: str = ""
    decision: str = ""
    versions: tuple[Any, ...] = ()
    history: str = ""


def about_row(table: str, key: str) -> About:
    """The correction of a row that is in force, with both versions if it is disputed, and the address of its history.

    Parameters
    ----------
    table, key
        The row; `key` as in its address.
    """
    history = _address("fact-history", table=table, key=key)
    found = corrections().about(table, tuple(key_texts(table, key).values()))
    if found is None:
        return About(history=history)
    return About(
        kind=found.kind,
        on=found.on,
        reviewed=found.reviewed,
        why=found.why,
        decision=found.decision,
        versions=found.versions,
        history=history,
    )


def judged(initiative: str) -> tuple[tuple[str, tuple[Said, ...]], ...]:
    """What members of different constituencies call an initiative best at: in words, with who said so and replies."""
    return tuple((str(ASPECTS.get(aspect, aspect)), said) for aspect, said in best_said(initiative).items())


def judging_address(initiative: str) -> str:
    """Where all judgements of an initiative are; empty where this site takes none, or there are none to show."""
    return _address("initiative-judgements", initiative=initiative)


def watching(what: str, value: str) -> tuple[str, str]:
    """Where to watch something, and the feed of its changes; empty where this site has neither."""
    watch, feed = _address("watch-add"), _address("changes-atom")
    name = {"search": "q"}.get(what, what)
    return (
        f"{watch}?{urlencode({'what': what, 'value': value})}" if watch else "",
        f"{feed}?{urlencode({name: value})}" if feed else "",
    )


def _address(name: str, **named: str) -> str:
    try:
        return reverse(name, kwargs=named or None)
    except NoReverseMatch:
        return ""
