"""Which seats decide on a proposal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fairlead.hub.corrections.about import referred
from fairlead.hub.corrections.models import Board, Proposal, Seat, Verdict, Vote
from fairlead.hub.corrections.rules import Decider, can_decide, excluded
from fairlead.hub.people.models import Organisation

__all__ = ["Sitting", "boards_for", "by_board", "exclusion", "sittings", "spoken"]


@dataclass(frozen=True)
class Sitting:
    """A seat before a proposal: why it has no say, if it has none, and what it said last."""

    seat: Seat
    excluded: str
    vote: Vote | None


def boards_for(table: str, countries: Iterable[str]) -> list[Board]:
    """Boards at work that look after the table or one of the countries."""
    about = set(countries)
    return [
        board
        for board in Board.objects.filter(active=True).prefetch_related("seats__organisation")
        if table in board.tables or about & set(board.countries)
    ]


def exclusion(organisation: Organisation, proposal: Proposal) -> str:
    """Why an organisation has no say on a proposal; nothing where it has."""
    texts = [
        {**proposal.before, "source": "", "url": ""},
        {**proposal.cells, "": proposal.key.replace("~", "; ")},
        *referred(proposal.table, proposal.before),
        *referred(proposal.table, proposal.cells),
    ]
    decider = Decider(organisation.kind, organisation.name, organisation.country, organisation.website)
    return excluded(decider, proposal.countries.split(), texts)


def sittings(proposal: Proposal) -> list[Sitting]:
    """Every seat of the boards concerned, with what it said last while the same organisation held it."""
    votes: dict[tuple[int, object], Vote] = {}
    for vote in proposal.votes.order_by("id"):
        if vote.seat_id is not None:
            votes[vote.seat_id, vote.organisation_id] = vote
    found = []
    for board in boards_for(proposal.table, proposal.countries.split()):
        for seat in board.seats.all():
            said = votes.get((seat.pk, seat.organisation_id))
            if said is not None and said.verdict == Verdict.TAKEN_BACK:
                said = None
            # what an operator confirmed must still hold when the seat speaks
            sound = seat.organisation.confirmed and seat.organisation.kind == seat.constituency
            found.append(Sitting(seat, exclusion(seat.organisation, proposal) if sound else "not confirmed", said))
    return found


def spoken(proposal: Proposal) -> list[Vote]:
    """What seats with a right to decide have said."""
    return [one.vote for one in sittings(proposal) if one.vote is not None and not one.excluded]


def by_board(proposal: Proposal) -> bool:
    """Whether the boards concerned can decide on the proposal; if not, an operator looks after it."""
    return can_decide(one.seat.constituency for one in sittings(proposal) if not one.excluded)
