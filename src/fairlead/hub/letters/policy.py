"""Who may do what with letters."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.hub.letters.models import Letter
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.models import Owned, Role
from fairlead.hub.people.policy import OwnedPolicy, register

__all__ = ["LetterPolicy"]


class LetterPolicy(OwnedPolicy):
    """Private until it is published: its owner, those it is shared with, and organisations that are asked to sign.

    Editors of the organisation it is shared with write along; only the owner shares, sends, publishes and deletes.
    What everyone may read of a published letter is the register's to show, never the draft.
    """

    noun = "letter"
    operations = frozenset({"see", "history", "change", "share", "sign", "send", "publish", "delete"})
    meanings = {
        "history": _("see older versions, and what was answered on safety"),
        "sign": _("approve or decline its own signature"),
        "send": _("send, and take back what has not left yet"),
        "publish": _("let everyone read what was sent"),
    }
    editors_change = True

    def seen(self, actor: Actor) -> Q:
        """Own letters, those shared with the actor, and those that an organisation of theirs is asked to sign."""
        if actor.user is None:
            return Q(pk__in=[])
        asked = Q(signatories__organisation__in=list(actor.roles), signatories__declined__isnull=True)
        return self.shared_with(actor) | asked

    def may(self, actor: Actor, verb: str, thing: Owned) -> bool:
        """Owners everything but another's signature; those who are asked to sign may do that and see."""
        if verb == "sign":
            asked = Letter.objects.filter(pk=thing.pk, signatories__organisation__in=_editing(actor))
            return actor.user is not None and asked.exists()
        if verb == "history":  # whoever is only asked to sign reads the words that stand, and no more
            return type(thing)._default_manager.filter(self.shared_with(actor), pk=thing.pk).exists()
        return super().may(actor, verb, thing)


def _editing(actor: Actor) -> list[UUID]:
    return [one for one in actor.roles if actor.holds(one, Role.EDITOR)]


register(Letter, LetterPolicy())
