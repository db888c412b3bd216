"""Gaps in ratification: only from complete records, and never by silence."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.errors import FairleadError
from fairlead.facts import Instrument, Ratification, RatificationCoverage, load
from fairlead.reason.gaps import gap, gaps, profiles, world
from fairlead.reason.ratification import members, ratified

COVERAGE = {row.instrument: row for row in load(RatificationCoverage)}
INCOMPLETE = [code for code, row in COVERAGE.items() if not row.complete]
COMPLETE = [code for code, row in COVERAGE.items() if row.complete]
HELD = {(row.instrument, row.iso3) for row in load(Ratification)}
TODAY = date(2026, 11, 20)


def test_there_are_187_members() -> None:
    assert len(members()) == 187


@pytest.mark.parametrize("code", INCOMPLETE)
@pytest.mark.parametrize("on", [date(2019, 7, 1), date(2022, 1, 1), TODAY])
def test_an_incomplete_record_gives_no_gap_for_any_state(code: str, on: date) -> None:
    for iso3 in members():
        found = gap(code, iso3, on)
        if (code, iso3) in HELD:
            continue
        assert found.verdict == "unknown", iso3
        assert found.text.startswith(f"Unknown as of {COVERAGE[code].as_of}"), iso3
        assert found.changes, "what would change it"


@pytest.mark.parametrize("code", INCOMPLETE)
def test_a_recorded_ratification_is_never_a_gap_after_its_date(code: str) -> None:
    for iso3 in members():
        if (code, iso3) in HELD:
            assert gap(code, iso3, TODAY).verdict == "no"


@pytest.mark.parametrize("code", COMPLETE)
def test_after_the_day_of_the_record_no_gap_is_claimed_from_silence(code: str) -> None:
    after = date.fromisoformat(COVERAGE[code].as_of) + timedelta(days=1)
    for iso3 in members():
        if (code, iso3) not in HELD:
            assert gap(code, iso3, after).verdict == "unknown"


@pytest.mark.parametrize("code", COMPLETE)
def test_on_the_day_of_the_record_all_states_are_decided(code: str) -> None:
    """Nobody is unknown, and those without a gap are the published number, denunciations apart."""
    tally = world(code, date.fromisoformat(COVERAGE[code].as_of))
    gone = sum(1 for row in load(Ratification) if row.instrument == code and row.denounced)
    assert tally.unknown == 0
    assert tally.ratified + gone == COVERAGE[code].published_total
    assert tally.gap + tally.ratified == 187


def test_a_gap_from_a_record_completed_from_memory_carries_the_mark() -> None:
    found = gap("C097", "QAT", date(2023, 1, 1))
    assert found.verdict == "yes"
    assert found.to_be_checked
    assert "to be checked" in found.text


@pytest.mark.parametrize("profile", ["fisheries", "domestic work", "agriculture", "agencies", "dialogue"])
def test_the_profiles_asked_for(profile: str) -> None:
    first = {
        "fisheries": "C188",
        "domestic work": "C189",
        "agriculture": "C129",
        "agencies": "C181",
        "dialogue": "C144",
    }
    assert profiles()[profile][0] == first[profile]


def test_without_a_date_each_gap_speaks_of_the_day_of_its_record() -> None:
    for each in gaps("association", "QAT"):
        assert each.on.isoformat() == COVERAGE[each.instrument].as_of
        assert each.why
        assert each.name == next(row.name for row in load(Instrument) if row.code == each.instrument)


def test_an_instrument_that_did_not_exist_is_no_gap() -> None:
    assert gap("C188", "IDN", date(2000, 1, 1)).verdict == "no"


def test_ratified_but_not_yet_bound_is_said() -> None:
    assert "does not bind the State yet" in gap("P029", "BGD", date(2022, 6, 1)).text


def test_an_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(FairleadError, match="no profile 'mining'"):
        gaps("mining", "QAT")


@given(st.sampled_from(sorted(COVERAGE)), st.sampled_from(sorted(members())), st.dates(date(1930, 1, 1), TODAY))
def test_a_gap_is_the_opposite_of_ratified(code: str, iso3: str, on: date) -> None:
    """Once the instrument exists, gap and ratified are opposites, and unknown is unknown."""
    adopted = next(row.adopted for row in load(Instrument) if row.code == code)
    if on.isoformat() >= adopted:
        opposite = {"yes": "no", "no": "yes", "unknown": "unknown"}
        assert gap(code, iso3, on).verdict == opposite[ratified(code, iso3, on).verdict]
