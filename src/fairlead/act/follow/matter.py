"""A matter: a letter or complaint that is followed until it has an effect, and the log of what happened to it.

The log is only added to. Where a matter stands is never stored: `fairlead.act.follow.states` computes it from the log.
The JSON form of `Matter` is the public, versioned format ``fairlead.matter/1``. Names of people do not belong in it:
events say who in roles and organisations.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Literal, get_args

import msgspec

from fairlead.errors import FairleadError, InputError, Problem

__all__ = [
    "OUTSIDE",
    "SCHEMA",
    "Event",
    "EventKind",
    "Matter",
    "Reply",
    "SafetyAnswer",
    "checked_matter",
    "dump",
    "effective",
    "from_json",
    "load_matter",
    "save_matter",
]

SCHEMA = "fairlead.matter/1"

EventKind = Literal[
    "drafted", "approved", "changed", "agreed", "reopened", "sent", "sent_elsewhere", "received", "acknowledged",
    "registered", "admitted", "answered", "decided", "refused", "pursued", "closed", "resumed", "fulfilled", "due_set",
    "filed", "noted", "embargoed", "safety", "accepted", "undone", "happened",
]  # fmt: skip
"""What can happen to a matter; `fairlead.act.follow.transitions` says what each does and who may record it."""

OUTSIDE: dict[str, str] = {
    "harm": "the harm happened",
    "known": "the harm became known",
    "exhausted": "the last remedy at home was used up",
    "notice": "formal notice was given",
    "closed": "the project was closed",
}
"""What happens outside a matter and starts terms of procedures."""

ReplyKind = Literal["acknowledgement", "answer", "refusal", "decision", "question", "other"]


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that came in.

    Attributes
    ----------
    day
        The day it bears, or came, ISO 8601.
    origin
        Which body or organisation it is from.
    kind
        What it is.
    file
        Name of its file; the file is kept beside the matter, not in it.
    summary
        What it says, in own words and without names of workers.
    """

    day: str
    origin: str
    kind: ReplyKind
    file: str = ""
    summary: str = ""


class SafetyAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What people answered to a question of safety.

    Attributes
    ----------
    question, option
        Ids out of `fairlead.act.safety`.
    why
        Their reason, where the option asks for one.
    """

    question: str
    option: str
    why: str = ""


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry of the log.

    Attributes
    ----------
    number
        Its place in the log, from 1.
    kind
        What happened.
    day
        The day it happened, ISO 8601.
    recorded
        When it was written down, ISO 8601 with its zone.
    by
        The role or organisation that recorded it.
    said
        What there is to say, in a sentence.
    signatory
        For an approval: which organisation.
    text
        For an approval, an agreement or a sending: fingerprint of the text.
    reply
        The paper that came in.
    due
        The date that people set, ISO 8601; with `term` it takes the place of that term of the procedure.
    term
        Short name of a term of the procedure that was fulfilled, or for which a date was set.
    after
        For what happened outside the matter and starts a term: one of `OUTSIDE`.
    outcome
        For a closing: a kind out of `fairlead.act.follow.outcomes`.
    until
        For an embargo: the first day on which others may see the matter; empty lifts it.
    answers
        For safety: what people answered.
    of
        For an undoing: number of the event that no longer counts.
    """

    number: int
    kind: EventKind
    day: str
    recorded: str
    by: str = ""
    said: str = ""
    signatory: str = ""
    text: str = ""
    reply: Reply | None = None
    due: str = ""
    term: str = ""
    after: str = ""
    outcome: str = ""
    until: str = ""
    answers: tuple[SafetyAnswer, ...] = ()
    of: int = 0


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter or complaint that is followed.

    Attributes
    ----------
    schema
        `SCHEMA`.
    id
        Name of the matter among others, safe as the name of a file.
    title
        What it is about, without names of workers.
    kind
        Kind of document (`fairlead.act.kinds`), empty where it was not written here.
    route
        Id of the procedure, empty for a letter that belongs to none.
    state
        ISO 3166 alpha-3 of the State concerned.
    addressee
        To whom it goes.
    country
        ISO 3166 alpha-3 of the addressee: its working days count.
    signatories
        Organisations that sign; each approves for itself.
    events
        The log.
    """

    schema: str = SCHEMA
    id: str
    title: str
    kind: str = ""
    route: str = ""
    state: str = ""
    addressee: str = ""
    country: str = ""
    signatories: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()


def effective(matter: Matter) -> tuple[Event, ...]:
    """Events that count: without those that were undone, and without the undoings.

    Examples
    --------
    >>> log = (
    ...     Event(number=1, kind="drafted", day="2026-11-20", recorded="2026-11-20T10:00:00+00:00"),
    ...     Event(number=2, kind="agreed", day="2026-11-21", recorded="2026-11-21T10:00:00+00:00"),
    ...     Event(number=3, kind="undone", day="2026-11-21", recorded="2026-11-21T10:05:00+00:00", of=2),
    ... )
    >>> [one.kind for one in effective(Matter(id="a", title="A letter", events=log))]
    ['drafted']
    """
    gone = {one.of for one in matter.events if one.kind == "undone"}
    return tuple(one for one in matter.events if one.kind != "undone" and one.number not in gone)


def dump(matter: Matter) -> bytes:
    """The matter as indented JSON, the same bytes for the same matter."""
    return msgspec.json.format(msgspec.json.encode(matter), indent=2) + b"\n"


def from_json(data: bytes | str) -> Matter:
    """A matter out of its JSON.

    Raises
    ------
    InputError
        If it is not a matter, or its log is not one.

    Examples
    --------
    >>> matter = Matter(id="a", title="A letter", events=(
    ...     Event(number=1, kind="drafted", day="2026-11-20", recorded="2026-11-20T10:00:00+00:00"),))
    >>> from_json(dump(matter)) == matter
    True
    """
    try:
        matter = msgspec.json.decode(data, type=Matter, strict=True)
    except msgspec.DecodeError as error:
        raise InputError("This is not a matter.", why=str(error), fix="Give a file of `fairlead follow`.") from error
    return checked_matter(matter)


def load_matter(path: Path) -> Matter:
    """Read a matter from a file.

    Raises
    ------
    InputError
        If what the file holds is not a matter, or its log is not one; the message begins with the file's name.
    """
    try:
        return from_json(path.read_bytes())
    except InputError as error:
        raise InputError(f"{path}: {error.what}", error.problems, why=error.why, fix=error.fix) from error


def save_matter(matter: Matter, path: Path) -> None:
    """Write a matter to a file, whole or not at all."""
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(dump(checked_matter(matter)))
    beside.replace(path)


def checked_matter(matter: Matter) -> Matter:
    """The matter, if its log is one: numbered from 1, begun by a draft, with days that are days and undoings that undo.

    Raises
    ------
    InputError
        With every problem at once.
    """
    if matter.schema != SCHEMA:
        raise InputError(f"The format {matter.schema!r} is not known.", fix=f"Give {SCHEMA}.")
    wrong: list[Problem] = []

    def problem(row: int, column: str, value: object, what: str) -> None:
        wrong.append(Problem(code="matter", severity="error", row=row, column=column, value=str(value), what=what))

    if not matter.id or not matter.title:
        problem(0, "title", matter.title, "the matter has no name or no title")
    standing: list[Event] = []
    for place, one in enumerate(matter.events, start=1):
        if one.number != place:
            problem(place, "number", one.number, "events are numbered from 1 without a gap")
        if (one.kind == "drafted") != (place == 1):
            problem(place, "kind", one.kind, "the log begins with the draft, and has one only")
        for column in ("day", "due", "until"):
            value = getattr(one, column)
            if (value or column == "day") and not _is(date, value):
                problem(place, column, value, "it is not a day as in 2026-11-21")
        if not _is(datetime, one.recorded) or datetime.fromisoformat(one.recorded).tzinfo is None:
            problem(place, "recorded", one.recorded, "it is not a time with its zone")
        if one.kind != "undone":
            standing.append(one)
        elif len(standing) < 2 or standing[-1].number != one.of:
            problem(place, "of", one.of, "only the last event that still counts can be undone, and never the first")
        else:
            standing.pop()
    if wrong:
        raise InputError("The log of this matter cannot be used.", wrong, fix="Restore it from a copy.")
    return matter


def last(events: tuple[Event, ...], *kinds: str) -> Event | None:
    """The last event of these kinds."""
    return next((one for one in reversed(events) if one.kind in kinds), None)


def first(events: tuple[Event, ...], *kinds: str) -> Event | None:
    """The first event of these kinds."""
    return next((one for one in events if one.kind in kinds), None)


def field_of(changes: Mapping[str, object], kind: EventKind) -> None:
    """Refuse fields that an event does not have."""
    known = set(Event.__struct_fields__) - {"number", "kind", "recorded"}
    if unknown := sorted(set(changes) - known):
        raise FairleadError(f"An event {kind!r} has no {unknown[0]!r}.", fix=f"Give: {', '.join(sorted(known))}.")


def _is(kind: type[date], value: str) -> bool:
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return kind is datetime or len(value) == len("2026-11-21")


KINDS: tuple[str, ...] = get_args(EventKind)
