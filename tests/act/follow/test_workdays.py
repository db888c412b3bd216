"""Working days against counting one by one, against numpy, and against calendars that anybody knows."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta

import numpy as np
import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from fairlead.act.follow.workdays import UNITS, is_working_day, known, term_end, working_days_between
from fairlead.classify.countries import alpha2
from fairlead.errors import FairleadError
from fairlead.reason.ratification import members

DAYS = st.dates(date(2015, 1, 1), date(2026, 12, 31))
PLACES = st.sampled_from(["NOR", "DEU", "QAT", "SAU", "BGD", "NPL", "MRT", "CHN", "ISR", "IRN", "MEX", "JPN", "USA"])
# The weekly days of rest, as numpy writes them: Monday first, 1 for a day of work.
WEEKS = {"NOR": "1111100", "DEU": "1111100", "QAT": "1111001", "BGD": "1111001", "IRN": "1111011", "NPL": "1111100"}


def test_every_member_of_the_ilo_has_a_calendar() -> None:
    assert [code for code in members() if not known(code)] == []
    assert not known("")
    assert not known("EU")


@pytest.mark.parametrize(
    ("place", "day", "works"),
    [
        ("NOR", date(2026, 5, 17), False),  # Constitution Day, a Sunday
        ("NOR", date(2023, 5, 17), False),  # the same, a Wednesday
        ("NOR", date(2026, 12, 24), True),  # half a day of work by custom, no public holiday
        ("NOR", date(2026, 12, 25), False),
        ("DEU", date(2026, 10, 3), False),
        ("DEU", date(2026, 11, 1), False),
        ("DEU", date(2027, 11, 1), True),  # All Saints, a holiday of some of its parts only
        ("FRA", date(2026, 7, 14), False),
        ("USA", date(2026, 11, 26), False),  # fourth Thursday of November
        ("MEX", date(2026, 9, 16), False),
        ("QAT", date(2026, 11, 20), False),  # Friday
        ("QAT", date(2026, 11, 21), False),  # Saturday
        ("QAT", date(2026, 11, 22), True),  # Sunday
        ("QAT", date(2025, 12, 18), False),  # National Day, a Thursday
        ("CHN", date(2024, 2, 4), True),  # a Sunday worked for the Spring Festival
        ("JPN", date(2026, 2, 23), False),  # birthday of the Emperor
    ],
)
def test_known_calendars(place: str, day: date, works: bool) -> None:
    assert is_working_day(day, place) is works


@given(PLACES, DAYS, st.integers(1, 120))
def test_a_term_has_as_many_working_days_as_it_says(place: str, start: date, number: int) -> None:
    end = date.fromisoformat(term_end(start, number, "working days", place).day)
    assert working_days_between(start, end, place) == number
    assert is_working_day(end, place)


@given(PLACES, DAYS, st.integers(1, 60))
def test_as_counted_one_by_one(place: str, start: date, number: int) -> None:
    """The calendar of each year is built anew here, and days are crossed off on paper, so to say."""
    day, left = start, number
    while left:
        day += timedelta(1)
        held = country_holidays(alpha2(place), years=[day.year])
        rest = day.weekday() in held.weekend and day not in held.weekend_workdays
        left -= not rest and day not in held
    assert term_end(start, number, "working days", place).day == day.isoformat()


@given(st.sampled_from(sorted(WEEKS)), DAYS, st.integers(1, 200))
def test_as_numpy_counts(place: str, start: date, number: int) -> None:
    span = range(start.year, start.year + 3)
    off = [np.datetime64(day) for day in country_holidays(alpha2(place), years=span, expand=False)]
    end = np.busday_offset(start, number, roll="backward", weekmask=WEEKS[place], holidays=off)
    assert term_end(start, number, "working days", place).day == str(end)


@given(DAYS, st.integers(1, 120))
def test_weeks_and_calendar_days(start: date, number: int) -> None:
    assert term_end(start, number, "weeks").day == (start + timedelta(weeks=number)).isoformat()
    assert term_end(start, number, "calendar days").day == (start + timedelta(days=number)).isoformat()
    assert term_end(start, 7 * number, "calendar days").day == term_end(start, number, "weeks").day


@given(DAYS, st.integers(1, 110))
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: date, number: int) -> None:
    end = date.fromisoformat(term_end(start, number, "months").day)
    assert (end.year - start.year) * 12 + end.month - start.month == number
    assert end.day == start.day or (end.day < start.day and (end + timedelta(1)).day == 1)
    if number % 12 == 0:
        assert term_end(start, number // 12, "years").day == end.isoformat()


def test_without_a_country_calendar_days_stand_in_and_the_answer_says_so() -> None:
    found = term_end(date(2026, 11, 19), 10, "working days", "EU")
    assert (found.day, found.in_calendar_days) == ("2026-11-29", True)
    assert "counted in calendar days" in found.text
    assert "the true end is later" in found.text
    assert not term_end(date(2026, 11, 19), 10, "working days", "NOR").in_calendar_days


def test_the_answer_says_how_it_was_counted() -> None:
    found = term_end(date(2026, 3, 1), 20, "working days", "QAT")
    assert "without Friday and Saturday" in found.text
    assert len(found.estimated) == 3, "the days of Eid follow the moon"
    assert "estimated" in found.text


@pytest.mark.parametrize("language", ["C", "de_DE.UTF-8", "ar_QA.UTF-8"])
def test_estimated_days_are_told_whatever_language_the_machine_is_set_to(language: str) -> None:
    """In a process of its own: calendars are kept as they were first read."""
    asked = (
        "from datetime import date; from fairlead.act.follow.workdays import term_end; "
        "print(*term_end(date(2026, 3, 1), 20, 'working days', 'QAT').estimated, sep='|')"
    )
    machine = {name: value for name, value in os.environ.items() if name not in ("LANGUAGE", "LC_ALL", "LC_MESSAGES")}
    said = subprocess.run(
        [sys.executable, "-c", asked], env={**machine, "LANG": language}, capture_output=True, text=True, check=True
    )
    assert len(said.stdout.split("|")) == 3
    assert said.stdout.startswith("2026-03-20 Eid al-Fitr (estimated)")


def test_a_last_day_of_rest_is_said_and_never_moved() -> None:
    found = term_end(date(2026, 11, 21), 1, "months", "NOR")
    assert (found.day, found.rest) == ("2026-12-21", False)
    sunday = term_end(date(2026, 11, 19), 30, "calendar days", "NOR")
    assert (sunday.day, sunday.rest) == ("2026-12-19", True)
    assert "is for the procedure to say" in sunday.text


def test_where_the_calendar_ends_the_answer_says_so() -> None:
    last = country_holidays("LK").end_year
    found = term_end(date(last, 12, 20), 15, "working days", "LKA")
    assert f"Its public holidays of {last + 1} are not known here" in found.text
    assert date.fromisoformat(found.day).weekday() < 5, "the days of rest of the week are known all the same"


@pytest.mark.parametrize("number", [0, -3, 100_000])
def test_what_is_no_term_is_refused(number: int) -> None:
    for unit in UNITS:
        with pytest.raises(FairleadError):
            term_end(date(2026, 1, 1), number, unit)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(FairleadError, match="no unit"):
        term_end(date(2026, 1, 1), 3, "moons")  # type: ignore[arg-type]
