"""What only some may see is searched when they ask, through the permission policy, and never enters the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from fairlead.hub.people.actor import Actor
from fairlead.hub.people.models import Organisation
from fairlead.hub.people.policy import visible
from fairlead.hub.search.index import Hit
from fairlead.hub.search.words import Asked

__all__ = ["SEARCHED", "Searched", "add", "own"]

MOST = 20


@dataclass(frozen=True)
class Searched:
    """One kind of thing that is searched when somebody asks.

    Attributes
    ----------
    kind
        ``own`` for a person's work, or a kind of its own.
    model
        Its model, which has a policy.
    fields
        Columns of text that are looked into; the first is the title.
    address
        The page of one of them.
    says
        What stands beneath the title.
    among
        A further condition on what is found, for what a person sees that is not theirs to work on.
    """

    kind: str
    model: type[Model]
    fields: tuple[str, ...]
    address: Callable[[Any], str]
    says: Callable[[Any], str] = lambda _thing: ""
    among: Callable[[Actor], Q] = lambda _actor: Q()


SEARCHED: list[Searched] = []


def add(searched: Searched) -> None:
    """Let a model be searched; a part calls this when its app is ready."""
    if searched not in SEARCHED:
        SEARCHED.append(searched)


def own(actor: Actor, said: Asked, kind: str = "") -> list[Hit]:
    """What the actor may see and asks for: every word stands in it, in any of its fields."""
    found: list[Hit] = []
    if not said.terms:
        return found
    words = said.text.split()[:12]
    for one in SEARCHED:
        if kind and kind != one.kind:
            continue
        # Only organisations are public; for readers without an account there is nothing else to ask for.
        if actor.user is None and one.model is not Organisation:
            continue
        things = visible(actor, one.model).filter(one.among(actor))
        for word in words:
            either = Q()
            for name in one.fields:
                either |= Q(**{f"{name}__icontains": word})
            things = things.filter(either)
        found += [_hit(one, thing, said, words) for thing in things[:MOST]]
    return found


def _hit(one: Searched, thing: Any, said: Asked, words: Sequence[str]) -> Hit:
    title = str(getattr(thing, one.fields[0]))
    exact = title.casefold() == said.text.casefold()
    score = 700.0 if exact else 250.0 if title.casefold().startswith(words[0].casefold()) else 150.0
    return Hit(one.kind, title, one.address(thing), "", score, one.says(thing), said.terms)
