"""Reminders by e-mail: one mail a day at most for each person, claimed before it is sent so that none comes twice."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.act.follow.status import Reminder
from fairlead.hub.matters.models import Reminded, Reminding
from fairlead.hub.matters.operations.reminding import reminders_of
from fairlead.hub.pages import today
from fairlead.hub.people.actor import actor_for
from fairlead.hub.watch.digests import REFUSED

__all__ = ["Sent", "send_reminders"]

SHOWN = 40
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sent:
    """What a run did: mails sent, and mails that could not be sent."""

    sent: int = 0
    failed: int = 0


def send_reminders(on: date | None = None) -> Sent:
    """Remind everyone who wants it of what has come due; safe to repeat, and to run twice at once."""
    day = on or today()
    sent = failed = 0
    wanting = Reminding.objects.filter(mail=True, user__is_active=True).select_related("user").order_by("pk")
    for one in wanting:
        found = [each for each in reminders_of(actor_for(one.user), day) if each.day <= day.isoformat()]
        claimed = [(key, each) for each in found if (key := _claim(one, each)) is not None]
        if not claimed:
            continue
        keys = [key for key, _each in claimed]
        try:
            _mail(one, [each for _key, each in claimed]).send()
        except (SMTPException, OSError) as error:
            _LOG.error("A reminder could not be sent: %s", type(error).__name__)
            if isinstance(error, REFUSED):
                Reminded.objects.filter(reminding=one, key__in=keys).delete()  # nothing went out: tried again
            failed += 1
            continue
        Reminded.objects.filter(reminding=one, key__in=keys).update(sent=timezone.now())
        sent += 1
    return Sent(sent, failed)


def _claim(reminding: Reminding, reminder: Reminder) -> str | None:
    """The key of a reminder, now this process's to send; None if it was sent or is another's."""
    key = f"{reminder.matter}:{reminder.due.term}:{reminder.due.day}"[:120]
    if Reminded.objects.filter(reminding=reminding, key=key).exists():
        return None
    try:
        with transaction.atomic():
            Reminded.objects.create(reminding=reminding, key=key)
    except IntegrityError:  # another process was quicker
        return None
    return key


def _mail(reminding: Reminding, found: list[Reminder]) -> EmailMessage:
    with translation.override(settings.LANGUAGE_CODE):
        number = len(found)
        subject = ngettext("%(n)d date in what you follow", "%(n)d dates in what you follow", number) % {"n": number}
        parts = [_told(one) for one in found[:SHOWN]]
        where = settings.ADDRESS + reverse("matters")
        if number > SHOWN:
            parts.append(_("And %(n)d more:") % {"n": number - SHOWN} + f"\n{where}")
        end = _("What you follow, and how you are reminded:\n%(link)s") % {"link": where}
    return EmailMessage(
        subject,
        "\n\n".join([*parts, f"-- \nFairlead\n{end}"]) + "\n",
        to=[reminding.user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _told(one: Reminder) -> str:
    where = settings.ADDRESS + reverse("matter", kwargs={"matter": one.matter})
    return f"{one.due.day}  {one.title}\n{one.text}\n{where}"
