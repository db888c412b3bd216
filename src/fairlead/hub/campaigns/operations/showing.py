"""What everyone may read of a campaign: chosen, asked who could suffer for it, and kept as it was when it was asked."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from fairlead.act.case import Case, Organisation
from fairlead.act.follow.matter import SafetyAnswer as Given
from fairlead.act.safety import Decision, Question, decide, safety_questions
from fairlead.errors import FairleadError
from fairlead.hub.campaigns.models import Campaign, Party, SafetyAnswer
from fairlead.hub.campaigns.operations.keeping import ConflictError, locked
from fairlead.hub.letters.safety import answers_in, refuse
from fairlead.hub.pages import today
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import plain, record

__all__ = [
    "PARTS",
    "answer_safety",
    "given",
    "named",
    "prepare",
    "public_of",
    "publish",
    "questions",
    "safe",
    "unpublish",
]

PARTS = {
    "plan": _lazy("the plan"),
    "log": _lazy("whom we spoke with, and the answers"),
    "outcomes": _lazy("what came of it"),
    "texts": _lazy("the titles of texts, and which of the named members agreed to them"),
    "letters": _lazy("letters and complaints that are in the public register, and what they led to"),
}
"""Parts that may be shown to everyone, in words."""


def prepare(
    actor: Actor,
    campaign_id: uuid.UUID,
    shows: Iterable[str],
    *,
    withhold: bool = False,
    through: str = "",
    embargo: date | None = None,
) -> Campaign:
    """Choose what everyone would read, and how those in it are kept safe.

    What is public already is taken back where the choice changes, to be asked about anew.

    Parameters
    ----------
    actor, campaign_id
        Who, which.
    shows
        Out of `PARTS`.
    withhold
        That all members stay unnamed.
    through
        The federation, or the organisation abroad, in whose name it is published.
    embargo
        The first day on which others may see it.
    """
    chosen = [one for one in PARTS if one in set(shows)]
    values = {"shows": chosen, "withhold": withhold, "through": plain(through)[:200], "embargo": embargo}
    with transaction.atomic():
        held = locked(actor, campaign_id, "publish")
        if any(getattr(held, name) != value for name, value in values.items()):
            held.published, held.public = None, None
        for name, value in values.items():
            setattr(held, name, value)
        held.save()
        record(actor, "campaign.publish", held, why=_("prepared"))
    return held


def answer_safety(actor: Actor, campaign_id: uuid.UUID, form: Mapping[str, Any]) -> Campaign:
    """Keep the answers of a form: ``answer-ID`` and ``why-ID`` for each question.

    Raises
    ------
    InputError
        If an answer is not among its options; then none is kept.
    """
    with transaction.atomic():
        held = locked(actor, campaign_id, "publish")
        answers, wrong = answers_in(form, questions(held, today()))
        refuse(wrong)
        for one in answers:
            SafetyAnswer.objects.update_or_create(
                campaign=held, question=one.question,
                defaults={"answer": one.option, "note": one.why, "by": actor.user},
            )  # fmt: skip
        record(actor, "campaign.publish", held, why=_("asked who could suffer"))
    return held


def publish(
    actor: Actor, campaign_id: uuid.UUID, shows: Iterable[str], *, safe: bool, seen: int | None = None
) -> Campaign:
    """Let everyone read chosen parts as they stand now, from the day of the embargo on.

    Parameters
    ----------
    actor, campaign_id
        Who, which.
    shows
        Out of `PARTS`.
    safe
        That the person has asked who could suffer for it; without that nothing is published.
    seen
        Number of the version that the person had before them; None: whichever stands.

    Raises
    ------
    ConflictError
        If another version stands meanwhile, of which they have not seen what everyone would read.
    FairleadError
        If the questions of safety are not answered, or forbid it; then nothing changes.
    """
    if not safe:
        raise FairleadError(
            _("It is not published yet."),
            why=_("Somebody could suffer for what everyone reads."),
            fix=_("Ask those who act and those it is about; then say that you have."),
        )
    with transaction.atomic():
        held = locked(actor, campaign_id, "publish")
        if seen is not None and held.number != seen:
            raise ConflictError(
                _("Version %(number)s was written meanwhile.") % {"number": held.number},
                why=_("Everyone would read words that you have not seen."),
                fix=_("Look at what everyone would read, then publish it."),
            )
        held.shows = [one for one in PARTS if one in set(shows)]
        stands = _decided(held).open
        if stands:
            raise FairleadError(
                _("Before it is published: %(what)s") % {"what": " ".join(stands[:3])},
                fix=_("Answer the questions of safety, and do what you chose."),
            )
        held.published, held.public = held.published or timezone.now(), public_of(held)
        held.save()
        record(actor, "campaign.publish", held)
    return held


def unpublish(actor: Actor, campaign_id: uuid.UUID) -> Campaign:
    """Let nobody else read it any longer."""
    with transaction.atomic():
        held = locked(actor, campaign_id, "publish")
        held.published, held.public = None, None
        held.save()
        record(actor, "campaign.publish", held, why=_("taken back"))
    return held


def named(held: Campaign) -> list[Party]:
    """Members that everyone may know of: those that said so themselves and take part, unless all stay unnamed."""
    if held.withhold:
        return []
    return list(held.parties.filter(named=True, left__isnull=True, joined__isnull=False))


def public_of(held: Campaign) -> dict[str, Any]:
    """What everyone would read. Owners of steps and who asked are never in it; members by their id, to be asked again.

    The page shows of `members` and `agreed` only those that may be named on the day on which somebody reads it.
    """
    form, members = held.form, named(held)
    steps = [{**msgspec.to_builtins(one), "owner": ""} for one in form.steps]
    logged = [{**msgspec.to_builtins(one), "by": []} for one in form.engagements]
    return {
        "title": held.title,
        "goal": form.goal,
        "through": held.through,
        "members": [str(one.pk) for one in members],
        "steps": steps if "plan" in held.shows else [],
        "engagements": logged if "log" in held.shows else [],
        "outcomes": msgspec.to_builtins(form.outcomes) if "outcomes" in held.shows else [],
        "texts": _texts(held, members) if "texts" in held.shows else [],
        "letters": "letters" in held.shows,
    }


def _texts(held: Campaign, members: list[Party]) -> list[dict[str, Any]]:
    """Titles of texts with those of the named members whose agreement stands."""
    agreed: dict[uuid.UUID, list[str]] = {}
    for one in members:
        for given_ in one.approvals.filter(withdrawn__isnull=True):
            agreed.setdefault(given_.text_id, []).append(str(one.pk))
    return [
        {
            "text": str(one.pk),
            "title": one.title,
            "kind": one.kind,
            "made": one.made.isoformat(),
            "agreed": agreed[one.pk],
        }
        for one in held.texts.all()
        if one.pk in agreed
    ]


def questions(held: Campaign, on: date) -> tuple[Question, ...]:
    """Who could suffer if everyone reads it: asked of the named members and of all words that would be public."""
    return safety_questions(_case(held, on), text=_words(held), publish=True)


def given(held: Campaign) -> dict[str, Given]:
    """What was answered, by question. A question keeps its name as long as what it asks about stays the same."""
    return {one.question: Given(question=one.question, option=one.answer, why=one.note) for one in held.safety.all()}


def safe(held: Campaign) -> Decision:
    """Whether what is chosen may be published after what was answered."""
    return _decided(held)


def _decided(held: Campaign) -> Decision:
    on = held.embargo or today()
    asked, answers = questions(held, on), given(held)
    known = [answers[one.id] for one in asked if one.id in answers]
    embargo = held.embargo.isoformat() if held.embargo else ""
    return decide(asked, known, _case(held, on), embargo=embargo, on=on)


def _case(held: Campaign, on: date) -> Case:
    """What the questions are asked about: the place, and those who would be named."""
    form = held.form
    writers = tuple(
        Organisation(name=one.name, constituency=one.constituency, country=one.country)  # type: ignore[arg-type]
        for one in named(held)
    )
    return Case(
        on=on.isoformat(),
        state=form.country,
        partner=form.partner,
        sector=form.sector,
        writers=writers,
        withhold=held.withhold,
        through=Organisation(name=held.through) if held.through else None,
    )


def _words(held: Campaign) -> str:
    """All words that everyone would read, to be looked through."""
    made = public_of(held)
    parts = [made["title"], made["goal"], made["through"], *(one["title"] for one in made["texts"])]
    parts += [one[name] for one in made["steps"] for name in ("name", "does", "leaves")]
    parts += [one[name] for one in made["engagements"] for name in ("whom", "ask", "answer")]
    parts += [one["what"] for one in made["outcomes"]]
    return "\n".join(part for part in parts if part)
