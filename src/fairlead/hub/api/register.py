"""What members chose to publish: letters as they were sent, what came of matters, and parts of campaigns."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from fairlead.hub.api.shapes import Part, Record, Rows, answers, data_of, listed, written
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.campaigns.policy import public
from fairlead.hub.campaigns.views.showing import shown_to_all
from fairlead.hub.matters.views import showing
from fairlead.hub.pages import today
from fairlead.hub.people.actor import NOBODY
from fairlead.hub.people.policy import find, visible

__all__ = ["router"]

router = Router(tags=["Public register"])


class Wanted(Part):
    """Which entries."""

    state: str = Field("", max_length=3, description="The State concerned, ISO 3166 alpha-3.")
    what: Literal["", "letter", "matter"] = Field("", description="letter or matter.")
    outcome: str = Field("", max_length=40, description="Of a matter: what came of it.")


@router.get("/register", response=answers(Rows), operation_id="register", summary="Public register")
def every(request: HttpRequest, wanted: Query[Wanted]) -> HttpResponse:
    """Letters and matters that are published, the newest first."""
    return listed(list(showing.register_list(request).data), wanted)


@router.get(
    "/register/letters/{uuid:entry}",
    response=answers(Record, 404),
    operation_id="register_letter",
    summary="A letter as sent",
)
def letter(request: HttpRequest, entry: Path[UUID]) -> HttpResponse:
    """A published letter as it was sent, with its sources and without its annex."""
    return data_of(showing.letter, request, entry=entry)


@router.get(
    "/register/matters/{uuid:entry}",
    response=answers(Record, 404),
    operation_id="register_matter",
    summary="What came of it",
)
def matter(request: HttpRequest, entry: Path[UUID]) -> HttpResponse:
    """What came of a letter or complaint, as its people chose to show it."""
    return data_of(showing.matter, request, entry=entry)


@router.get("/register/campaigns", response=answers(Rows), operation_id="register_campaigns", summary="Campaigns")
def campaigns(request: HttpRequest, part: Query[Part]) -> HttpResponse:  # noqa: ARG001
    """Campaigns of which parts are published, the newest first."""
    found = visible(NOBODY, Campaign).filter(public(today())).order_by("-published", "pk")
    return listed(
        list(found[:500]),
        part,
        lambda one: {
            "id": one.pk,
            "title": (one.public or {}).get("title", ""),
            "objective": one.objective,
            "country": one.country,
            "published": one.published.date() if one.published else None,
        },
    )


@router.get(
    "/register/campaigns/{uuid:entry}",
    response=answers(Record, 404),
    operation_id="register_campaign",
    summary="A campaign as published",
)
def campaign(request: HttpRequest, entry: Path[UUID]) -> HttpResponse:  # noqa: ARG001
    """The parts of a campaign that everyone may read, with those members alone that may be named."""
    return written(shown_to_all(find(NOBODY, Campaign, pk=entry)))
