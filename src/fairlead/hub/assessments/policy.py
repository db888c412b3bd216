"""Who may do what with assessments and readings."""

from __future__ import annotations

from django.db.models import Q

from fairlead.hub.assessments.models import Assessment, Reading
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.models import Audience, Owned
from fairlead.hub.people.policy import OwnedPolicy, register

__all__ = ["AssessmentPolicy", "ReadingPolicy"]

_SHARED = (Audience.ORGANISATION, Audience.NETWORK)


class _Private(OwnedPolicy):
    """Never public; nothing at all without an account."""

    def seen(self, actor: Actor) -> Q:
        """Own things, and those shared with an organisation or network of the actor."""
        if actor.user is None:
            return Q(pk__in=[])
        own = Q(owner=actor.user)
        condition = own if actor.only is None else own & Q(organisation=actor.only)
        condition |= Q(audience__in=_SHARED, organisation__in=list(actor.roles))
        return condition | Q(audience=Audience.NETWORK, network__in=list(actor.networks))


class AssessmentPolicy(_Private):
    """The owner does everything; members of the organisation it is shared with may also download it."""

    noun = "assessment"
    operations = frozenset({"see", "change", "run", "share", "delete", "download"})

    def may(self, actor: Actor, verb: str, thing: Owned) -> bool:
        """Owners everything; a network sees and no more."""
        if verb == "download" and thing.audience in _SHARED and actor.holds(thing.organisation_id):
            return True
        return super().may(actor, verb, thing)


class ReadingPolicy(_Private):
    """The owner does everything; an organisation uses what is shared with it."""

    noun = "reading"
    operations = frozenset({"see", "change", "delete"})


register(Assessment, AssessmentPolicy())
register(Reading, ReadingPolicy())
