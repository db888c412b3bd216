"""By when somebody has to act in a matter: terms of its procedure, and dates that people set.

A term runs from its event. Where the day of that event is not recorded, the term has no date, and the answer says what
to record; the day of receipt, where it is not recorded, is that of the first sign that the document is there. What a
recalled row says carries its mark. Nobody is overdue by a term of which the date is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, cast

import msgspec

from fairlead.act.follow.matter import Event, Matter, effective, first, last
from fairlead.act.follow.states import state_of
from fairlead.act.follow.workdays import Unit, term_end
from fairlead.facts import ProcedureTerm, load
from fairlead.reason.answer import marked

__all__ = ["Due", "dues", "next_due", "terms_of"]

OWN = "answer"
"""The term that a date stands for which people set without naming one."""

DONE_BY: dict[str, tuple[str, ...]] = {
    "file": ("sent", "sent_elsewhere"),
    "acknowledge": ("acknowledged", "registered", "admitted", "answered", "decided", "refused"),
    "answer": ("answered", "decided", "refused"),
    "admit": ("admitted", "decided", "refused"),
    "decide": ("decided", "refused"),
    "register": ("registered", "admitted", "answered", "decided", "refused"),
    "extend": ("answered", "decided", "refused"),
    "forward": ("registered", "admitted", "decided", "refused"),
    "assess": ("decided", "refused"),
}
"""Events that fulfil a term by themselves; any term is fulfilled by a `fulfilled` event that names it."""
CONDITIONAL = ("appeal", "choose", "complete", "coordinate", "extend", "mediate", "reasons", "suspend")
"""Terms that run only if something else has happened, which the log does not say: they make nobody overdue."""
RECEIPT = ("received", "acknowledged", "registered", "admitted", "answered", "decided", "refused")
RUNS_FROM: dict[str, tuple[str, ...]] = {
    "sent": ("sent", "sent_elsewhere"),
    "received": RECEIPT,
    "acknowledged": ("acknowledged", "registered", "admitted"),
    "registered": ("registered",),
    "admitted": ("admitted",),
    "answered": ("answered",),
    "decided": ("decided",),
}
"""Events of the log from which terms run; every other one in the table happens outside the matter (`OUTSIDE`)."""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """One date by which somebody has to act.

    Attributes
    ----------
    term
        Short name of the term.
    who
        ``writer``: who started the matter; ``addressee``; ``other``.
    what
        What has to have happened.
    day
        The last day, ISO 8601; empty where it is not known.
    why
        How the day was found, or what is missing to find it, with the mark of a recalled row.
    binds
        ``must``: a rule sets it; ``aims``: the body aims at it; ``people``: people set the date.
    next_step
        What whoever waits may do when it has passed.
    done
        The day on which it was fulfilled, empty while it is open.
    conditional
        Whether it runs only if something else has happened; it makes nobody overdue.
    in_calendar_days
        Whether calendar days stand in for working days.
    reference, source, url
        The provision, and where it was read.
    to_be_checked
        Whether it rests on a recalled row.
    """

    term: str
    who: Literal["writer", "addressee", "other"]
    what: str
    why: str
    day: str = ""
    binds: Literal["must", "aims", "people"] = "must"
    next_step: str = ""
    done: str = ""
    conditional: bool = False
    in_calendar_days: bool = False
    reference: str = ""
    source: str = ""
    url: str = ""
    to_be_checked: bool = False

    def passed(self, on: date) -> bool:
        """Whether it is open and its last day is over; never for a term of which it is not known whether it runs."""
        return bool(self.day) and not self.done and not self.conditional and self.day < on.isoformat()


def terms_of(route: str) -> tuple[ProcedureTerm, ...]:
    """Terms of a procedure in the order of its course.

    Examples
    --------
    >>> [term.term for term in terms_of("OECDNCP")][:2]
    ['acknowledge', 'coordinate']
    """
    return tuple(sorted((one for one in load(ProcedureTerm) if one.route == route), key=lambda one: one.rank))


def dues(matter: Matter, on: date) -> tuple[Due, ...]:
    """Every date by which somebody has to act: those with a day first, in their order, then those without.

    Parameters
    ----------
    matter
        The matter.
    on
        The day of asking, for terms that end on a day of each year.

    Examples
    --------
    >>> from datetime import datetime, timezone
    >>> from fairlead.act.follow.states import happen, start
    >>> now = datetime(2026, 11, 2, tzinfo=timezone.utc)
    >>> matter = start("a", "A request for information", day=now.date(), recorded=now, route="NOTRA", country="NOR")
    >>> matter = happen(matter, "sent_elsewhere", day=now.date(), recorded=now)
    >>> {due.term: due.day for due in dues(matter, now.date())}["answer"]  # the day of receipt is not recorded
    ''
    >>> matter = happen(matter, "received", day=now.date(), recorded=now)
    >>> {due.term: due.day for due in dues(matter, now.date())}["answer"]
    '2026-11-23'
    """
    events = effective(matter)
    own = {one.term: one for one in events if one.kind == "due_set"}
    found = [_of_procedure(term, matter, events, own.pop(term.term, None), on) for term in terms_of(matter.route)]
    found += [_of_people(term, one, events) for term, one in own.items()]
    closed = last(events, "closed") if state_of(matter) == "closed" else None
    if closed is not None:
        found = [one if one.done else msgspec.structs.replace(one, done=closed.day) for one in found]
    return tuple(sorted(found, key=lambda one: (not one.day, one.day)))


def next_due(matter: Matter, on: date) -> Due | None:
    """The open date that comes first, passed or not."""
    return next((one for one in dues(matter, on) if one.day and not one.done and not one.conditional), None)


def _of_procedure(row: ProcedureTerm, matter: Matter, events: tuple[Event, ...], own: Event | None, on: date) -> Due:
    about = {
        "term": row.term,
        "who": row.who,
        "what": row.event,
        "next_step": row.next_step,
        "reference": row.reference,
        "source": row.source,
        "url": row.url,
        "conditional": row.term in CONDITIONAL and own is None,
        "to_be_checked": row.to_be_checked,
    }
    begun = _begun(row, events)
    done = _done(row.term, events, begun)
    if own is not None:
        why = f"People set {own.due} in the place of the term of {row.length}{f': {own.said}' if own.said else ''}."
        return Due(**about, why=why, day=own.due, binds="people", done=done)  # type: ignore[arg-type]
    binds = cast(Literal["must", "aims"], row.binds)
    aim = "" if binds == "must" else " The body aims at it; no rule binds it."
    if row.number is None:
        day = _yearly(row.yearly, begun, on)
        why = f"It is due {row.length}.{aim}"
        return Due(**about, why=_mark(why, row), day=day, binds=binds, done=done)  # type: ignore[arg-type]
    if begun is None:
        why = f"{row.length} {_after(row.after)}, of which the day is not recorded: record it to know the date.{aim}"
        return Due(**about, why=_mark(why, row), binds=binds, done=done)  # type: ignore[arg-type]
    counted = term_end(date.fromisoformat(begun.day), row.number, cast(Unit, row.unit), matter.country)
    why = counted.text + aim
    if row.after == "received" and begun.kind != "received":
        why += f" The day of receipt is not recorded; it was there on {begun.day} at the latest, {_how(begun)}."
    return Due(
        **about,  # type: ignore[arg-type]
        why=_mark(why, row),
        day=counted.day,
        binds=binds,
        done=done,
        in_calendar_days=counted.in_calendar_days,
    )


def _of_people(term: str, one: Event, events: tuple[Event, ...]) -> Due:
    name = term or OWN
    after = tuple(other for other in events if other.number > one.number)
    return Due(
        term=name,
        who="addressee",
        what="there is an answer" if name == OWN else f"the next step: {name}",
        why=f"People set {one.due}{f': {one.said}' if one.said else ''}.",
        day=one.due,
        binds="people",
        done=_done(name, after, None),
    )


def _begun(row: ProcedureTerm, events: tuple[Event, ...]) -> Event | None:
    """The event from which the term runs. A document can be sent again; its term runs from the first time."""
    if row.after in RUNS_FROM:
        return first(events, *RUNS_FROM[row.after])
    return next((one for one in reversed(events) if one.kind == "happened" and one.after == row.after), None)


def _done(term: str, events: tuple[Event, ...], begun: Event | None) -> str:
    kinds = DONE_BY.get(term, ())
    for one in _since(events, begun):
        if one.kind in kinds or (one.kind == "fulfilled" and one.term == term):
            return one.day
    return ""


def _since(events: tuple[Event, ...], begun: Event | None) -> Iterator[Event]:
    """Events from the beginning of the term on; the one that begins it can fulfil another."""
    for one in events:
        if begun is None or one.number >= begun.number:
            yield one


def _yearly(day: str, begun: Event | None, on: date) -> str:
    """The next such day, counted from when the matter was filed or, before that, from the day of asking."""
    start = date.fromisoformat(begun.day) if begun else on
    this = f"{start.year}-{day}"
    return this if this >= start.isoformat() else f"{start.year + 1}-{day}"


def _after(event: str) -> str:
    """The event from which a term runs, in words."""
    words = {
        "sent": "after it was sent",
        "received": "after it was received",
        "registered": "after it was registered",
        "admitted": "after it was found receivable",
        "answered": "after the answer",
        "decided": "after the decision",
        "harm": "after the harm",
        "exhausted": "after the last remedy at home was used up",
        "acknowledged": "after it was acknowledged",
        "notice": "after formal notice",
        "known": "after the harm became known",
        "closed": "after the project was closed",
    }
    return words.get(event, f"after: {event}")


def _how(event: Event) -> str:
    return f"when it was {event.kind}"


def _mark(text: str, row: ProcedureTerm) -> str:
    return marked(text) if row.to_be_checked else text
