"""Terms run from their events, and nobody is overdue by a date that is not known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from fairlead.act.follow.matter import OUTSIDE, Matter
from fairlead.act.follow.states import happen, start, undo
from fairlead.act.follow.status import reminders, status
from fairlead.act.follow.terms import CONDITIONAL, RUNS_FROM, Due, dues, next_due, terms_of
from fairlead.facts import ProcedureTerm, load, schema

NOW = datetime(2027, 12, 31, tzinfo=UTC)
DAY = date(2026, 11, 2)


def new(route: str, country: str = "") -> Matter:
    matter = start("m", "A complaint", day=DAY, recorded=NOW, route=route, country=country)
    return happen(matter, "sent_elsewhere", day=DAY, recorded=NOW)


def due(matter: Matter, term: str, on: date = DAY) -> Due:
    return next(one for one in dues(matter, on) if one.term == term)


def then(matter: Matter, kind: Any, day: date, **fields: Any) -> Matter:
    return happen(matter, kind, day=day, recorded=NOW, **fields)


def test_every_event_from_which_a_term_runs_can_be_recorded() -> None:
    known = set(schema("procedure_terms").fields["after"].values)
    assert known <= set(RUNS_FROM) | set(OUTSIDE) | {"yearly"}
    assert {row.after for row in load(ProcedureTerm)} <= known


def test_terms_that_run_only_if_something_else_happened_are_named_so() -> None:
    assert set(CONDITIONAL) & {row.term for row in load(ProcedureTerm)}
    matter = new("OECDNCP")
    assert due(matter, "coordinate").conditional
    assert not due(matter, "coordinate").passed(date(2027, 6, 1))


def test_a_request_under_the_norwegian_act() -> None:
    matter = new("NOTRA", "NOR")
    assert due(matter, "answer").day == ""
    assert "record it to know the date" in due(matter, "answer").why
    assert not status(matter, date(2027, 10, 1)).overdue, "unknown is not overdue"
    matter = then(matter, "received", date(2026, 11, 4))
    assert due(matter, "answer").day == "2026-11-25"
    assert status(matter, date(2026, 11, 25)).word == "sent"
    late = status(matter, date(2026, 11, 26))
    assert late.word == "overdue"
    assert "Norwegian Consumer Authority" in late.text
    answered = then(matter, "answered", date(2026, 11, 30))
    assert due(answered, "answer").done == "2026-11-30"
    assert not status(answered, date(2027, 11, 26)).overdue
    assert due(answered, "reasons").day == "2026-12-21"


def test_an_acknowledgement_shows_that_it_was_received() -> None:
    matter = then(new("NOTRA", "NOR"), "acknowledged", date(2026, 11, 9))
    found = due(matter, "answer")
    assert found.day == "2026-11-30"
    assert "it was there on 2026-11-09 at the latest" in found.why


def test_a_term_counted_from_its_admission_in_working_days_of_mexico() -> None:
    matter = then(new("MXBAN", "MEX"), "admitted", date(2026, 11, 16))
    found = due(matter, "decide")
    assert "Mexico" in found.why
    assert date(2027, 7, 1) < date.fromisoformat(found.day) < date(2027, 9, 15)
    nowhere = due(then(new("MXBAN"), "admitted", date(2026, 11, 16)), "decide")
    assert nowhere.in_calendar_days
    assert nowhere.day == (date(2026, 11, 16) + timedelta(180)).isoformat()


def test_a_term_of_the_writer_runs_from_what_happened_outside() -> None:
    matter = start("m", "A petition", day=DAY, recorded=NOW, route="IACHR")
    assert due(matter, "file").day == ""
    matter = then(matter, "happened", date(2026, 8, 31), after="exhausted")
    assert due(matter, "file").day == "2027-02-28"
    assert next_due(matter, DAY) == due(matter, "file")
    assert not status(matter, date(2027, 6, 1)).overdue, "the writer is not the one who is waited for"
    assert due(then(matter, "sent_elsewhere", date(2026, 12, 1)), "file").done == "2026-12-01"


def test_the_first_of_september() -> None:
    matter = start("m", "Observations", day=DAY, recorded=NOW, route="ILO22")
    assert due(matter, "file").day == "2027-09-01"
    assert due(matter, "file", date(2026, 9, 1)).day == "2026-09-01"
    assert due(matter, "file", date(2026, 9, 2)).day == "2027-09-01"


def test_people_can_set_a_date_and_it_takes_the_place_of_a_term_that_it_names() -> None:
    matter = then(new("NOTRA", "NOR"), "received", DAY)
    longer = then(matter, "due_set", DAY, due="2027-01-02", term="answer", said="they asked for time")
    found = due(longer, "answer")
    assert (found.day, found.binds) == ("2027-01-02", "people")
    assert "in the place of the term of 3 weeks: they asked for time" in found.why
    assert not status(longer, date(2026, 12, 20)).overdue
    assert status(longer, date(2027, 1, 3)).overdue
    assert due(undo(longer, recorded=NOW), "answer").day == "2026-11-23"


def test_a_letter_without_a_procedure_has_the_date_that_people_set() -> None:
    matter = new("")
    assert dues(matter, DAY) == ()
    assert not status(matter, date(2030, 1, 1)).overdue, "without a date nobody is overdue"
    matter = then(matter, "due_set", DAY, due="2026-12-15")
    assert status(matter, date(2026, 12, 16)).overdue
    asked = then(matter, "pursued", date(2026, 12, 20), standing=_safe())
    again = then(asked, "due_set", date(2026, 12, 20), due="2027-01-31")
    assert not status(again, date(2027, 1, 31)).overdue
    assert status(again, date(2027, 2, 1)).overdue
    assert not status(then(again, "answered", date(2027, 2, 2)), date(2027, 3, 1)).overdue


def _safe() -> Any:
    from fairlead.act.follow.states import Standing

    return Standing(safety=())


def test_a_closed_matter_waits_for_nothing() -> None:
    matter = then(new("NOTRA", "NOR"), "received", DAY)
    closed = then(matter, "closed", date(2026, 11, 5), outcome="withdrawn")
    assert {one.done for one in dues(closed, DAY)} == {"2026-11-05"}
    assert reminders([closed], DAY) == ()


def test_what_a_recalled_row_says_carries_its_mark() -> None:
    rows = [row for row in load(ProcedureTerm) if row.to_be_checked]
    for row in rows:
        matter = start("m", "A matter", day=DAY, recorded=NOW, route=row.route)
        found = due(matter, row.term)
        assert found.to_be_checked
        assert "to be checked" in found.why


@pytest.mark.parametrize("row", load(ProcedureTerm), ids=lambda row: f"{row.route}-{row.term}")
def test_each_term_in_the_table_gives_a_date_or_says_what_is_missing(row: ProcedureTerm) -> None:
    matter = start("m", "A matter", day=DAY, recorded=NOW, route=row.route, country="CHE")
    found = due(matter, row.term)
    assert bool(found.day) == (row.number is None)
    assert found.what == row.event
    if row.after in OUTSIDE:
        matter = then(matter, "happened", DAY, after=row.after)
    elif row.after != "yearly":
        matter = then(matter, "sent_elsewhere", DAY)
        if row.after != "sent":
            matter = then(matter, row.after, DAY)
    assert due(matter, row.term).day > DAY.isoformat()
    assert row.route in {one.route for one in terms_of(row.route)}


def test_reminders_say_what_is_due_when_and_for_whom() -> None:
    first = then(new("NOTRA", "NOR"), "received", DAY)
    second = start("n", "A petition", day=DAY, recorded=NOW, route="IACHR")
    second = then(second, "happened", DAY, after="exhausted")
    found = {(one.matter, one.due.term): one for one in reminders([first, second], DAY)}
    assert (found["m", "answer"].day, found["m", "answer"].for_) == ("2026-11-24", "addressee")
    assert found["m", "answer"].text.startswith("Ask whether by 2026-11-23")
    assert (found["n", "file"].day, found["n", "file"].for_) == ("2027-04-25", "writer")
    assert [one.day for one in reminders([first, second], DAY)] == sorted(one.day for one in found.values())
