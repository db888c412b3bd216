"""Readings that the reader confirmed, on one page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.hub.assessments import readings
from fairlead.hub.assessments.models import Reading
from fairlead.hub.assessments.views.common import Answer
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.models import Organisation, Role
from fairlead.hub.people.policy import visible
from fairlead.hub.undoing import undoable

__all__ = ["all_readings", "forget", "share_readings"]


def all_readings(request: HttpRequest) -> Answer:
    """What is remembered of the reader's texts, and of those that their organisation shares."""
    actor = actor_of(request)
    found = list(visible(actor, Reading).order_by("kind", "key"))
    rows = [
        {
            "kind": one.kind,
            "text": one.text,
            "codes": " ".join(one.codes),
            "mine": one.owner_id == actor.user.pk if actor.user else False,
            "audience": one.audience,
            "changed": one.changed,
        }
        for one in found
    ]
    editing = [pk for pk in actor.roles if actor.holds(pk, Role.EDITOR)]
    return Page(
        "assessments/readings.html",
        _("Remembered readings"),
        rows,
        rows=rows,
        cite=False,
        context={
            "items": list(zip(found, rows, strict=True)),
            "organisations": list(Organisation.objects.filter(pk__in=editing)),
        },
    )


def forget(request: HttpRequest, reading: UUID) -> Answer:
    """Forget one reading."""
    batch = readings.forget(actor_of(request), reading)
    undoable(request, _("The reading was forgotten."), reverse("readings-undo", args=[batch]), next=reverse("readings"))
    return redirect("readings")


def share_readings(request: HttpRequest) -> Answer:
    """Share all one's readings with an organisation, or keep them to oneself again."""
    slug = request.POST.get("organisation", "")
    mine = Organisation.objects.filter(pk__in=list(actor_of(request).roles))
    chosen = next((one for one in mine if one.slug == slug), None) if slug else None
    if slug and chosen is None:
        return redirect("readings")
    readings.share_readings(actor_of(request), chosen)
    messages.success(request, _("Who uses your readings was changed."))
    return redirect("readings")
