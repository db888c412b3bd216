"""Review boards: what they look after, and who sits on them. Operators appoint."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.classify.countries import country_codes
from fairlead.errors import FairleadError
from fairlead.facts import tables
from fairlead.hub.corrections.models import Board, Constituency, Seat
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import record
from fairlead.hub.people.models import Organisation
from fairlead.hub.people.operations.common import clean_name, free_slug, was
from fairlead.hub.people.policy import in_scope, require

__all__ = ["change_board", "create_board", "give_seat", "take_seat"]


@transaction.atomic
def create_board(actor: Actor, name: str, *, countries: Iterable[str] = (), about: Iterable[str] = ()) -> Board:
    """Make a board for countries, for tables, or both.

    Raises
    ------
    PermissionDenied
        If the actor is no operator.
    FairleadError
        If it is for nothing, or for what there is not.
    """
    if not actor.operator or not in_scope(actor, "board.create"):
        raise PermissionDenied(_("Only those who run the hub may do this."))
    clean = clean_name(name)
    board = Board(name=clean, slug=free_slug(Board, clean))
    _set(board, countries, about)
    was(board, actor.user, "")
    board.save()
    record(actor, "board.create", board)
    return board


@transaction.atomic
def change_board(
    actor: Actor,
    board: Board,
    *,
    name: str,
    countries: Iterable[str],
    about: Iterable[str],
    active: bool,
    why: str = "",
) -> Board:
    """Change the name of a board, what it looks after, and whether it is at work."""
    require(actor, "change", board)
    held = Board.objects.select_for_update().get(pk=board.pk)
    held.name, held.active = clean_name(name), active
    _set(held, countries, about)
    was(held, actor.user, why)
    held.save()
    record(actor, "board.change", held, why)
    return held


@transaction.atomic
def give_seat(actor: Actor, board: Board, constituency: str, organisation: Organisation, why: str = "") -> Seat:
    """Give a seat to an organisation, in the place of the one that held it.

    Raises
    ------
    FairleadError
        If the organisation is of another kind, not confirmed, or sits on the board already.
    """
    require(actor, "seat", board)
    held = Board.objects.select_for_update().get(pk=board.pk)
    if constituency not in Constituency.values:
        raise FairleadError(_("Choose a constituency: government, employers or workers."))
    if organisation.kind != constituency:
        raise FairleadError(
            _("%(name)s is of another kind.") % {"name": organisation.name},
            why=_("A seat belongs to an organisation of its constituency."),
        )
    if not organisation.confirmed:
        raise FairleadError(
            _("%(name)s is not confirmed.") % {"name": organisation.name},
            why=_("Others rely on a seat being what it says."),
            fix=_("Confirm the organisation first."),
        )
    seat = Seat.objects.filter(board=held, constituency=constituency).first()
    if seat is not None and seat.organisation_id == organisation.pk:
        return seat
    if seat is not None:
        was(seat, actor.user, why)
        seat.delete()  # votes of the former holder stay as they were said, and no longer count for the seat
    made = Seat(board=held, constituency=constituency, organisation=organisation)
    was(made, actor.user, why)
    made.save()
    record(actor, "board.seat", held, why, organisation=organisation.pk)
    return made


@transaction.atomic
def take_seat(actor: Actor, seat: Seat, why: str = "") -> None:
    """Leave a seat empty."""
    require(actor, "seat", seat.board)
    record(actor, "board.seat", seat.board, why, organisation=seat.organisation_id)
    was(seat, actor.user, why)
    seat.delete()


def _set(board: Board, countries: Iterable[str], about: Iterable[str]) -> None:
    board.countries, board.tables = sorted(set(countries)), sorted(set(about))
    strange = [one for one in board.countries if one not in set(country_codes())]
    strange += [one for one in board.tables if one not in tables()]
    if strange:
        raise FairleadError(_("There is no country or table %(what)s.") % {"what": ", ".join(strange)[:100]})
    if not board.countries and not board.tables:
        raise FairleadError(_("Choose what the board looks after: countries, tables or both."))
