"""Who may do what with campaigns."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.pages import today
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.models import Owned, Role
from fairlead.hub.people.policy import OwnedPolicy, register

__all__ = ["CampaignPolicy", "editing", "public"]


class CampaignPolicy(OwnedPolicy):
    """Private to its owner, those it is shared with, and organisations of its coalition.

    Editors of the organisation it is shared with plan and log along. An organisation that is asked, or takes part,
    reads it and answers for itself alone. Of a published campaign everyone sees the parts that were chosen, and no more
    (``inside`` is the right to all of it).
    """

    noun = "campaign"
    operations = frozenset({"see", "inside", "change", "share", "invite", "agree", "publish", "delete"})
    meanings = {
        "inside": _("read all of it, and not only what is published"),
        "invite": _("ask organisations into the coalition, and bring texts before it"),
        "agree": _("answer for one's own organisation: take part, agree to a text, withdraw"),
        "publish": _("let everyone read chosen parts"),
    }
    editors_change = True

    def seen(self, actor: Actor) -> Q:
        """Own campaigns, those shared or taken part in, and what is published and under no embargo any more."""
        return self.inside(actor) | public(today())

    def inside(self, actor: Actor) -> Q:
        """Campaigns of which the actor reads everything."""
        if actor.user is None:
            return Q(pk__in=[])
        return self.shared_with(actor) | Q(parties__organisation__in=list(actor.roles), parties__left__isnull=True)

    def may(self, actor: Actor, verb: str, thing: Owned) -> bool:
        """Owners everything but another's word; a party answers for itself."""
        if actor.user is None:
            return False
        if verb == "inside":
            return Campaign.objects.filter(self.inside(actor), pk=thing.pk).exists()
        if verb == "agree":
            asked = Campaign.objects.filter(
                pk=thing.pk, parties__organisation__in=editing(actor), parties__left__isnull=True
            )
            return asked.exists()
        if actor.only is not None and thing.organisation_id != actor.only:
            return False
        return super().may(actor, verb, thing)


def public(on: date) -> Q:
    """Campaigns of which everyone reads chosen parts on a day."""
    return Q(published__isnull=False, public__isnull=False) & (Q(embargo__isnull=True) | Q(embargo__lte=on))


def editing(actor: Actor) -> list[UUID]:
    """Organisations in whose name the actor may answer."""
    return [one for one in actor.roles if actor.holds(one, Role.EDITOR)]


register(Campaign, CampaignPolicy())
