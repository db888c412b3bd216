"""What letters keep of a person besides the things they own: given to them with their data, cleared when they go."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from fairlead.act.rendering import plain_text
from fairlead.hub.letters.models import Dispatch, Letter, SafetyAnswer, Signatory, Version
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.operations import on_export, on_farewell

__all__: list[str] = []


def _given(actor: Actor) -> dict[str, Any]:
    answered = SafetyAnswer.objects.filter(by=actor.user)
    sent = Dispatch.objects.filter(by=actor.user)
    return {
        "texts": [{"letter": one.pk, "text": plain_text(one.version.draft)} for one in _own(actor)],
        "versions": list(Version.objects.filter(by=actor.user).values("letter_id", "number", "at", "why")),
        "approvals": list(Signatory.objects.filter(approved_by=actor.user).values("letter_id", "name", "approved")),
        "safety": list(answered.values("letter_id", "question", "answer", "note", "at")),
        "sent": list(sent.values("letter_id", "channel", "to", "copies", "on", "asked", "sent", "taken_back")),
    }


def _own(actor: Actor) -> list[Letter]:
    return list(Letter.objects.filter(owner=actor.user))


def _cleared(actor: Actor) -> None:
    """Nothing leaves any more in the name of somebody who has gone, and their address stays with no sending."""
    theirs = Dispatch.objects.filter(by=actor.user)
    waiting = theirs.filter(sent__isnull=True, taken_back__isnull=True, failed__isnull=True, claimed__isnull=True)
    waiting.update(taken_back=timezone.now())
    theirs.update(reply_to="")


on_export("letters", _given)
on_farewell(_cleared)
