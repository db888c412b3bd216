"""Making, changing, confirming and deleting organisations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.classify.countries import country_codes
from fairlead.errors import FairleadError
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import AuditEntry, plain, record
from fairlead.hub.people.models import Audience, Kind, Membership, Network, Organisation, Role
from fairlead.hub.people.operations.common import clean_name, forget, forget_history, free_slug, lock, owned_models, was
from fairlead.hub.people.policy import require, require_operation

__all__ = ["by_short_name", "change_organisation", "confirm_organisation", "create_organisation", "delete_organisation"]

A_DAY = 10
"""Organisations that one person may make in a day."""
IDENTITY = ("name", "kind", "country", "website")
"""What an operator confirmed: a change of it has to be confirmed again."""


def by_short_name(actor: Actor, slug: str) -> Organisation:
    """The organisation that somebody may ask to act along: one that is listed, or their own.

    Raises
    ------
    FairleadError
        If there is none of this name that they may know of.
    """
    found = Organisation.objects.filter(slug=slug).first()
    if found is None or not (found.listed or actor.holds(found.pk)):
        raise FairleadError(
            _("There is no organisation with this short name."),
            fix=_("Ask them for it: it stands on their page. Or write their name as one outside."),
        )
    return found


@transaction.atomic
def create_organisation(
    actor: Actor, *, name: str, kind: str, country: str = "", website: str = "", why: str = ""
) -> Organisation:
    """Make an organisation and become its manager; nobody else sees it before an operator confirms it.

    Raises
    ------
    FairleadError
        If a value is not one of those that are possible.
    PermissionDenied
        If nobody is signed in, or a token is used.
    """
    require_operation(actor, "organisation.create")
    assert actor.user is not None
    since = timezone.now() - timedelta(days=1)
    made = AuditEntry.objects.filter(who=str(actor.user.pk), operation="organisation.create", at__gte=since)
    if made.count() >= A_DAY:
        raise FairleadError(_("You made many organisations today."), fix=_("Try again tomorrow."))
    values = _checked({"name": name, "kind": kind, "country": country, "website": website})
    organisation = Organisation(slug=free_slug(Organisation, values["name"]), **values)
    was(organisation, actor.user, why)
    organisation.save()
    membership = Membership(user=actor.user, organisation=organisation, role=Role.MANAGER)
    was(membership, actor.user, why)
    membership.save()
    record(actor, "organisation.create", organisation, why)
    return organisation


@transaction.atomic
def change_organisation(actor: Actor, organisation: Organisation, why: str = "", **values: Any) -> Organisation:
    """Change what an organisation says of itself (name, kind, country, website), `listed`, or `two_factor`.

    A new name, kind, country or web address has to be confirmed again by an operator.

    Raises
    ------
    FairleadError
        If a value is not possible, or a manager without two-factor sign-in asks it of others.
    """
    require(actor, "change", organisation)
    held = lock(organisation)
    changed = {name: value for name, value in _checked(values).items() if getattr(held, name) != value}
    if not changed:
        return held
    if "two_factor" in changed and actor.token is not None:
        raise PermissionDenied(_("A token does not decide how people sign in."))
    if changed.get("two_factor") and not is_mfa_enabled(actor.user, [Authenticator.Type.TOTP]):
        raise FairleadError(
            _("You do not sign in with two factors yourself."),
            why=_("You would shut yourself out."),
            fix=_("Turn two-factor sign-in on for your own account first."),
        )
    for name, value in changed.items():
        setattr(held, name, value)
    if any(name in changed for name in IDENTITY):
        held.confirmed = None
    was(held, actor.user, why)
    held.save()
    record(actor, "organisation.change", held, why)
    return held


@transaction.atomic
def confirm_organisation(actor: Actor, organisation: Organisation, why: str, *, confirmed: bool = True) -> Organisation:
    """Confirm as an operator that an organisation is what it says, or take that back, with the reason.

    Raises
    ------
    FairleadError
        If no reason is given.
    PermissionDenied
        If the actor is no operator, or a member of it.
    """
    require(actor, "confirm", organisation)
    if not why.strip():
        raise FairleadError(_("Say how you know."), why=_("Others rely on it."), fix=_("Write it in one sentence."))
    held = lock(organisation)
    held.confirmed = timezone.now() if confirmed else None
    was(held, actor.user, why)
    held.save()
    record(actor, "organisation.confirm", held, why)
    return held


@transaction.atomic
def delete_organisation(actor: Actor, organisation: Organisation, why: str = "") -> None:
    """Delete an organisation and everything that is kept in it for good.

    Raises
    ------
    FairleadError
        If it keeps a network that others are in.
    """
    require(actor, "delete", organisation)
    erase(actor, lock(organisation), why)


def erase(actor: Actor, organisation: Organisation, why: str = "") -> None:
    """Delete an organisation without asking the policy: for `delete_organisation` and for accounts that end."""
    if Network.objects.filter(keeper=organisation).exclude(members=None).exists():
        raise FairleadError(
            _("The organisation keeps a network that other organisations are in."),
            fix=_("Hand the network to one of them, or dissolve it, first."),
        )
    if actor.user is None:
        raise PermissionDenied
    record(actor, "organisation.delete", organisation, why)
    for model in owned_models():
        things = model._base_manager.filter(organisation=organisation)
        things.filter(audience=Audience.SELF).update(organisation=None, network=None)  # nobody but the owner knew them
        forget(model, list(things.values_list("pk", flat=True)))
    forget(Network, list(Network.objects.filter(keeper=organisation).values_list("pk", flat=True)))
    key = organisation.pk
    organisation.delete()
    forget_history(Organisation, id=key)
    forget_history(Membership, organisation_id=key)


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    done: dict[str, Any] = {}
    for name, value in values.items():
        if name == "name":
            done[name] = clean_name(value)
        elif name == "kind":
            if value not in Kind.values:
                raise FairleadError(_("This kind of organisation is not known."), fix=_("Choose one that is listed."))
            done[name] = str(value)
        elif name == "country":
            code = value.strip().upper()
            if code and code not in country_codes():
                raise FairleadError(_("This country is not known."), fix=_("Write its three letters, as in VNM."))
            done[name] = code
        elif name == "website":
            done[name] = _website(value.strip())
        elif name in {"listed", "two_factor"}:
            done[name] = bool(value)
        else:
            raise TypeError(f"an organisation has no {name} to change")
    return done


def _website(value: str) -> str:
    if not value:
        return ""
    try:
        if value != plain(value):
            raise ValidationError("control characters")
        URLValidator(schemes=["http", "https"])(value)
    except ValidationError as error:
        raise FairleadError(
            _("This is not a web address."), fix=_("Write it as in https://www.example.org, or leave it empty.")
        ) from error
    if len(value) > 200:
        raise FairleadError(_("The web address is too long."), fix=_("Give the address of the first page."))
    return value
