"""Ledgers add up, or show what they leave open: with the figures of the guide of the ITUC."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.act.follow.outcomes import PARTS, Ledger, Tally, difference, percent, together
from fairlead.errors import FairleadError
from fairlead.facts import RouteOutcome, load

# International Trade Union Confederation, The Forced Labour Protocol Guide, 2021: the case of a framework agreement
# in Bangladesh, statement of the global union of 20 July 2017.
OWED, PAID, UNREACHED, HEADLINE = Decimal(1074), Decimal(984), Decimal(76), Decimal(986)
COUNTS = st.none() | st.integers(0, 10_000).map(Decimal)


def guide() -> Ledger:
    return Ledger(what="dismissed workers", whole=OWED, parts={"paid": PAID, "unreached": UNREACHED})


def test_the_figures_of_the_guide() -> None:
    ledger = guide()
    assert ledger.share("paid") == "91.6 %"
    assert ledger.share("paid", 0) == "92 %"
    assert ledger.unexplained == 14
    assert ledger.adds_up is False
    assert "14 people not explained" in ledger.text()
    assert ledger.unsaid == ("offered", "refused", "unknown")
    assert ledger.share("refused") == "not known"


def test_its_headline_says_two_more_and_the_difference_is_shown() -> None:
    found = difference("paid, in the headline", PAID, HEADLINE)
    assert found is not None
    assert found.text == "paid, in the headline: 986, against 984 here; a difference of 2 that is not explained."
    assert difference("paid", PAID, PAID) is None


def test_its_court_cases_and_reinstatements() -> None:
    cases = Tally(what="criminal cases", unit="cases", whole=Decimal(7), parts={"dismissed by the court": Decimal(4)})
    assert cases.unexplained == 3
    assert cases.text() == "criminal cases (cases): 7; dismissed by the court 4. 3 cases not explained."
    pending = Tally(what="reinstatements", unit="cases", parts={"expected to be settled soon": Decimal(11)})
    assert pending.unexplained is None
    assert pending.adds_up is None
    assert "number not said" in pending.text()


def test_the_table_says_the_same() -> None:
    row = next(row for row in load(RouteOutcome) if row.timeline == "bangladesh-2016" and row.kind == "payment")
    for figure in ("1,074", "984", "76", "other 14"):
        assert figure in row.event
    assert "986" in row.note


@given(COUNTS, st.fixed_dictionaries(dict.fromkeys(PARTS, COUNTS)))
def test_whole_is_parts_and_what_is_not_explained(whole: Decimal | None, parts: dict[str, Decimal | None]) -> None:
    ledger = Ledger(what="workers", whole=whole, parts=parts)
    if whole is None:
        assert ledger.unexplained is None
        return
    assert ledger.unexplained is not None
    assert sum((value for value in parts.values() if value), Decimal(0)) + ledger.unexplained == whole
    text = ledger.text()
    assert ("not explained" in text) == (ledger.unexplained > 0)
    assert ("more than the whole" in text) == (ledger.unexplained < 0)
    assert all(name in text for name in ledger.unsaid)


def test_what_is_not_said_is_not_zero() -> None:
    said = Ledger(what="workers", whole=Decimal(5), parts={"paid": Decimal(5), "unknown": Decimal(0)})
    assert "unknown 0" in said.text()
    assert "offered" in said.unsaid
    assert together([said, Ledger(what="others", whole=Decimal(2))], "both").parts["paid"] is None


def test_people_and_money_and_two_currencies_are_never_added() -> None:
    people = Ledger(what="workers", whole=Decimal(2))
    dollars = Ledger(what="fees", unit="USD", whole=Decimal("10.50"), parts={"paid": Decimal("4.25")})
    ringgit = Ledger(what="fees", unit="MYR", whole=Decimal(3))
    for pair in ([people, dollars], [dollars, ringgit], []):
        with pytest.raises(FairleadError):
            together(pair, "all")
    assert dollars.unexplained == Decimal("6.25")
    assert "6.25 USD not explained" in dollars.text()


@pytest.mark.parametrize("value", [Decimal(-1), Decimal("NaN"), Decimal("Infinity"), Decimal("1.5")])
def test_people_are_counted_in_whole_numbers_from_zero_up(value: Decimal) -> None:
    with pytest.raises(FairleadError):
        Ledger(what="workers", whole=value)
    with pytest.raises(FairleadError):
        Ledger(what="workers", parts={"paid": value})


def test_a_part_that_there_is_not_is_refused() -> None:
    with pytest.raises(FairleadError, match="no part"):
        Ledger(what="workers", parts={"lost": Decimal(1)})


def test_percent_is_rounded_half_up_and_nothing_has_no_share() -> None:
    assert percent(1, 8, 2) == "12.50 %"
    assert percent(5, 1000) == "0.5 %"
    assert percent(25, 10000) == "0.3 %", "0.25 is rounded up"
    with pytest.raises(FairleadError):
        percent(1, 0)
