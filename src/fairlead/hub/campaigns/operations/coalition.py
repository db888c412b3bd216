"""The coalition: who is asked, who takes part, which texts, and who agreed to which words."""

from __future__ import annotations

import re
import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.act.campaign.changes import fingerprint
from fairlead.act.kinds import kinds
from fairlead.errors import FairleadError
from fairlead.hub.campaigns.models import Approval, Campaign, Party, Words
from fairlead.hub.campaigns.operations.keeping import ConflictError, locked
from fairlead.hub.pages import today
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import plain, record
from fairlead.hub.people.models import Organisation, Role
from fairlead.hub.people.operations.organisations import by_short_name
from fairlead.hub.people.policy import allowed, find, in_scope
from fairlead.report.console import plain as ascii_only

__all__ = ["accept", "add_words", "agree", "invite", "leave", "uninvite", "withdraw"]

MOST = 200
"""Organisations in one coalition."""
MOST_TEXTS = 200
LONGEST = 100_000
CONSTITUENCIES = {
    "workers": "workers",
    "employers": "employers",
    "company": "company",
    "government": "government",
    "business_network": "network",
}
"""Kinds of organisations of the hub that are constituencies of their own; others are civil society."""


def invite(
    actor: Actor, campaign_id: uuid.UUID, *, organisation: str = "", name: str = "", constituency: str = "workers",
    attested: str = "",
) -> Party:  # fmt: skip
    """Ask an organisation of the hub, by its short name, which then reads the campaign; or write down one outside.

    Raises
    ------
    FairleadError
        If there is no such organisation, it is asked already, or it is not said how one outside agreed.
    """
    with transaction.atomic():
        held = locked(actor, campaign_id, "invite")
        if held.parties.count() >= MOST:
            raise FairleadError(_("The coalition is very big."), fix=_("Let a network take part for its members."))
        found = by_short_name(actor, organisation) if organisation else None
        said = plain(found.name if found else name)[:200]
        how = plain(attested)[:300]
        if not said:
            raise FairleadError(_("Say who is asked."), fix=_("Give a short name or a name."))
        if found is None and not how:
            raise FairleadError(
                _("It is not said how they agreed to take part."), fix=_("For instance: by e-mail of their secretary.")
            )
        if found is not None:
            party = _asked(held, found)
        else:
            party = Party.objects.create(
                campaign=held,
                slug=_slug(held, said),
                name=said,
                constituency=constituency,
                joined=today(),
                attested=how,
            )
        record(actor, "campaign.invite", held)
    return party


def _asked(held: Campaign, found: Organisation) -> Party:
    """An organisation of the hub that is asked from now on, and has not answered."""
    _free(held, found)
    speaks = CONSTITUENCIES.get(found.kind, "civil_society")
    made: Party = Party.objects.create(
        campaign=held, organisation=found, slug=_slug(held, found.name), name=found.name, constituency=speaks
    )
    return made


def _free(held: Campaign, found: Organisation) -> None:
    """Refuse to ask twice; one that left may be asked again, by beginning anew."""
    before = held.parties.filter(organisation=found).first()
    if before is not None and before.left is None:
        raise FairleadError(_("They are asked already."), fix=_("Look at the coalition."))
    if before is not None:
        before.organisation = None  # what it agreed to and took back stays on record under its name
        before.save()


def uninvite(actor: Actor, campaign_id: uuid.UUID, party: uuid.UUID) -> None:
    """Ask somebody no longer; who has taken part stays on record as having left."""
    with transaction.atomic():
        held = locked(actor, campaign_id, "invite")
        found = _party(held, party)
        if found.joined is None:
            found.delete()
        else:
            _gone(found)
        record(actor, "campaign.invite", held)


def accept(actor: Actor, campaign_id: uuid.UUID, organisation: uuid.UUID, *, named: bool) -> Party:
    """Take part in the name of one's own organisation, and say whether it may be named in public.

    An organisation that was asked answers so; whoever may ask others need not ask their own first.
    """
    with transaction.atomic():
        _ask_own(actor, campaign_id, organisation)
        held, found = _own(actor, campaign_id, organisation)
        found.joined = found.joined or today()
        found.named = named
        found.save()
        record(actor, "campaign.agree", held, organisation=organisation)
    return found


def _ask_own(actor: Actor, campaign_id: uuid.UUID, organisation: uuid.UUID) -> None:
    """Let the organisation of whoever may ask others be among those that are asked, where they may speak for it."""
    seen = find(actor, Campaign, pk=campaign_id)
    asked = seen.parties.filter(organisation=organisation, left__isnull=True).exists()
    if asked or not allowed(actor, "invite", seen) or not in_scope(actor, "campaign.agree"):
        return  # what follows refuses it, or goes on
    body = Organisation.objects.filter(pk=organisation).first()
    if body is None or not actor.holds(organisation, Role.EDITOR):
        return
    held = locked(actor, campaign_id, "invite")
    if held.parties.count() >= MOST:
        raise FairleadError(_("The coalition is very big."), fix=_("Let a network take part for its members."))
    _asked(held, body)
    record(actor, "campaign.invite", held)


def leave(actor: Actor, campaign_id: uuid.UUID, organisation: uuid.UUID) -> None:
    """Decline, or leave: agreements end on the same day, and the organisation reads the campaign no more."""
    with transaction.atomic():
        held, found = _own(actor, campaign_id, organisation)
        record(actor, "campaign.agree", held, why=_("left"), organisation=organisation)
        if found.joined is None:
            found.delete()
        else:
            _gone(found)


def add_words(
    actor: Actor, campaign_id: uuid.UUID, title: str, text: str, *, kind: str = "", replaces: uuid.UUID | None = None
) -> Words:
    """Bring a text, or a new version of one, before the coalition; nobody has agreed to it yet."""
    with transaction.atomic():
        held = locked(actor, campaign_id, "invite")
        said, words = plain(title)[:200], text.replace("\r\n", "\n").strip()
        if not said or not words or len(words) > LONGEST:
            raise FairleadError(_("A text needs a title and words."), fix=_("Paste the words that are to be agreed."))
        if kind and kind not in kinds():
            raise FairleadError(_("There is no such kind of document."))
        if held.texts.count() >= MOST_TEXTS:
            raise FairleadError(_("There are very many texts."))
        before = held.texts.filter(pk=replaces).first() if replaces else None
        made = Words.objects.create(
            campaign=held, name=_text_name(held, said), title=said, kind=kind, text=words, sha256=fingerprint(words),
            made=today(), replaces=before, by=actor.user,
        )  # fmt: skip
        record(actor, "campaign.invite", held)
    return made


def agree(actor: Actor, campaign_id: uuid.UUID, organisation: uuid.UUID, text: uuid.UUID, digest: str) -> Approval:
    """Agree to the words that were read, for one's own organisation alone.

    Raises
    ------
    ConflictError
        If these are other words.
    FairleadError
        If the organisation does not take part yet, or has agreed already.
    """
    with transaction.atomic():
        held, found = _own(actor, campaign_id, organisation)
        words = _words(held, text)
        if words.sha256 != digest:
            raise ConflictError(_("These are other words."), fix=_("Read the text again, then agree to it."))
        if found.joined is None:
            raise FairleadError(_("Your organisation does not take part yet."), fix=_("Take part first."))
        if found.approvals.filter(text=words, withdrawn__isnull=True).exists():
            raise FairleadError(_("Your organisation has agreed to it already."))
        given = Approval.objects.create(party=found, text=words, sha256=words.sha256, on=today(), by=actor.user)
        record(actor, "campaign.agree", held, organisation=organisation)
    return given


def withdraw(actor: Actor, campaign_id: uuid.UUID, organisation: uuid.UUID, text: uuid.UUID) -> None:
    """Take the agreement of one's own organisation back; the record of it stays."""
    with transaction.atomic():
        held, found = _own(actor, campaign_id, organisation)
        standing = found.approvals.filter(text=_words(held, text), withdrawn__isnull=True)
        if not standing.update(withdrawn=today()):
            raise FairleadError(_("There is no agreement that stands."), fix=_("Look at the text."))
        record(actor, "campaign.agree", held, why=_("withdrawn"), organisation=organisation)


def _own(actor: Actor, campaign_id: uuid.UUID, organisation: uuid.UUID) -> tuple[Campaign, Party]:
    held = locked(actor, campaign_id, "agree")
    found = held.parties.filter(organisation=organisation, left__isnull=True).first()
    if found is None or not actor.holds(organisation, Role.EDITOR):
        raise PermissionDenied(_("Your role does not allow this."))
    return held, found


def _gone(found: Party) -> None:
    found.left = today()
    found.named = False
    found.save()
    found.approvals.filter(withdrawn__isnull=True).update(withdrawn=today())


def _party(held: Campaign, party: uuid.UUID) -> Party:
    found: Party | None = held.parties.filter(pk=party, left__isnull=True).first()
    if found is None:
        raise FairleadError(_("They do not take part."), fix=_("Look at the coalition."))
    return found


def _words(held: Campaign, text: uuid.UUID) -> Words:
    found: Words | None = held.texts.filter(pk=text).first()
    if found is None:
        raise FairleadError(_("There is no such text."), fix=_("Look at the texts."))
    return found


def _slug(held: Campaign, name: str) -> str:
    begun = re.sub(r"[^a-z0-9]+", "-", ascii_only(name).casefold()).strip("-")[:60] or "member"
    return _unused(begun, set(held.parties.values_list("slug", flat=True)))


def _text_name(held: Campaign, title: str) -> str:
    begun = re.sub(r"[^a-z0-9]+", "-", ascii_only(title).casefold()).strip("-")[:60] or "text"
    return _unused(begun, set(held.texts.values_list("name", flat=True)))


def _unused(begun: str, taken: set[str]) -> str:
    found, number = begun, 2
    while found in taken:
        found, number = f"{begun}-{number}", number + 1
    return found
