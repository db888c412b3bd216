"""What all pages of a campaign share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from fairlead.act.campaign.objectives import objective
from fairlead.act.campaign.timeline import timeline
from fairlead.dossier.names import country_name
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.campaigns.policy import editing
from fairlead.hub.letters.views.common import seen_of
from fairlead.hub.matters.views.common import refused
from fairlead.hub.pages import today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.models import Network, Organisation
from fairlead.hub.people.policy import allowed_of, find

__all__ = ["VERBS", "frame", "refused", "seen_of", "since_when"]

VERBS = ("inside", "change", "share", "invite", "agree", "publish", "delete")


def frame(request: HttpRequest, campaign: UUID, step: str, verb: str = "inside") -> dict[str, Any]:
    """What the frame of a campaign's pages shows.

    Raises
    ------
    Http404, PermissionDenied
        As `fairlead.hub.people.policy.find` does.
    """
    actor = actor_of(request)
    it = find(actor, Campaign, verb, pk=campaign)
    whole = it.whole
    own = set(editing(actor))
    return {
        "it": it,
        "whole": whole,
        "objective": objective(it.objective),
        "place": country_name(it.country),
        "may": allowed_of(actor, VERBS, it),
        "step": step,
        "title": it.title,
        "today": today().isoformat(),
        "timeline": timeline(whole),
        "parties": list(it.parties.prefetch_related("approvals").select_related("organisation")),
        "own": own,
        "my_organisations": list(Organisation.objects.filter(pk__in=own).order_by("name")),
        "networks": list(Network.objects.filter(pk__in=actor.networks).order_by("name")),
    }


def since_when(it: Campaign) -> str:
    """The day from which everyone reads something of a campaign; empty: nobody does."""
    if it.published is None:
        return ""
    return max(it.published.date(), it.embargo or it.published.date()).isoformat()
