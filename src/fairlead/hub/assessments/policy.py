"""Who may do what with assessments and readings."""

from __future__ import annotations

from fairlead.hub.assessments.models import Assessment, Reading
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.models import Owned
from fairlead.hub.people.policy import SHARED, PrivatePolicy, register

__all__ = ["AssessmentPolicy", "ReadingPolicy"]


class AssessmentPolicy(PrivatePolicy):
    """The owner does everything; members of the organisation it is shared with may also download it."""

    noun = "assessment"
    operations = frozenset({"see", "change", "run", "share", "delete", "download"})

    def may(self, actor: Actor, verb: str, thing: Owned) -> bool:
        """Owners everything; a network sees and no more."""
        if verb == "download" and thing.audience in SHARED and actor.holds(thing.organisation_id):
            return True
        return super().may(actor, verb, thing)


class ReadingPolicy(PrivatePolicy):
    """The owner does everything; an organisation uses what is shared with it."""

    noun = "reading"
    operations = frozenset({"see", "change", "delete"})


register(Assessment, AssessmentPolicy())
register(Reading, ReadingPolicy())
