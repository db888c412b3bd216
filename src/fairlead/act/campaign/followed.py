"""What the letters of a campaign led to: their events for its timeline, and the outcomes of those that are closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from fairlead.act.campaign.timeline import Entry, sorted_entries
from fairlead.act.follow.matter import Event, Matter, effective, last
from fairlead.act.follow.outcomes import OUTCOMES
from fairlead.act.follow.states import state_of

__all__ = ["Came", "entries", "led_to", "with_matters"]

SHOWN = {
    "sent": "sent",
    "sent_elsewhere": "sent",
    "received": "reached the addressee",
    "acknowledged": "acknowledged",
    "registered": "registered",
    "admitted": "found receivable",
    "answered": "answered",
    "decided": "decided",
    "refused": "refused",
    "pursued": "pursued further",
    "closed": "closed",
    "resumed": "taken up again",
}
"""Events of a matter that a campaign's timeline tells, in words; the others stay with the matter."""


class Came(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter or complaint that is closed came to.

    Attributes
    ----------
    on
        ISO 8601 day of the closing.
    matter
        Id of the matter.
    title
        Of the matter.
    outcome
        A key of `fairlead.act.follow.outcomes.OUTCOMES`.
    text
        The outcome in words.
    """

    on: str
    matter: str
    title: str
    outcome: str
    text: str


def entries(matter: Matter) -> tuple[Entry, ...]:
    """The events of a matter that the timeline of its campaign tells; what was undone does not count.

    Examples
    --------
    >>> log = (
    ...     Event(number=1, kind="drafted", day="2026-11-20", recorded="2026-11-20T10:00:00+00:00"),
    ...     Event(number=2, kind="sent_elsewhere", day="2026-11-21", recorded="2026-11-21T10:00:00+00:00"),
    ... )
    >>> [(one.on, one.text) for one in entries(Matter(id="a", title="A letter", events=log))]
    [('2026-11-21', 'A letter: sent.')]
    """
    return tuple(
        Entry(on=one.day, kind="letter", text=f"{matter.title}: {_said(one)}.")
        for one in effective(matter)
        if one.kind in SHOWN
    )


def with_matters(timeline: Iterable[Entry], matters: Iterable[Matter]) -> tuple[Entry, ...]:
    """The timeline of a campaign with what happened to its letters, the oldest first."""
    return sorted_entries((*timeline, *(one for matter in matters for one in entries(matter))))


def led_to(matters: Iterable[Matter]) -> tuple[Came, ...]:
    """What the closed ones of these matters came to, the latest first. That it followed does not prove the cause.

    Examples
    --------
    >>> led_to([Matter(id="a", title="A letter")])
    ()
    """
    return tuple(sorted(_closed(matters), key=lambda one: (one.on, one.matter), reverse=True))


def _closed(matters: Iterable[Matter]) -> Iterator[Came]:
    for matter in matters:
        one = last(effective(matter), "closed")
        if one is not None and state_of(matter) == "closed":
            text = OUTCOMES.get(one.outcome, one.outcome)
            yield Came(on=one.day, matter=matter.id, title=matter.title, outcome=one.outcome, text=text)


def _said(one: Event) -> str:
    words = SHOWN[one.kind]
    return f"{words}, {OUTCOMES.get(one.outcome, one.outcome)}" if one.outcome else words
