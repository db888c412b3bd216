"""What the writers are asked before anything leaves, what they answered, and what still stands in the way."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.act.follow.matter import SafetyAnswer as Given
from fairlead.act.kinds import kind
from fairlead.act.rendering import plain_text
from fairlead.act.safety import Decision, Question, decide, safety_questions
from fairlead.errors import InputError, Problem
from fairlead.hub.letters.models import Letter, SafetyAnswer, Version
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import record

__all__ = ["asked", "decision", "given", "keep"]


def asked(version: Version, *, publish: bool = False) -> tuple[Question, ...]:
    """All questions that these words raise."""
    draft = version.draft
    return safety_questions(draft.case, kind(draft.kind).route, plain_text(draft), publish=publish)


def given(letter: Letter) -> dict[str, Given]:
    """What was answered, by question. A question keeps its name as long as what it asks about stays the same."""
    return {one.question: Given(question=one.question, option=one.answer, why=one.note) for one in letter.safety.all()}


def decision(letter: Letter, version: Version, on: date, *, publish: bool = False) -> Decision:
    """Whether these words may leave after what was answered."""
    answers = given(letter)
    questions = asked(version, publish=publish)
    known = [answers[one.id] for one in questions if one.id in answers]
    embargo = letter.embargo.isoformat() if letter.embargo else ""
    return decide(questions, known, version.draft.case, embargo=embargo, on=on)


def keep(actor: Actor, letter_id: uuid.UUID, seen: int, form: Mapping[str, Any]) -> None:
    """Keep the answers of a form: ``answer-ID`` and ``why-ID`` for each question.

    Raises
    ------
    InputError
        If an answer is not among its options; then none is kept.
    """
    from fairlead.hub.letters.operations.writing import locked, still

    with transaction.atomic():
        letter = locked(actor, letter_id, "change")
        still(letter, seen)
        wrong = []
        for one in asked(letter.version, publish=letter.sent):
            option = str(form.get(f"answer-{one.id}", ""))
            if not option:
                continue
            if option not in {each.id for each in one.options}:
                wrong.append(Problem(code="safety_option", severity="error", column=one.id, value=option[:40],
                                     what=_("this is not among the answers")))  # fmt: skip
                continue
            why = " ".join(str(form.get(f"why-{one.id}", "")).split())[:500]
            SafetyAnswer.objects.update_or_create(
                letter=letter,
                question=one.id,
                defaults={"answer": option, "note": why, "digest": letter.version.digest, "by": actor.user},
            )
        if wrong:
            raise InputError(_("Some answers cannot be used."), wrong, fix=_("Choose one of those that are listed."))
        record(actor, "letter.change", letter)
