"""Who sees and does what with proposals, boards, versions of facts and judgements."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.hub.corrections.models import Board, FactVersion, Judgement, Proposal, Seat, State, Vote
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.models import Membership, Role
from fairlead.hub.people.policy import Policy, register
from fairlead.hub.people.registry import add_operation

__all__ = ["HIDDEN", "as_editor"]

HIDDEN = (State.HELD, State.REFUSED)
"""States in which nobody but operators and the proposer sees a proposal: nobody has looked at it, or it was refused."""


def as_editor(actor: Actor) -> list[Any]:
    """Ids of the organisations in whose name the actor speaks."""
    return [organisation for organisation in actor.roles if actor.holds(organisation, Role.EDITOR)]


def _withdraws(actor: Actor, thing: Proposal | Judgement) -> bool:
    """Whoever made it; and managers of the organisation in whose name it stands, once its maker has left."""
    if actor.user is not None and thing.by_id == actor.user.pk:
        return actor.only is None or thing.organisation_id == actor.only
    if not actor.holds(thing.organisation_id, Role.MANAGER):
        return False
    return not Membership.objects.filter(user=thing.by_id, organisation=thing.organisation_id).exists()


class ProposalPolicy(Policy[Proposal]):
    """Everyone sees what was admitted; seats vote; the proposer withdraws; operators admit and decide without a board.

    Managers withdraw what a member who has left proposed in the name of their organisation.

    Whether a seat has a right to decide on this very row is checked by the operation (`boards.deciders`).
    """

    noun = "proposal"
    operations = frozenset({"see", "vote", "withdraw", "admit", "decide"})
    meanings = {
        "see": _("see proposed corrections and decisions"),
        "vote": _("vote on a proposal for an organisation with a seat"),
        "withdraw": _("withdraw a proposal of oneself or of a former member, or open it again"),
        "admit": _("admit or refuse a proposal of somebody without an account"),
        "decide": _("decide on a proposal where no board can"),
    }
    personal = frozenset({"vote", "admit", "decide"})

    def seen(self, actor: Actor) -> Q:
        """Admitted ones; own ones; operators: all."""
        if actor.operator:
            return Q()
        condition = ~Q(state__in=HIDDEN)
        if actor.user is not None and actor.only is None:
            condition |= Q(by=actor.user)
        return condition

    def may(self, actor: Actor, verb: str, thing: Proposal) -> bool:
        """As the class says."""
        if actor.user is None:
            return False
        if verb == "withdraw":
            return _withdraws(actor, thing)
        if verb == "vote":
            return Seat.objects.filter(organisation__in=as_editor(actor), board__active=True).exists()
        return actor.operator


class BoardPolicy(Policy[Board]):
    """Everyone sees boards and who sits on them; operators appoint."""

    noun = "board"
    operations = frozenset({"see", "change", "seat"})
    meanings = {
        "see": _("see review boards"),
        "change": _("change what a board looks after"),
        "seat": _("give a seat on a board to an organisation, or take it back"),
    }
    personal = frozenset({"change", "seat"})

    def seen(self, actor: Actor) -> Q:  # noqa: ARG002
        """All."""
        return Q()

    def may(self, actor: Actor, verb: str, thing: Board) -> bool:  # noqa: ARG002
        """Operators."""
        return actor.operator


class VersionPolicy(Policy[FactVersion]):
    """Everyone sees every version of a fact; operators undo what was decided without a board."""

    noun = "fact_version"
    operations = frozenset({"see", "undo"})
    meanings = {"see": _("see every version of a fact"), "undo": _("undo what was decided without a board")}
    personal = frozenset({"undo"})

    def seen(self, actor: Actor) -> Q:  # noqa: ARG002
        """All."""
        return Q()

    def may(self, actor: Actor, verb: str, thing: FactVersion) -> bool:  # noqa: ARG002
        """Operators, and never what a board decided."""
        return actor.operator and not thing.proposal.reviewed


class VotePolicy(Policy[Vote]):
    """Everyone sees how seats voted, by organisation."""

    noun = "vote"
    operations = frozenset({"see"})
    meanings = {"see": _("see how seats voted")}

    def seen(self, actor: Actor) -> Q:  # noqa: ARG002
        """Those on proposals that were admitted."""
        return ~Q(proposal__state__in=HIDDEN)

    def may(self, actor: Actor, verb: str, thing: Vote) -> bool:  # noqa: ARG002
        """Nothing but seeing: a vote is taken back by another one."""
        return False


class JudgementPolicy(Policy[Judgement]):
    """Everyone sees those that stand; who gave one withdraws it; the initiative's organisation replies.

    Managers withdraw what a member who has left said in the name of their organisation.
    """

    noun = "judgement"
    operations = frozenset({"see", "withdraw", "reply"})
    meanings = {
        "see": _("see judgements on initiatives"),
        "withdraw": _("withdraw a judgement of oneself or of a former member, or let it stand again"),
        "reply": _("reply to a judgement for the initiative"),
    }

    def seen(self, actor: Actor) -> Q:
        """Those that stand; own ones; for managers, those in the name of their organisation."""
        condition = Q(withdrawn=None) | Q(organisation__in=[pk for pk in actor.roles if actor.holds(pk, Role.MANAGER)])
        if actor.user is not None and actor.only is None:
            condition |= Q(by=actor.user)
        return condition

    def may(self, actor: Actor, verb: str, thing: Judgement) -> bool:
        """As the class says; that the organisation speaks for the initiative is checked by the operation."""
        if actor.user is None:
            return False
        if verb == "withdraw":
            return _withdraws(actor, thing)
        return bool(as_editor(actor))


register(Proposal, ProposalPolicy())
register(Board, BoardPolicy())
register(FactVersion, VersionPolicy())
register(Vote, VotePolicy())
register(Judgement, JudgementPolicy())
add_operation("proposal.create", _("propose corrections of facts"))
add_operation("judgement.create", _("say what an initiative is best at"))
add_operation("board.create", _("make a review board"), by_token=False)
