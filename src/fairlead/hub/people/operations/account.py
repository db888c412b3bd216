"""One's own account: name, all data in one file, and deleting it for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Model, Q
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from simple_history.models import HistoricalChanges

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import AuditEntry, acted_in, record, take_out, without
from fairlead.hub.people.models import ApiToken, Audience, Invitation, Membership, Network, Organisation, User
from fairlead.hub.people.operations.common import called, clean_name, forget, lock, owned_models, was
from fairlead.hub.people.operations.members import hand_over, heir_of, shared_by
from fairlead.hub.people.operations.organisations import erase
from fairlead.hub.people.policy import require

__all__ = [
    "Leaving",
    "delete_account",
    "end_sessions",
    "export_account",
    "leaving",
    "on_export",
    "on_farewell",
    "rename",
]

FAREWELLS: list[Callable[[Actor], object]] = []
EXPORTS: dict[str, Callable[[Actor], Any]] = {}


def on_farewell(clear: Callable[[Actor], object]) -> None:
    """Have a part clear what it keeps of a person outside the things they own (files, say) before they are deleted."""
    FAREWELLS.append(clear)


def on_export(name: str, give: Callable[[Actor], Any]) -> None:
    """Have a part add what it keeps of a person, besides the things they own, to the export of their data."""
    EXPORTS[name] = give


@dataclass(frozen=True)
class Leaving:
    """What happens when an account is deleted.

    Attributes
    ----------
    stays
        For each organisation: what was shared with it stays there, by kind.
    goes
        Own things that are deleted, by kind.
    ends
        Organisations with no other member: they are deleted with all that is in them.
    blocked
        What must be done first.
    """

    stays: dict[str, dict[str, int]] = field(default_factory=dict)
    goes: dict[str, int] = field(default_factory=dict)
    ends: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)


@transaction.atomic
def rename(actor: Actor, name: str) -> User:
    """Change one's own name; empty: "a member"."""
    user = _self(actor, "change")
    user.name = clean_name(name, 120) if name.strip() else ""
    user.save(update_fields=["name"])
    record(actor, "person.change", user)
    return user


def leaving(actor: Actor) -> Leaving:
    """What deleting the account would do; shown before it is asked for."""
    user = _self(actor, "see")
    found = Leaving()
    for membership in Membership.objects.filter(user=user).select_related("organisation"):
        organisation = membership.organisation
        if not Membership.objects.filter(organisation=organisation).exclude(pk=membership.pk).exists():
            found.ends.append(organisation.name)
            if Network.objects.filter(keeper=organisation).exclude(members=None).exists():
                found.blocked.append(
                    _("%(name)s keeps a network that other organisations are in: hand it over, or dissolve it.")
                    % {"name": organisation}
                )
            continue
        if kept := shared_by(user, organisation):
            found.stays[organisation.name] = kept
        try:
            heir_of(membership)
        except FairleadError as error:
            found.blocked.append(str(error))
    alone = Membership.objects.filter(user=user).annotate(n=Count("organisation__memberships")).filter(n=1)
    for model in owned_models():
        kept_elsewhere = Q(organisation__isnull=False) & ~Q(audience=Audience.SELF)
        kept_elsewhere &= ~Q(organisation__in=alone.values("organisation"))
        number = model._base_manager.filter(owner=user).exclude(kept_elsewhere).count()
        if number:
            found.goes[called(model, number)] = number
    return found


@transaction.atomic
def delete_account(actor: Actor, why: str = "") -> None:
    """Delete one's own account for good: name, addresses, sign-ins, tokens, and all that is not an organisation's.

    What the person shared with an organisation stays with it and passes to its manager of longest standing. The
    entries of the audit log keep the id, which leads to nobody any more.

    Raises
    ------
    FairleadError
        If an organisation with other members would be left without a manager, or a network without its keeper.
    """
    user = _self(actor, "delete")
    blocked = leaving(actor).blocked
    if blocked:
        raise FairleadError(_("Your account cannot be deleted yet."), why=" ".join(blocked))
    for clear in FAREWELLS:
        clear(actor)
    for membership in Membership.objects.filter(user=user).select_related("organisation", "user"):
        organisation = lock(membership.organisation)
        if Membership.objects.filter(organisation=organisation).exclude(pk=membership.pk).exists():
            hand_over(user, organisation.pk, heir_of(membership))
            record(actor, "member.leave", membership)
            was(membership, None, "")
            membership.delete()
        else:
            erase(actor, organisation)
    record(actor, "person.delete", user, why)
    addresses = {user.email.lower(), *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    for model in owned_models():
        forget(model, list(model._base_manager.filter(owner=user).values_list("pk", flat=True)))
    Invitation.objects.filter(email__in=[one.lower() for one in addresses]).delete()
    end_sessions(user, addresses)
    words = {word for word in (user.name, *addresses) if word.strip()}
    take_out(words, str(user.pk))
    _take_out_of_histories(words, str(user.pk))
    user.delete()


def export_account(actor: Actor) -> dict[str, Any]:
    """All that the hub holds of a person, for themself."""
    user = _self(actor, "export")
    memberships = Membership.objects.filter(user=user).select_related("organisation")
    tokens = ApiToken.objects.filter(user=user)
    entries = AuditEntry.objects.filter(who=str(user.pk)).order_by("at", "pk")
    made = {
        "person": {"id": user.pk, "name": user.name, "email": user.email, "joined": user.date_joined,
                   "last_sign_in": user.last_login, "operator": user.is_superuser},
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
        "two_factor": list(Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")),
        "identity_providers": list(
            SocialAccount.objects.filter(user=user).values("provider", "uid", "date_joined", "last_login", "extra_data")
        ),
        "organisations": [
            {"organisation": one.organisation.name, "slug": one.organisation.slug, "role": one.role, "since": one.since}
            for one in memberships
        ],
        "tokens": list(tokens.values("id", "name", "scopes", "organisation_id", "created", "expires", "used")),
        "things": {model._meta.label_lower: [_row(one) for one in model._base_manager.filter(owner=user)]
                   for model in owned_models()},
        "did": list(entries.values("at", "operation", "thing", "thing_id", "organisation", "why")),
        **{name: give(actor) for name, give in EXPORTS.items()},
    }  # fmt: skip
    record(actor, "person.export", user)
    return made


def _self(actor: Actor, verb: str) -> User:
    if actor.user is None:
        raise PermissionDenied(_("Sign in first."))
    require(actor, verb, actor.user)
    return actor.user


def _row(thing: Model) -> dict[str, Any]:
    """All columns of a thing; of what is kept as bytes, only how much there is."""
    row: dict[str, Any] = {}
    for column in thing._meta.concrete_fields:
        value = getattr(thing, column.attname)
        if isinstance(value, FieldFile):
            value = value.name
        elif isinstance(value, (bytes, memoryview)):
            value = {"bytes": len(value)}
        row[column.attname] = value
    return row


def end_sessions(user: User, addresses: set[str]) -> None:
    """End every session of a person, and those in which somebody began to sign in with an address of theirs."""
    for session in Session.objects.iterator():
        held = session.get_decoded()
        if held.get("_auth_user_id") == str(user.pk) or any(one in str(held).lower() for one in addresses if one):
            session.delete()


def _take_out_of_histories(words: set[str], who: str) -> None:
    """Take the person out of the reasons in histories, where `take_out` does so in the log."""
    around = acted_in(who)
    for model in apps.get_models():
        if not issubclass(model, HistoricalChanges) or not hasattr(model, "history_change_reason"):
            continue
        columns = {field.attname for field in model._meta.concrete_fields}
        place = {"id"} if model is Organisation.history.model else columns & {"organisation_id", "keeper_id"}
        theirs = Q(history_user=who)
        for column in place:
            theirs |= Q(**{f"{column}__in": around})
        for word in words:
            found = model._default_manager.filter(history_change_reason__icontains=word)
            if "@" not in word:
                found = found.filter(theirs if " " in word else Q(history_user=who))
            for version in found:
                left = without(word, version.history_change_reason)[:100]
                model._default_manager.filter(pk=version.pk).update(history_change_reason=left)
