"""Whether a document may leave after what people answered to the questions of safety."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from fairlead.act.case import Case
from fairlead.act.follow.matter import SafetyAnswer
from fairlead.act.safety.questions import Option, Question
from fairlead.errors import InputError, Problem
from fairlead.reason.answer import Answer, answer

__all__ = ["Decision", "decide"]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What follows from the answers.

    Attributes
    ----------
    leaves
        Yes or no, with all reasons.
    open
        What stands in the way, a sentence each; for `fairlead.act.follow.states.Standing.safety`.
    unanswered
        Ids of questions without an answer.
    withhold, through, delay
        What people chose: names withheld, another signs, wait.
    """

    leaves: Answer
    open: tuple[str, ...]
    unanswered: tuple[str, ...]
    withhold: bool = False
    through: bool = False
    delay: bool = False


def decide(
    questions: Iterable[Question],
    answers: Iterable[SafetyAnswer],
    case: Case,
    *,
    embargo: str = "",
    on: date | None = None,
) -> Decision:
    """Whether it may leave: every question is answered, none forbids it, and what was chosen was done.

    Parameters
    ----------
    questions
        The questions of today; answers to others do not count.
    answers
        What people answered.
    case
        What the document is written for: it must show that names are withheld or that another signs, where that was
        chosen.
    embargo
        The day until which it waits, where there is one.
    on
        The day on which it is to leave.

    Raises
    ------
    InputError
        For an answer that is not among the options.

    Examples
    --------
    >>> from fairlead.act.safety.questions import safety_questions
    >>> case = Case(on="2026-11-21", state="NOR")
    >>> asked = safety_questions(case)
    >>> decide(asked, (), case).leaves.verdict
    'no'
    >>> given = [SafetyAnswer(question=one.id, option="none") for one in asked if one.id != "asked"]
    >>> given.append(SafetyAnswer(question="asked", option="asked", why="They asked us to write."))
    >>> decide(asked, given, case).leaves.verdict
    'yes'
    """
    given = {one.question: one for one in answers}
    chosen: list[tuple[Question, Option]] = []
    unanswered: list[Question] = []
    wrong: list[Problem] = []
    for question in questions:
        one = given.get(question.id)
        if one is None:
            unanswered.append(question)
            continue
        option = next((other for other in question.options if other.id == one.option), None)
        if option is None:
            wrong.append(
                Problem(code="safety_option", severity="error", column=question.id, value=one.option,
                        what="this is not among the answers",
                        fix=f"Give one of: {', '.join(other.id for other in question.options)}.")
            )  # fmt: skip
        elif option.why and not one.why.strip():
            unanswered.append(question)
        else:
            chosen.append((question, option))
    if wrong:
        raise InputError("Some answers cannot be used.", wrong)
    stands = [f"Not answered, or without its reason: {question.text}" for question in unanswered]
    stands += [text for question, option in chosen if (text := _stands(question, option, case, embargo, on))]
    effects = {option.effect for _, option in chosen}
    if stands:
        leaves = answer("no", " ".join(stands), changes=["The questions are answered, and what was chosen is done."])
    else:
        leaves = answer("yes", "People answered who could suffer for it, and what they chose is done.")
    return Decision(
        leaves=leaves,
        open=tuple(stands),
        unanswered=tuple(question.id for question in unanswered),
        withhold="withhold" in effects,
        through="through" in effects,
        delay="delay" in effects,
    )


def _stands(question: Question, option: Option, case: Case, embargo: str, on: date | None) -> str:
    """What still stands in the way by this answer, or nothing."""
    match option.effect:
        case "stop":
            return f"People decided that it does not leave: {question.text}"
        case "change":
            return f"The text is to be changed first: {question.text}"
        case "withhold" if not _withheld(case):
            return f"Names are to be withheld, and the document does not withhold them yet: {question.text}"
        case "through" if case.through is None:
            return f"Another organisation is to sign, and none is named yet: {question.text}"
        case "delay" if not embargo:
            return f"It is to wait, and no day is given: {question.text}"
        case "delay" if on is None or on.isoformat() < embargo:
            return f"It waits until {embargo}: {question.text}"
    return ""


def _withheld(case: Case) -> bool:
    workers = [one for one in case.writers if one.constituency in ("workers", "person")]
    return case.withhold or (bool(workers) and all(one.withheld for one in workers))
