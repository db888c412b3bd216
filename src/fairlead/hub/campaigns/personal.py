"""What campaigns keep of a person besides the things they own, given to them with their data."""

from __future__ import annotations

from typing import Any

import msgspec

from fairlead.hub.campaigns.models import Approval, Campaign, SafetyAnswer, Version, Words
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.operations import on_export

__all__: list[str] = []


def _given(actor: Actor) -> dict[str, Any]:
    return {
        "versions": list(Version.objects.filter(by=actor.user).values("campaign_id", "number", "at", "why")),
        "texts": list(Words.objects.filter(by=actor.user).values("campaign_id", "name", "title", "made")),
        "safety": list(
            SafetyAnswer.objects.filter(by=actor.user).values("campaign_id", "question", "answer", "note", "at")
        ),
        "plans": [{"campaign": one.pk, "plan": msgspec.to_builtins(one.form)} for one in _own(actor)],
        "agreements": list(Approval.objects.filter(by=actor.user).values("text_id", "on", "withdrawn")),
    }


def _own(actor: Actor) -> list[Campaign]:
    return list(Campaign.objects.filter(owner=actor.user))


on_export("campaigns", _given)
