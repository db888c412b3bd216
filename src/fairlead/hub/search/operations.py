"""What may be done with the index: build it anew, by an operator or when facts have changed."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from fairlead.hub.people.actor import Actor
from fairlead.hub.search import index

__all__ = ["rebuild_index", "refresh"]


def rebuild_index(actor: Actor) -> int:
    """Build the index anew, whether or not facts have changed; for operators.

    Returns
    -------
    int
        Entries in the index.
    """
    if not actor.operator or (actor.scopes is not None and "search.rebuild" not in actor.scopes):
        raise PermissionDenied(_("Only those who run the hub may do this."))
    index.build(anew=True)
    return entries()


def refresh() -> bool:
    """Build the index where facts have changed since it was built: at start, and after a correction.

    Returns
    -------
    bool
        Whether it was built.
    """
    return index.build()


def entries() -> int:
    """How many things can be found."""
    from fairlead.hub.search.models import Built

    built = Built.objects.first()
    return built.entries if built else 0
