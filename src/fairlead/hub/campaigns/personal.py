"""What campaigns keep of a person besides the things they own, given to them with their data."""

from __future__ import annotations

from typing import Any

from fairlead.hub.campaigns.models import Approval, Version, Words
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.operations import on_export

__all__: list[str] = []


def _given(actor: Actor) -> dict[str, Any]:
    return {
        "versions": list(Version.objects.filter(by=actor.user).values("campaign_id", "number", "at", "why")),
        "texts": list(Words.objects.filter(by=actor.user).values("campaign_id", "name", "title", "made")),
        "agreements": list(Approval.objects.filter(by=actor.user).values("text_id", "on", "withdrawn")),
    }


on_export("campaigns", _given)
