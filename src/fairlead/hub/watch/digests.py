"""Digests by e-mail of what changed in what a person watches.

Each is claimed in the database before it is sent: of two processes one sends it, and a process that is killed in
between leaves a claim that nobody takes up again. What stood in it comes with the next one, so that no digest is sent
twice and no change is lost.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from socket import gaierror

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.hub.pages import today
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.policy import visible
from fairlead.hub.watch.changes import of_watches
from fairlead.hub.watch.models import Change, Digest, Every, Subscription, Watch
from fairlead.hub.watch.operations import unsubscribe_secret

__all__ = ["Sent", "period_of", "send_digests"]

SHOWN = 50
"""Changes that one digest tells; of more it tells how many."""
REFUSED = (ConnectionRefusedError, gaierror, SMTPResponseException, SMTPRecipientsRefused)
"""Errors after which it is certain that no mail went out."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sent:
    """What a run did: digests sent, people for whom nothing had changed, and mails that could not be sent."""

    sent: int = 0
    nothing: int = 0
    failed: int = 0


def period_of(every: str, on: date) -> str:
    """The period that ended before a day: yesterday, or the last whole week.

    Examples
    --------
    >>> period_of("daily", date(2026, 3, 2)), period_of("weekly", date(2026, 3, 2))
    ('2026-03-01', '2026-W09')
    """
    if every == Every.DAILY:
        return (on - timedelta(days=1)).isoformat()
    year, week, _day = (on - timedelta(days=7)).isocalendar()
    return f"{year}-W{week:02d}"


def send_digests(on: date | None = None) -> Sent:
    """Send every digest that is due; safe to repeat at any time, and to run twice at once.

    Parameters
    ----------
    on
        The day; today, if it is not given.
    """
    day = on or today()
    sent = nothing = failed = 0
    waiting = Subscription.objects.exclude(every=Every.NEVER).filter(user__is_active=True).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        claimed = _claim(pk, day)
        if claimed is None:
            continue
        digest, changes = claimed
        if not changes:
            nothing += 1
            continue
        try:
            _mail(digest, changes).send()
        except (SMTPException, OSError) as error:
            _LOG.error("A digest could not be sent: %s", type(error).__name__)
            if isinstance(error, REFUSED):
                digest.delete()  # nothing went out: the next run tries again
            failed += 1  # else it may have gone out: what stood in it comes with the next
            continue
        _done(digest)
        sent += 1
    return Sent(sent, nothing, failed)


@transaction.atomic
def _claim(pk: int, day: date) -> tuple[Digest, list[Change]] | None:
    """The digest of a person, now this process's to send, with its changes; None if it is done or not due."""
    held = Subscription.objects.select_for_update().select_related("user").get(pk=pk)
    if held.every == Every.NEVER:
        return None
    period = period_of(held.every, day)
    if Digest.objects.filter(subscription=held, period=period).exists():
        return None
    watches = visible(actor_for(held.user), Watch)
    newest = Change.objects.order_by("-pk").first()
    last = newest.pk if newest else held.through
    changes = list(Change.objects.filter(of_watches(watches), pk__gt=held.through, pk__lte=last).order_by("pk"))
    try:
        with transaction.atomic():
            made = Digest.objects.create(subscription=held, period=period, last=last, changes=len(changes))
    except IntegrityError:  # another process was quicker
        return None
    if not changes:
        made.sent = timezone.now()
        made.save(update_fields=["sent"])
        held.through = last
        held.save(update_fields=["through"])
    return made, changes


@transaction.atomic
def _done(digest: Digest) -> None:
    digest.sent = timezone.now()
    digest.save(update_fields=["sent"])
    Subscription.objects.filter(pk=digest.subscription.pk, through__lt=digest.last).update(through=digest.last)


def _mail(digest: Digest, changes: list[Change]) -> EmailMessage:
    subscription = digest.subscription
    link = settings.ADDRESS + reverse("unsubscribe", kwargs={"secret": unsubscribe_secret(subscription)})
    with translation.override(settings.LANGUAGE_CODE):
        number = len(changes)
        subject = ngettext("%(n)d change in what you watch", "%(n)d changes in what you watch", number) % {"n": number}
        parts = [_told(change) for change in changes[:SHOWN]]
        if number > SHOWN:
            parts.append(_("And %(n)d more:") % {"n": number - SHOWN} + f"\n{settings.ADDRESS}{reverse('changes')}")
        watching = settings.ADDRESS + reverse("watches")
        end = _("What you watch, and how often this comes:\n%(link)s\nTo get no more of these mails:\n%(stop)s") % {
            "link": watching,
            "stop": link,
        }
    return EmailMessage(
        subject,
        "\n\n".join([*parts, f"-- \nFairlead\n{end}"]) + "\n",
        to=[subscription.user.email],
        headers={
            "List-Unsubscribe": f"<{link}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<digest-{digest.pk}-{digest.period}@{_host()}>",
        },
    )


def _told(change: Change) -> str:
    where = settings.ADDRESS + reverse("change", kwargs={"change": change.pk})
    return f"{change.at:%Y-%m-%d}  {change.title}\n{change.summary}\n{where}"


def _host() -> str:
    from urllib.parse import urlsplit

    return urlsplit(settings.ADDRESS).hostname or "localhost"
