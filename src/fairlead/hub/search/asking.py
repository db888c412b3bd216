"""One search of everything that a reader may see: what is public, what members published, and what is theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fairlead.hub.people.actor import Actor
from fairlead.hub.search import index, private, published
from fairlead.hub.search.index import Answer

__all__ = ["ask"]


def ask(actor: Actor, typed: str, kind: str, on: date) -> Answer:
    """Find what the actor may see, the best first; pages and API ask in the same way.

    Parameters
    ----------
    actor
        Who asks.
    typed
        What somebody typed: any text at all.
    kind
        Only this kind of thing; empty: each.
    on
        The day on which an embargo must have ended.
    """
    found = index.search(typed, kind)
    mine = private.own(actor, found.asked, kind)
    theirs = {hit.address for hit in mine}  # what is one's own and published is shown once, as one's own
    told = [hit for hit in published.found(found.asked, kind, on) if hit.address not in theirs]
    counts = dict(found.counts)
    for hit in (*mine, *told):
        counts[hit.kind] = counts.get(hit.kind, 0) + 1
    hits = sorted([*mine, *told, *found.hits], key=lambda hit: -hit.score)
    return replace(found, hits=tuple(hits), counts=counts)
