"""What the letters of a campaign led to: in its timeline, and by outcome; what was undone counts nowhere."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from fairlead.act.campaign.changes import new
from fairlead.act.campaign.documents import case_of, fitting
from fairlead.act.campaign.followed import entries, led_to, with_matters
from fairlead.act.campaign.objectives import objectives
from fairlead.act.campaign.timeline import timeline
from fairlead.act.follow.matter import Matter
from fairlead.act.follow.outcomes import OUTCOMES
from fairlead.act.follow.states import happen, start, undo
from fairlead.act.kinds import kinds
from fairlead.act.writing import lacking, write

NOW = datetime(2027, 3, 1, tzinfo=UTC)


def letter(*kinds_: str, outcome: str = "reform") -> Matter:
    made = start("a", "To the Minister", day=date(2027, 1, 2), recorded=NOW)
    for number, kind in enumerate(kinds_):
        fields = {"outcome": outcome} if kind == "closed" else {}
        made = happen(made, kind, day=date(2027, 2, 1 + number), recorded=NOW, **fields)  # type: ignore[arg-type]
    return made


def test_events_of_letters_stand_in_the_timeline_in_their_place() -> None:
    campaign = new("ratify", "NPL", start="2027-01-01", target="2027-12-31")
    line = with_matters(timeline(campaign), [letter("sent_elsewhere", "answered", "noted")])
    assert [one.text for one in line if one.kind == "letter"] == [
        "To the Minister: sent.",
        "To the Minister: answered.",
    ]
    assert [one.on for one in line] == sorted(one.on for one in line)
    assert len(line) == len(timeline(campaign)) + 2


def test_what_was_undone_counts_nowhere() -> None:
    closed = letter("sent_elsewhere", "closed")
    assert [one.outcome for one in led_to([closed])] == ["reform"]
    back = undo(closed, recorded=NOW)
    assert led_to([back]) == ()
    assert [one.text for one in entries(back)] == ["To the Minister: sent."]
    assert led_to([happen(closed, "resumed", day=date(2027, 3, 1), recorded=NOW)]) == ()


@pytest.mark.parametrize("outcome", sorted(OUTCOMES))
def test_each_outcome_is_told_in_words(outcome: str) -> None:
    (came,) = led_to([letter("sent_elsewhere", "closed", outcome=outcome)])
    assert came.text == OUTCOMES[outcome]


@pytest.mark.parametrize("objective", sorted(objectives()))
def test_every_document_that_fits_is_written_from_the_campaign_or_says_what_it_lacks(objective: str) -> None:
    campaign = new(objective, "QAT", partner="NPL", sector="c18", lender="IFC")
    case = case_of(campaign, "2027-03-01")
    found = fitting(campaign)
    assert found
    for one in found:
        if not lacking(kinds()[one.id], case):
            assert write(one.id, case).case.state == "QAT"
