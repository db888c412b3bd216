"""Status and counts of ratifications, against published counts and worked cases."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.errors import FairleadError
from fairlead.facts import PublishedCount, Ratification, RatificationCoverage, load
from fairlead.reason.ratification import count, in_force, instrument_status, ratified

PROTOCOL = {row.iso3: row for row in load(Ratification) if row.instrument == "P029"}
STATES = sorted({row.iso3 for row in load(Ratification)})
CODES = [row.instrument for row in load(RatificationCoverage)]
RECORD = date(2026, 6, 4)


@pytest.mark.parametrize(
    ("on", "low", "high"),
    [
        (date(2014, 6, 11), 0, 0),  # the day of adoption
        (
            date(2016, 11, 9),
            9,
            9,
        ),  # UN news of 10 November 2016: nine States, on the day the Protocol entered into force
        (date(2017, 12, 26), 22, 22),  # a French blog on the campaign "50 for Freedom": twenty-two
        (date(2019, 9, 16), 40, 40),  # ILO news of 17 September 2019: Uzbekistan the fortieth
        (date(2021, 3, 17), 50, 50),  # ITUC guide of March 2021: fifty
        (date(2023, 6, 30), 60, 60),  # after Mexico, the sixtieth
        (date(2025, 6, 30), 61, 62),  # Brazil in 2025, day not known
        (date(2025, 12, 31), 62, 62),
        (date(2026, 2, 1), 63, 65),  # Greece and Italy in 2026, days not known
        (date(2026, 6, 4), 65, 65),  # NORMLEX
    ],
)
def test_protocol_counts(on: date, low: int, high: int) -> None:
    total = count("P029", on)
    assert (total.low, total.high) == (low, high)
    assert len(total.undecided) == high - low


def test_the_first_nine() -> None:
    """As UN News named them on 10 November 2016."""
    first = {row.iso3 for row in PROTOCOL.values() if ratified("P029", row.iso3, date(2016, 11, 9)).verdict == "yes"}
    assert first == {"NER", "NOR", "GBR", "MRT", "MLI", "FRA", "CZE", "PAN", "ARG"}


@pytest.mark.parametrize("row", [row for row in load(PublishedCount) if row.states], ids=lambda row: row.on)
def test_published_lists_name_the_states_computed(row: PublishedCount) -> None:
    """UN News of 2016 and the Austrian Federal Law Gazette of 2019 name every State."""
    on = date.fromisoformat(row.on)
    assert {iso3 for iso3 in PROTOCOL if ratified("P029", iso3, on).verdict == "yes"} == set(row.states)
    assert len(row.states) == row.figure
    assert not count("P029", on).to_be_checked, "the list decides, whatever is recalled of the days"


def test_a_recalled_day_lies_where_the_lists_leave_room() -> None:
    lists = [(row.on, row.states) for row in load(PublishedCount) if row.states]
    for row in PROTOCOL.values():
        for on, states in lists:
            if len(row.ratified) == 10:
                assert (row.ratified <= on) == (row.iso3 in states), row


def test_undecided_rows_are_named() -> None:
    assert [row.iso3 for row in count("P029", date(2025, 6, 30)).undecided] == ["BRA"]
    assert [row.iso3 for row in count("P029", date(2026, 2, 1)).undecided] == ["GRC", "ITA"]
    assert count("P029", date(2025, 6, 30)).text == "61 to 62 States had ratified P029 on 2025-06-30."


@pytest.mark.parametrize(
    ("iso3", "rank"),
    [
        ("GBR", 3), ("FRA", 6), ("ARG", 9), ("ISL", 15), ("THA", 24), ("SUR", 33), ("CAN", 35), ("LSO", 37),
        ("UZB", 40), ("CIV", 41), ("CRI", 47), ("SDN", 50), ("SAU", 52), ("BGD", 57), ("MYS", 58), ("MEX", 60),
        ("PAK", 61), ("ARE", 63),
    ],
)  # fmt: skip
def test_the_order_agrees_with_the_announcements(iso3: str, rank: int) -> None:
    """News of the ILO and of 50forfreedom.org gave each of these its place in the order of ratification."""
    day = date.fromisoformat(PROTOCOL[iso3].ratified)
    before, on = count("P029", day - timedelta(days=1)), count("P029", day)
    assert before.low < rank <= on.high, "the place lies among the ratifications of that day"


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [("C029", RECORD, 181), ("C105", RECORD, 176), ("C182", RECORD, 187), ("C087", RECORD, 158)],
)
def test_other_counts_of_normlex(code: str, on: date, expected: int) -> None:
    assert (count(code, on).low, count(code, on).high) == (expected, expected)


@pytest.mark.parametrize(
    ("code", "iso3", "on", "is_ratified", "is_in_force"),
    [
        ("P029", "BGD", date(2022, 1, 19), "no", "no"),
        ("P029", "BGD", date(2022, 1, 20), "yes", "no"),
        ("P029", "BGD", date(2023, 1, 19), "yes", "no"),
        ("P029", "BGD", date(2023, 1, 20), "yes", "yes"),
        ("P029", "NER", date(2016, 11, 8), "yes", "no"),  # ratified 2015, the Protocol itself not yet in force
        ("P029", "NER", date(2016, 11, 9), "yes", "yes"),
        ("P029", "BRA", date(2024, 12, 31), "no", "no"),
        ("P029", "BRA", date(2025, 7, 1), "unknown", "no"),
        ("P029", "BRA", date(2025, 12, 31), "yes", "no"),
        ("P029", "BRA", date(2026, 3, 1), "yes", "unknown"),
        ("P029", "BRA", date(2026, 12, 31), "yes", "yes"),
        ("P029", "ITA", date(2026, 6, 4), "yes", "no"),
        ("P029", "IND", date(2026, 6, 4), "no", "no"),
        ("P029", "IND", date(2026, 6, 5), "unknown", "unknown"),  # the record has ended
        ("C029", "IND", date(2026, 6, 5), "yes", "yes"),
        ("C029", "CHN", date(2021, 12, 31), "no", "no"),
        ("C029", "CHN", date(2022, 6, 1), "unknown", "no"),
        ("C029", "CHN", date(2023, 6, 1), "yes", "unknown"),
        ("C029", "CHN", date(2024, 1, 1), "yes", "yes"),
        ("C029", "USA", date(2020, 1, 1), "no", "no"),
        ("C105", "MYS", date(1970, 1, 1), "yes", "yes"),
        ("C105", "MYS", date(1990, 6, 1), "unknown", "unknown"),  # denounced in 1990, day not known
        ("C105", "MYS", date(2020, 1, 1), "no", "no"),
        ("C105", "SGP", date(1979, 12, 31), "no", "no"),
        ("C029", "PRK", date(2020, 1, 1), "unknown", "unknown"),  # not a member State
        ("C029", "TWN", date(2020, 1, 1), "unknown", "unknown"),
        ("C189", "PHL", date(2020, 1, 1), "yes", "yes"),
        ("C189", "QAT", date(2020, 1, 1), "no", "no"),
        ("C189", "QAT", date(2022, 1, 1), "unknown", "unknown"),  # after the day of the record
        ("C129", "IDN", date(2020, 1, 1), "unknown", "unknown"),  # the record of C129 is not complete
        ("C177", "FIN", date(2020, 1, 1), "unknown", "unknown"),  # no ratifications of C177 are kept
    ],
)
def test_worked_cases(code: str, iso3: str, on: date, is_ratified: str, is_in_force: str) -> None:
    status = instrument_status(code, iso3, on)
    assert (status.ratified.verdict, status.in_force.verdict) == (is_ratified, is_in_force)
    assert status.ratified.text.endswith((".", "(to be checked)"))


def test_a_recalled_day_carries_its_mark_where_it_decides() -> None:
    near = ratified("P029", "LUX", date(2021, 3, 17))
    assert near.verdict == "no"
    assert near.to_be_checked
    assert "to be checked" in near.text
    assert not ratified("P029", "LUX", date(2024, 1, 1)).to_be_checked, "any day of 2021 gives the same answer"
    assert not ratified("P029", "BGD", date(2022, 1, 20)).to_be_checked


def test_counting_after_the_record_is_refused() -> None:
    with pytest.raises(FairleadError, match="record ends on 2026-06-04"):
        count("P029", date(2026, 6, 5))
    with pytest.raises(FairleadError, match="No ratifications of C177 are kept"):
        count("C177", date(2020, 1, 1))
    with pytest.raises(FairleadError, match="no instrument 'C999'"):
        ratified("C999", "NOR", RECORD)


@given(st.sampled_from(CODES), st.sampled_from(STATES), st.dates(date(1930, 1, 1), date(2030, 1, 1)))
def test_what_binds_was_ratified(code: str, iso3: str, on: date) -> None:
    """In force implies ratified, and ratified at least a year before, whatever the precision of the date."""
    bound = in_force(code, iso3, on)
    if bound.verdict == "yes":
        assert ratified(code, iso3, on).verdict == "yes"
        assert ratified(code, iso3, on - timedelta(days=365)).verdict == "yes"
    if ratified(code, iso3, on).verdict == "no":
        assert bound.verdict == "no"


@given(st.dates(date(2014, 6, 11), RECORD), st.dates(date(2014, 6, 11), RECORD))
def test_protocol_counts_never_fall(one: date, other: date) -> None:
    """Nobody has denounced the Protocol, so both ends of the count can only rise."""
    first, second = count("P029", min(one, other)), count("P029", max(one, other))
    assert first.low <= second.low
    assert first.high <= second.high
    assert first.low <= first.high


@given(st.dates(date(2014, 6, 11), RECORD))
def test_the_count_equals_a_count_of_texts(on: date) -> None:
    """Brute force on the ISO texts: a year is before a day if its last day is, after it if its first day is."""
    texts = [row.ratified for row in PROTOCOL.values()]
    ends = [text if len(text) == 10 else min(f"{text}-12-31", RECORD.isoformat()) for text in texts]
    starts = [text if len(text) == 10 else f"{text}-01-01" for text in texts]
    total = count("P029", on)
    assert total.low == sum(end <= on.isoformat() for end in ends)
    assert total.high == sum(start <= on.isoformat() for start in starts)


@pytest.mark.parametrize(
    ("code", "iso3", "nearest"),
    [
        ("P029", "QAT", "C029, which is in force for the State."),
        ("C029", "USA", "C105, which is in force for the State."),
        ("P029", "USA", "C105, which is in force for the State."),
        ("C105", "KOR", "C029, which is in force for the State."),
        ("C087", "QAT", "The Declaration of 1998"),
        ("C029", "TON", "The Declaration of 1998"),
    ],
)
def test_a_no_names_the_nearest_instrument(code: str, iso3: str, nearest: str) -> None:
    found = ratified(code, iso3, RECORD)
    assert found.verdict == "no"
    assert found.nearest.startswith(nearest)
    assert found.changes
    assert found.references == ("ILO Constitution, Article 19(5)",)


def test_the_protocol_needs_the_convention() -> None:
    """P029 Article 8(1)."""
    assert any("C029" in change for change in ratified("P029", "USA", RECORD).changes)
    assert not any("C029" in change for change in ratified("P029", "QAT", RECORD).changes)


@given(st.sampled_from(CODES), st.sampled_from(STATES), st.dates(date(1930, 1, 1), date(2030, 1, 1)))
def test_an_answer_that_uses_a_recalled_row_carries_the_mark(code: str, iso3: str, on: date) -> None:
    for found in (ratified(code, iso3, on), in_force(code, iso3, on)):
        if any(row.status in ("recalled", "conflicting") for row in found.rows) and found.verdict != "unknown":
            assert found.to_be_checked
        assert found.to_be_checked == ("to be checked" in found.text) or not found.to_be_checked
        if found.to_be_checked:
            assert "to be checked" in found.text
