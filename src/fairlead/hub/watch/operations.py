"""What can be done with watching: one function each, the actor first."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import NOBODY, Actor, actor_for
from fairlead.hub.people.audit import record
from fairlead.hub.people.models import User
from fairlead.hub.people.operations.common import digest, new_secret
from fairlead.hub.people.policy import in_scope, require, require_operation
from fairlead.hub.watch.changes import asked
from fairlead.hub.watch.models import Change, Every, Subscription, Watch

__all__ = [
    "MOST",
    "feed_owner",
    "new_feed",
    "revoke_feed",
    "set_every",
    "subscription_of",
    "unsubscribe",
    "unsubscribe_secret",
    "unwatch",
    "watch",
]

MOST = 300
"""Things that one person may watch."""
_SIGNER = Signer(salt="fairlead.hub.watch.unsubscribe")


@transaction.atomic
def watch(actor: Actor, what: str, value: str) -> Watch:
    """Watch a country, an instrument, a law, a table, a row or words; watching the same again changes nothing.

    Raises
    ------
    FairleadError
        If there is no such thing, or a person watches very many.
    """
    require_operation(actor, "watch.create")
    assert actor.user is not None
    kind, clean = asked(what, value)
    found = Watch.objects.filter(owner=actor.user, what=kind, value=clean).first()
    if found is not None:
        return found
    if Watch.objects.filter(owner=actor.user).count() >= MOST:
        raise FairleadError(_("You watch very many things."), fix=_("Stop watching some, or watch a whole table."))
    subscription_of(actor)
    try:
        with transaction.atomic():
            made = Watch.objects.create(owner=actor.user, what=kind, value=clean)
    except IntegrityError:  # asked twice at the same moment
        return Watch.objects.get(owner=actor.user, what=kind, value=clean)
    record(actor, "watch.create", made)
    return made


@transaction.atomic
def unwatch(actor: Actor, thing: Watch) -> None:
    """Stop watching something."""
    require(actor, "delete", thing)
    record(actor, "watch.delete", thing)
    thing.delete()


@transaction.atomic
def set_every(actor: Actor, every: str) -> Subscription:
    """Set how often a digest comes; it begins with what changes from now on."""
    _settings(actor)
    if every not in Every.values:
        raise FairleadError(_("Choose how often: never, daily or weekly."))
    held = _locked(actor)
    if held.every == Every.NEVER and every != Every.NEVER:
        held.through = _last()
    held.every = every
    held.save(update_fields=["every", "through"])
    record(actor, "watch.settings", held)
    return held


@transaction.atomic
def new_feed(actor: Actor) -> str:
    """Make the secret of the private feed; an earlier one no longer works. It is given once and not kept."""
    _settings(actor)
    held, secret = _locked(actor), new_secret()
    held.feed = digest(secret)
    held.save(update_fields=["feed"])
    record(actor, "watch.settings", held)
    return secret


@transaction.atomic
def revoke_feed(actor: Actor) -> None:
    """Revoke the private feed."""
    _settings(actor)
    held = _locked(actor)
    held.feed = None
    held.save(update_fields=["feed"])
    record(actor, "watch.settings", held)


def feed_owner(secret: str) -> Actor | None:
    """Whose private feed it is; None if there is none with this secret."""
    found = Subscription.objects.select_related("user").filter(feed=digest(secret)).first()
    return actor_for(found.user) if found is not None and found.user.is_active else None


def unsubscribe_secret(subscription: Subscription) -> str:
    """What an unsubscribe link holds: signed, good for this alone, with no address in it."""
    return _SIGNER.sign(str(subscription.user_id))


@transaction.atomic
def unsubscribe(secret: str) -> bool:
    """End the digests of the person whose link it is; gives whether the link is good."""
    try:
        user = _SIGNER.unsign(secret)
    except BadSignature:
        return False
    held = Subscription.objects.select_for_update().filter(user_id=user).first()
    if held is not None and held.every != Every.NEVER:
        held.every = Every.NEVER
        held.save(update_fields=["every"])
        record(NOBODY, "watch.unsubscribe", held)
    return True


def subscription_of(actor: Actor) -> Subscription:
    """How the person hears of changes; made with the first thing that they watch."""
    assert actor.user is not None
    return _subscription(actor.user)


def _subscription(user: User) -> Subscription:
    return Subscription.objects.get_or_create(user=user, defaults={"through": _last()})[0]


def _locked(actor: Actor) -> Subscription:
    return Subscription.objects.select_for_update().get(pk=subscription_of(actor).pk)


def _settings(actor: Actor) -> None:
    if actor.user is None or actor.token is not None or not in_scope(actor, "watch.settings"):
        raise PermissionDenied(_("Sign in first."))


def _last() -> int:
    newest = Change.objects.order_by("-pk").first()
    return newest.pk if newest else 0
