"""What members published on this hub is looked through when somebody asks, and never enters the index.

An embargo ends, a member asks not to be named any more, somebody takes a letter back: each counts from that moment on,
so that what is found is asked of the parts that show it, every time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain

from fairlead.hub.search.entries import Found
from fairlead.hub.search.index import Hit, score, stems
from fairlead.hub.search.models import Entry
from fairlead.hub.search.words import Asked, terms

__all__ = ["PUBLISHED", "add", "everything", "found"]

MOST = 100

Published = Callable[[date], Iterable[Found]]

PUBLISHED: list[Published] = []


def add(published: Published) -> None:
    """Let what a part shows to everyone be found; it is asked for the day. A part calls this when its app is ready."""
    if published not in PUBLISHED:
        PUBLISHED.append(published)


def everything(on: date) -> Iterator[Found]:
    """All that members let everyone read on a day, each with its page."""
    return chain.from_iterable(one(on) for one in PUBLISHED)


def found(said: Asked, kind: str, on: date) -> list[Hit]:
    """What is public on a day and holds every word that was asked for, whole or as a beginning; best first.

    Parameters
    ----------
    said
        The search as it was understood.
    kind
        Only this kind of thing; empty: each.
    on
        The day.
    """
    if not said.terms:
        return []
    hits = [
        _hit(one, said)
        for one in everything(on)
        if kind in ("", one.kind) and all(_in(one, term) for term in said.terms)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.title, hit.address))[:MOST]


def _in(one: Found, term: str) -> bool:
    words = stems(" ".join((one.title, *one.names, one.body)))
    return term in words or (len(term) > 1 and any(word.startswith(term) for word in words))


def _hit(one: Found, said: Asked) -> Hit:
    names = "\n".join(" ".join(terms(name)) for name in one.names)
    entry = Entry(kind=one.kind, title=one.title, names=names, body=one.body, address=one.address)
    return Hit(one.kind, one.title, one.address, one.mark, round(score(entry, said), 1), one.body, said.terms)
