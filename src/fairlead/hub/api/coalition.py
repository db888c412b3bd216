"""Campaigns: who takes part, who agreed to which words, who could suffer, and what everyone reads."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import Field

from fairlead.act.case import Constituency
from fairlead.hub.api.access import needs
from fairlead.hub.api.acting import AnswerIn, answers_of, own, safety_of
from fairlead.hub.api.campaigns import INSIDE, ONE, again
from fairlead.hub.api.shapes import Done, Given, Record, answers, written
from fairlead.hub.campaigns import operations
from fairlead.hub.campaigns.allies import allies
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.campaigns.operations.showing import given as given_in
from fairlead.hub.campaigns.operations.showing import public_of
from fairlead.hub.campaigns.policy import editing
from fairlead.hub.campaigns.views.showing import shown_to_all
from fairlead.hub.pages import today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import find

__all__ = ["router"]

router = Router(tags=["Campaigns"])
Shows = Literal["plan", "log", "outcomes", "texts", "letters"]
Shown: Any = Field([], max_length=5, description="Which parts everyone reads.")


class PartyIn(Given):
    """Who is asked into the coalition: an organisation of the hub by its short name, or one outside."""

    organisation: str = Field("", max_length=80)
    name: str = Field("", max_length=200)
    constituency: Constituency = "workers"
    attested: str = Field("", max_length=300, description="How one outside agreed to take part.")


class TextIn(Given):
    """A text that is brought before the coalition, or a new version of one."""

    title: str = Field(max_length=200)
    text: str = Field(max_length=100_000, description="The words.")
    kind: str = Field("", max_length=60, description="The kind of document.")
    replaces: UUID | None = Field(None, description="The text whose new version it is.")


class TakePartIn(Given):
    """Which organisation of one's own takes part."""

    organisation: str = Field(max_length=80, description="Its short name.")
    named: bool = Field(False, description="Whether it may be named in public.")


class OurBodyIn(Given):
    """Which organisation of one's own it is about."""

    organisation: str = Field(max_length=80, description="Its short name.")


class AgreeIn(OurBodyIn):
    """An agreement in the name of one's own organisation."""

    digest: str = Field(max_length=64, description="SHA-256 of the words that were read; others are answered 409.")


class CampaignSafetyIn(Given):
    """Who could suffer if everyone reads it: answers by question."""

    answers: dict[str, AnswerIn] = Field({}, max_length=100)


class CampaignPublicIn(Given):
    """What everyone would read, and how those in it are kept safe."""

    shows: list[Shows] = Shown
    withhold: bool = Field(False, description="Whether all members stay unnamed.")
    through: str = Field("", max_length=200, description="The organisation in whose name it is published.")
    embargo: date | None = Field(None, description="The first day on which others may see it.")


class CampaignPublishIn(Given):
    """Which parts are published."""

    shows: list[Shows] = Shown
    nobody_can_suffer: Literal[True] = Field(
        description="That you asked those who act and those it is about, and nobody can suffer for it."
    )


@router.get(
    ONE + "/coalition",
    response=answers(Record, 403, 404),
    operation_id="campaign_coalition",
    summary="Who takes part",
    **needs(INSIDE),
)
def coalition(request: HttpRequest, campaign: Path[UUID]) -> HttpResponse:
    """Who is asked and takes part, the texts with their words and digests, and who agreed to which."""
    return _coalition(request, campaign)


@router.get(
    ONE + "/allies",
    response=answers(list[Record], 403, 404),
    operation_id="campaign_allies",
    summary="Who stands for the same",
    **needs(INSIDE),
)
def allies_of(request: HttpRequest, campaign: Path[UUID]) -> HttpResponse:
    """Organisations of this hub that stand for the same as a campaign and are not asked yet, each with its reasons."""
    actor = actor_of(request)
    held = find(actor, Campaign, "inside", pk=campaign)
    asked = held.parties.filter(left__isnull=True, organisation__isnull=False).values_list("organisation_id", flat=True)
    return written(msgspec.to_builtins(allies(actor, held.whole, today(), but=list(asked))))


@router.post(
    ONE + "/coalition",
    response=answers(Record, 403, 404, 415, status=201),
    operation_id="campaign_invite",
    summary="Ask an organisation",
    **needs(INSIDE, "campaign.invite"),
)
def invite(request: HttpRequest, campaign: Path[UUID], given: PartyIn) -> HttpResponse:
    """Ask an organisation of the hub, which then reads the campaign and answers for itself; or note one outside."""
    operations.invite(actor_of(request), campaign, **given.dict())
    return _coalition(request, campaign, 201)


@router.delete(
    ONE + "/coalition/{uuid:party}",
    response=answers(Record, 403, 404, 415),
    operation_id="campaign_uninvite",
    summary="Ask it no longer",
    **needs(INSIDE, "campaign.invite"),
)
def uninvite(request: HttpRequest, campaign: Path[UUID], party: Path[UUID]) -> HttpResponse:
    """Ask somebody no longer; who has taken part stays on record as having left."""
    operations.uninvite(actor_of(request), campaign, party)
    return _coalition(request, campaign)


@router.put(
    ONE + "/membership",
    response=answers(Record, 403, 404, 415),
    operation_id="campaign_accept",
    summary="Take part",
    **needs(INSIDE, "campaign.agree"),
)
def accept(request: HttpRequest, campaign: Path[UUID], given: TakePartIn) -> HttpResponse:
    """Take part in the name of one's own organisation, and say whether it may be named in public.

    An organisation that was asked answers so. Whoever may ask others, by a token that names `campaign.invite`, need not
    ask their own first.
    """
    find(actor_of(request), Campaign, "inside", pk=campaign)
    operations.accept(actor_of(request), campaign, own(request, given.organisation), named=given.named)
    return _coalition(request, campaign)


@router.post(
    ONE + "/leave",
    response=answers(Done, 403, 404, 415),
    operation_id="campaign_leave",
    summary="Decline or leave",
    **needs("campaign.agree"),
)
def leave(request: HttpRequest, campaign: Path[UUID], given: OurBodyIn) -> HttpResponse:
    """Decline or leave for one's own organisation; its agreements end on the same day."""
    operations.leave(actor_of(request), campaign, _ours(request, campaign, given.organisation))
    return written({"done": True})


@router.post(
    ONE + "/texts",
    response=answers(Record, 403, 404, 415, status=201),
    operation_id="campaign_text",
    summary="Bring a text before it",
    **needs(INSIDE, "campaign.invite"),
)
def text(request: HttpRequest, campaign: Path[UUID], given: TextIn) -> HttpResponse:
    """Bring a text, or a new version of one, before the coalition; nobody has agreed to it yet."""
    operations.add_words(actor_of(request), campaign, given.title, given.text, kind=given.kind, replaces=given.replaces)
    return _coalition(request, campaign, 201)


@router.put(
    ONE + "/texts/{uuid:text}/agreement",
    response=answers(Record, 403, 404, 409, 415),
    operation_id="campaign_agree",
    summary="Agree to a text",
    **needs(INSIDE, "campaign.agree"),
)
def agree(request: HttpRequest, campaign: Path[UUID], text: Path[UUID], given: AgreeIn) -> HttpResponse:
    """Agree to the words that were read, for one's own organisation alone."""
    body = _ours(request, campaign, given.organisation)
    operations.agree(actor_of(request), campaign, body, text, given.digest)
    return _coalition(request, campaign)


@router.post(
    ONE + "/texts/{uuid:text}/withdraw",
    response=answers(Record, 403, 404, 415),
    operation_id="campaign_withdraw",
    summary="Take an agreement back",
    **needs(INSIDE, "campaign.agree"),
)
def withdraw(request: HttpRequest, campaign: Path[UUID], text: Path[UUID], given: OurBodyIn) -> HttpResponse:
    """Take the agreement of one's own organisation back; the record of it stays."""
    operations.withdraw(actor_of(request), campaign, _ours(request, campaign, given.organisation), text)
    return _coalition(request, campaign)


@router.get(
    ONE + "/safety",
    response=answers(Record, 403, 404),
    operation_id="campaign_safety",
    summary="Who could suffer for it",
    **needs("campaign.publish"),
)
def safety(request: HttpRequest, campaign: Path[UUID]) -> HttpResponse:
    """What is asked before everyone reads it, what was answered, and what still stands in the way."""
    return written(_safety(find(actor_of(request), Campaign, "publish", pk=campaign)))


@router.put(
    ONE + "/safety",
    response=answers(Record, 403, 404, 415),
    operation_id="campaign_safety_answer",
    summary="Answer who could suffer",
    **needs("campaign.publish"),
)
def safety_answer(request: HttpRequest, campaign: Path[UUID], given: CampaignSafetyIn) -> HttpResponse:
    """Keep answers; none where one cannot be."""
    return written(_safety(operations.answer_safety(actor_of(request), campaign, answers_of(given.answers))))


@router.put(
    ONE + "/public",
    response=answers(Record, 403, 404, 415),
    operation_id="campaign_prepare",
    summary="Say what everyone would read",
    **needs("campaign.publish"),
)
def prepare(request: HttpRequest, campaign: Path[UUID], given: CampaignPublicIn) -> HttpResponse:
    """Choose what everyone would read, and see it; where the choice changes, what is public is taken back."""
    held = operations.prepare(actor_of(request), campaign, **given.dict())
    return written(shown_to_all(held, public_of(held)))


@router.put(
    ONE + "/publication",
    response=answers(Record, 403, 404, 415),
    operation_id="campaign_publish",
    summary="Publish chosen parts",
    **needs("campaign.publish"),
)
def publish(request: HttpRequest, campaign: Path[UUID], given: CampaignPublishIn) -> HttpResponse:
    """Let everyone read chosen parts as they stand now, from the end of an embargo on."""
    held = operations.publish(actor_of(request), campaign, given.shows, safe=given.nobody_can_suffer)
    return written(shown_to_all(held))


@router.delete(
    ONE + "/publication",
    response=answers(Record, 403, 404, 415),
    operation_id="campaign_unpublish",
    summary="Take it back from everyone",
    **needs("campaign.publish"),
)
def unpublish(request: HttpRequest, campaign: Path[UUID]) -> HttpResponse:
    """Let nobody else read it any longer."""
    operations.unpublish(actor_of(request), campaign)
    return again(request, campaign)


def _ours(request: HttpRequest, campaign: UUID, slug: str) -> UUID:
    find(actor_of(request), Campaign, "agree", pk=campaign)
    return own(request, slug)


def _coalition(request: HttpRequest, campaign: UUID, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    held = find(actor, Campaign, "inside", pk=campaign)
    parties = list(held.parties.prefetch_related("approvals").select_related("organisation"))
    return written(
        {"members": [_party(one, editing(actor)) for one in parties], "texts": _texts(held, parties)}, status
    )


def _party(one: Any, ours: list[UUID]) -> dict[str, Any]:
    mine = one.organisation_id in ours
    return {
        "id": one.pk,
        "short": one.slug,
        "name": one.name,
        "organisation": one.organisation.slug if one.organisation else "",
        "constituency": one.constituency,
        "joined": one.joined,
        "left": one.left,
        "attested": one.attested,
        "ours": mine,
        "named": one.named if mine else None,
    }


def _texts(held: Campaign, parties: list[Any]) -> list[dict[str, Any]]:
    taking = [one for one in parties if one.joined and not one.left]
    return [
        {
            "id": one.pk,
            "short": one.name,
            "title": one.title,
            "kind": one.kind,
            "text": one.text,
            "digest": one.sha256,
            "made": one.made,
            "replaces": one.replaces_id,
            "agreed": [
                party.slug
                for party in taking
                if any(given.text_id == one.pk and not given.withdrawn for given in party.approvals.all())
            ],
        }
        for one in held.texts.all()
    ]


def _safety(held: Campaign) -> dict[str, Any]:
    asked = operations.questions(held, held.embargo or today())
    told = safety_of(asked, given_in(held), operations.safe(held))
    return {"shows": held.shows, "withhold": held.withhold, "through": held.through, "embargo": held.embargo, **told}
