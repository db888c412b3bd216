"""Review boards: what they look after, who sits on them, what they decided."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.classify.countries import country_name
from fairlead.errors import FairleadError
from fairlead.facts import schema, tables
from fairlead.hub.corrections import operations
from fairlead.hub.corrections.boards import boards_for
from fairlead.hub.corrections.forms import BoardForm, ChangedBoardForm, SeatForm
from fairlead.hub.corrections.models import Board, Constituency, Proposal, Seat, State
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.models import Organisation
from fairlead.hub.people.policy import allowed, find, visible
from fairlead.hub.people.views.common import as_sent, done, members_only, show_form, tried
from fairlead.hub.undoing import Undo

__all__ = ["board", "boards", "change", "new", "plain_board", "seat", "unseat"]


def boards(request: HttpRequest) -> Page:
    """All review boards with their seats, and how they decide."""
    actor = actor_of(request)
    found = list(visible(actor, Board).prefetch_related("seats__organisation"))
    rows = [plain_board(one) for one in found]
    context = {"boards": list(zip(found, rows, strict=True)), "may_make": actor.operator}
    return Page("corrections/boards.html", _("Review boards"), rows, rows, context)


def board(request: HttpRequest, slug: str) -> Page:
    """One board: its seats and what waits for it."""
    actor = actor_of(request)
    found = find(actor, Board, slug=slug)
    opened = visible(actor, Proposal).filter(state=State.OPEN)[:2000]
    waiting = [one for one in opened if found.pk in {b.pk for b in boards_for(one.table, one.countries.split())}]
    plain = plain_board(found)
    seats = {seat.constituency: seat for seat in found.seats.select_related("organisation")}
    from fairlead.hub.corrections.about import title

    context = {
        "board": found,
        "plain": plain,
        "seats": [(one.label, seats.get(one.value)) for one in Constituency],
        "waiting": waiting,
        "title_of": title,
        "may": allowed(actor, "change", found),
        "form": SeatForm(),
    }
    return Page("corrections/board.html", found.name, {**plain, "waiting": len(waiting)}, [plain], context)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """Make a board."""
    actor = actor_of(request)
    form = BoardForm(request.POST or None)
    made: list[Board] = []
    if request.method == "POST" and tried(
        form,
        lambda said: made.append(
            operations.create_board(actor, said["name"], countries=said["countries"], about=said["about"])
        ),
    ):
        return done(request, _("The board is made. Give it its seats."), "board", slug=made[0].slug)
    if not actor.operator:
        from django.core.exceptions import PermissionDenied

        raise PermissionDenied(_("Only those who run the hub may do this."))
    intro = _("A board looks after the facts of countries, of a theme, or both.")
    return show_form(request, form, _("Make a review board"), _("Make it"), intro=intro)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Change what a board looks after."""
    actor = actor_of(request)
    found = find(actor, Board, "change", slug=slug)
    now = {"name": found.name, "countries": found.countries, "about": found.tables, "active": found.active}
    form = ChangedBoardForm(request.POST or None, initial=now)
    if request.method == "POST" and tried(form, lambda said: operations.change_board(actor, found, **said)):
        undo = (request.path, {**as_sent(now), "why": _("Taken back.")})
        return done(request, _("The board is changed."), "board", slug=slug, undo=undo)
    return show_form(request, form, _("Change %(name)s") % {"name": found.name}, _("Change"))


@members_only
@require_POST
def seat(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give a seat to an organisation."""
    actor = actor_of(request)
    found = find(actor, Board, "seat", slug=slug)
    form = SeatForm(request.POST)

    def give(said: dict[str, str]) -> None:
        named = visible(actor, Organisation).filter(slug=said["slug"]).first()
        if named is None:
            raise FairleadError(_("There is no organisation with this short name."))
        operations.give_seat(actor, found, said["constituency"], named, said["why"])

    asked = request.POST.get("constituency", "").replace("\x00", "")
    before = Seat.objects.filter(board=found, constituency=asked).select_related("organisation", "board").first()
    if tried(form, give):
        now = Seat.objects.get(board=found, constituency=form.cleaned_data["constituency"])
        undo = _held_before(before) if before is not None else _empty_before(now)
        return done(request, _("The seat is given."), "board", slug=slug, undo=undo)
    return show_form(request, form, _("Give a seat on %(name)s") % {"name": found.name}, _("Give the seat"))


@members_only
@require_POST
def unseat(request: HttpRequest, slug: str, seat: int) -> HttpResponseBase:
    """Leave a seat empty."""
    actor = actor_of(request)
    found = find(actor, Board, "seat", slug=slug)
    held = Seat.objects.filter(board=found, pk=seat).select_related("board", "organisation").first()
    if held is not None:
        undo = _held_before(held)
        operations.take_seat(actor, held, request.POST.get("why", ""))
        return done(request, _("The seat is empty."), "board", slug=slug, undo=undo)
    return done(request, _("The seat is empty."), "board", slug=slug)


def _held_before(seat: Seat) -> Undo:
    asked = {"constituency": seat.constituency, "slug": seat.organisation.slug, "why": _("Taken back.")}
    return reverse("board-seat", args=[seat.board.slug]), asked


def _empty_before(seat: Seat) -> Undo:
    return reverse("board-unseat", args=[seat.board.slug, seat.pk]), {"why": _("Taken back.")}


def plain_board(board: Board) -> dict[str, object]:
    """A board as public data."""
    return {
        "name": board.name,
        "short_name": board.slug,
        "countries": [country_name(code) for code in board.countries],
        "tables": [schema(name).title for name in board.tables if name in tables()],
        "at_work": board.active,
        **{one.value: next((s.organisation.name for s in board.seats.all() if s.constituency == one), "")
           for one in Constituency},
    }  # fmt: skip
