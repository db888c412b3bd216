"""Matters: what was sent is followed, step by step, by the same operations as the pages."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from fairlead.hub.api.access import needs
from fairlead.hub.api.acting import AudienceIn, BelongsIn, Seen, after, audience_of, entered, rows_of, seen
from fairlead.hub.api.shapes import Done, Given, Part, Record, Rows, answers, written
from fairlead.hub.matters import operations
from fairlead.hub.matters.models import Matter
from fairlead.hub.matters.views import following
from fairlead.hub.matters.views.common import frame
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import find

__all__ = ["ONE", "Last", "again", "router"]

router = Router(tags=["Matters"])
ONE = "/matters/{uuid:matter}"
What = Literal[
    "received", "acknowledged", "registered", "admitted", "answered", "decided", "refused", "pursued", "due_set",
    "fulfilled", "happened", "noted", "embargoed", "closed", "resumed",
]  # fmt: skip


class MatterIn(Given):
    """What is followed that was not written here."""

    title: str = Field(max_length=300, description="What it is about, without names of workers.")
    addressee: str = Field("", max_length=300, description="To whom it went.")
    country: str = Field("", max_length=3, description="Their country: its working days count.")
    state: str = Field("", max_length=3, description="The State concerned, if another.")
    route: str = Field("", max_length=20, description="The procedure, by its id.")
    sent: date | None = Field(None, description="When it was sent; null: it was not.")
    campaign: UUID | None = Field(None, description="The campaign that it belongs to, one that you are inside of.")

    model_config = {
        "json_schema_extra": {"examples": [{"title": "A complaint by post", "country": "NOR", "route": "NOTRA"}]}
    }


class Last(Seen):
    """What the program had before it: how many events the log had."""


class EventIn(Last):
    """What has happened."""

    kind: What
    day: date | None = Field(None, description="Today where it is left out.")
    said: str = Field("", max_length=300, description="In a sentence, without names of workers.")
    due: date | None = Field(None, description="Of `due_set`: the day.")
    term: str = Field("", max_length=60, description="Of `due_set` and `fulfilled`: which term of the procedure.")
    after: str = Field("", max_length=60, description="Of `happened`: what, from which a term runs.")
    until: date | None = Field(None, description="Of `embargoed`: shown to others from this day; null: it ends.")
    outcome: str = Field("", max_length=60, description="Of `closed`: what came of it.")

    model_config = {
        "json_schema_extra": {"examples": [{"seen": 3, "kind": "closed", "outcome": "reform", "said": "A law."}]}
    }


class BackIn(Last):
    """Why the last step is taken back."""

    why: str = Field("", max_length=300)


@router.get("/matters", response=answers(Rows, 403), operation_id="matters", summary="Matters", **needs("matter.see"))
def every(request: HttpRequest, part: Query[Part]) -> HttpResponse:
    """What one follows, with where it stands and what is due next."""
    return rows_of(following.matters, request, part)


@router.post(
    "/matters",
    response=answers(Record, 403, 404, 415, status=201),
    operation_id="matter_begin",
    summary="Follow something",
    **needs("matter.change"),
)
def begin(request: HttpRequest, given: MatterIn) -> HttpResponse:
    """Follow what was sent by another way, for instance by post."""
    return again(request, operations.begin(actor_of(request), **given.dict()).pk, 201)


@router.post(
    "/letters/{uuid:letter}/matter",
    response=answers(Record, 403, 404, 415, status=201),
    operation_id="letter_follow",
    summary="Follow a letter",
    **needs("letter.change", "matter.change"),
)
def follow(request: HttpRequest, letter: Path[UUID]) -> HttpResponse:
    """Follow a letter that has been sent; whoever sees the letter then sees the matter."""
    return again(request, operations.follow_letter(actor_of(request), letter).pk, 201)


@router.get(ONE, response=answers(Record, 403, 404), operation_id="matter", summary="One matter", **needs("matter.see"))
def one(request: HttpRequest, matter: Path[UUID]) -> HttpResponse:
    """A matter with its log, in the form `fairlead.matter/1`, where it stands, and what is due when and why."""
    return seen(following.matter, request, matter=matter)


@router.delete(
    ONE,
    response=answers(Done, 403, 404, 415),
    operation_id="matter_delete",
    summary="Delete for good",
    **needs("matter.delete"),
)
def delete(request: HttpRequest, matter: Path[UUID]) -> HttpResponse:
    """Delete a matter with its log and papers for good."""
    operations.delete(actor_of(request), matter)
    return written({"done": True})


@router.post(
    ONE + "/events",
    response=answers(Record, 403, 404, 409, 415, status=201),
    operation_id="matter_log",
    summary="Record what has happened",
    **needs("matter.change"),
)
def log(request: HttpRequest, matter: Path[UUID], given: EventIn) -> HttpResponse:
    """Record a step, a date, a note, an embargo, or that it is closed with its outcome; what cannot happen is refused.

    `seen` is the number of the last event that you read.
    """
    around = frame(request, matter, "log", "change")
    said: dict[str, Any] = {name: value or "" for name, value in given.dict(exclude={"seen"}).items()}
    form = following.log_form(around, said)
    what = entered(form)
    operations.log(actor_of(request), matter, given.seen, what["kind"], day=what["day"], fields=form.event())
    return again(request, matter, 201)


@router.post(
    ONE + "/undo",
    response=answers(Record, 403, 404, 409, 415, status=201),
    operation_id="matter_undo",
    summary="Take the last step back",
    **needs("matter.change"),
)
def undo(request: HttpRequest, matter: Path[UUID], given: BackIn) -> HttpResponse:
    """Take the last step that counts back; both stay in the log."""
    operations.step_back(actor_of(request), matter, given.seen, given.why)
    return again(request, matter, 201)


@router.put(
    ONE + "/audience",
    response=answers(Record, 403, 404, 415),
    operation_id="matter_audience",
    summary="Say who sees it",
    **needs("matter.share"),
)
def audience(request: HttpRequest, matter: Path[UUID], given: AudienceIn) -> HttpResponse:
    """Show a matter to an organisation or a network of one's own, or to nobody else."""
    find(actor_of(request), Matter, "share", pk=matter)
    operations.set_audience(actor_of(request), matter, *audience_of(request, given))
    return again(request, matter)


@router.put(
    ONE + "/campaign",
    response=answers(Record, 403, 404, 415),
    operation_id="matter_campaign",
    summary="Say which campaign it belongs to",
    **needs("matter.change", "campaign.inside"),
)
def campaign(request: HttpRequest, matter: Path[UUID], given: BelongsIn) -> HttpResponse:
    """Say to which campaign a matter belongs; that of a letter is said of the letter."""
    operations.set_campaign(actor_of(request), matter, given.campaign)
    return again(request, matter)


def again(request: HttpRequest, matter: UUID, status: int = 200) -> HttpResponse:
    """A matter as it stands after a change; its id alone where the change took it from sight."""
    return after(request, Matter, following.matter, status, matter=matter)
