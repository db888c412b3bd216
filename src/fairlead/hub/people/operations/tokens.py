"""Keys for programs: they do at most what their holder may, end by themselves, and are kept only as hashes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.audit import record
from fairlead.hub.people.models import ApiToken, Organisation
from fairlead.hub.people.operations.common import clean_name, digest, new_secret
from fairlead.hub.people.policy import find, require, require_operation
from fairlead.hub.people.registry import OPERATIONS

__all__ = ["LONGEST", "PREFIX", "actor_for_token", "create_token", "revoke_token"]

PREFIX = "fairlead_"
"""What every key begins with, so that programs that look for leaked secrets find it."""
LONGEST = 366
"""Days that a token may last."""
MOST = 50
"""Tokens that a person may have."""
SEEN = timedelta(hours=1)
"""How exactly the last use is kept: not every request is written down."""


@transaction.atomic
def create_token(
    actor: Actor, name: str, scopes: Iterable[str], *, days: int = 90, organisation: Organisation | None = None
) -> tuple[ApiToken, str]:
    """Make a token; its key is given back once and never again.

    Parameters
    ----------
    actor
        Its holder.
    name
        What it is for.
    scopes
        Names of the operations that it may do.
    days
        How long it lasts, up to `LONGEST`.
    organisation
        The one that it is bound to, if it is: one's own work elsewhere is then out of its reach.

    Raises
    ------
    FairleadError
        If a value is not possible.
    """
    require_operation(actor, "token.create")
    assert actor.user is not None
    asked = sorted(set(scopes))
    unknown = [one for one in asked if one not in OPERATIONS or not OPERATIONS[one].by_token]
    if unknown or not asked:
        raise FairleadError(
            _("A token cannot do this: %(what)s") % {"what": ", ".join(unknown) or _("nothing")},
            fix=_("Choose from the operations that are listed."),
        )
    if not 1 <= days <= LONGEST:
        raise FairleadError(_("A token lasts from 1 to %(n)d days.") % {"n": LONGEST})
    if organisation is not None:
        find(actor, Organisation, pk=organisation.pk)
        if not actor.holds(organisation.pk):
            raise FairleadError(_("You are no member of this organisation."))
    if ApiToken.objects.filter(user=actor.user).count() >= MOST:
        raise FairleadError(_("You have many tokens."), fix=_("Revoke those that are not used."))
    key = PREFIX + new_secret()
    token = ApiToken.objects.create(
        user=actor.user,
        name=clean_name(name, 80),
        secret=digest(key),
        scopes=asked,
        organisation=organisation,
        expires=timezone.now() + timedelta(days=days),
    )
    record(actor, "token.create", token)
    return token, key


@transaction.atomic
def revoke_token(actor: Actor, token: ApiToken) -> None:
    """Revoke a token at once."""
    require(actor, "revoke", token)
    record(actor, "token.revoke", token)
    token.delete()


def actor_for_token(key: str) -> Actor | None:
    """Who acts by this key, with what it leaves them; None if it is not known, has ended, or its holder is barred."""
    if not key.startswith(PREFIX) or len(key) > 200:
        return None
    now = timezone.now()
    token = ApiToken.objects.select_related("user").filter(secret=digest(key), expires__gt=now).first()
    if token is None or not token.user.is_active:
        return None
    if token.used is None or token.used < now - SEEN:
        ApiToken.objects.filter(pk=token.pk).update(used=now)
    return actor_for(token.user, frozenset(token.scopes), token=token.pk, only=token.organisation_id)
