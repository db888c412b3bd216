"""The log of reprisals says what happened, never to whom by name, and leads to freedom of association."""

from __future__ import annotations

from datetime import date

import pytest

from fairlead.act.safety import HARMS, ROLES, Reprisal, reprisal, ways_against_reprisal
from fairlead.act.safety.reprisals import REPORTERS
from fairlead.errors import InputError
from fairlead.reason.ratification import members

ENTRY = Reprisal(day="2026-11", harm="dismissal", whom="several workers", by="union", said="After the letter was read.")


def test_an_entry_stands_where_it_names_nobody() -> None:
    assert reprisal(ENTRY) is ENTRY
    for text in ("Their passport A1234567 was taken.", "Call 0555 123 4567", "born 3 May 1991", "x@example.org"):
        with pytest.raises(InputError):
            reprisal(Reprisal(day="2026", harm="threat", whom="worker", by="union", said=text))


def test_every_problem_is_said_at_once() -> None:
    with pytest.raises(InputError) as caught:
        reprisal(Reprisal(day="last week", harm="sorrow", whom="A. Person", by="me", said="+974 5555 1234"))
    assert [one.column for one in caught.value.problems] == ["harm", "whom", "by", "day", "said"]


def test_words_are_there_for_everything() -> None:
    assert all((HARMS.values(), ROLES.values(), REPORTERS.values()))
    assert "worker" in ROLES


@pytest.mark.parametrize("place", ["BGD", "QAT", "MRT", "USA", "NOR"])
def test_it_leads_to_the_committee_on_freedom_of_association(place: str) -> None:
    found = ways_against_reprisal(place, date(2026, 11, 21))
    assert found[0].route.id == "ILOCFA"
    assert found[0].answer.verdict == "yes", "no ratification is needed"
    assert found[0].risk
    assert place in members()


def test_a_worker_is_told_who_may_file_it() -> None:
    found = ways_against_reprisal("BGD", date(2026, 11, 21), applicant="worker")
    assert found[0].answer.verdict != "yes"
    assert found[0].through
    assert len(found) > 1, "the nearest routes stand beside it"
