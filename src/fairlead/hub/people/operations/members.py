"""Roles of members, leaving, and being removed; an organisation always keeps a manager."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import record
from fairlead.hub.people.models import ApiToken, Audience, Membership, Organisation, Role, User
from fairlead.hub.people.operations.common import called, lock, owned_models, was
from fairlead.hub.people.policy import require

__all__ = ["change_role", "hand_over", "heir_of", "leave_organisation", "remove_member", "shared_by"]


@transaction.atomic
def change_role(actor: Actor, membership: Membership, role: str, why: str = "") -> Membership:
    """Give a member another role.

    Raises
    ------
    FairleadError
        If the role is not known, or the organisation would be left without a manager.
    """
    require(actor, "change", membership)
    if role not in Role.values:
        raise FairleadError(_("This role is not known."), fix=_("Choose reader, editor or manager."))
    lock(membership.organisation)
    held = _again(membership)
    if held.role == role:
        return held
    if held.role == Role.MANAGER:
        _keep_a_manager(held)
    held.role = role
    was(held, actor.user, why)
    held.save()
    record(actor, "member.change", held, why)
    return held


@transaction.atomic
def remove_member(actor: Actor, membership: Membership, why: str = "") -> None:
    """Remove a member; what they shared with the organisation stays with it and passes to the actor.

    Raises
    ------
    FairleadError
        If it is the last manager.
    """
    require(actor, "remove", membership)
    assert actor.user is not None
    lock(membership.organisation)
    held = _again(membership)
    if held.user_id == actor.user.pk:
        raise FairleadError(_("You cannot remove yourself."), fix=_("Leave the organisation instead."))
    record(actor, "member.remove", held, why)
    _part(actor, held, actor.user, why)


@transaction.atomic
def leave_organisation(actor: Actor, membership: Membership, why: str = "") -> None:
    """Leave; what one shared with the organisation stays with it and passes to its manager of longest standing.

    Raises
    ------
    FairleadError
        If one is the last manager.
    """
    require(actor, "leave", membership)
    lock(membership.organisation)
    held = _again(membership)
    if held.role == Role.MANAGER:
        _keep_a_manager(held)
    record(actor, "member.leave", held, why)
    _part(actor, held, heir_of(held), why)


def heir_of(membership: Membership) -> User:
    """To whom the things pass that a member shared: the manager of longest standing besides them.

    Raises
    ------
    FairleadError
        If there is none.
    """
    others = Membership.objects.filter(organisation_id=membership.organisation_id, role=Role.MANAGER)
    heir = others.exclude(pk=membership.pk).select_related("user").order_by("since", "pk").first()
    if heir is None:
        raise FairleadError(
            _("%(name)s would be left without a manager.") % {"name": membership.organisation},
            fix=_("Make somebody else a manager first, or delete the organisation."),
        )
    return heir.user


def shared_by(user: User, organisation: Organisation) -> dict[str, int]:
    """How many things of each kind a person shared with an organisation: what stays when they leave."""
    counted = {}
    for model in owned_models():
        things = model._base_manager.filter(owner=user, organisation=organisation).exclude(audience=Audience.SELF)
        if number := things.aggregate(n=Count("pk"))["n"]:
            counted[called(model, number)] = number
    return counted


def hand_over(user: User, organisation: UUID, heir: User) -> None:
    """Pass what a person shared with an organisation to a manager; what they kept to themselves stays theirs."""
    for model in owned_models():
        things = model._base_manager.filter(owner=user, organisation=organisation)
        shared = things.exclude(audience=Audience.SELF)
        if hasattr(model, "before_hand_over"):  # what the heir has already would be there twice
            model.before_hand_over(shared, heir)
        shared.update(owner=heir)
        things.filter(audience=Audience.SELF).update(organisation=None, network=None)
    ApiToken.objects.filter(user=user, organisation=organisation).delete()


def _part(actor: Actor, membership: Membership, heir: User, why: str) -> None:
    hand_over(membership.user, membership.organisation_id, heir)
    was(membership, actor.user, why)
    membership.delete()


def _keep_a_manager(membership: Membership) -> None:
    heir_of(membership)


def _again(membership: Membership) -> Membership:
    """Read a membership again under the lock: somebody may have changed it since."""
    held = Membership.objects.select_related("organisation", "user").filter(pk=membership.pk).first()
    if held is None:
        raise Http404
    return held
