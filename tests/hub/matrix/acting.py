"""What stands in addresses of the interface for letters, matters and campaigns, and what is sent to them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.campaigns.operations.showing import public_of

__all__ = ["BODIES", "QUERIES", "SAMPLES"]


def published(world: Any, target: Any) -> Any:
    """A campaign that everyone may read."""
    held = Campaign.objects.get(pk=world.campaign.pk)
    Campaign.objects.filter(pk=held.pk).update(published=timezone.now(), public={**public_of(held), "title": "A title"})
    return held.pk


SAMPLES: dict[str, dict[str, Any]] = {
    "document": {"kind": "ratification"},
    "receivability_asks": {"route": "ILO24"},
    "receivability": {"route": "ILO24"},
    "register_letter": {"entry": lambda world, target: world.public_letter.pk},
    "register_matter": {"entry": lambda world, target: world.public_matter.pk},
    "register_campaign": {"entry": published},
}
QUERIES: dict[str, dict[str, Any]] = {}
BODIES: dict[str, dict[str, Any]] = {
    "receivability": {"case": {"state": "QAT"}, "answers": {"failure": "yes"}},
}
