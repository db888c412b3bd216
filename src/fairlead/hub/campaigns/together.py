"""What belongs to a campaign besides its own rows: letters and matters, for those who see them anyway."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db.models import Q
from django.urls import reverse

from fairlead.act.campaign.documents import case_of, fitting
from fairlead.act.campaign.followed import led_to
from fairlead.act.campaign.model import Campaign as Form
from fairlead.act.follow.outcomes import OUTCOMES
from fairlead.act.follow.status import status
from fairlead.act.kinds import kinds
from fairlead.act.writing import lacking
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.campaigns.operations.showing import named
from fairlead.hub.campaigns.policy import CampaignPolicy
from fairlead.hub.letters.models import Letter
from fairlead.hub.matters import register
from fairlead.hub.matters.models import Matter
from fairlead.hub.pages import today
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.policy import visible

__all__ = ["documents", "inside_of", "letters_of", "matter_rows", "matters_of", "outcomes", "published", "sides"]


def inside_of(actor: Actor) -> list[Campaign]:
    """Campaigns of which the actor reads everything: those that a letter of theirs may belong to."""
    if actor.user is None:
        return []
    return list(visible(actor, Campaign).filter(CampaignPolicy().inside(actor)).distinct().order_by("title", "pk"))


def sides(actor: Actor, campaign: Campaign | None) -> dict[str, Any]:
    """To which campaign something belongs, and may belong, as far as the actor is inside."""
    choices = inside_of(actor)
    held = next((one for one in choices if campaign is not None and one.pk == campaign.pk), None)
    return {"campaign": held, "campaigns": choices}


def letters_of(actor: Actor, campaign: Campaign) -> list[dict[str, Any]]:
    """Letters of a campaign that the actor sees, the latest first."""
    found = visible(actor, Letter).filter(campaign=campaign).prefetch_related("dispatches").select_related("owner")
    rows = []
    for one in found[:300]:
        sendings = list(one.dispatches.all())
        sent = next((each for each in sendings if each.sent), None)
        rows.append(
            {
                "id": str(one.pk),
                "title": one.title,
                "kind": one.kind,
                "state": "sent" if sent else "being sent" if any(each.waiting for each in sendings) else "draft",
                "on": sent.on.isoformat() if sent else "",
            }
        )
    return rows


def matters_of(actor: Actor, campaign: Campaign) -> list[Matter]:
    """Matters of a campaign, or of one of its letters, that the actor sees."""
    theirs = Q(campaign=campaign) | Q(letter__campaign=campaign)
    return list(visible(actor, Matter).filter(theirs).prefetch_related("rows").distinct()[:300])


def matter_rows(matters: list[Matter]) -> list[dict[str, Any]]:
    """Where matters stand today."""
    rows = []
    for one in matters:
        now = status(one.log, today())
        outcome = OUTCOMES.get(now.outcome, now.outcome)
        rows.append({"id": str(one.pk), "title": one.title, "stands": now.word, "since": now.since, "outcome": outcome})
    return rows


def documents(form: Form) -> list[dict[str, Any]]:
    """Documents that the objective fits, each with its case filled in; `lacks` names what a campaign cannot say."""
    on = today().isoformat()
    case = case_of(form, on)
    said = {
        "state": case.state,
        "partner": case.partner,
        "sector": case.sector,
        "lender": case.target.lender,
        "instruments": ",".join(case.instruments),
    }
    filled = {name: value for name, value in said.items() if value}
    return [
        {
            **msgspec.to_builtins(one),
            "said": filled,
            "lacks": list(lacking(kinds()[one.id], case)),
        }
        for one in fitting(form)
    ]


def published(campaign: Campaign) -> dict[str, Any]:
    """Letters and matters of a campaign that everyone may read, of its owner and those members that may be named.

    Where all members stay unnamed there are none: a letter in the register says whose it is.
    """
    if campaign.withhold:
        return {"letters": [], "matters": []}
    on = today()
    bodies = {one.organisation_id for one in named(campaign) if one.organisation_id}
    if campaign.organisation_id:
        bodies.add(campaign.organisation_id)
    found = register.of_campaign(campaign.pk, on, campaign.owner_id, bodies)
    letters = [
        {"title": draft.title, "on": sent.on.isoformat(), "address": _at("register-letter", one)}
        for one in found["letters"]
        for draft, sent in [register.sent_text(one)]
    ]
    matters = [
        {
            "title": one.public["title"],
            "on": one.public["on"],
            "stands": one.public["stands"],
            "outcome": OUTCOMES.get(one.public["outcome"], one.public["outcome"]),
            "address": _at("register-matter", one),
        }
        for one in found["matters"]
    ]
    return {"letters": letters, "matters": matters}


def outcomes(matters: list[Matter]) -> list[dict[str, Any]]:
    """What the closed ones of these matters came to."""
    return [msgspec.to_builtins(one) for one in led_to(one.log for one in matters)]


def _at(name: str, one: Letter | Matter) -> str:
    return reverse(name, kwargs={"entry": one.pk})
