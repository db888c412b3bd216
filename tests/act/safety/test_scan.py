"""What could identify a worker is found, and ordinary sentences of a letter are not."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.act.safety.scan import scan

FOUND = [
    ("write to a.worker+1@mail.example.org now", "e-mail", "a.worker+1@mail.example.org"),
    ("call +974 5555 1234.", "telephone", "+974 5555 1234"),
    ("00 977 1 4412345 at night", "telephone", "00 977 1 4412345"),
    ("WhatsApp: 5555-123-44", "telephone", "WhatsApp: 5555-123-44"),
    ("mobile (055) 123 4567", "telephone", "mobile (055) 123 4567"),
    ("her number is 0171 555 1234", "telephone", "0171 555 1234"),
    ("passport No. A1234567", "number of a paper", "passport No. A1234567"),
    ("the passport of one, PA0123456, was kept", "number of a paper", "PA0123456"),
    ("QID 28401234567", "number of a paper", "QID 28401234567"),
    ("employee number 40-112", "number of a paper", "employee number 40-112"),
    ("her number 28401234567 was noted", "number of a paper", "28401234567"),
    ("DE89 3704 0044 0532 0130 00", "account", "DE89 3704 0044 0532 0130 00"),
    ("born on 3 May 1991", "date of birth", "born on 3 May 1991"),
    ("Date of birth: 03/05/1991", "date of birth", "Date of birth: 03/05/1991"),
    ("DOB 1991-05-03", "date of birth", "DOB 1991-05-03"),
    ("two of the workers spoke", "small count", "two of the workers"),
    ("the 3 Nepali drivers", "small count", "3 Nepali drivers"),
    ("seven women told us", "small count", "seven women"),
    ("in room 12 of the hostel", "room or bed", "room 12"),
    ("on sewing line 4B", "room or bed", "line 4B"),
]
PLAIN = [
    "The Forced Labour Convention, 1930 (No. 29), in force since 1 May 1932, binds the State.",
    "Law No. 13 of 2018 amends Law No. 21 of 2015; see document GB.331/INS/13(Rev.), paragraph 5.",
    "Of 1,074 workers 984 have been paid and 76 have not been reached.",
    "The range is 166,000 (111,000 to 275,000) people in 2021.",
    "Regulation (EU) 2024/3015 applies from 14 December 2027; HS 6109.10 and ISIC 1410.",
    "USD 1,000,000 was paid in 2019-2020; the rate is 3.5 per 1,000 people at work.",
    "We write on behalf of our members in garments, fishing and domestic work.",
    "In its region 3 of the 7 other member States of the Organization had ratified it; 3 of 7 member\nStates.",
    "Paragraphs 12-14 and pages 100-112 of the report of 2021-03-15.",
]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND, ids=[words for _, _, words in FOUND])
def test_what_could_identify_somebody_is_found_with_its_place(text: str, kind: str, words: str) -> None:
    assert (kind, words) in [(one.kind, one.text) for one in scan(text)], scan(text)
    for one in scan(f"Before. {text} After."):
        assert f"Before. {text} After."[one.start : one.end] == one.text
        assert one.advice


@pytest.mark.parametrize("text", PLAIN)
def test_sentences_of_a_letter_are_left_alone(text: str) -> None:
    assert scan(text) == ()


@given(st.text(max_size=300))
def test_finds_are_in_order_and_never_overlap(text: str) -> None:
    found = scan(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(text[one.start : one.end] == one.text for one in found)


@given(st.text(max_size=60), st.integers(10_000_000, 99_999_999), st.text(max_size=60))
def test_a_passport_number_is_found_wherever_it_stands(before: str, number: int, after: str) -> None:
    text = f"{before} passport A{number} {after}"
    place = text.index(f"A{number}", len(before))
    assert any(one.start <= place and one.end >= place + 9 for one in scan(text)), scan(text)
