"""Who signs: each organisation approves its own signature, on the very words that stand."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.letters.models import Letter, Signatory
from fairlead.hub.letters.operations.sending import take_back
from fairlead.hub.letters.operations.writing import ConflictError, locked
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import record
from fairlead.hub.people.models import Role
from fairlead.hub.people.operations.organisations import by_short_name

__all__ = ["approve", "attest", "decline", "invite", "uninvite"]

MOST = 60
"""Organisations that may be asked to sign one letter."""


def invite(actor: Actor, letter_id: uuid.UUID, *, organisation: str = "", name: str = "") -> Signatory:
    """Ask an organisation to sign: one of the hub by its short name, which then sees the letter, or one outside.

    Raises
    ------
    FairleadError
        If there is no such organisation, it is asked already, or very many are.
    """
    with transaction.atomic():
        letter = locked(actor, letter_id, "send")
        if letter.signatories.count() >= MOST:
            raise FairleadError(_("Very many are asked to sign."), fix=_("Let a network sign for its members."))
        found = by_short_name(actor, organisation) if organisation else None
        said = " ".join((name or (found.name if found else "")).split())[:200]
        if not said:
            raise FairleadError(_("Say who is to sign."), fix=_("Give a short name or a name."))
        if letter.signatories.filter(name=said).exists() or (
            found is not None and letter.signatories.filter(organisation=found).exists()
        ):
            raise FairleadError(_("They are asked already."), fix=_("Look at the list of those who sign."))
        made = Signatory.objects.create(letter=letter, organisation=found, name=said)
        record(actor, "letter.send", letter)
    return made


def uninvite(actor: Actor, letter_id: uuid.UUID, signatory: uuid.UUID) -> None:
    """Ask somebody no longer; an organisation of the hub then sees the letter no more."""
    with transaction.atomic():
        letter = locked(actor, letter_id, "send")
        _one(letter, signatory).delete()
        record(actor, "letter.send", letter)


def approve(actor: Actor, letter_id: uuid.UUID, organisation: uuid.UUID, digest: str) -> Signatory:
    """Approve the signature of one's own organisation, on the words that were read.

    Raises
    ------
    ConflictError
        If other words stand meanwhile.
    """
    with transaction.atomic():
        letter, found = _own(actor, letter_id, organisation)
        if letter.version.digest != digest:
            raise ConflictError(
                _("The words were changed meanwhile."), why=_("A signature counts for the words that were read."),
                fix=_("Read the letter again, then approve it."),
            )  # fmt: skip
        found.digest, found.approved, found.approved_by, found.declined = digest, timezone.now(), actor.user, None
        found.save()
        record(actor, "letter.sign", letter, organisation=organisation)
    return found


def decline(actor: Actor, letter_id: uuid.UUID, organisation: uuid.UUID) -> None:
    """Withdraw an approval or decline to sign; the organisation then sees the letter no more.

    A sending that still waits is taken back: nothing leaves with a signature that was withdrawn.
    """
    with transaction.atomic():
        letter, found = _own(actor, letter_id, organisation)
        found.digest, found.approved, found.approved_by, found.declined = "", None, None, timezone.now()
        found.save()
        take_back(letter, _("%(name)s does not sign it.") % {"name": found.name})
        record(actor, "letter.sign", letter, why=_("declined"), organisation=organisation)


def attest(actor: Actor, letter_id: uuid.UUID, signatory: uuid.UUID, how: str) -> Signatory:
    """Write down that an organisation outside the hub approved the words that stand, and how it said so."""
    with transaction.atomic():
        letter = locked(actor, letter_id, "send")
        found = _one(letter, signatory)
        if found.organisation_id is not None:
            raise FairleadError(
                _("An organisation of this hub approves its own signature."), fix=_("Ask one of its editors to do so.")
            )
        said = " ".join(how.split())[:300]
        if not said:
            raise FairleadError(_("Say how they approved."), fix=_("For instance: by e-mail of their secretary."))
        found.digest, found.approved, found.approved_by, found.attested = (
            letter.version.digest, timezone.now(), actor.user, said,
        )  # fmt: skip
        found.save()
        record(actor, "letter.send", letter)
    return found


def _own(actor: Actor, letter_id: uuid.UUID, organisation: uuid.UUID) -> tuple[Letter, Signatory]:
    letter = locked(actor, letter_id, "sign")
    found = letter.signatories.filter(organisation=organisation).first()
    if found is None or not actor.holds(organisation, Role.EDITOR):
        raise PermissionDenied(_("Your role does not allow this."))
    return letter, found


def _one(letter: Letter, signatory: uuid.UUID) -> Signatory:
    found: Signatory | None = letter.signatories.filter(pk=signatory).first()
    if found is None:
        raise FairleadError(_("They are not asked to sign."), fix=_("Look at the list of those who sign."))
    return found
