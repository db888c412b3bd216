"""What the writers are asked before anything leaves, what they answered, and what still stands in the way."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.act.case import Case
from fairlead.act.follow.matter import SafetyAnswer as Given
from fairlead.act.kinds import kind
from fairlead.act.receivable import routes_of
from fairlead.act.rendering import plain_text
from fairlead.act.safety import Decision, Question, decide, safety_questions
from fairlead.errors import FairleadError, InputError, Problem
from fairlead.hub.letters.models import Letter, SafetyAnswer, Version
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import plain, record
from fairlead.hub.people.policy import require

__all__ = ["answers_in", "asked", "decision", "given", "keep", "of_these_words", "refuse", "unnamed", "waits_until"]

OF_WORDS = frozenset({"signatories", "named", "unit", "evidence"})
"""Questions about what stands in a letter: when its words change, they are asked again."""


def asked(version: Version, *, publish: bool = False) -> tuple[Question, ...]:
    """All questions that these words raise."""
    draft = version.draft
    return safety_questions(draft.case, routes_of(kind(draft.kind), draft.case), plain_text(draft), publish=publish)


def of_these_words(questions: Iterable[Question], text: str) -> tuple[Question, ...]:
    """Questions for what everyone would read: those about words are named by them, and asked again of other ones."""
    return tuple(
        msgspec.structs.replace(one, id=f"{one.id}-{hashlib.sha256(f'{one.text}{text}'.encode()).hexdigest()[:10]}")
        if one.id in OF_WORDS
        else one
        for one in questions
    )


def given(letter: Letter, version: Version | None = None) -> dict[str, Given]:
    """What was answered, by question. A question keeps its name as long as what it asks about stays the same.

    Parameters
    ----------
    letter
        The letter.
    version
        Only answers that hold for these words: whoever said that nobody is named has not read a name that came later.
    """
    return {
        one.question: Given(question=one.question, option=one.answer, why=one.note)
        for one in letter.safety.all()
        if version is None or one.question not in OF_WORDS or one.digest == version.digest
    }


def decision(letter: Letter, version: Version, on: date, *, publish: bool = False) -> Decision:
    """Whether these words may leave after what was answered."""
    answers = given(letter, version)
    questions = asked(version, publish=publish)
    known = [answers[one.id] for one in questions if one.id in answers]
    until = letter.embargo if publish else letter.not_before
    return decide(questions, known, version.draft.case, embargo=until.isoformat() if until else "", on=on)


def unnamed(case: Case) -> bool:
    """Whether somebody who writes stays unnamed: then nothing beside the words may say who it is."""
    return case.withhold or any(one.withheld for one in case.writers)


def waits_until(letter: Letter) -> date | None:
    """The day that was chosen to wait for: before it, a letter does not leave; one that has left is not published."""
    return letter.embargo if letter.sent else letter.not_before


def keep(actor: Actor, letter_id: uuid.UUID, seen: int, form: Mapping[str, Any]) -> None:
    """Keep the answers of a form: ``answer-ID`` and ``why-ID`` for each question, and ``until``, the day to wait for.

    Raises
    ------
    InputError
        If an answer is not among its options, or the day is none; then none is kept.
    FairleadError
        If it is to wait and is on its way already.
    """
    from fairlead.hub.letters.operations.writing import locked, still

    with transaction.atomic():
        letter = locked(actor, letter_id, "change")
        still(letter, seen)
        answers, wrong = answers_in(form, asked(letter.version, publish=letter.sent))
        if "until" in form:
            wrong += _wait(actor, letter, str(form["until"]).strip())
        refuse(wrong)
        for one in answers:
            SafetyAnswer.objects.update_or_create(
                letter=letter,
                question=one.question,
                defaults={"answer": one.option, "note": one.why, "digest": letter.version.digest, "by": actor.user},
            )
        record(actor, "letter.change", letter)


def answers_in(form: Mapping[str, Any], questions: Iterable[Question]) -> tuple[list[Given], list[Problem]]:
    """The answers of a form, ``answer-ID`` and ``why-ID`` for each question; and what is not among the options."""
    answers, wrong = [], []
    for one in questions:
        option = str(form.get(f"answer-{one.id}", ""))
        if option in {each.id for each in one.options}:
            why = plain(str(form.get(f"why-{one.id}", "")))[:500]
            answers.append(Given(question=one.id, option=option, why=why))
        elif option:
            wrong.append(Problem(code="safety_option", severity="error", column=one.id, value=option[:40],
                                 what=_("this is not among the answers")))  # fmt: skip
    return answers, wrong


def refuse(wrong: list[Problem]) -> None:
    """Take no answer where one is wrong.

    Raises
    ------
    InputError
        If any is.
    """
    if wrong:
        raise InputError(_("Some answers cannot be used."), wrong, fix=_("Choose one of those that are listed."))


def _wait(actor: Actor, letter: Letter, said: str) -> list[Problem]:
    """Keep the day that was chosen to wait for; an empty one ends the waiting."""
    try:
        until = date.fromisoformat(said) if said else None
    except ValueError:
        return [Problem(code="safety_day", severity="error", column="until", value=said[:40],
                        what=_("this is not a day as in 2026-11-21"))]  # fmt: skip
    if until == waits_until(letter):
        return []
    if letter.sent:
        require(actor, "publish", letter)
        letter.embargo = until
    else:
        if until is not None and any(one.waiting for one in letter.dispatches.all()):
            raise FairleadError(_("It is being sent."), fix=_("Take it back first; then let it wait."))
        letter.not_before = until
    letter.save()
    return []
