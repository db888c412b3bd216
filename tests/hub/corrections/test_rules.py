"""The rule of decision over all combinations, and who has no say."""

from __future__ import annotations

from itertools import product

import pytest

from fairlead.hub.corrections.rules import Decider, can_decide, excluded, outcome

SAYS = (None, "accept", "reject", "disputed")
SEATS = ("government", "employers", "workers")


@pytest.mark.parametrize("said", list(product(SAYS, repeat=3)))
def test_every_combination_of_three_seats(said) -> None:
    spoken = [(seat, verdict) for seat, verdict in zip(SEATS, said, strict=True) if verdict]
    made = outcome(spoken)
    accepts, rejects = said.count("accept"), said.count("reject")
    assert (made == "open") == (len(spoken) < 2)
    assert (made == "accepted") == (accepts >= 2 and rejects == 0 and "disputed" not in said)
    assert (made == "rejected") == (rejects >= 2 and rejects == len(spoken))
    if accepts and rejects:
        assert made == "disputed"


@pytest.mark.parametrize("said", list(product(SAYS, repeat=4)))
def test_two_boards_count_constituencies_not_seats(said) -> None:
    seats = ("workers", "workers", "employers", "employers")
    spoken = [(seat, verdict) for seat, verdict in zip(seats, said, strict=True) if verdict]
    made = outcome(spoken)
    if len({seat for seat, _ in spoken}) < 2:
        assert made == "open"
    elif {verdict for _, verdict in spoken} == {"accept"}:
        assert made == "accepted"
    else:
        assert made in ("rejected", "disputed")
    assert outcome(list(reversed(spoken))) == made


@pytest.mark.parametrize("size", range(4))
def test_two_constituencies_must_be_able_to_speak(size) -> None:
    assert can_decide(SEATS[:size]) is (size >= 2)
    assert not can_decide(["workers"] * 5)


@pytest.mark.parametrize(
    ("decider", "countries", "row", "why"),
    [
        (Decider("government", "Ministry", "NPL"), ["NPL"], {}, "state"),
        (Decider("government", "Ministry", "NPL"), ["QAT", "NPL"], {}, "state"),
        (Decider("government", "Ministry", "NPL"), ["QAT"], {}, ""),
        (Decider("government", "Ministry", "NPL"), [], {"finding": "Workers from Nepal pay."}, "state"),
        (Decider("government", "Ministry", "NER"), [], {"finding": "Nigeria alone."}, ""),
        (Decider("government", "Ministry", ""), ["QAT"], {}, "state"),
        (Decider("workers", "Sample Union", "NPL"), ["NPL"], {}, ""),
        (Decider("workers", "Sample Union"), [], {"name": "the Sample Union, since 1990"}, "organisation"),
        (Decider("workers", "Sample Union"), [], {"name": "Sample Unionists"}, ""),
        (Decider("employers", "Federation (SFE)"), [], {"name": "led by SFE"}, "organisation"),
        (Decider("employers", "Federation (SFE)"), [], {"name": "SFEX and federations"}, ""),
        (Decider("employers", "F", "", "https://www.a.org/"), [], {"url": "http://a.org/a"}, "organisation"),
        (Decider("employers", "F", "", "https://a.org/"), [], {"url": "https://data.a.org/"}, "organisation"),
        (Decider("employers", "Fed", website="https://example.org/"), [], {"url": "https://notexample.org/"}, ""),
    ],
)  # fmt: skip
def test_nobody_decides_on_their_own_organisation_or_state(decider, countries, row, why) -> None:
    assert excluded(decider, countries, [row]) == why
