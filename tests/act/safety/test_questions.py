"""Nothing leaves before people have answered who could suffer for it, and before what they chose is done."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from fairlead.act.case import Case, Exhibit, Organisation, Target
from fairlead.act.follow.drafts import asked_of
from fairlead.act.follow.matter import SafetyAnswer
from fairlead.act.safety import Question, decide, safety_questions
from fairlead.act.writing import write
from fairlead.errors import InputError
from fairlead.facts import MigrationRule, load

DAY = date(2026, 11, 21)
UNION = Organisation(name="Example Union", constituency="workers", country="NOR")
FEDERATION = Organisation(name="Example Federation", constituency="workers")
CASE = Case(on=DAY.isoformat(), state="NOR", writers=(UNION,))


def ids(case: Case, route: str = "", text: str = "", **more: Any) -> list[str]:
    return [one.id for one in safety_questions(case, route, text, **more)]


def answers(questions: tuple[Question, ...], **given: str) -> list[SafetyAnswer]:
    """The first answer that lets it go, but for those given."""
    found = []
    for one in questions:
        option = given.get(one.id) or next(other.id for other in one.options if other.effect == "go")
        found.append(SafetyAnswer(question=one.id, option=option, why="They were asked on 12 November."))
    return found


def test_who_could_suffer_depends_on_the_place_the_route_and_the_papers() -> None:
    assert ids(CASE) == ["asked", "signatories", "named", "unit"]
    kuwait = msgspec.structs.replace(CASE, state="KWT")
    assert ids(kuwait) == ["asked", "signatories", "named", "unit", "visa", "leave"]
    assert "leave" not in ids(msgspec.structs.replace(CASE, state="ARE")), "nobody's leave is asked there"
    qatar = msgspec.structs.replace(CASE, state="NOR", place="QAT")
    assert "free_union" in ids(qatar), "where it happens counts, and not who is written to"
    assert "route" in ids(CASE, "ILOCFA")
    spoken = msgspec.structs.replace(CASE, exhibits=(Exhibit(title="What was told", kind="testimony"),))
    assert "evidence" in ids(spoken)
    assert "published" in ids(CASE, publish=True)
    employers = msgspec.structs.replace(CASE, writers=(Organisation(name="Harbour Foods AB", constituency="company"),))
    assert "signatories" not in ids(employers)


@pytest.mark.parametrize(("lender", "asked"), [("IFC", ["route"]), ("WB", ["route-WBIP", "route-WBGRS"])])
def test_a_complaint_to_a_lender_is_asked_about_each_mechanism_that_may_be_chosen(
    lender: str, asked: list[str]
) -> None:
    draft = write("lender_complaint", msgspec.structs.replace(CASE, target=Target(lender=lender)))
    assert [one.id for one in asked_of(draft) if one.id.startswith("route")] == asked
    assert [one.id for one in asked_of(draft, "WBIP") if one.id.startswith("route")] == ["route"]


def test_questions_rest_on_rows_and_carry_their_marks() -> None:
    for row in load(MigrationRule):
        if (row.scope, row.field) != ("destination", "tied visa") or row.value.startswith("no"):
            continue
        found = next(one for one in safety_questions(Case(on="2026-11-21", state=row.iso3)) if one.id == "visa")
        assert row in found.rows
        assert row.value in found.why
        assert ("to be checked" in found.why) or not any(one.to_be_checked for one in found.rows)


def test_every_question_says_why_and_what_can_be_done() -> None:
    case = Case(on="2026-11-21", state="QAT", writers=(UNION,), exhibits=(Exhibit(title="x", kind="interview"),))
    found = safety_questions(case, "ILO24", "Call +974 5555 1234", publish=True)
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert all((one.who, one.text.endswith("?"), one.why, one.advice)), one
        assert {"go", "stop"} <= {option.effect for option in one.options}, one.id


def test_what_is_found_in_the_text_is_asked_once_and_answered_as_long_as_it_stands() -> None:
    text = "Call +974 5555 1234, or  +974 5555 1234. Two workers spoke."
    asked = [one for one in safety_questions(CASE, "", text) if one.id.startswith("found-")]
    assert len(asked) == 2
    assert "(2 times)" not in asked[1].text
    assert "2 times" in asked[0].text
    again = [one.id for one in safety_questions(CASE, "", "A new beginning. " + text) if one.id.startswith("found-")]
    assert again == [one.id for one in asked]


def test_nothing_leaves_before_every_question_is_answered() -> None:
    asked = safety_questions(CASE)
    nothing = decide(asked, (), CASE)
    assert nothing.leaves.verdict == "no"
    assert nothing.unanswered == tuple(one.id for one in asked)
    for left_out in asked:
        given = [one for one in answers(asked) if one.question != left_out.id]
        assert decide(asked, given, CASE).unanswered == (left_out.id,)
    assert decide(asked, answers(asked), CASE).leaves.verdict == "yes"


def test_an_answer_that_needs_a_reason_is_none_without_it() -> None:
    asked = safety_questions(CASE)
    bare = [msgspec.structs.replace(one, why=" ") for one in answers(asked)]
    assert "asked" in decide(asked, bare, CASE).unanswered


def test_what_people_choose_must_be_done_first() -> None:
    asked = safety_questions(CASE)
    withhold = answers(asked, signatories="withhold")
    assert decide(asked, withhold, CASE).leaves.verdict == "no"
    assert "withhold" in decide(asked, withhold, CASE).leaves.text
    hidden = msgspec.structs.replace(CASE, withhold=True)
    assert decide(asked, withhold, hidden).leaves.verdict == "yes"
    each = msgspec.structs.replace(CASE, writers=(msgspec.structs.replace(UNION, withheld=True),))
    assert decide(asked, withhold, each).leaves.verdict == "yes"
    through = answers(asked, unit="through")
    assert decide(asked, through, CASE).leaves.verdict == "no"
    assert decide(asked, through, msgspec.structs.replace(CASE, through=FEDERATION)).leaves.verdict == "yes"
    change = answers(asked, named="change")
    assert decide(asked, change, CASE).leaves.verdict == "no"
    stop = answers(asked, asked="stop")
    assert "does not leave" in decide(asked, stop, CASE).leaves.text


def test_waiting_means_waiting_until_a_day() -> None:
    asked = safety_questions(CASE)
    given = answers(asked, asked="delay")
    assert "no day is given" in decide(asked, given, CASE, on=DAY).leaves.text
    waits = decide(asked, given, CASE, embargo="2026-12-24", on=DAY)
    assert waits.delay
    assert waits.leaves.text.startswith("It waits until 2026-12-24")
    assert decide(asked, given, CASE, embargo="2026-11-21", on=DAY).leaves.verdict == "yes"


def test_answers_to_other_questions_do_not_count_and_unknown_ones_are_refused() -> None:
    asked = safety_questions(CASE)
    with pytest.raises(InputError):
        decide(asked, [SafetyAnswer(question="asked", option="perhaps")], CASE)
    assert len(decide(asked, [SafetyAnswer(question="visa", option="stop")], CASE).unanswered) == len(asked)
