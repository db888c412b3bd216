"""What following keeps of a person besides the things they own, given to them with their data."""

from __future__ import annotations

from typing import Any

from fairlead.hub.matters.models import EventRow, LedgerRow, Paper, Reminded, Reminding, ReprisalRow
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.operations import on_export

__all__: list[str] = []


def _given(actor: Actor) -> dict[str, Any]:
    return {
        "by_mail": list(Reminding.objects.filter(user=actor.user).values_list("mail", flat=True)),
        "reminded": list(Reminded.objects.filter(reminding__user=actor.user).values("key", "claimed", "sent")),
        "events": list(EventRow.objects.filter(by=actor.user).values("matter_id", "number", "data")),
        "papers": list(
            Paper.objects.filter(matter__owner=actor.user).values("matter_id", "name", "size", "sha256", "redacted")
        ),
        "reprisals": list(ReprisalRow.objects.filter(matter__owner=actor.user).values("matter_id", "data", "at")),
        "ledgers": list(LedgerRow.objects.filter(by=actor.user).values("matter_id", "what", "unit", "whole", "parts")),
    }


on_export("following", _given)
