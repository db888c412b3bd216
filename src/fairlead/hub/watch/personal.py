"""What watching keeps of a person besides the things they own, given to them with their data."""

from __future__ import annotations

from typing import Any

from fairlead.hub.people.actor import Actor
from fairlead.hub.people.operations import on_export
from fairlead.hub.watch.models import Digest, Subscription

__all__: list[str] = []


def _given(actor: Actor) -> dict[str, Any]:
    return {
        "every": list(Subscription.objects.filter(user=actor.user).values_list("every", flat=True)),
        "digests": list(
            Digest.objects.filter(subscription__user=actor.user).values("period", "changes", "claimed", "sent")
        ),
    }


on_export("watching", _given)
