"""Votes of seats, decisions of operators where no board can decide, and undoing those."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.corrections.boards import Sitting, by_board, exclusion, sittings, spoken
from fairlead.hub.corrections.models import FactVersion, Proposal, State, Verdict, Vote
from fairlead.hub.corrections.policy import as_editor
from fairlead.hub.corrections.rules import outcome
from fairlead.hub.corrections.versions import publish, restore
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import record
from fairlead.hub.people.models import Organisation
from fairlead.hub.people.policy import require

__all__ = ["decide", "undo", "vote", "why_not"]

VOTABLE = (State.OPEN, State.ACCEPTED, State.DISPUTED, State.REJECTED)
OPERATOR = "operators of this hub, not reviewed by a board"


@transaction.atomic
def vote(
    actor: Actor, proposal: Proposal, seat: int, verdict: str, reason: str = "", *, read: bool = False
) -> Proposal:
    """Say for a seat what should become of a proposal; the outcome follows by `rules.outcome` and takes effect.

    A later vote of the same seat takes the place of the earlier one, even after a decision.

    Parameters
    ----------
    seat
        Number of the seat.
    verdict
        One of `Verdict`; ``back`` takes the vote back.
    reason
        Why; needed unless the vote is taken back.
    read
        Whether the organisation has read the source and found what the proposal says of it.

    Raises
    ------
    PermissionDenied
        If the actor does not speak for the seat, it has no say on this row, or the person voted for another seat.
    FairleadError
        If the proposal cannot be voted on, or no reason is given.
    """
    require(actor, "vote", proposal)
    assert actor.user is not None
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state not in VOTABLE:
        raise FairleadError(_("This proposal cannot be voted on."), why=str(held.get_state_display()))
    if held.state != State.OPEN and not held.reviewed:
        raise FairleadError(_("This was decided without a board."), fix=_("Propose a correction of the row as it is."))
    sitting = next((one for one in sittings(held) if one.seat.pk == seat), None)
    if sitting is None or sitting.seat.organisation_id not in as_editor(actor):
        raise PermissionDenied(_("You do not speak for a seat that decides on this."))
    if sitting.excluded:
        raise PermissionDenied(why_not(sitting.excluded))
    if any(
        one.vote is not None and one.vote.by_id == actor.user.pk and one.seat.pk != seat
        and one.seat.organisation_id != sitting.seat.organisation_id
        for one in sittings(held)
    ):  # fmt: skip
        raise PermissionDenied(_("You voted on this for another organisation: one person speaks for one."))
    if verdict not in Verdict.values:
        raise FairleadError(_("Choose what you say: accept, reject, or show both versions."))
    if verdict != Verdict.TAKEN_BACK and not reason.strip():
        raise FairleadError(_("Give a reason."), why=_("It is shown beside the decision."))
    Vote.objects.create(
        proposal=held,
        seat=sitting.seat,
        constituency=sitting.seat.constituency,
        organisation=sitting.seat.organisation,
        organisation_name=sitting.seat.organisation.name,
        verdict=verdict,
        reason=reason.strip()[:2000],
        read=read and verdict == Verdict.ACCEPT,
        by=actor.user,
    )
    record(actor, "proposal.vote", held, reason, organisation=sitting.seat.organisation_id)
    _follow(actor, held)
    return held


@transaction.atomic
def decide(actor: Actor, proposal: Proposal, *, accepted: bool, why: str, read: bool = False) -> Proposal:
    """Accept or reject as an operator a proposal that no board can decide on: marked "not reviewed by a board".

    Raises
    ------
    PermissionDenied
        If it is about the operator's own organisation or State.
    FairleadError
        If a board can decide, it is decided already, or no reason is given.
    """
    require(actor, "decide", proposal)
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state != State.OPEN:
        raise FairleadError(_("This proposal is not open."), why=str(held.get_state_display()))
    if by_board(held):
        raise FairleadError(_("A board decides on this."), why=_("Operators only decide where no board can."))
    if not why.strip():
        raise FairleadError(_("Give a reason."), why=_("It is shown beside the decision."))
    _own(actor, held)
    state = State.ACCEPTED if accepted else State.REJECTED
    held.state, held.decided, held.reviewed = state, timezone.now(), False
    held.read, held.decided_why = read and accepted, why.strip()[:2000]
    held.save()
    publish(held, state, (), who=OPERATOR, by=actor.user, why=held.decided_why, read=held.read, reviewed=False)
    record(actor, "proposal.decide", held, why)
    return held


@transaction.atomic
def undo(actor: Actor, version: FactVersion, why: str) -> FactVersion:
    """Undo what was decided without a board: a new version, as the row was before. The proposal is open again.

    Raises
    ------
    PermissionDenied
        If it is about the operator's own organisation or State, or a board decided.
    FairleadError
        If there is a newer version, or no reason is given.
    """
    require(actor, "undo", version)
    if not why.strip():
        raise FairleadError(_("Give a reason."), why=_("It is shown in the history."))
    held = Proposal.objects.select_for_update().get(pk=version.proposal_id)
    _own(actor, held)
    if version.undoes_id is not None:
        raise FairleadError(_("This version undoes another one."), fix=_("Decide on the proposal anew."))
    made = restore(version, who=OPERATOR, by=actor.user, why=why.strip()[:2000])
    held.state, held.decided, held.read, held.reviewed, held.decided_why = State.OPEN, None, False, True, ""
    held.save()
    record(actor, "fact_version.undo", made, why)
    return made


def why_not(reason: str) -> str:
    """In words, why a seat has no say."""
    return {
        "state": _("Nobody decides on their own State: the row is about it."),
        "organisation": _("Nobody decides on their own organisation: the row names it."),
    }.get(reason, _("The organisation of this seat has to be confirmed by an operator first."))


def _own(actor: Actor, proposal: Proposal) -> None:
    for organisation in Organisation.objects.filter(pk__in=list(actor.roles)):
        if reason := exclusion(organisation, proposal):
            raise PermissionDenied(why_not(reason))


def _follow(actor: Actor, proposal: Proposal) -> None:
    votes = spoken(proposal)
    state = State(outcome((vote.constituency, vote.verdict) for vote in votes))
    was = State(proposal.state)
    read = any(vote.read for vote in votes)
    if state == was and state != State.DISPUTED and read == proposal.read:
        return
    if state == State.OPEN and was == State.OPEN:
        return
    why = "; ".join(f"{vote.get_constituency_display()}: {vote.reason}" for vote in votes)
    who = ", ".join(f"{vote.get_constituency_display()} ({vote.organisation_name})" for vote in votes)
    proposal.state, proposal.decided = state, None if state == State.OPEN else timezone.now()
    proposal.read, proposal.reviewed, proposal.decided_why = read, True, why[:4000]
    proposal.save()
    publish(
        proposal, state, votes, who=who[:500] or str(_("a vote was taken back")), by=actor.user, why=why[:4000],
        read=read, reviewed=True,
    )  # fmt: skip
    record(actor, "proposal.publish", proposal)


def sitting_of(actor: Actor, proposal: Proposal) -> list[Sitting]:
    """Seats that the actor speaks for before a proposal."""
    mine = as_editor(actor)
    return [one for one in sittings(proposal) if one.seat.organisation_id in mine]
