"""A text names a good only where the industry fits too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.facts.matching import Texts, grade, headings_and_words, industries_of

CASES = [
    ("Cotton", "c4", "Cotton T-shirts", "made with it"),
    ("Cotton", "c4", "610910", "made with it"),
    ("Cotton", "c4", "HS 6109.10", "made with it"),
    ("Cotton", "c1", "Raw cotton, long staple", "named"),
    ("Cotton", "c1", "5201 00", "named"),
    ("Cotton", "c1", "Sunflower seeds", "same industry"),
    ("Cotton", "c9", "Cotton wool pads", "none"),
    ("Coffee", "c1", "Coffee beans, green", "named"),
    ("Coffee", "c3", "Roasted coffee", "made with it"),
    ("Coffee", "c13", "Coffee machine", "none"),
    ("Rice", "c13", "Rice cookers", "none"),
    ("Garments", "c4", "Workwear", "named"),
    ("Garments", "c4", "T-SHIRTS", "named"),
    ("Bricks", "c11", "Bricks", "named"),
    ("Rubber Gloves", "c10", "Nitrile gloves 401519", "named"),
    ("Gloves", "c4", "6116 93", "named"),
    ("Cobalt ore (heterogenite)", "c14", "Lithium-ion batteries", "made with it"),
    ("Sugarcane", "c3", "Sugar, white", "made with it"),
    ("Tomato Products", "c3", "Tomato paste", "named"),
    ("Palm Fruit", "c9", "Soap", "made with it"),
    ("Açaí Berries", "c1", "Acai berries, frozen", "named"),
    ("Tea", "c1", "Steam turbine parts", "same industry"),
]


@pytest.mark.parametrize(("good", "industry", "text", "expected"), CASES, ids=lambda value: str(value)[:30])
def test_worked_cases(good: str, industry: str, text: str, expected: str) -> None:
    found, decided = grade(good, industry, Texts([text]))
    assert found == expected
    assert decided == (text if expected in ("named", "made with it") else "")


def test_the_closest_text_decides() -> None:
    assert grade("Cotton", "c1", Texts(["Maize", "Cottonseed cake", "Cotton lint"])) == ("named", "Cotton lint")
    assert grade("Sugarcane", "c3", Texts([])) == ("none", "")


def test_no_phrase_straddles_two_texts() -> None:
    assert grade("Palm Fruit", "c1", Texts(["Date palm", "Fruit, mixed"])) == ("same industry", "")


@pytest.mark.parametrize("row", industries_of().values(), ids=lambda row: row.good)
def test_every_good_is_found_by_its_own_words_and_headings(row) -> None:
    for text in (*row.words, *(heading for heading in row.headings if len(heading) >= 4)):
        assert grade(row.good, row.industries[0], Texts([text]))[0] == "named", text
    for text in row.used_in_words:
        for industry in row.used_in_industries:
            assert grade(row.good, industry, Texts([text]))[0] in ("named", "made with it"), text


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    codes, words = headings_and_words(text)
    assert all(code.isascii() and code.isdigit() and 4 <= len(code) <= 6 for code in codes)
    assert words == f" {words.strip()} "


def test_a_number_inside_a_text_is_no_heading_unless_it_says_so() -> None:
    assert headings_and_words("5201 pieces of plastic")[0] == ()
    assert headings_and_words("HS code 5201.00 lint")[0] == ("520100",)
    assert headings_and_words("6109")[0] == ("6109",)
