"""What everyone may read of a matter, after the questions of safety."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from fairlead.act.follow.states import happen, shown_to_others
from fairlead.errors import FairleadError
from fairlead.hub.letters.safety import answers_in, refuse
from fairlead.hub.matters.models import Matter
from fairlead.hub.matters.operations.following import grown, locked, public_of, questions, safe
from fairlead.hub.pages import today
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import plain, record

__all__ = ["PARTS", "answer_safety", "prepare", "publish", "unpublish"]

PARTS = {
    "log": _lazy("the log: what happened when, with summaries of replies"),
    "papers": _lazy("redacted copies of papers"),
    "ledgers": _lazy("the ledgers"),
}
LONGEST = 3000


def prepare(actor: Actor, matter_id: uuid.UUID, summary: str, shows: Iterable[str]) -> Matter:
    """Say what everyone would read; what is public already is taken out of the register, to be asked about anew."""
    chosen = [one for one in PARTS if one in set(shows)]
    text = "\n".join(plain(line) for line in summary.splitlines()).strip()
    if len(text) > LONGEST:
        raise FairleadError(_("The summary is very long."), fix=_("Say it in half a page."))
    with transaction.atomic():
        matter = locked(actor, matter_id, "publish")
        changed = (matter.summary, matter.shows) != (text, chosen)
        matter.summary, matter.shows = text, chosen
        if changed:
            matter.published, matter.public = None, None
        matter.save()
        record(actor, "matter.publish", matter, why=_("prepared"))
    return matter


def answer_safety(actor: Actor, matter_id: uuid.UUID, form: Mapping[str, Any], *, publish: bool = False) -> Matter:
    """Keep the answers of a form: ``answer-ID`` and ``why-ID`` for each question, as an event of the log.

    Raises
    ------
    InputError
        If an answer is not among its options; then none is kept.
    """
    with transaction.atomic():
        matter = locked(actor, matter_id, "change")
        given, wrong = answers_in(form, questions(matter, today(), publish=publish))
        refuse(wrong)
        if given:
            before = matter.log
            after = happen(before, "safety", day=today(), recorded=timezone.now(), answers=tuple(given))
            grown(matter, before, after, actor)
            record(actor, "matter.change", matter)
    return matter


def publish(actor: Actor, matter_id: uuid.UUID) -> Matter:
    """Let everyone read what was prepared, once nothing stands in the way; an embargo holds it back until its day.

    Raises
    ------
    FairleadError
        If nothing was prepared, or the questions of safety are not answered or forbid it.
    """
    with transaction.atomic():
        matter = locked(actor, matter_id, "publish")
        if not matter.summary:
            raise FairleadError(_("There is no summary yet."), fix=_("Say in a few sentences what came of it."))
        before = matter.log
        until = shown_to_others(before, today())
        on = today() if until.verdict == "yes" else _day(before)
        stands = safe(matter, before, on, publish=True).open
        if stands:
            raise FairleadError(
                _("Before it is published: %(what)s") % {"what": " ".join(stands[:3])},
                fix=_("Answer the questions of safety, and do what you chose."),
            )
        matter.published, matter.public = timezone.now(), public_of(matter)
        matter.save()
        record(actor, "matter.publish", matter)
    return matter


def unpublish(actor: Actor, matter_id: uuid.UUID) -> Matter:
    """Take the matter out of the public register."""
    with transaction.atomic():
        matter = locked(actor, matter_id, "publish")
        matter.published, matter.public = None, None
        matter.save()
        record(actor, "matter.publish", matter, why=_("taken out"))
    return matter


def _day(log: Any) -> Any:
    from datetime import date

    from fairlead.act.follow.states import embargo

    return date.fromisoformat(embargo(log))
