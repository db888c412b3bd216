"""What can happen to a matter, as data: from which state, to which, by whom, and what must hold first."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from fairlead.act.follow.matter import EventKind

__all__ = [
    "GIVEN",
    "NEEDS",
    "ROLES",
    "SAID",
    "STATES",
    "STATE_WORDS",
    "TRANSITIONS",
    "WAITING",
    "Need",
    "Role",
    "State",
    "Transition",
]

State = Literal["drafted", "agreed", "sent", "acknowledged", "answered", "refused", "closed"]
"""Overdue is none of them: it is computed beside the state, from terms and dates."""
STATES: tuple[State, ...] = get_args(State)
STATE_WORDS: dict[str, str] = {
    "drafted": "drafted",
    "agreed": "agreed by its signatories",
    "sent": "sent, nothing heard yet",
    "acknowledged": "acknowledged",
    "answered": "answered",
    "refused": "refused",
    "closed": "closed",
    "overdue": "overdue",
}

Role = Literal["lead", "signatory", "helper"]
"""lead: who leads the matter; signatory: an organisation that signs, for itself; helper: anyone who works on it."""
ROLES: tuple[Role, ...] = get_args(Role)

Need = Literal[
    "complete",
    "fresh",
    "approved",
    "safe",
    "signatory",
    "outcome",
    "withdrawn",
    "due",
    "reply",
    "event",
    "term",
    "was sent",
]
NEEDS: dict[Need, str] = {
    "complete": "nothing that is required is left to complete",
    "fresh": "the facts beneath the text are as they were, or were accepted anew",
    "approved": "every signatory has approved its own signature to this text",
    "safe": "the questions of who could suffer for it are answered",
    "signatory": "it is said which signatory approves",
    "outcome": "the outcome is named",
    "withdrawn": "what was never sent can only be withdrawn",
    "due": "a date is given",
    "reply": "the paper that is filed is described",
    "event": "it is said what happened",
    "term": "the term that was fulfilled is named",
    "was sent": "it was sent once",
}

GIVEN: frozenset[Need] = frozenset({"signatory", "outcome", "due", "reply", "event", "term"})
"""Needs that whoever records the event fulfils by what they give."""

SAID: dict[str, str] = {
    "sent_elsewhere": "recorded as sent by another way",
    "happened": "recorded",
    "due_set": "given a date",
    "noted": "noted",
    "safety": "answered for safety",
    "embargoed": "put under embargo",
}
"""Events in words that follow "it cannot be", where their names do not."""

OPEN: tuple[State, ...] = ("sent", "acknowledged", "answered", "refused")
WAITING: tuple[State, ...] = ("sent", "acknowledged")


class Transition(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can happen.

    Attributes
    ----------
    event
        What happens.
    start
        States in which it can; empty: as the first event.
    to
        The state after it; empty: the same as before.
    who
        Roles that may record it.
    needs
        What must hold first.
    does
        What it means, for people.
    """

    event: EventKind
    start: tuple[State, ...]
    to: State | Literal[""] = ""
    who: tuple[Role, ...] = ("lead",)
    needs: tuple[Need, ...] = ()
    does: str = ""


TRANSITIONS: tuple[Transition, ...] = (
    Transition(event="drafted", start=(), to="drafted", does="There is a draft."),
    Transition(
        event="approved",
        start=("drafted",),
        who=("signatory", "lead"),
        needs=("signatory",),
        does="A signatory approves its own signature to the text as it stands.",
    ),
    Transition(
        event="changed", start=("drafted", "agreed"), to="drafted", does="The text was changed: approvals lapse."
    ),
    Transition(
        event="safety",
        start=STATES,  # what came of a closed matter can be published
        who=ROLES,
        does="People answer who could suffer for it.",
    ),
    Transition(
        event="accepted",
        start=("drafted", "agreed"),
        does="Facts that changed since the draft were read, and the text is accepted as it stands.",
    ),
    Transition(
        event="agreed", start=("drafted",), to="agreed", needs=("complete", "approved"), does="The text is agreed."
    ),
    Transition(event="reopened", start=("agreed",), to="drafted", does="The text is opened again: approvals lapse."),
    Transition(
        event="sent",
        start=("agreed",),
        to="sent",
        needs=("complete", "fresh", "approved", "safe"),
        does="It has left.",
    ),
    Transition(
        event="sent_elsewhere",
        start=("drafted",),
        to="sent",
        does="It left by another way, for instance by post; nothing of its text was checked here.",
    ),
    Transition(event="received", start=OPEN, who=ROLES, does="It has reached the addressee."),
    Transition(
        event="acknowledged", start=("sent",), to="acknowledged", who=ROLES, does="The addressee says it has it."
    ),
    Transition(event="registered", start=("sent",), to="acknowledged", who=ROLES, does="It was registered."),
    Transition(event="registered", start=("acknowledged", "answered"), who=ROLES, does="It was registered."),
    Transition(event="admitted", start=("sent",), to="acknowledged", who=ROLES, does="It was found receivable."),
    Transition(event="admitted", start=("acknowledged", "answered"), who=ROLES, does="It was found receivable."),
    Transition(event="answered", start=(*WAITING, "refused"), to="answered", who=ROLES, does="There is an answer."),
    Transition(event="decided", start=OPEN, to="answered", who=ROLES, does="There is a decision."),
    Transition(
        event="refused",
        start=(*WAITING, "answered"),
        to="refused",
        who=ROLES,
        does="It was refused, or found not receivable.",
    ),
    Transition(
        event="pursued",
        start=OPEN,
        to="sent",
        needs=("safe",),
        does="A reminder or a further letter in the matter has left; an answer is awaited again.",
    ),
    Transition(
        event="fulfilled",
        start=OPEN,
        who=ROLES,
        needs=("term",),
        does="What a term of the procedure asks for has happened.",
    ),
    Transition(
        event="happened",
        start=("drafted", "agreed", *OPEN),
        who=ROLES,
        needs=("event",),
        does="Something happened outside the matter from which a term runs: the harm, the end of remedies at home, "
        "a formal notice.",
    ),
    Transition(
        event="due_set", start=("drafted", "agreed", *OPEN), needs=("due",), does="People set a date for the next step."
    ),
    Transition(event="filed", start=STATES, who=ROLES, needs=("reply",), does="A paper is filed."),
    Transition(event="noted", start=STATES, who=ROLES, does="A note."),
    Transition(event="embargoed", start=STATES, does="Others may see it from a day on; no day lifts the embargo."),
    Transition(
        event="closed", start=("drafted", "agreed"), to="closed", needs=("outcome", "withdrawn"), does="It is dropped."
    ),
    Transition(event="closed", start=OPEN, to="closed", needs=("outcome",), does="It is closed with its outcome."),
    Transition(event="resumed", start=("closed",), to="sent", needs=("was sent",), does="It is taken up again."),
)
