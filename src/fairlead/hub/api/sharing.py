"""Who sees an assessment besides its owner: organisations, networks, and whoever has a link."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Router, Schema
from pydantic import Field

from fairlead.hub.api.access import needs
from fairlead.hub.api.acting import AudienceIn
from fairlead.hub.api.assessments import ONE, AssessmentOut, again
from fairlead.hub.api.shapes import Done, Given, answers, written
from fairlead.hub.assessments import operations
from fairlead.hub.assessments.models import Assessment
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import find

__all__ = ["router"]

router = Router(tags=["Assessments"])


class ShareIn(Given):
    """A link for whoever has it."""

    number: int = Field(ge=1, le=1_000_000, description="Which result.")
    names: bool = Field(False, description="Whether suppliers' names are shown.")
    days: int | None = Field(30, ge=1, le=366, description="How long it lasts; null: until it is revoked.")
    note: str = Field("", max_length=120)
    nobody_can_suffer: Literal[True] = Field(
        description="That you thought of those named and those who could be recognised, and nobody can suffer for it."
    )


class ShareOut(Schema):
    """A link; its address is given once, when it is made."""

    id: UUID
    number: int
    names: bool
    note: str
    expires: str | None
    open: bool
    address: str = ""


@router.put(
    ONE + "/audience",
    response=answers(AssessmentOut, 403, 404, 415),
    operation_id="assessment_audience",
    summary="Say who sees it",
    **needs("assessment.share"),
)
def audience(request: HttpRequest, assessment: Path[UUID], given: AudienceIn) -> HttpResponse:
    """Show an assessment to an organisation or a network of one's own, or to nobody else."""
    operations.set_audience(actor_of(request), assessment, given.audience, given.organisation, given.network)
    return again(request, assessment)


@router.get(
    ONE + "/shares",
    response=answers(list[ShareOut], 403, 404),
    operation_id="assessment_shares",
    summary="Links",
    **needs("assessment.share"),
)
def shares(request: HttpRequest, assessment: Path[UUID]) -> HttpResponse:
    """The links that were made, without their addresses."""
    thing = find(actor_of(request), Assessment, "share", pk=assessment)
    return written([_share(made) for made in thing.shares.select_related("run")])


@router.post(
    ONE + "/shares",
    response=answers(ShareOut, 403, 404, 415, status=201),
    operation_id="assessment_share",
    summary="Make a link",
    **needs("assessment.share"),
)
def share(request: HttpRequest, assessment: Path[UUID], given: ShareIn) -> HttpResponse:
    """Make a link with which anybody can read one result; its address stands in this answer and nowhere else."""
    actor = actor_of(request)
    made, secret = operations.share(
        actor, assessment, given.number, names=given.names, days=given.days, note=given.note
    )
    return written({**_share(made), "address": reverse("shared", args=[secret])}, 201)


@router.delete(
    ONE + "/shares/{uuid:share}",
    response=answers(Done, 403, 404, 415),
    operation_id="assessment_revoke",
    summary="Revoke a link",
    **needs("assessment.share"),
)
def revoke(request: HttpRequest, assessment: Path[UUID], share: Path[UUID]) -> HttpResponse:
    """Let a link lead nowhere from now on."""
    operations.revoke(actor_of(request), assessment, share)
    return written({"done": True})


def _share(made: Any) -> dict[str, Any]:
    return {
        "id": made.pk,
        "number": made.run.number,
        "names": made.names,
        "note": made.note,
        "expires": made.expires,
        "open": made.open,
        "address": "",
    }
