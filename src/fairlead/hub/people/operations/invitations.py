"""Invitations by mail: bound to one address, good for fourteen days, of which only a hash is kept."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import NOBODY, RANK, Actor
from fairlead.hub.people.audit import AuditEntry, record
from fairlead.hub.people.models import Invitation, Membership, Organisation, Role
from fairlead.hub.people.operations.common import digest, lock, new_secret, send, was
from fairlead.hub.people.policies import verified_addresses
from fairlead.hub.people.policy import require

__all__ = [
    "accept_invitation",
    "decline_invitation",
    "invitation_for",
    "invite",
    "resend_invitation",
    "withdraw_invitation",
]

VALID = timedelta(days=14)
KEPT = timedelta(days=30)
"""How long an invitation that ran out is kept: the address in it belongs to somebody who did not answer."""
A_DAY = 100
"""Invitations that an organisation may send in a day."""
PAUSE = timedelta(minutes=10)
"""Between two mails to the same address."""


@transaction.atomic
def invite(actor: Actor, organisation: Organisation, email: str, role: str = Role.READER) -> Invitation:
    """Invite the holder of an address to join an organisation. Whether they have an account is not told.

    Raises
    ------
    FairleadError
        If the address or role is not possible, they are a member or invited already, or too many were sent today.
    """
    require(actor, "invite", organisation)
    if actor.token is not None and role == Role.MANAGER:
        raise PermissionDenied(_("A token makes no managers."))
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise FairleadError(_("This is not an e-mail address."), fix=_("Check it for slips.")) from error
    if role not in Role.values:
        raise FairleadError(_("This role is not known."), fix=_("Choose reader, editor or manager."))
    lock(organisation)
    now = timezone.now()
    Invitation.objects.filter(expires__lt=now - KEPT).delete()
    if Invitation.objects.filter(organisation=organisation, email=address).exists():
        raise FairleadError(_("This address is invited already."), fix=_("Send the invitation again, or withdraw it."))
    _within_limits(organisation)
    invitation = Invitation(organisation=organisation, email=address, role=role, by=actor.user)
    _mail(invitation)
    record(actor, "organisation.invite", organisation)
    return invitation


@transaction.atomic
def resend_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """Send an invitation again, with a new link; the old one no longer works.

    Raises
    ------
    FairleadError
        If the last mail went out a moment ago.
    """
    require(actor, "resend", invitation)
    lock(invitation.organisation)
    held = _again(invitation)
    if held.sent > timezone.now() - PAUSE:
        raise FairleadError(_("A mail went to this address a moment ago."), fix=_("Wait ten minutes."))
    _within_limits(held.organisation)
    _mail(held)
    record(actor, "invitation.resend", held)
    return held


@transaction.atomic
def withdraw_invitation(actor: Actor, invitation: Invitation, why: str = "") -> None:
    """Withdraw an invitation: its link no longer works, and its address is forgotten."""
    require(actor, "withdraw", invitation)
    record(actor, "invitation.withdraw", invitation, why)
    _again(invitation).delete()


@transaction.atomic
def accept_invitation(actor: Actor, invitation: Invitation) -> Membership:
    """Join the organisation that invited one's address. A member keeps the greater of both roles.

    Raises
    ------
    Http404
        If the invitation is to another address.
    FairleadError
        If it ran out.
    """
    require(actor, "accept", invitation)
    assert actor.user is not None
    lock(invitation.organisation)
    held = _again(invitation)
    if held.expires <= timezone.now():
        raise FairleadError(_("This invitation has run out."), fix=_("Ask the organisation to send it again."))
    membership = Membership.objects.filter(user=actor.user, organisation=held.organisation).first()
    if membership is None:
        membership = Membership(user=actor.user, organisation=held.organisation, role=held.role)
    elif RANK[Role(held.role)] > RANK[Role(membership.role)]:
        membership.role = held.role
    was(membership, actor.user, "")
    membership.save()
    record(actor, "invitation.accept", held)
    held.delete()
    return membership


@transaction.atomic
def decline_invitation(actor: Actor, invitation: Invitation) -> None:
    """Decline an invitation to oneself; those who invited learn that it was declined, and not by whose account."""
    require(actor, "decline", invitation)
    record(NOBODY, "invitation.decline", invitation)
    record(actor, "invitation.decline")
    _again(invitation).delete()


def invitation_for(secret: str) -> Invitation | None:
    """The invitation that a link belongs to, if it still holds."""
    found = Invitation.objects.select_related("organisation").filter(secret=digest(secret)).first()
    return found if found is not None and found.expires > timezone.now() else None


def is_for(actor: Actor, invitation: Invitation) -> bool:
    """Whether an invitation is to an address that is the actor's."""
    return invitation.email.lower() in verified_addresses(actor)


def _within_limits(organisation: Organisation) -> None:
    since = timezone.now() - timedelta(days=1)
    sent = AuditEntry.objects.filter(
        organisation=organisation.pk, operation__in=("organisation.invite", "invitation.resend"), at__gte=since
    )
    if sent.count() >= A_DAY:
        raise FairleadError(_("Your organisation sent many invitations today."), fix=_("Try again tomorrow."))


def _mail(invitation: Invitation) -> None:
    secret = new_secret()
    now = timezone.now()
    invitation.secret, invitation.sent, invitation.expires = digest(secret), now, now + VALID
    invitation.save()
    link = settings.ADDRESS + reverse("invitation", kwargs={"secret": secret})
    name = invitation.organisation.name
    body = _(
        "%(organisation)s invites you to join it on Fairlead.\n\n"
        "Your role would be: %(role)s.\n\n"
        "To accept or decline, open this link until %(until)s:\n%(link)s\n\n"
        "The link is meant for %(email)s alone. If you do not know this organisation, ignore this mail: "
        "nothing happens then, and your address is forgotten."
    ) % {
        "organisation": name,
        "role": invitation.get_role_display(),
        "until": f"{invitation.expires:%Y-%m-%d}",
        "link": link,
        "email": invitation.email,
    }
    send(invitation.email, _("Invitation to join %(organisation)s") % {"organisation": name}, body)


def _again(invitation: Invitation) -> Invitation:
    held = Invitation.objects.select_related("organisation").filter(pk=invitation.pk).first()
    if held is None:
        raise Http404
    return held
