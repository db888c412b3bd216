"""How a campaign goes on: agreements to exact words, plans whose days stay in order, files that come back the same."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.act.campaign import changes
from fairlead.act.campaign.checks import checked
from fairlead.act.campaign.exports import steps_csv, steps_ics
from fairlead.act.campaign.form import parse
from fairlead.act.campaign.model import Campaign, Step
from fairlead.act.campaign.steps import add_step, change_step, default_steps, move_steps, remove_step
from fairlead.act.campaign.timeline import timeline
from fairlead.errors import FairleadError, InputError
from fairlead.report.formats import dumps

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
WORDS = st.text(min_size=1, max_size=60)


def begun() -> Campaign:
    made = changes.new("ratify", "KOR", instrument="C105", start="2027-01-01", target="2027-12-31")
    made = changes.join(made, "Example Federation", "2027-01-02")
    made = changes.join(made, "Example Employers", "2027-01-02", constituency="employers")
    return changes.add_text(made, "Joint letter", "We ask you to ratify.", "2027-01-03")


def test_agreement_is_to_exact_words_and_stays_on_record() -> None:
    made = changes.agree(begun(), "example-federation", "joint-letter", "2027-01-04", words="We ask you to ratify.")
    with pytest.raises(FairleadError, match="not the words"):
        changes.agree(made, "example-employers", "joint-letter", "2027-01-04", words="We demand that you ratify.")
    with pytest.raises(FairleadError, match="agreed to this text already"):
        changes.agree(made, "example-federation", "joint-letter", "2027-01-05")
    newer = changes.add_text(made, "Joint letter", "We ask.", "2027-01-06", replaces="joint-letter")
    assert changes.agreed(newer, "joint-letter-2") == ()
    back = changes.withdraw(made, "example-federation", "joint-letter", "2027-02-01")
    assert changes.agreed(back, "joint-letter") == ()
    assert [one.name for one in changes.agreed(back, "joint-letter", "2027-01-31")] == ["Example Federation"]
    assert len(back.agreements) == 1


def test_who_leaves_agrees_no_longer() -> None:
    made = changes.agree(begun(), "example-federation", "joint-letter", "2027-01-04")
    made = changes.leave(made, "example-federation", "2027-03-01")
    assert changes.agreed(made, "joint-letter") == ()
    with pytest.raises(FairleadError, match="has left"):
        changes.agree(made, "example-federation", "joint-letter", "2027-03-02")


def test_every_problem_is_told_at_once() -> None:
    wrong = Step(id="a", name="A", begins="2027-02-01", ends="2027-01-01")
    broken = msgspec.structs.replace(begun(), country="Korea", target="2026-01-01", steps=(wrong,))
    with pytest.raises(InputError) as caught:
        checked(broken)
    assert {one.column for one in caught.value.problems} == {"country", "target", "steps[0].ends"}


def test_other_words_than_those_of_the_text_are_refused_in_a_file() -> None:
    made = changes.agree(begun(), "example-federation", "joint-letter", "2027-01-04")
    forged = msgspec.structs.replace(made.agreements[0], sha256="0" * 64)
    with pytest.raises(InputError):
        parse(dumps(msgspec.structs.replace(made, agreements=(forged,))))


def test_log_answer_and_outcome_stand_in_the_timeline() -> None:
    made = changes.log(begun(), "Ministry", "Ratify", "2027-02-01", how="meeting", by=("example-federation",))
    made = changes.answer(made, "2027-02-01-ministry", "They will ask.", "in part", "2027-03-01")
    made = changes.record(made, what="A bill was tabled.", effect="law changed", on="2027-04")
    texts = [one.text for one in timeline(made) if not one.planned]
    assert "Ministry answered (in part): They will ask." in texts
    assert "A bill was tabled. (law changed)" in texts
    with pytest.raises(FairleadError):
        changes.record(made, what="x", effect="won", on="2027")


@given(DAYS, st.integers(0, 4000))
def test_default_steps_lie_between_start_and_target_in_order(start: date, days: int) -> None:
    target = start + timedelta(days)
    steps = default_steps(start.isoformat(), target.isoformat())
    assert len(steps) == 7
    assert all(start.isoformat() <= one.begins <= one.ends <= target.isoformat() for one in steps)
    assert [one.begins for one in steps] == sorted(one.begins for one in steps)


@given(
    st.lists(st.tuples(st.sampled_from(["move", "add", "remove", "change"]), DAYS, st.integers(-400, 400)), max_size=8)
)
def test_a_plan_stays_in_order_whatever_is_done_to_it(actions: list[tuple[str, date, int]]) -> None:
    made = begun()
    for number, (action, day, days) in enumerate(actions):
        try:
            if action == "move":
                made = move_steps(made, days)
            elif action == "add":
                ends = (day + timedelta(days)).isoformat()
                made = add_step(made, Step(id=f"own-{number}", name="Own", begins=day.isoformat(), ends=ends))
            elif action == "remove" and made.steps:
                made = remove_step(made, made.steps[number % len(made.steps)].id)
            elif made.steps:
                made = change_step(made, made.steps[0].id, begins=day.isoformat())
        except FairleadError:
            continue
        assert all(one.begins <= one.ends for one in made.steps)
        assert [one.begins for one in made.steps] == sorted(one.begins for one in made.steps)
        assert checked(made) == made


@given(WORDS, WORDS, WORDS, DAYS)
def test_a_file_comes_back_the_same(title: str, goal: str, name: str, day: date) -> None:
    made = msgspec.structs.replace(begun(), title=title, goal=goal)
    made = changes.join(made, name, day.isoformat())
    made = changes.log(made, name, goal, day.isoformat())
    made = changes.agree(made, made.members[-1].id, "joint-letter", day.isoformat())
    assert parse(dumps(made)) == made


def test_the_plan_as_table_and_calendar() -> None:
    made = change_step(begun(), "group", owner="=HYPERLINK()", name="Working group, first; " + "é" * 80)
    rows = list(csv.DictReader(io.StringIO(steps_csv(made))))
    assert len(rows) == 7
    assert next(row for row in rows if row["id"] == "group")["owner"] == "'=HYPERLINK()"
    text = steps_ics(made, stamp=datetime(2026, 11, 21, tzinfo=UTC))
    assert text.count("BEGIN:VEVENT") == 7
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert r"Working group\, first\;" in text.replace("\r\n ", "")


def test_what_is_done_does_not_move() -> None:
    made = change_step(begun(), "awareness", done="2027-02-01")
    moved = {one.id: one for one in move_steps(made, 30).steps}
    assert moved["awareness"].begins == "2027-01-01"
    assert moved["awareness"].state == "done"
    assert moved["coalition"].begins == "2027-01-31"
