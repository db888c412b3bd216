"""How a person is reminded of what is due: by mail, and by a calendar at a private address."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.act.follow.status import Reminder, reminders
from fairlead.hub.matters.models import Matter, Reminding
from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.audit import record
from fairlead.hub.people.operations.common import digest, new_secret
from fairlead.hub.people.policy import in_scope, visible

__all__ = ["calendar_owner", "new_calendar", "reminders_of", "reminding_of", "revoke_calendar", "set_mail"]


def reminders_of(actor: Actor, on: date) -> tuple[Reminder, ...]:
    """What is due in the matters that a person sees."""
    found = visible(actor, Matter).prefetch_related("rows")
    return reminders([one.log for one in found], on)


def reminding_of(actor: Actor) -> Reminding:
    """How the person is reminded."""
    assert actor.user is not None
    return Reminding.objects.get_or_create(user=actor.user)[0]


@transaction.atomic
def set_mail(actor: Actor, *, wanted: bool) -> Reminding:
    """Have reminders by mail, or have none."""
    _settings(actor)
    held = _locked(actor)
    held.mail = wanted
    held.save(update_fields=["mail"])
    record(actor, "matter.reminders", held)
    return held


@transaction.atomic
def new_calendar(actor: Actor) -> str:
    """Make the secret of the private calendar; an earlier one no longer works. It is given once and not kept."""
    _settings(actor)
    held, secret = _locked(actor), new_secret()
    held.calendar = digest(secret)
    held.save(update_fields=["calendar"])
    record(actor, "matter.reminders", held)
    return secret


@transaction.atomic
def revoke_calendar(actor: Actor) -> None:
    """Revoke the private calendar."""
    _settings(actor)
    held = _locked(actor)
    held.calendar = None
    held.save(update_fields=["calendar"])
    record(actor, "matter.reminders", held)


def calendar_owner(secret: str) -> Actor | None:
    """Whose private calendar it is; None if there is none with this secret."""
    found = Reminding.objects.select_related("user").filter(calendar=digest(secret)).first()
    return actor_for(found.user) if found is not None and found.user.is_active else None


def _locked(actor: Actor) -> Reminding:
    return Reminding.objects.select_for_update().get(pk=reminding_of(actor).pk)


def _settings(actor: Actor) -> None:
    if actor.user is None or actor.token is not None or not in_scope(actor, "matter.reminders"):
        raise PermissionDenied(_("Sign in first."))
