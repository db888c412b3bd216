"""What corrections keep of a person: given to them with their data, and freed of them when they leave."""

from __future__ import annotations

from typing import Any

from fairlead.hub.corrections.models import FactVersion, Judgement, Proposal, Vote
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.operations import on_export, on_farewell

__all__: list[str] = []


def _given(actor: Actor) -> dict[str, Any]:
    mine = {"by": actor.user}
    return {
        "proposals": list(
            Proposal.objects.filter(**mine).values(
                "id", "table", "key", "kind", "cells", "source_url", "source_title", "source_date", "source_says",
                "why", "organisation_name", "named", "state", "created",
            )
        ),
        "votes": list(Vote.objects.filter(**mine).values("proposal_id", "verdict", "reason", "read", "at")),
        "published": list(FactVersion.objects.filter(**mine).values("number", "table", "key", "why", "at")),
        "judgements": list(
            Judgement.objects.filter(**mine).values("id", "initiative", "aspect", "reason", "source_url", "created")
        ),
    }  # fmt: skip


def _forgotten(actor: Actor) -> None:
    """What was said stays, under the organisation alone; no name is shown any more."""
    Proposal.objects.filter(by=actor.user).update(named=False)
    Judgement.objects.filter(by=actor.user).update(named=False)


on_export("corrections", _given)
on_farewell(_forgotten)
