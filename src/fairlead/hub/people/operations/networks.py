"""Networks: organisations that share with each other, kept by one of them."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import record
from fairlead.hub.people.models import Audience, Network, NetworkInvitation, Organisation, Role
from fairlead.hub.people.operations.common import clean_name, free_slug, owned_models, was
from fairlead.hub.people.policy import require, require_operation

__all__ = [
    "accept_network",
    "change_network",
    "create_network",
    "decline_network",
    "delete_network",
    "hand_over_network",
    "invite_to_network",
    "leave_network",
    "remove_from_network",
    "withdraw_network_invitation",
]


@transaction.atomic
def create_network(actor: Actor, keeper: Organisation, name: str, why: str = "") -> Network:
    """Make a network that one's organisation keeps."""
    require_operation(actor, "network.create", keeper.pk, Role.MANAGER)
    clean = clean_name(name)
    network = Network(slug=free_slug(Network, clean), name=clean, keeper=keeper)
    was(network, actor.user, why)
    network.save()
    record(actor, "network.create", network, why)
    return network


@transaction.atomic
def change_network(actor: Actor, network: Network, name: str, why: str = "") -> Network:
    """Give a network another name."""
    require(actor, "change", network)
    held = _locked(network)
    held.name = clean_name(name)
    was(held, actor.user, why)
    held.save()
    record(actor, "network.change", held, why)
    return held


@transaction.atomic
def hand_over_network(actor: Actor, network: Network, keeper: Organisation, why: str = "") -> Network:
    """Let another member keep the network; the former keeper stays in it as a member.

    Raises
    ------
    FairleadError
        If the organisation is not a member.
    """
    require(actor, "change", network)
    held = _locked(network)
    if not held.members.filter(pk=keeper.pk).exists():
        raise FairleadError(_("Only a member can keep the network."), fix=_("Invite the organisation first."))
    former = held.keeper
    record(actor, "network.change", held, why)
    held.keeper = keeper
    was(held, actor.user, why)
    held.save()
    held.members.remove(keeper)
    held.members.add(former)
    return held


@transaction.atomic
def delete_network(actor: Actor, network: Network, why: str = "") -> None:
    """Dissolve a network; what was shared with it stays with the organisations that shared it."""
    require(actor, "delete", network)
    held = _locked(network)
    record(actor, "network.delete", held, why)
    for model in owned_models():
        model._base_manager.filter(network=held, audience=Audience.NETWORK).update(audience=Audience.ORGANISATION)
    was(held, actor.user, why)
    held.delete()


@transaction.atomic
def invite_to_network(actor: Actor, network: Network, slug: str, why: str = "") -> NetworkInvitation:
    """Invite the organisation with this short name. Whether there is one is not told.

    Raises
    ------
    FairleadError
        If it is in the network or invited already, or the text is no short name.
    """
    require(actor, "invite", network)
    held = _locked(network)
    short = slug.strip().lower()
    if not short or not all(part.isalnum() for part in short.split("-")) or len(short) > 80:
        raise FairleadError(
            _("This is not a short name of an organisation."),
            fix=_("Ask the organisation for it: it is the last part of the address of its page."),
        )
    organisation = Organisation.objects.filter(slug=short).first()
    if organisation is not None and (
        organisation.pk == held.keeper_id or held.members.filter(pk=organisation.pk).exists()
    ):
        raise FairleadError(_("This organisation is in the network already."))
    if held.invitations.filter(slug=short).exists():
        raise FairleadError(_("This organisation is invited already."), fix=_("Withdraw the invitation first."))
    if held.invitations.count() >= 200:
        raise FairleadError(_("Many invitations are open."), fix=_("Withdraw those that nobody answered."))
    invitation = NetworkInvitation.objects.create(network=held, slug=short, organisation=organisation)
    record(actor, "network.invite", held, why)
    return invitation


@transaction.atomic
def withdraw_network_invitation(actor: Actor, invitation: NetworkInvitation, why: str = "") -> None:
    """Withdraw an invitation to a network."""
    require(actor, "withdraw", invitation)
    record(actor, "network_invitation.withdraw", invitation, why, organisation=invitation.network.keeper_id)
    invitation.delete()


@transaction.atomic
def accept_network(actor: Actor, invitation: NetworkInvitation, why: str = "") -> Network:
    """Join a network with the organisation that was invited."""
    require(actor, "accept", invitation)
    assert invitation.organisation is not None
    network = _locked(invitation.network)
    if not NetworkInvitation.objects.filter(pk=invitation.pk).exists():
        raise PermissionDenied(_("The invitation was withdrawn."))
    record(actor, "network_invitation.accept", invitation, why)
    was(network, actor.user, why)
    network.members.add(invitation.organisation)
    invitation.delete()
    return network


@transaction.atomic
def decline_network(actor: Actor, invitation: NetworkInvitation, why: str = "") -> None:
    """Decline an invitation to a network."""
    require(actor, "decline", invitation)
    record(actor, "network_invitation.decline", invitation, why)
    invitation.delete()


@transaction.atomic
def leave_network(actor: Actor, network: Network, organisation: Organisation, why: str = "") -> None:
    """Leave a network with one's organisation; what its members shared with the network is no longer shown to it."""
    require(actor, "leave", network)
    if not actor.holds(organisation.pk, Role.MANAGER):
        raise PermissionDenied(_("Your role does not allow this."))
    _part(actor, "network.leave", network, organisation, why)


@transaction.atomic
def remove_from_network(actor: Actor, network: Network, organisation: Organisation, why: str = "") -> None:
    """Take an organisation out of a network; what its members shared with the network is no longer shown to it."""
    require(actor, "remove", network)
    _part(actor, "network.remove", network, organisation, why)


def _part(actor: Actor, operation: str, network: Network, organisation: Organisation, why: str) -> None:
    held = _locked(network)
    if not held.members.filter(pk=organisation.pk).exists():
        raise FairleadError(
            _("This organisation is not a member of the network."),
            fix=_("The organisation that keeps a network hands it over, or dissolves it."),
        )
    record(actor, operation, held, why, organisation=organisation.pk)
    was(held, actor.user, why)
    held.members.remove(organisation)
    withdraw_shared(organisation.pk, held.pk)


def withdraw_shared(organisation: UUID, network: UUID) -> None:
    """Show what an organisation shared with a network only to the organisation."""
    for model in owned_models():
        shared = model._base_manager.filter(organisation=organisation, network=network)
        shared.filter(audience=Audience.NETWORK).update(audience=Audience.ORGANISATION)
        shared.update(network=None)


def _locked(network: Network) -> Network:
    return Network.objects.select_for_update().get(pk=network.pk)
