"""Who may do what with matters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fairlead.hub.matters.models import Matter
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.models import Owned, Role
from fairlead.hub.people.policy import SHARED, PrivatePolicy, register
from fairlead.hub.people.registry import add_operation

__all__ = ["MatterPolicy"]


class MatterPolicy(PrivatePolicy):
    """Private to its owner and those it is shared with. What everyone may read is the register's to show.

    The log of reprisals is narrower: the owner, and editors of the organisation it is shared with; not its readers,
    not the network.
    """

    noun = "matter"
    operations = frozenset({"see", "change", "share", "publish", "reprisal", "delete"})
    meanings = {
        "publish": _("let everyone read what came of it"),
        "reprisal": _("read and add to the log of reprisals"),
    }
    personal = frozenset({"reprisal"})
    editors_change = True

    def may(self, actor: Actor, verb: str, thing: Owned) -> bool:
        """As the owner of things usually may; editors of the organisation read and add to the log of reprisals too."""
        if verb == "reprisal" and actor.user is not None and thing.owner_id != actor.user.pk:
            return thing.audience in SHARED and actor.holds(thing.organisation_id, Role.EDITOR)
        return super().may(actor, verb, thing)


register(Matter, MatterPolicy())
add_operation("matter.reminders", _("set how one is reminded, and make or revoke the private calendar"), by_token=False)
