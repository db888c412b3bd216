"""The calendar is one that other programs read."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from fairlead.act.follow.ics import calendar_text
from fairlead.act.follow.status import Reminder
from fairlead.act.follow.terms import Due

STAMP = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
WORDS = st.text(st.characters(codec="utf-8"), max_size=300)


def reminder(
    title: str, what: str, why: str = "Three weeks.", day: str = "2026-11-24", last: str = "2026-11-23"
) -> Reminder:
    due = Due(term="answer", who="addressee", what=what, why=why, day=last)
    return Reminder(matter="m-1", title=title, day=day, due=due, for_="addressee", text=f"{what} {why}")


def unfolded(text: str) -> list[str]:
    """Lines as RFC 5545 says to read them."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


@given(WORDS, WORDS)
def test_lines_are_short_and_nothing_is_lost(title: str, what: str) -> None:
    text = calendar_text([reminder(title, what)], stamp=STAMP)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = unfolded(text)
    for line in lines:
        name, colon, _ = line.partition(":")
        assert colon, line
        assert name.partition(";")[0].replace("-", "").isalpha(), line
    said = next(line for line in lines if line.startswith("SUMMARY:")).removeprefix("SUMMARY:")
    plain = said.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
    wanted = f"{title}: {what}".replace("\r\n", "\n").replace("\r", "\n")
    wanted = "".join(char for char in wanted if char == "\n" or (char >= " " and char != "\x7f"))
    if "\\" not in wanted:
        assert plain == wanted


def test_a_day_and_its_alarm() -> None:
    lines = unfolded(calendar_text([reminder("A request", "there is an answer")], stamp=STAMP, host="hub.example"))
    assert "DTSTART;VALUE=DATE:20261123" in lines
    assert "DTEND;VALUE=DATE:20261124" in lines
    assert "DTSTAMP:20261121T083000Z" in lines
    assert "TRIGGER:P1D" in lines
    assert "UID:m-1-answer-addressee@hub.example" in lines
    assert lines.count("BEGIN:VALARM") == lines.count("END:VALARM") == 1
    ahead = unfolded(calendar_text([reminder("A petition", "it is lodged", day="2026-11-16")], stamp=STAMP))
    assert "TRIGGER:-P7D" in ahead
    assert "TRIGGER:PT0S" in unfolded(calendar_text([reminder("A", "b", day="2026-11-23")], stamp=STAMP))


def test_no_line_can_be_put_in_from_a_title() -> None:
    text = calendar_text([reminder("x\r\nATTENDEE:mailto:somebody@example.org", "y;z")], stamp=STAMP)
    assert not any(line.startswith("ATTENDEE") for line in unfolded(text))
    assert "y\\;z" in text


def test_events_follow_each_other() -> None:
    text = calendar_text([reminder("a", "b"), reminder("c", "d")], stamp=STAMP)
    assert text.count("BEGIN:VEVENT") == 2
    assert date.fromisoformat("2026-11-23").strftime("%Y%m%d") in text
