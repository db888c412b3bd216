"""Where a matter stands on a day, with what is overdue and why; and reminders of what is due when, for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from fairlead.act.follow.matter import Matter, effective
from fairlead.act.follow.states import embargo, state_of
from fairlead.act.follow.terms import Due, dues
from fairlead.act.follow.transitions import STATE_WORDS, TRANSITIONS, WAITING, State

__all__ = ["Reminder", "Status", "reminders", "status"]

EARLY = 7
"""Days before a date on which one is reminded of it."""


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """Where a matter stands on a day.

    Attributes
    ----------
    on
        The day.
    state
        Computed from the log.
    overdue
        Computed: the addressee or another has let a date pass that is known. Nobody asserts it.
    since
        The day of the event that led to the state.
    text
        It in a sentence or two, with the reason where it is overdue.
    dues
        Every date, with how it was found.
    outcome
        Of a closed matter.
    embargo
        The first day on which others may see it; empty: none.
    """

    on: str
    state: State
    overdue: bool
    since: str
    text: str
    dues: tuple[Due, ...]
    outcome: str = ""
    embargo: str = ""

    @property
    def word(self) -> str:
        """The state as it is shown: "overdue" where it is."""
        return "overdue" if self.overdue else self.state


def status(matter: Matter, on: date) -> Status:
    """Where a matter stands on a day.

    Examples
    --------
    >>> from datetime import datetime, timezone
    >>> from fairlead.act.follow.states import happen, start
    >>> now = datetime(2026, 11, 2, tzinfo=timezone.utc)
    >>> matter = start("a", "A request for information", day=now.date(), recorded=now, route="NOTRA", country="NOR")
    >>> for kind in ("sent_elsewhere", "received"):
    ...     matter = happen(matter, kind, day=now.date(), recorded=now)
    >>> status(matter, date(2026, 11, 23)).word, status(matter, date(2026, 11, 24)).word
    ('sent', 'overdue')
    """
    state = state_of(matter)
    events = [one for one in effective(matter) if any(m.event == one.kind and m.to for m in TRANSITIONS)]
    found = dues(matter, on)
    late = [one for one in found if one.who != "writer" and one.passed(on)] if state in WAITING else []
    since = events[-1].day
    text = f"{STATE_WORDS[state].capitalize()} since {since}."
    outcome = events[-1].outcome if state == "closed" else ""
    if outcome:
        text = f"Closed on {since}: {outcome}."
    for one in late:
        text += f" Overdue since {one.day} ({one.term}). What was awaited: {one.what}. {one.why}"
        if one.next_step:
            text += f" Next: {one.next_step}."
    return Status(
        on=on.isoformat(),
        state=state,
        overdue=bool(late),
        since=since,
        text=text,
        dues=found,
        outcome=outcome,
        embargo=embargo(matter),
    )


class Reminder(msgspec.Struct, frozen=True, kw_only=True):
    """What is due when, and for whom.

    Attributes
    ----------
    matter, title
        Id and title of the matter.
    day
        The day on which to be reminded.
    due
        The date that it is about.
    for_
        ``writer`` to act, or to look whether the addressee or another has acted.
    text
        What is due, and what to do.
    """

    matter: str
    title: str
    day: str
    due: Due
    for_: str = msgspec.field(name="for")
    text: str


def reminders(matters: Iterable[Matter], on: date, *, early: int = EARLY) -> tuple[Reminder, ...]:
    """Reminders that are still to come or have come and are not dealt with, the earliest first.

    Parameters
    ----------
    matters
        The matters.
    on
        The day of asking.
    early
        For one's own term: how many days before its end one is reminded. Of another's, one is reminded the day after.

    Examples
    --------
    >>> from datetime import datetime, timezone
    >>> from fairlead.act.follow.states import happen, start
    >>> now = datetime(2026, 11, 2, tzinfo=timezone.utc)
    >>> matter = start("a", "A letter", day=now.date(), recorded=now)
    >>> matter = happen(matter, "sent_elsewhere", day=now.date(), recorded=now)
    >>> matter = happen(matter, "due_set", day=now.date(), recorded=now, due="2026-12-15")
    >>> [(one.day, one.for_) for one in reminders([matter], now.date())]
    [('2026-12-16', 'addressee')]
    """
    found = []
    for matter in matters:
        for due in dues(matter, on):
            if not due.day or due.done:
                continue
            last = date.fromisoformat(due.day)
            own = due.who == "writer"
            day = last - timedelta(early) if own else last + timedelta(1)
            found.append(
                Reminder(
                    matter=matter.id,
                    title=matter.title,
                    day=day.isoformat(),
                    due=due,
                    for_=due.who,
                    text=_say(due, own),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.day, one.matter, one.due.term)))


def _say(due: Due, own: bool) -> str:
    if own:
        return f"By {due.day}: {due.what}. {due.why}"
    text = f"Ask whether by {due.day} {due.what}; record it, or remind them. {due.why}"
    return f"{text} If not: {due.next_step}." if due.next_step else text
