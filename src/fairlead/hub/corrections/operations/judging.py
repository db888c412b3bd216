"""Judgements on initiatives: giving, withdrawing and answering them."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError, Problem
from fairlead.hub.corrections.checks import cleaned, refuse, source_problems
from fairlead.hub.corrections.judging import ASPECTS, initiative_row, represents
from fairlead.hub.corrections.models import Judgement
from fairlead.hub.corrections.policy import as_editor
from fairlead.hub.corrections.versions import bump
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import record
from fairlead.hub.people.models import Organisation
from fairlead.hub.people.policy import require, require_operation

__all__ = ["judge", "reply", "withdraw_judgement"]


@transaction.atomic
def judge(
    actor: Actor,
    initiative: str,
    aspect: str,
    organisation: Organisation,
    *,
    reason: str,
    source: Mapping[str, str],
    named: bool = False,
) -> Judgement:
    """Say what an initiative is best at: signed by a confirmed organisation, dated, with a source, open to reply.

    Raises
    ------
    InputError
        With every problem of what was written.
    FairleadError
        If the organisation is not confirmed, is the initiative's own, or the person said so already.
    """
    require_operation(actor, "judgement.create", organisation.pk)
    assert actor.user is not None
    row = initiative_row(initiative)
    said = {name: cleaned(source.get(name, "")) for name in ("source_url", "source_title", "source_date")}
    why = cleaned(reason)
    found = source_problems(said)
    for name, right, what in (
        ("initiative", row is not None, _("There is no initiative with this name.")),
        ("aspect", aspect in ASPECTS, _("Choose what it is best at.")),
        ("reason", 0 < len(why) <= 2000, _("Give your reasons, in at most 2000 characters.")),
    ):
        if not right:
            found.append(Problem(code="judgement", severity="error", what=what, column=name))
    refuse(found)
    assert row is not None
    if not organisation.confirmed:
        raise FairleadError(
            _("Your organisation is not confirmed yet."),
            why=_("A judgement is signed by an organisation that is known."),
        )
    if represents(organisation, row):
        raise FairleadError(
            _("Nobody judges their own initiative."), fix=_("Reply to the judgements of others instead.")
        )
    try:
        with transaction.atomic():
            made = Judgement.objects.create(
                initiative=initiative,
                aspect=aspect,
                reason=why,
                by=actor.user,
                organisation=organisation,
                organisation_name=organisation.name,
                organisation_kind=organisation.kind,
                named=named,
                **said,
            )
    except IntegrityError:
        raise FairleadError(_("You said this already."), fix=_("Withdraw the earlier judgement first.")) from None
    record(actor, "judgement.create", made)
    bump()
    return made


@transaction.atomic
def withdraw_judgement(actor: Actor, judgement: Judgement, *, again: bool = False) -> Judgement:
    """Withdraw an own judgement, or let it stand again."""
    require(actor, "withdraw", judgement)
    if again and judgement.organisation_id not in as_editor(actor):
        raise PermissionDenied(_("You do not speak for this organisation any more."))
    held = Judgement.objects.select_for_update().get(pk=judgement.pk)
    held.withdrawn = None if again else timezone.now()
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError:
        raise FairleadError(_("You said the same again meanwhile.")) from None
    record(actor, "judgement.withdraw", held)
    bump()
    return held


@transaction.atomic
def reply(actor: Actor, judgement: Judgement, organisation: Organisation, text: str) -> Judgement:
    """Reply for the initiative; shown beside the judgement. A new reply takes the place of the old; empty: none.

    Raises
    ------
    PermissionDenied
        If the organisation does not speak for the initiative.
    """
    require(actor, "reply", judgement)
    row = initiative_row(judgement.initiative)
    if organisation.pk not in as_editor(actor) or row is None or not represents(organisation, row):
        raise PermissionDenied(_("Only the initiative's own organisation replies, once an operator has confirmed it."))
    held = Judgement.objects.select_for_update().get(pk=judgement.pk)
    held.reply = cleaned(text)[:2000]
    held.reply_by = organisation.name if held.reply else ""
    held.replied = timezone.now() if held.reply else None
    held.save()
    record(actor, "judgement.reply", held, organisation=organisation.pk)
    bump()
    return held
