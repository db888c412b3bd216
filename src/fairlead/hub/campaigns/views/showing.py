"""The page of a campaign, what everyone reads of it, and how that is chosen and asked about; allies on this hub."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.act.campaign.followed import with_matters
from fairlead.act.campaign.kit import KIT
from fairlead.act.campaign.objectives import objective
from fairlead.act.follow.transitions import STATE_WORDS
from fairlead.act.kinds import kinds
from fairlead.dossier.names import country_name
from fairlead.errors import FairleadError
from fairlead.hub.campaigns import operations, together
from fairlead.hub.campaigns.allies import allies
from fairlead.hub.campaigns.forms import EFFECTS, STATES
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.campaigns.operations import showing
from fairlead.hub.campaigns.public import brief
from fairlead.hub.campaigns.views.common import frame, seen_of, since_when
from fairlead.hub.campaigns.waiting import next_steps, waiting
from fairlead.hub.letters.views.common import changes, signed_in
from fairlead.hub.lookup.asked import day
from fairlead.hub.pages import Page, today
from fairlead.hub.people.actor import NOBODY, actor_of
from fairlead.hub.people.policy import allowed, find
from fairlead.hub.people.views.common import done
from fairlead.hub.undoing import Undo

__all__ = ["allies_page", "campaign", "public", "publish", "safety", "unpublish"]

Answer = Page | HttpResponseBase


def campaign(request: HttpRequest, campaign: UUID) -> Answer:
    """The campaign: all of it for those inside, chosen parts for everyone else."""
    actor = actor_of(request)
    it = find(actor, Campaign, pk=campaign)
    if not allowed(actor, "inside", it):
        return _public(it)
    around = frame(request, campaign, "campaign")
    whole = around["whole"]
    matters = together.matters_of(actor, it)
    letters, followed = together.letters_of(actor, it), together.matter_rows(matters)
    came = together.outcomes(matters)
    line = with_matters(around["timeline"], (one.log for one in matters))
    asked = [one.organisation_id for one in around["parties"] if one.organisation_id and not one.left]
    found = allies(actor, whole, today(), but=asked)
    data = msgspec.to_builtins(whole) | {
        "timeline": msgspec.to_builtins(line),
        "letters": letters,
        "matters": followed,
        "led_to": came,
        "allies": msgspec.to_builtins(found),
    }
    rows = [msgspec.to_builtins(one) for one in line]
    context = {
        **around,
        "timeline": line,
        "states": STATES,
        "effects": EFFECTS,
        "kit": KIT,
        "letters": letters,
        "matters": followed,
        "came": came,
        "documents": together.documents(whole),
        "allies": found,
        "stands": STATE_WORDS,
        "waiting": waiting(actor, campaign=campaign),
        "following": next_steps(it, around["may"], around["parties"], letters, followed, around["own"]),
        "kind_names": {key: one.name for key, one in kinds().items()},
    }
    return Page("campaigns/campaign.html", it.title, data, rows, context, cite=False)


def _public(it: Campaign) -> Page:
    """What everyone reads: what was asked about when it was published, and those members that may be named today."""
    shown = shown_to_all(it)
    rows = [{"on": one["on"], "what": one["what"], "effect": one["effect"]} for one in shown["outcomes"]]
    context = {"it": it, "shown": shown, "effects": EFFECTS, "states": STATES, "stands": STATE_WORDS}
    return Page("campaigns/public.html", shown["title"], shown, rows, context)


def shown_to_all(it: Campaign, held: dict[str, Any] | None = None) -> dict[str, Any]:
    """What everyone reads of a campaign; `held` is what they would read, for a look before it is published."""
    made = held if held is not None else it.public or {}
    known = {str(one.pk): one.name for one in showing.named(it)}
    standing = {
        (str(given.text_id), str(party.pk))
        for party in showing.named(it)
        for given in party.approvals.filter(withdrawn__isnull=True)
    }
    texts = [
        {**_without(one, "text"), "agreed": [known[pk] for pk in one["agreed"] if (one["text"], pk) in standing]}
        for one in made.get("texts", [])
    ]
    found = together.published(it) if made.get("letters") else {"letters": [], "matters": []}
    for one in found["matters"]:
        one["stands"] = STATE_WORDS.get(one["stands"], one["stands"])
    return {
        "title": made.get("title", ""),
        "objective": objective(it.objective).name,
        "country": country_name(it.country),
        "goal": made.get("goal", ""),
        "through": made.get("through", ""),
        "members": [known[pk] for pk in made.get("members", []) if pk in known],
        "steps": [_without(one, "owner") for one in made.get("steps", [])],
        "engagements": [_without(one, "by") for one in made.get("engagements", [])],
        "outcomes": made.get("outcomes", []),
        "texts": [one for one in texts if one["agreed"]],
        **found,
        "published": since_when(it),
    }


def _without(one: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in one.items() if key != name}


@signed_in("GET", "HEAD", "POST")
def public(request: HttpRequest, campaign: UUID) -> HttpResponseBase:
    """Choose what everyone would read, see it, and publish it."""
    around = frame(request, campaign, "public", "publish")
    it = around["it"]
    if request.method == "POST":
        before = {"shows": list(it.shows), "through": it.through}
        before |= {"withhold": "yes"} if it.withhold else {}
        before |= {"embargo": it.embargo.isoformat()} if it.embargo else {}
        operations.prepare(
            actor_of(request), campaign, request.POST.getlist("shows"),
            withhold=request.POST.get("withhold") == "yes", through=request.POST.get("through", ""),
            embargo=_day(request.POST.get("embargo", "")),
        )  # fmt: skip
        back: Undo = (reverse("campaign-public", kwargs={"campaign": campaign}), before)
        said = _("Kept. Now look at it, answer who could suffer for it, and publish it.")
        if it.published and not find(actor_of(request), Campaign, pk=campaign).published:
            said = _("Kept. Nobody else reads it any longer, until you publish it anew.")
        return done(request, said, "campaign-public", undo=back, campaign=campaign)
    return _choosing(request, around)


def _choosing(request: HttpRequest, around: dict[str, Any], refused: FairleadError | None = None) -> HttpResponseBase:
    """The page on which it is chosen, seen, asked about and published; with what stands in the way, if it was tried."""
    it = around["it"]
    context = {
        **around,
        "parts": showing.PARTS,
        "decision": operations.safe(it),
        "shown": shown_to_all(it, showing.public_of(it)),
        "effects": EFFECTS,
        "states": STATES,
        "waits": it.published and it.embargo and it.embargo > today(),
        "questions": operations.questions(it, it.embargo or today()),
        "given": showing.given(it),
        "refused": refused,
    }
    status = getattr(refused, "status", 400) if refused else 200
    return render(request, "campaigns/publishing.html", context, status=status)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise FairleadError(
            _("The day cannot be read."), fix=_("Write year, month and day, or leave it empty.")
        ) from None


@signed_in("GET", "HEAD", "POST")
def safety(request: HttpRequest, campaign: UUID) -> HttpResponseBase:
    """Say who could suffer if everyone reads it, and publish it another time."""
    around = frame(request, campaign, "public", "publish")
    if request.method == "POST":
        operations.answer_safety(actor_of(request), campaign, request.POST)
        return done(request, _("Kept. The answers hold for what is chosen now."), "campaign-public", campaign=campaign)
    return _choosing(request, around)


@changes
def publish(request: HttpRequest, campaign: UUID) -> HttpResponseBase:
    """Keep what was answered on the same page, and let everyone read chosen parts as they stand now."""
    safe, actor = request.POST.get("safe") == "yes", actor_of(request)
    frame(request, campaign, "public", "publish")
    try:
        operations.answer_safety(actor, campaign, request.POST)
        seen = seen_of(request) if "seen" in request.POST else None
        made = operations.publish(actor, campaign, request.POST.getlist("shows"), safe=safe, seen=seen)
    except FairleadError as error:
        return _choosing(request, frame(request, campaign, "public", "publish"), error)
    back: Undo = (reverse("campaign-unpublish", kwargs={"campaign": campaign}), {})
    said = _("Everyone can read it.")
    if made.embargo and made.embargo > today():
        said = _("Everyone can read it from %(day)s on.") % {"day": made.embargo}
    return done(request, said, "campaign-public", undo=back, campaign=campaign)


@changes
def unpublish(request: HttpRequest, campaign: UUID) -> HttpResponseBase:
    """Let nobody else read it any longer."""
    operations.unpublish(actor_of(request), campaign)
    return done(request, _("Nobody else can read it any longer."), "campaign-public", campaign=campaign)


def allies_page(request: HttpRequest) -> Page:
    """Organisations of this hub that stand for the same in public, and what they have supported."""
    on = day(request, today())
    asked = brief.asked(request.GET)
    found = msgspec.to_builtins(allies(NOBODY, asked, on))
    rows = [
        {"name": one["name"], "kind": one["kind"], "country": one["country"], "why": each["text"],
         "address": each["address"]}
        for one in found
        for each in (*one["reasons"], *one["supports"], *one["answers"])
    ]  # fmt: skip
    context = {
        **brief.choices(),
        "campaign": asked,
        "allies": found,
        "query": request.META.get("QUERY_STRING", ""),
        "objective": objective(asked.objective),
        "place": country_name(asked.country),
        "address_on": on.isoformat(),
    }
    title = _("Who on this hub stands for it: %(what)s, %(where)s") % {
        "what": objective(asked.objective).name,
        "where": country_name(asked.country),
    }
    return Page("campaigns/allies.html", title, found, rows, context)
