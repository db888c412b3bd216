"""Where a matter stands, computed from its log; what can happen next and why not; undoing the last step.

Overdue is not here: `fairlead.act.follow.status` computes it beside the state, on a day, from terms and dates.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from fairlead.act.follow.matter import (
    OUTSIDE,
    Event,
    EventKind,
    Matter,
    SafetyAnswer,
    checked_matter,
    effective,
    field_of,
    last,
)
from fairlead.act.follow.outcomes import OUTCOMES
from fairlead.act.follow.transitions import (
    GIVEN,
    NEEDS,
    ROLES,
    SAID,
    STATE_WORDS,
    TRANSITIONS,
    Need,
    Role,
    State,
    Transition,
)
from fairlead.errors import FairleadError
from fairlead.reason.answer import Answer, answer

__all__ = [
    "Standing",
    "allowed",
    "answers_of",
    "approvals",
    "embargo",
    "fingerprint",
    "happen",
    "next_events",
    "shown_to_others",
    "start",
    "state_of",
    "undo",
]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is open about a text on the day on which something is to happen to it.

    Attributes
    ----------
    complete, stale, safety
        What is left to complete; which facts changed since the draft; which questions of safety are not answered, or
        forbid it to leave: a sentence each. ``None``: nobody looked, which is not the same as nothing.
    text
        Fingerprint of the text as it stands, to see whether it is the one that was approved; empty: not compared.
    """

    complete: tuple[str, ...] | None = None
    stale: tuple[str, ...] | None = None
    safety: tuple[str, ...] | None = None
    text: str = ""


NOBODY_LOOKED = Standing()


def fingerprint(text: str) -> str:
    """Fingerprint of a text.

    Examples
    --------
    >>> fingerprint("Dear Minister") == fingerprint("Dear Minister,")
    False
    """
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def start(
    id: str,  # noqa: A002
    title: str,
    *,
    day: date,
    recorded: datetime,
    by: str = "",
    said: str = "",
    **about: Any,
) -> Matter:
    """A new matter with its first event.

    Parameters
    ----------
    id, title
        Name and title.
    day, recorded
        The day of the draft, and when this is written down, with its zone.
    by, said
        Who records it, and what there is to say.
    about
        Other fields of `Matter`.

    Examples
    --------
    >>> from datetime import timezone
    >>> matter = start("a", "A letter", day=date(2026, 11, 21), recorded=datetime(2026, 11, 21, tzinfo=timezone.utc))
    >>> state_of(matter)
    'drafted'
    """
    first = Event(number=1, kind="drafted", day=day.isoformat(), recorded=recorded.isoformat(), by=by, said=said)
    return checked_matter(Matter(id=id, title=title, events=(first,), **about))


def state_of(matter: Matter) -> State:
    """The state after the events that count, whatever a later one would not allow: the log is never argued with."""
    found: State = "drafted"
    for one in effective(matter):
        move = _move(one.kind, found)
        if move is not None and move.to:
            found = move.to
    return found


def approvals(matter: Matter) -> dict[str, Event]:
    """Approvals that stand, by signatory: none from before the text was last changed or opened again."""
    found: dict[str, Event] = {}
    for one in effective(matter):
        if one.kind in ("changed", "reopened"):
            found.clear()
        elif one.kind == "approved":
            found[one.signatory] = one
    return found


def answers_of(matter: Matter) -> tuple[SafetyAnswer, ...]:
    """The last answer to each question of safety."""
    found = {given.question: given for one in effective(matter) if one.kind == "safety" for given in one.answers}
    return tuple(found.values())


def embargo(matter: Matter) -> str:
    """The first day on which others may see the matter; empty: no embargo."""
    one = last(effective(matter), "embargoed")
    return one.until if one else ""


def shown_to_others(matter: Matter, on: date) -> Answer:
    """Whether the embargo lets others see the matter on a day; whether it is public at all, people decide apart."""
    until = embargo(matter)
    if not until:
        return answer("yes", "There is no embargo.")
    if on >= date.fromisoformat(until):
        return answer("yes", f"The embargo ended on {until}.")
    return answer("no", f"It is not shown to others before {until}.", changes=["The embargo is lifted, or ends."])


def allowed(
    matter: Matter,
    kind: EventKind,
    *,
    on: date,
    role: Role = "lead",
    standing: Standing = NOBODY_LOOKED,
    **fields: Any,
) -> Answer:
    """Whether something can happen to a matter, and why not.

    Parameters
    ----------
    matter, kind
        The matter, and what is to happen.
    on
        The day on which it happens.
    role
        In which role it is recorded.
    standing
        What is open about the text.
    fields
        Other fields of the event.

    Raises
    ------
    FairleadError
        If there is no such role, or the event has no such field.

    Examples
    --------
    >>> from datetime import timezone
    >>> matter = start("a", "A letter", day=date(2026, 11, 21), recorded=datetime(2026, 11, 21, tzinfo=timezone.utc))
    >>> allowed(matter, "sent", on=date(2026, 11, 21)).text
    'It cannot be sent: it is drafted, and that can only follow when it is agreed by its signatories.'
    """
    field_of(fields, kind)
    if role not in ROLES:
        raise FairleadError(f"There is no role {role!r}.", fix=f"Give one of: {', '.join(ROLES)}.")
    if kind in ("drafted", "undone"):
        return answer("no", "A matter begins once, and is undone by `undo` only.")
    state = state_of(matter)
    move = _move(kind, state)
    word = SAID.get(kind, kind)
    if move is None:
        after = ", ".join(
            STATE_WORDS[one]
            for one in dict.fromkeys(s for move in TRANSITIONS if move.event == kind for s in move.start)
        )
        text = f"It cannot be {word}: it is {STATE_WORDS[state]}, and that can only follow when it is {after}."
        return answer("no", text, changes=[f"It is first {after}."])
    wrong: list[str] = []
    if role not in move.who:
        wrong.append(f"only {' or '.join(move.who)} may record that")
    wrong += _days(matter, move, on)
    for need in move.needs:
        wrong += _open(need, matter, standing, fields)
    if wrong:
        changes = [f"{NEEDS[need][:1].upper()}{NEEDS[need][1:]}." for need in move.needs]
        return answer("no", f"It cannot be {word}: {'; '.join(wrong)}.", changes=changes)
    return answer("yes", move.does)


def next_events(matter: Matter, *, role: Role = "lead", standing: Standing = NOBODY_LOOKED) -> dict[EventKind, Answer]:
    """What can come next in this state, with yes or no and why; what its form asks for does not count as open."""
    state = state_of(matter)
    found: dict[EventKind, Answer] = {}
    for move in TRANSITIONS:
        if state not in move.start:
            continue
        wrong = [] if role in move.who else [f"only {' or '.join(move.who)} may record that"]
        for need in move.needs:
            if need not in GIVEN and need != "withdrawn":
                wrong += _open(need, matter, standing, {})
        asks = [NEEDS[need] for need in move.needs if need in GIVEN or need == "withdrawn"]
        text = move.does + (f" It asks: {'; '.join(asks)}." if asks else "")
        found[move.event] = answer("no", f"{text} Not yet: {'; '.join(wrong)}.") if wrong else answer("yes", text)
    return found


def happen(
    matter: Matter,
    kind: EventKind,
    *,
    day: date,
    recorded: datetime,
    role: Role = "lead",
    by: str = "",
    standing: Standing = NOBODY_LOOKED,
    **fields: Any,
) -> Matter:
    """The matter with one more event.

    Parameters
    ----------
    matter, kind, role, standing, fields
        As in `allowed`.
    day, recorded
        When it happened, and when this is written down, with its zone.
    by
        The role or organisation that records it.

    Raises
    ------
    FairleadError
        If it cannot happen, with all reasons.

    Examples
    --------
    >>> from datetime import timezone
    >>> now = datetime(2026, 11, 21, tzinfo=timezone.utc)
    >>> matter = start("a", "A complaint by post", day=date(2026, 11, 20), recorded=now)
    >>> matter = happen(matter, "sent_elsewhere", day=date(2026, 11, 20), recorded=now)
    >>> state_of(matter), len(matter.events)
    ('sent', 2)
    """
    given = allowed(matter, kind, on=day, role=role, standing=standing, **fields)
    if recorded.tzinfo is None:
        raise FairleadError("The time of recording has no zone.", fix="Give one, for instance UTC.")
    if day > recorded.date():
        raise FairleadError(f"{day} is still to come.", why="A log says what has happened.", fix="Record it then.")
    if given.verdict != "yes":
        raise FairleadError(given.text, fix=f"It can once: {' '.join(given.changes)}" if given.changes else "")
    if kind in ("approved", "agreed", "sent") and not fields.get("text"):
        fields["text"] = standing.text
    if kind == "accepted":
        fields["text"] = _print_of(standing.stale or ())
    event = Event(
        number=len(matter.events) + 1,
        kind=kind,
        day=day.isoformat(),
        recorded=recorded.isoformat(),
        by=by,
        **fields,
    )
    return checked_matter(msgspec.structs.replace(matter, events=(*matter.events, event)))


def undo(matter: Matter, *, recorded: datetime, by: str = "", said: str = "") -> Matter:
    """The matter with its last step taken back; both stay in the log. A letter that has left cannot be called back.

    Raises
    ------
    FairleadError
        If there is nothing to undo.

    Examples
    --------
    >>> from datetime import timezone
    >>> now = datetime(2026, 11, 21, tzinfo=timezone.utc)
    >>> matter = start("a", "A complaint by post", day=date(2026, 11, 20), recorded=now)
    >>> sent = happen(matter, "sent_elsewhere", day=date(2026, 11, 20), recorded=now)
    >>> back = undo(sent, recorded=now, said="It is still on the desk.")
    >>> state_of(back), len(back.events)
    ('drafted', 3)
    """
    events = effective(matter)
    if len(events) < 2:
        raise FairleadError("There is no step to undo.", why="A matter begins with its draft.")
    event = Event(
        number=len(matter.events) + 1,
        kind="undone",
        day=recorded.date().isoformat(),
        recorded=recorded.isoformat(),
        by=by,
        said=said,
        of=events[-1].number,
    )
    return checked_matter(msgspec.structs.replace(matter, events=(*matter.events, event)))


def _move(kind: EventKind, state: State) -> Transition | None:
    return next((one for one in TRANSITIONS if one.event == kind and state in one.start), None)


def _days(matter: Matter, move: Transition, on: date) -> list[str]:
    """What moves a matter on cannot have happened before what it follows."""
    if not move.to:
        return []
    events = [one for one in effective(matter) if any(m.event == one.kind and m.to for m in TRANSITIONS)]
    latest = events[-1] if events else None
    if latest is not None and on.isoformat() < latest.day:
        return [f"{on} is before {latest.day}, when it was {latest.kind.replace('_', ' ')}"]
    return []


def _open(need: Need, matter: Matter, standing: Standing, fields: dict[str, Any]) -> Iterable[str]:
    match need:
        case "complete":
            return _looked(standing.complete, "whether it is complete")
        case "fresh":
            return () if _accepted(matter, standing.stale) else _looked(standing.stale, "whether its facts still hold")
        case "safe":
            return _looked(standing.safety, "who could suffer for it")
        case "approved":
            return _unapproved(matter, standing.text)
        case "signatory":
            name = fields.get("signatory", "")
            return () if name in matter.signatories else [f"{name or 'nobody'!r} is none of its signatories"]
        case "outcome":
            kind = fields.get("outcome", "")
            return () if kind in OUTCOMES else [f"the outcome is none of: {', '.join(OUTCOMES)}"]
        case "withdrawn":
            return () if fields.get("outcome") == "withdrawn" else [NEEDS["withdrawn"]]
        case "due":
            return () if fields.get("due") else ["no date is given"]
        case "reply":
            return () if fields.get("reply") else ["the paper is not described"]
        case "event":
            return () if fields.get("after") in OUTSIDE else [f"the event is none of: {', '.join(OUTSIDE)}"]
        case "term":
            return () if fields.get("term") else ["no term is named"]
        case "was sent":
            return () if last(effective(matter), "sent", "sent_elsewhere") else ["it was never sent"]


def _looked(found: tuple[str, ...] | None, what: str) -> tuple[str, ...]:
    if found is None:
        return (f"nobody has looked {what}",)
    return tuple(one.rstrip(".") for one in found)


def _accepted(matter: Matter, changed: tuple[str, ...] | None) -> bool:
    one = last(effective(matter), "accepted", "changed")
    return bool(changed) and one is not None and one.kind == "accepted" and one.text == _print_of(changed or ())


def _print_of(changed: tuple[str, ...]) -> str:
    return fingerprint("\n".join(sorted(changed)))


def _unapproved(matter: Matter, text: str) -> list[str]:
    if not matter.signatories:
        return ["nobody signs it"]
    given = approvals(matter)
    missing = []
    for name in matter.signatories:
        one = given.get(name)
        if one is None:
            missing.append(f"{name} has not approved its signature")
        elif text and one.text and one.text != text:
            missing.append(f"{name} approved another text")
    return missing
