"""Who sees and does what with watches and feeds: each person their own."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.hub.people.actor import Actor
from fairlead.hub.people.models import Owned
from fairlead.hub.people.policy import OwnedPolicy, register
from fairlead.hub.people.registry import add_operation
from fairlead.hub.watch.models import Watch

__all__ = ["WatchPolicy"]


class WatchPolicy(OwnedPolicy):
    """Only the owner, whatever the audience says: what somebody watches is nobody else's business."""

    noun = "watch"
    operations = frozenset({"see", "delete"})
    meanings = {"see": _("see what one watches"), "delete": _("stop watching")}

    def seen(self, actor: Actor) -> Q:
        """Own ones."""
        if actor.user is None or actor.only is not None:
            return Q(pk__in=[])
        return Q(owner=actor.user)

    def may(self, actor: Actor, verb: str, thing: Owned) -> bool:  # noqa: ARG002
        """The owner."""
        return actor.user is not None and thing.owner_id == actor.user.pk


register(Watch, WatchPolicy())
add_operation("watch.create", _("watch something"))
add_operation("watch.settings", _("set how one hears of changes, and make or revoke the private feed"), by_token=False)
