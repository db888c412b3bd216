"""What operators do with accounts: block one, and let it in again."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import plain, record
from fairlead.hub.people.models import ApiToken, User
from fairlead.hub.people.operations.account import end_sessions
from fairlead.hub.people.policy import in_scope

__all__ = ["accounts", "block_account", "require_operator", "unblock_account"]


def require_operator(actor: Actor, operation: str = "person.block") -> None:
    """Refuse everybody who does not run the hub, as if there were nothing.

    Raises
    ------
    Http404
        If the actor is no operator, or one without a second factor.
    """
    if actor.user is None or not actor.operator or not in_scope(actor, operation):
        raise Http404


def accounts(actor: Actor, words: str = "") -> QuerySet[User]:
    """Accounts with this address or these words in their name; without any, those that are blocked."""
    require_operator(actor)
    asked = plain(words)[:200]
    known = User.objects.order_by("name", "pk")
    if not asked:
        return known.filter(is_active=False)
    return known.filter(Q(name__icontains=asked) | Q(email__iexact=asked))


@transaction.atomic
def block_account(actor: Actor, user: UUID, why: str) -> User:
    """Block an account: its sessions and tokens end at once, and nobody signs in to it until it is let in again.

    What the person did and shared stays. Links to results that they made lead nowhere meanwhile.

    Raises
    ------
    FairleadError
        If no reason is given, or it is one's own account.
    PermissionDenied
        If the actor was blocked meanwhile: of two operators who block each other, one stays.
    """
    held = _held(actor, user, why)
    if actor.user is not None and held.pk == actor.user.pk:
        raise FairleadError(_("You cannot block yourself."), fix=_("Ask another operator, or delete your account."))
    held.is_active = False
    held.save(update_fields=["is_active"])
    ApiToken.objects.filter(user=held).delete()
    end_sessions(held, {held.email.lower()})
    record(actor, "person.block", held, why)
    return held


@transaction.atomic
def unblock_account(actor: Actor, user: UUID, why: str) -> User:
    """Let an account in again. Its tokens are gone; its holder makes new ones."""
    held = _held(actor, user, why)
    held.is_active = True
    held.save(update_fields=["is_active"])
    record(actor, "person.block", held, why)
    return held


def _held(actor: Actor, user: UUID, why: str) -> User:
    """The account, locked with those of all operators: whoever acts is one still, so that one is left."""
    require_operator(actor)
    assert actor.user is not None
    if not plain(why):
        raise FairleadError(_("There is no reason."), fix=_("Write why, for the audit log."))
    rows = User.objects.select_for_update().filter(Q(pk=user) | Q(is_superuser=True)).order_by("pk")
    found = {one.pk: one for one in rows}
    own = found.get(actor.user.pk)
    if own is None or not own.is_active:
        raise PermissionDenied(_("You do not run the hub any more."))
    if user not in found:
        raise Http404
    return found[user]
