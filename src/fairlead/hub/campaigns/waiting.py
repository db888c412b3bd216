"""What waits for somebody: answers that their organisations were asked for, and the next steps of a campaign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.hub.campaigns.models import Campaign, Party
from fairlead.hub.campaigns.policy import editing
from fairlead.hub.letters.models import Letter, Signatory
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.policy import visible

__all__ = ["Waiting", "next_steps", "waiting"]

MOST = 20
STEPS = 4


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do: a sentence, and where it is done."""

    text: str
    address: str


def waiting(actor: Actor, *, campaign: UUID | None = None) -> tuple[Waiting, ...]:
    """What organisations that the actor may speak for were asked, and have not answered: to take part, agree or sign.

    Parameters
    ----------
    actor
        Who asks; readers without an account have nothing to answer.
    campaign
        Of this campaign alone.
    """
    bodies = editing(actor)
    if not bodies:
        return ()
    seen = visible(actor, Campaign)
    asked = Party.objects.filter(organisation__in=bodies, left__isnull=True, campaign__in=seen)
    if campaign is not None:
        asked = asked.filter(campaign=campaign)
    found = [one for party in asked.select_related("campaign").order_by("asked")[:MOST] for one in _of(party)]
    if campaign is None:
        found += _to_sign(actor, bodies)
    return tuple(found[:MOST])


def _of(party: Party) -> Iterable[Waiting]:
    """What one member has not answered yet."""
    held = party.campaign
    there = reverse("campaign-coalition", kwargs={"campaign": held.pk})
    said = {"name": party.name, "title": held.title}
    if party.joined is None:
        yield Waiting(text=_("%(name)s is asked to take part in “%(title)s”") % said, address=there)
        return
    agreed = set(party.approvals.filter(withdrawn__isnull=True).values_list("text_id", flat=True))
    texts = list(held.texts.all())
    replaced = {one.replaces_id for one in texts}
    for text in texts:
        if text.pk not in agreed and text.pk not in replaced and text.text:
            words = _("%(name)s has not agreed to “%(text)s” yet") % {**said, "text": text.title}
            yield Waiting(text=words, address=f"{there}#texts")


def _to_sign(actor: Actor, bodies: list[UUID]) -> Iterable[Waiting]:
    """Letters that are not sent yet, and that they are asked to sign, or signed in other words."""
    asked = Signatory.objects.filter(
        organisation__in=bodies, declined__isnull=True, letter__in=visible(actor, Letter)
    ).exclude(letter__dispatches__sent__isnull=False)
    for one in asked.select_related("letter").order_by("asked")[:MOST]:
        if one.approved is None or one.digest != one.letter.version.digest:
            said = {"name": one.name, "title": one.letter.title}
            yield Waiting(
                text=_("%(name)s is asked to sign “%(title)s”") % said,
                address=reverse("letter", kwargs={"letter": one.letter.pk}),
            )


def next_steps(
    held: Campaign,
    may: Mapping[str, bool],
    parties: Iterable[Party],
    letters: Iterable[Mapping[str, Any]],
    matters: Iterable[Mapping[str, Any]],
    own: Iterable[UUID],
) -> tuple[Waiting, ...]:
    """What comes next in a campaign, for those who plan it: the few things that are open, in their order."""
    if not may["change"]:
        return ()
    there = reverse("campaign", kwargs={"campaign": held.pk})
    coalition = reverse("campaign-coalition", kwargs={"campaign": held.pk})
    ours, now, letters, matters = set(own), [one for one in parties if not one.left], list(letters), list(matters)
    found = []
    if may["invite"]:
        if ours and not any(one.organisation_id in ours for one in now):
            found.append(Waiting(text=_("Take part with your own organisation"), address=coalition))
        if not any(one.organisation_id not in ours for one in now):
            found.append(Waiting(text=_("Ask allies to take part"), address=f"{coalition}#ask"))
        if not held.texts.exists():
            found.append(Waiting(text=_("Bring the words that all are to agree to"), address=f"{coalition}#text"))
    quiet = [one.name for one in now if one.joined is None and one.organisation_id not in ours]
    if quiet:
        found.append(Waiting(text=_("Not answered yet: %(names)s") % {"names": ", ".join(quiet)}, address=coalition))
    if not letters and not matters:
        found.append(Waiting(text=_("Write the first letter or complaint"), address=f"{there}#letters"))
    for one in letters:
        if one["state"] == "draft":
            address = reverse("letter", kwargs={"letter": one["id"]})
            found.append(Waiting(text=_("Finish and send “%(title)s”") % {"title": one["title"]}, address=address))
    for one in matters:
        if one["stands"] == "overdue":
            address = reverse("matter", kwargs={"matter": one["id"]})
            found.append(Waiting(text=_("No answer in time: “%(title)s”") % {"title": one["title"]}, address=address))
    if not held.published and held.form.outcomes and may["publish"]:
        address = reverse("campaign-public", kwargs={"campaign": held.pk})
        found.append(Waiting(text=_("Choose what everyone reads"), address=address))
    return tuple(found[:STEPS])
