"""How texts of lists are read: what people confirmed, to be looked at, added to and taken back."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from fairlead.hub.api.access import needs
from fairlead.hub.api.shapes import Done, Given, Part, Rows, answers, listed, written
from fairlead.hub.assessments import readings
from fairlead.hub.assessments.models import Reading
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import visible

__all__ = ["router"]

router = Router(tags=["Assessments"])


class Decision(Given):
    """How a text of lists is to be read."""

    kind: Literal["country", "industry"]
    text: str = Field(min_length=1, max_length=1000)
    codes: dict[str, float] = Field(max_length=40, description="Codes with shares; none: leave such rows out.")


class Decisions(Given):
    """How texts are to be read."""

    decisions: list[Decision] = Field(min_length=1, max_length=1000)


class Batch(Schema):
    """What was changed together, to take it back; null: nothing changed."""

    batch: UUID | None


@router.get(
    "/readings", response=answers(Rows, 403), operation_id="readings", summary="Readings", **needs("reading.see")
)
def every_reading(request: HttpRequest, part: Query[Part]) -> HttpResponse:
    """How texts of one's lists are read: what one confirmed, and what one's organisations share."""
    found = visible(actor_of(request), Reading).order_by("kind", "key", "pk")
    mine = getattr(actor_of(request).user, "pk", None)
    return listed(
        list(found),
        part,
        lambda it: {
            "id": it.pk,
            "kind": it.kind,
            "text": it.text,
            "codes": it.codes,
            "mine": it.owner_id == mine,
            "changed": it.changed,
        },
    )


@router.post(
    "/readings",
    response=answers(Batch, 403, 404, 415),
    operation_id="readings_decide",
    summary="Confirm readings",
    **needs("reading.change"),
)
def decide(request: HttpRequest, given: Decisions) -> HttpResponse:
    """Say how texts are to be read, in every list of one's own from now on; all of them or none."""
    chosen: dict[tuple[str, str], dict[str, float]] = {(it.kind, it.text): it.codes for it in given.decisions}
    return written({"batch": readings.decide(actor_of(request), chosen)})


@router.delete(
    "/readings/{uuid:reading}",
    response=answers(Batch, 403, 404, 415),
    operation_id="reading_forget",
    summary="Forget a reading",
    **needs("reading.change", "reading.delete"),
)
def forget(request: HttpRequest, reading: Path[UUID]) -> HttpResponse:
    """Forget one reading of one's own."""
    return written({"batch": readings.forget(actor_of(request), reading)})


@router.delete(
    "/readings/batches/{uuid:batch}",
    response=answers(Done, 403, 404, 415),
    operation_id="readings_undo",
    summary="Take readings back",
    **needs("reading.change"),
)
def undo(request: HttpRequest, batch: Path[UUID]) -> HttpResponse:
    """Take back what was changed together; what was changed again since then stays."""
    readings.undo(actor_of(request), batch)
    return written({"done": True})
