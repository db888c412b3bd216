"""Sending a letter: only what is complete, fresh, agreed and asked about; what waits can be taken back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from email.utils import parseaddr
from typing import Any, Literal

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.act.editing import renewed
from fairlead.act.ready import readiness
from fairlead.act.receivable import received
from fairlead.errors import FairleadError, InputError, Problem
from fairlead.hub.letters.mails import deliver
from fairlead.hub.letters.models import Channel, Dispatch, Letter, Version
from fairlead.hub.letters.operations.writing import ConflictError, digest_of, locked
from fairlead.hub.letters.safety import decision, unnamed
from fairlead.hub.letters.tasks import send_waiting
from fairlead.hub.limits import within
from fairlead.hub.pages import today
from fairlead.hub.people.actor import NOBODY, Actor, actor_for
from fairlead.hub.people.audit import record
from fairlead.hub.people.policy import allowed

__all__ = ["Standing", "Stop", "cancel", "publish", "send", "send_due", "standing", "take_back", "unpublish"]

UNDO = timedelta(minutes=15)
"""For so long an e-mail waits and can be taken back."""
LOST = timedelta(minutes=10)
"""After so long without news of it, a sending that was begun is not known to have left."""
MOST_ADDRESSES = 20
MOST_A_DAY, DAY = 500, 86_400
"""Addresses that one person may write to in a day: a letter to every government in the world, and no more."""


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that keeps a letter from being sent, and what to do about it."""

    kind: Literal["blank", "note", "signature", "stale", "approval", "safety", "wait"]
    what: str
    fix: str = ""
    passage: str = ""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the version that stands can be sent on a day."""

    on: date
    stops: tuple[Stop, ...]
    know: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing stops it."""
        return not self.stops


def standing(letter: Letter, on: date) -> Standing:
    """Whether a letter can be sent on a day: complete, fresh, agreed by each who signs, and asked who could suffer."""
    version = letter.version
    draft = version.draft
    found = readiness(draft, on.isoformat())
    stops = [
        Stop(kind=one.kind, what=one.what, fix=one.fix, passage=one.passage)  # type: ignore[arg-type]
        for one in found.open
        if one.stops
    ]
    stops += _approvals(letter, version)
    stops += [Stop(kind="safety", what=one) for one in decision(letter, version, on).open]
    if letter.not_before is not None and on < letter.not_before:
        said = _("It waits: it does not leave before %(day)s.") % {"day": letter.not_before.isoformat()}
        stops.append(Stop(kind="wait", what=said, fix=_("Wait for that day, or choose another one under Safety.")))
    know = [one.what for one in found.open if not one.stops]
    know += [f"{one.name}: {one.text}" for one in received(draft, letter.answers) if one.verdict != "yes"]
    return Standing(on=on, stops=tuple(stops), know=tuple(know))


def send(
    actor: Actor,
    letter_id: uuid.UUID,
    seen: int,
    channel: str,
    *,
    to: Sequence[str],
    copies: Sequence[str] = (),
    message: str = "",
    on: date | None = None,
) -> Dispatch:
    """Send the version that stands: by e-mail after a time in which it can be taken back, or as already handed over.

    Parameters
    ----------
    seen
        Number of the version that the person had before them.
    channel
        One of `Channel`.
    to, copies
        Addresses of e-mail; for a letter handed over, whom it was handed to.
    message
        What stands in the e-mail above the letter.
    on
        For a letter handed over: the day, if not today.

    Raises
    ------
    FairleadError
        If something stops it; nothing is sent then.
    InputError
        With every address that cannot be one.
    """
    day = on or today()
    if channel not in Channel.values:
        raise FairleadError(_("Choose how it is sent."), fix=_("By e-mail from this hub, or by yourselves."))
    if channel == Channel.MAIL and day != today():
        raise FairleadError(_("An e-mail is sent today."), fix=_("Leave the day out."))
    if day > today():
        raise FairleadError(_("The day is in the future."), fix=_("Write down a sending once it has happened."))
    to, copies = _addresses(to, copies, channel)
    now = timezone.now()
    with transaction.atomic():
        letter = locked(actor, letter_id, "send")
        if letter.number != seen:
            raise ConflictError(
                _("Version %(number)s was written meanwhile.") % {"number": letter.number},
                fix=_("Read it, then send it."),
            )
        if any(one.waiting for one in letter.dispatches.all()):
            raise FairleadError(_("It is being sent already."), fix=_("Take that back first."))
        found = standing(letter, day)
        if not found.ready:
            raise FairleadError(
                _("It cannot be sent yet: %(what)s") % {"what": " ".join(one.what for one in found.stops[:3])},
                why=_("%(count)s things are open.") % {"count": len(found.stops)},
                fix=_("The page of the letter lists them."),
            )
        if channel == Channel.MAIL and not within(
            "mail", str(actor.user and actor.user.pk), MOST_A_DAY, count=len(to) + len(copies), seconds=DAY
        ):
            raise FairleadError(
                _("You have written to very many addresses today."),
                why=_("Who sends too much is taken for a sender of advertising, and no letter of this hub arrives."),
                fix=_("Send it tomorrow, or from your own mailbox, and write that down here."),
            )
        version = _dated(letter, day, actor)
        made = Dispatch.objects.create(
            letter=letter,
            version=version,
            channel=channel,
            to=list(to),
            copies=list(copies),
            reply_to=_answers_to(actor, version) if channel == Channel.MAIL else "",
            message=message.strip()[:4000],
            on=day,
            by=actor.user,
            not_before=now + UNDO if channel == Channel.MAIL else now,
            sent=None if channel == Channel.MAIL else now,
        )
        record(actor, "letter.send", letter)
        if channel == Channel.MAIL:
            _later(made)
    return made


def _later(dispatch: Dispatch) -> None:
    """Have it sent when its time has come; where tasks cannot wait, the housekeeping sends it."""
    if send_waiting.get_backend().supports_defer:
        send_waiting.using(run_after=dispatch.not_before + timedelta(seconds=1)).enqueue()


def cancel(actor: Actor, letter_id: uuid.UUID) -> None:
    """Take back what has not left yet."""
    with transaction.atomic():
        letter = locked(actor, letter_id, "send")
        waiting = letter.dispatches.select_for_update().filter(
            sent__isnull=True, taken_back__isnull=True, failed__isnull=True, claimed__isnull=True
        )
        if not waiting.update(taken_back=timezone.now()):
            raise FairleadError(_("It has left already."), fix=_("Write to whoever received it."))
        record(actor, "letter.send", letter, why=_("taken back"))


def send_due() -> int:
    """Send what waited long enough; give the number sent. Safe to run twice at a time: each is claimed once.

    A sending that was claimed and never heard of again is not tried again by itself, for it may have left: people are
    told that this is not known.
    """
    now = timezone.now()
    Dispatch.objects.filter(sent__isnull=True, failed__isnull=True, claimed__lt=now - LOST).update(
        failed=now, error=_("It is not known whether it left: ask those it was for before you send it again.")
    )
    due = Dispatch.objects.filter(
        channel=Channel.MAIL, not_before__lte=now, sent__isnull=True, taken_back__isnull=True, failed__isnull=True,
        claimed__isnull=True,
    ).values_list("pk", flat=True)  # fmt: skip
    done = 0
    for pk in list(due):
        one = _claimed(pk)
        if one is None:
            continue  # another process was quicker, it was taken back, or something stops it now
        try:
            refused = deliver(one)
        except (OSError, ValueError, FairleadError) as error:
            Dispatch.objects.filter(pk=pk).update(failed=timezone.now(), error=str(error)[:300])
        else:
            told = "; ".join(f"{address}: {said}" for address, said in refused.items())
            Dispatch.objects.filter(pk=pk).update(sent=timezone.now(), error=told[:300])
            done += 1
    return done


def _claimed(pk: uuid.UUID) -> Dispatch | None:
    """A sending that is now this process's to do; None where another has it, or where it may not leave any more.

    While it waited, a signature may have been withdrawn, a question of safety answered otherwise, a fact corrected, or
    whoever sent it may have gone: then it is taken back, and its page says why.
    """
    with transaction.atomic():
        found = Dispatch.objects.select_related("letter", "version", "by").filter(pk=pk)
        one = found.first()
        if one is None:
            return None
        Letter.objects.select_for_update().filter(pk=one.letter_id).first()  # as whoever signs or answers holds it
        one = found.filter(sent=None, taken_back=None, failed=None, claimed=None).first()
        if one is None:
            return None
        now, said = timezone.now(), _stopped(one)
        values: dict[str, Any] = {"taken_back": now, "error": said[:300]} if said else {"claimed": now}
        if not Dispatch.objects.filter(pk=pk, claimed=None, taken_back=None).update(**values):
            return None
        if said:
            record(NOBODY, "letter.send", one.letter, why=_("taken back"))
    return None if said else one


def _stopped(one: Dispatch) -> str:
    """Why a sending that waited may not leave any more; empty: nothing stops it."""
    if one.by is None or not one.by.is_active or not allowed(actor_for(one.by), "send", one.letter):
        return _("Whoever sent it may not do so any more.")
    return " ".join(stop.what for stop in standing(one.letter, one.on).stops[:3])


def take_back(letter: Letter, why: str) -> None:
    """Take back what waits, for a reason that its page then says; call it while the letter is held."""
    waiting = letter.dispatches.filter(sent=None, taken_back=None, failed=None, claimed=None)
    waiting.update(taken_back=timezone.now(), error=why[:300])


def publish(actor: Actor, letter_id: uuid.UUID, embargo: date | None = None) -> Letter:
    """Let everyone read what was sent, from a day on."""
    with transaction.atomic():
        letter = locked(actor, letter_id, "publish")
        if not letter.sent:
            raise FairleadError(_("It has not been sent."), fix=_("What was sent can be published, and nothing else."))
        first = letter.dispatches.filter(sent__isnull=False).select_related("version").order_by("sent")[0].version
        if first.digest != letter.version.digest:
            raise FairleadError(
                _("It was changed after it was sent."),
                why=_("Everyone would read what was sent, and the questions of safety are asked about other words."),
                fix=_("Go back to version %(number)s and answer them for it.") % {"number": first.number},
            )
        letter.embargo = embargo
        stands = decision(letter, letter.version, embargo or today(), publish=True).open
        if stands:
            raise FairleadError(
                _("Before it is published: %(what)s") % {"what": " ".join(stands[:3])},
                fix=_("Answer the questions of safety, and do what you chose."),
            )
        letter.published, letter.embargo = timezone.now(), embargo
        letter.save()
        record(actor, "letter.publish", letter)
    return letter


def unpublish(actor: Actor, letter_id: uuid.UUID) -> Letter:
    """Take the letter out of the public register."""
    with transaction.atomic():
        letter = locked(actor, letter_id, "publish")
        letter.published = None
        letter.save()
        record(actor, "letter.publish", letter, why=_("taken out"))
    return letter


def _approvals(letter: Letter, version: Version) -> Iterable[Stop]:
    """Each who stands as a writer beside others, and each who is asked, must have approved these very words."""
    asked = {one.name: one for one in letter.signatories.all()}
    approved = {name for name, one in asked.items() if one.approved is not None and one.digest == version.digest}
    writers = version.draft.case.writers
    needed = [*asked, *(one.name for one in writers if len(writers) > 1 and one.name not in asked)]
    for name in needed:
        if name in approved:
            continue
        one = asked.get(name)
        if one is None:
            fix = _("Ask them to sign, or take them out of those who write.")
        elif one.declined is not None:
            fix = _("They declined: take them out of those who write and of those who are asked.")
        else:
            fix = _("Wait for their approval, or ask them again.")
        stale = one is not None and bool(one.digest) and one.digest != version.digest
        said = (
            _("%(name)s approved other words than those that stand.")
            if stale
            else _("%(name)s has not approved its signature.")
        )
        yield Stop(kind="approval", what=said % {"name": name}, fix=fix)


def _dated(letter: Letter, day: date, actor: Actor) -> Version:
    """The version that stands, dated on the day it is sent; its words are the same, so that approvals hold."""
    version = letter.version
    if version.draft.case.on == day.isoformat():
        return version
    draft = renewed(version.draft, day.isoformat())
    if digest_of(draft) != version.digest:
        raise FairleadError(
            _("The facts have changed since it was written."),
            fix=_("Renew the letter, read it, and ask for approval again."),
        )
    letter.number += 1
    letter.save()
    return Version.objects.create(
        letter=letter, number=letter.number, content=Version.packed(draft), digest=version.digest, by=actor.user,
        why=_("dated on the day it is sent"),
    )  # fmt: skip


def _answers_to(actor: Actor, version: Version) -> str:
    """To whom answers go: to whoever sends it, but their address would say who writes where that stays unsaid."""
    return "" if actor.user is None or unnamed(version.draft.case) else actor.user.email


def _addresses(to: Sequence[str], copies: Sequence[str], channel: str) -> tuple[list[str], list[str]]:
    cleaned = [[" ".join(one.split()) for one in given if one.strip()] for given in (to, copies)]
    if not cleaned[0]:
        raise FairleadError(_("Say whom it goes to."), fix=_("Give at least one."))
    if len(cleaned[0]) + len(cleaned[1]) > MOST_ADDRESSES:
        raise FairleadError(
            _("Very many addresses."), fix=_("Write to many in a batch: each then has a letter of its own.")
        )
    if channel == Channel.MAIL:
        wrong = [one for given in cleaned for one in given if not _is_mail(one)]
        if wrong:
            raise InputError(
                _("Some addresses cannot be ones of e-mail."),
                [Problem(code="mail_address", severity="error", what=_("%(address)s is no address.") % {"address": one},
                         value=one) for one in wrong],
                fix=_("Mend them."),
            )  # fmt: skip
    return cleaned[0], cleaned[1]


def _is_mail(text: str) -> bool:
    address = parseaddr(text)[1]
    try:
        validate_email(address)
    except ValidationError:
        return False
    return address == text
