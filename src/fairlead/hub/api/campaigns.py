"""Campaigns: begun, planned, logged and kept as files, by the same operations as the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from pydantic import Field

from fairlead.act.campaign import changes as goes_on
from fairlead.act.campaign.model import Campaign as Whole
from fairlead.act.campaign.model import Effect, How, Level, State
from fairlead.act.campaign.steps import remove_step
from fairlead.hub.api.access import needs
from fairlead.hub.api.acting import AudienceIn, Seen, Version, audience_of, inner, seen
from fairlead.hub.api.shapes import Done, Given, Part, Record, Rows, answers, listed, written
from fairlead.hub.campaigns import operations
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.campaigns.public.brief import TYPES
from fairlead.hub.campaigns.together import inside_of
from fairlead.hub.campaigns.views import keeping, showing
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import allowed, find

__all__ = ["INSIDE", "ONE", "again", "router"]

router = Router(tags=["Campaigns"])
ONE = "/campaigns/{uuid:campaign}"
INSIDE = "campaign.inside"


class CampaignIn(Given):
    """A new campaign."""

    objective: str = Field(max_length=40, description="What it asks for: ratify, inspection, dialogue and so on.")
    country: str = Field(max_length=3, description="ISO 3166 alpha-3.")
    partner: str = Field("", max_length=3, description="The other State, of a trade deal or a corridor.")
    sector: str = Field("", max_length=3, description="Industry, c1 to c35.")
    level: Literal["", Level] = ""
    instrument: str = Field("", max_length=20, description="The instrument concerned, such as P029.")
    lender: str = Field("", max_length=40)
    title: str = Field("", max_length=300)
    goal: str = Field("", max_length=2000, description="What is asked, in your own words.")
    start: date | None = Field(None, description="The first day of the plan; today where it is left out.")
    target: date | None = Field(None, description="To be reached by this day.")

    model_config = {"json_schema_extra": {"examples": [{"objective": "ratify", "country": "NPL"}]}}


class CampaignMain(Seen):
    """What it is called and what it asks; what is left out stays as it is."""

    title: str = Field("", max_length=300)
    goal: str = Field("", max_length=2000)
    level: Literal["", Level] = ""
    target: date | None = None


class StepIn(Seen):
    """One step of the plan."""

    name: str = Field(max_length=200)
    begins: date
    ends: date
    owner: str = Field("", max_length=200, description="Who sees to it.")
    state: State = "open"
    done: date | None = None
    does: str = Field("", max_length=1000, description="What is done.")
    leaves: str = Field("", max_length=500, description="What it leaves behind.")

    model_config = {
        "json_schema_extra": {
            "examples": [{"seen": 1, "name": "Meet the Ministry", "begins": "2027-01-11", "ends": "2027-02-12"}]
        }
    }


class EngagementIn(Seen):
    """Whom the coalition spoke with."""

    whom: str = Field(max_length=200, description="By post or body.")
    on: date
    ask: str = Field(max_length=1000, description="What was asked.")
    how: How = "letter"
    by: list[str] = Field([], max_length=200, description="Who asked: short names of members in this campaign.")
    due: date | None = Field(None, description="An answer was asked for by this day.")


class ReplyToIn(Seen):
    """The answer to an engagement."""

    reply: Literal["acknowledged", "yes", "in part", "no"]
    said: str = Field(max_length=2000, description="What was answered.")
    on: date


class OutcomeIn(Seen):
    """Something that came of it."""

    what: str = Field(max_length=1000, description="What changed.")
    effect: Effect
    on: str = Field(max_length=10, description="A day, a month or a year.")
    source: str = Field("", max_length=500, description="Address of a page where it can be read.")
    engagement: str = Field("", max_length=80, description="The engagement that it followed.")


@router.get("/campaigns", response=answers(Rows, 403), operation_id="campaigns", summary="Campaigns", **needs(INSIDE))
def every(request: HttpRequest, part: Query[Part]) -> HttpResponse:
    """Campaigns of which one reads everything: one's own, those shared with one, and those one takes part in."""
    return listed(inside_of(actor_of(request)), part, _row)


@router.post(
    "/campaigns",
    response=answers(Record, 403, 404, 415, status=201),
    operation_id="campaign_begin",
    summary="Begin a campaign",
    **needs(INSIDE, "campaign.change"),
)
def begin(request: HttpRequest, given: CampaignIn) -> HttpResponse:
    """Begin a campaign with the seven steps as its plan; only its owner sees it."""
    form = msgspec.convert(_text(given.dict()), Whole)
    return again(request, operations.begin(actor_of(request), form).pk, 201)


@router.post(
    "/campaigns/import",
    response=answers(Record, 403, 404, 413, 415, status=201),
    operation_id="campaign_import",
    summary="Take a campaign from a file",
    **needs(INSIDE, "campaign.change"),
)
def take(request: HttpRequest, given: Record) -> HttpResponse:  # noqa: ARG001
    """Take a campaign in the form `fairlead.campaign/1`; nothing in it gives anybody a right."""
    return again(request, operations.imported(actor_of(request), request.body).pk, 201)


@router.get(ONE, response=answers(Record, 403, 404), operation_id="campaign", summary="One campaign", **needs(INSIDE))
def one(request: HttpRequest, campaign: Path[UUID]) -> HttpResponse:
    """All of a campaign, in the form `fairlead.campaign/1`, with its version, timeline, letters, matters and allies."""
    find(actor_of(request), Campaign, "inside", pk=campaign)
    return again(request, campaign)


@router.patch(
    ONE,
    response=answers(Record, 403, 404, 409, 415),
    operation_id="campaign_main",
    summary="Change what it asks",
    **needs(INSIDE, "campaign.change"),
)
def main(request: HttpRequest, campaign: Path[UUID], given: CampaignMain) -> HttpResponse:
    """Change the title, the goal, the level or the target, as a new version."""
    said = _text({name: getattr(given, name) for name in given.model_fields_set - {"seen"}})
    return _changed(
        request, campaign, given.seen, lambda whole: msgspec.structs.replace(whole, **said), _("What it asks")
    )


@router.delete(
    ONE,
    response=answers(Done, 403, 404, 415),
    operation_id="campaign_delete",
    summary="Delete for good",
    **needs("campaign.delete"),
)
def delete(request: HttpRequest, campaign: Path[UUID]) -> HttpResponse:
    """Delete a campaign for good."""
    operations.delete(actor_of(request), campaign)
    return written({"done": True})


@router.post(
    ONE + "/steps",
    response=answers(Record, 403, 404, 409, 415, status=201),
    operation_id="campaign_step",
    summary="Add a step to the plan",
    **needs(INSIDE, "campaign.change"),
)
def add(request: HttpRequest, campaign: Path[UUID], given: StepIn) -> HttpResponse:
    """Add a step to the plan."""
    said = _text(given.dict(exclude={"seen"}))
    return _changed(request, campaign, given.seen, lambda whole: keeping.with_step(whole, "", said), _("The plan"), 201)


@router.put(
    ONE + "/steps/{step}",
    response=answers(Record, 403, 404, 409, 415),
    operation_id="campaign_step_change",
    summary="Change a step",
    **needs(INSIDE, "campaign.change"),
)
def step_change(request: HttpRequest, campaign: Path[UUID], step: Path[str], given: StepIn) -> HttpResponse:
    """Change a step of the plan: its days, who sees to it, whether it is done."""
    said = _text(given.dict(exclude={"seen"}))
    return _changed(request, campaign, given.seen, lambda whole: keeping.with_step(whole, step, said), _("The plan"))


@router.delete(
    ONE + "/steps/{step}",
    response=answers(Record, 403, 404, 409, 415),
    operation_id="campaign_step_remove",
    summary="Take a step out",
    **needs(INSIDE, "campaign.change"),
)
def step_remove(request: HttpRequest, campaign: Path[UUID], step: Path[str], had: Query[Version]) -> HttpResponse:
    """Take a step out of the plan; the version before it stays."""
    return _changed(request, campaign, had.seen, lambda whole: remove_step(whole, step), _("a step taken out"))


@router.post(
    ONE + "/engagements",
    response=answers(Record, 403, 404, 409, 415, status=201),
    operation_id="campaign_engagement",
    summary="Log whom you spoke with",
    **needs(INSIDE, "campaign.change"),
)
def engagement(request: HttpRequest, campaign: Path[UUID], given: EngagementIn) -> HttpResponse:
    """Log whom the coalition spoke with or wrote to, and what was asked."""
    said = _text(given.dict(exclude={"seen"}))
    whom, ask, on = said.pop("whom"), said.pop("ask"), said.pop("on")
    made = goes_on.log
    return _changed(
        request, campaign, given.seen, lambda whole: made(whole, whom, ask, on, **said), _("Whom we spoke with"), 201
    )


@router.put(
    ONE + "/engagements/{engagement}/answer",
    response=answers(Record, 403, 404, 409, 415),
    operation_id="campaign_answer",
    summary="Log an answer",
    **needs(INSIDE, "campaign.change"),
)
def reply(request: HttpRequest, campaign: Path[UUID], engagement: Path[str], given: ReplyToIn) -> HttpResponse:
    """Log what was answered."""
    on = given.on.isoformat()

    def made(whole: Whole) -> Whole:
        return goes_on.answer(whole, engagement, given.said, given.reply, on)

    return _changed(request, campaign, given.seen, made, _("An answer"))


@router.post(
    ONE + "/outcomes",
    response=answers(Record, 403, 404, 409, 415, status=201),
    operation_id="campaign_outcome",
    summary="Say what came of it",
    **needs(INSIDE, "campaign.change"),
)
def outcome(request: HttpRequest, campaign: Path[UUID], given: OutcomeIn) -> HttpResponse:
    """Say what came of it, with where it can be read; that nothing came of it is worth saying too."""
    said = given.dict(exclude={"seen"})
    return _changed(
        request, campaign, given.seen, lambda whole: goes_on.record(whole, **said), _("What came of it"), 201
    )


@router.get(
    ONE + "/versions",
    response=answers(list[Record], 403, 404),
    operation_id="campaign_versions",
    summary="Versions",
    **needs(INSIDE),
)
def versions(request: HttpRequest, campaign: Path[UUID]) -> HttpResponse:
    """All versions with their numbers, the newest first."""
    return seen(keeping.history, request, campaign=campaign)


@router.post(
    ONE + "/versions/{int:number}/restore",
    response=answers(Record, 403, 404, 409, 415, status=201),
    operation_id="campaign_restore",
    summary="Go back to a version",
    **needs(INSIDE, "campaign.change"),
)
def restore(request: HttpRequest, campaign: Path[UUID], number: Path[int], given: Seen) -> HttpResponse:
    """Let an older version stand again, as a new one."""
    operations.restore(actor_of(request), campaign, given.seen, number)
    return again(request, campaign, 201)


_FILE = needs(INSIDE)
_FILE["openapi_extra"]["responses"] = {
    200: {
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in (*TYPES.values(), "text/csv; charset=utf-8", "text/calendar; charset=utf-8")
        }
    }
}


@router.get(
    ONE + "/files/{what}",
    response=answers(Record, 403, 404),
    operation_id="campaign_file",
    summary="As a file",
    **_FILE,
)
def file(request: HttpRequest, campaign: Path[UUID], what: Path[str]) -> HttpResponse:
    """The campaign (`campaign.json`), its plan (`plan.csv`, `plan.ics`), its brief, slides or a part of its kit.

    Those are `brief.pdf`, `slides.docx` and so on, as pdf or docx.
    """
    found: HttpResponse = inner(keeping.file)(request, campaign=campaign, what=what)
    return found


@router.put(
    ONE + "/audience",
    response=answers(Record, 403, 404, 415),
    operation_id="campaign_audience",
    summary="Say who sees it",
    **needs("campaign.share"),
)
def audience(request: HttpRequest, campaign: Path[UUID], given: AudienceIn) -> HttpResponse:
    """Show a campaign to an organisation or a network of one's own, or to nobody but its coalition."""
    find(actor_of(request), Campaign, "share", pk=campaign)
    operations.set_audience(actor_of(request), campaign, *audience_of(request, given))
    return again(request, campaign)


def again(request: HttpRequest, campaign: UUID, status: int = 200) -> HttpResponse:
    """A campaign as it stands after a change; its id alone where the reader is not inside of it."""
    held = Campaign.objects.filter(pk=campaign).first()
    if held is None or not allowed(actor_of(request), "inside", held):
        return written({"id": campaign}, status)
    page = showing.campaign(request, campaign)
    assert isinstance(page, Page)
    about = {"version": held.number, "audience": held.audience, "published": held.published, "embargo": held.embargo}
    return written({**page.data, **about}, status)


def _changed(
    request: HttpRequest, campaign: UUID, had: int, made: Callable[[Whole], Whole], why: str, status: int = 200
) -> HttpResponse:
    operations.change(actor_of(request), campaign, had, made, why)
    return again(request, campaign, status)


def _text(values: dict[str, Any]) -> dict[str, Any]:
    """Days as the library reads them; what is not said is empty."""
    return {
        name: one.isoformat() if isinstance(one, date) else "" if one is None else one for name, one in values.items()
    }


def _row(one: Campaign) -> dict[str, Any]:
    names = ("title", "objective", "country", "audience", "changed", "published")
    return {"id": one.pk, "version": one.number, **{name: getattr(one, name) for name in names}}
