import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.classify import match_country, match_industry, wiod_industries
from fairlead.classify.codes import SCHEMES, read_code
from fairlead.classify.tables import read_table

DATA = Path(__file__).parent / "data"
HEADINGS = [row["heading"] for row in read_table("hs")]


def shares(targets):
    return {target.code: round(target.share, 6) for target in targets}


@pytest.mark.parametrize(
    ("text", "scheme", "isic", "wiod"),
    [
        ("6109", "hs", "14", "c4"), ("6109.10", "hs", "14", "c4"), ("6109 10 00", "hs", "14", "c4"),
        ("HS 6109", None, "14", "c4"),
        ("Shirts, HS code: 6205 20", None, "14", "c4"),
        ("HTS 6109.10.0012", None, "14", "c4"), ("CN 6109 10 00", None, "14", "c4"),
        ("0901", "hs", "01", "c1"), ("901", None, None, None), ("1511", "hs", "10", "c3"),
        ("8541.43", "hs", "26", "c14"),
        ("9619", "hs", "17", "c7"), ("8806", "hs", "30", "c15"), ("3826", "hs", "20", "c9"),
        ("14", "isic4", "14", "c4"), ("1410", "isic4", "14", "c4"), ("C14", "isic4", "14", "c4"),
        ("C14.13", "nace", "14", "c4"), ("81.21", "nace", "81", "c30"), ("NACE 81.21", None, "81", "c30"),
        ("18", "isic3", "14", "c4"), ("315", "naics", "14", "c4"), ("315220", "naics", "14", "c4"),
        ("561720", "naics", "81", "c30"), ("53102500", "unspsc", "14", "c4"), ("7611", "unspsc", "81", "c30"),
        ("c4", "wiod", "13", "c4"), ("WIOD c4", None, "13", "c4"), ("ISIC Rev.4 1410", None, "14", "c4"),
        ("ISIC Rev. 3 18", None, "14", "c4"), ("A", "isic4", "A", "c1"),
    ],
)  # fmt: skip
def test_codes(text, scheme, isic, wiod):
    match = match_industry(text, scheme=scheme)
    if isic is None:
        assert match.status in ("uncertain", "unknown")
        return
    assert match.status in ("exact", "spread")
    assert match.targets[0].code == isic
    assert wiod_industries(match)[0].code == wiod


@pytest.mark.parametrize("text", ["61", "6109", "6109.10", "C14", "81"])
def test_bare_numbers_are_uncertain_with_a_candidate_for_each_scheme(text):
    match = match_industry(text)
    assert match.status == "uncertain"
    assert match.candidates
    assert all("as " in candidate.reason for candidate in match.candidates)


def test_sixty_one_is_a_chapter_or_a_division():
    assert {c.code for c in match_industry("61").candidates} >= {"14", "61"}
    assert match_industry("61", scheme="isic4").targets[0].name == "Telecommunications"
    assert match_industry("61", scheme="hs").targets[0].name == "Clothing"


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_heading_maps(heading):
    match = match_industry(heading, scheme="hs")
    assert match.status == "exact"
    assert match_industry(heading + "10", scheme="hs").wiod == match.wiod
    assert len(wiod_industries(match)) == 1


def test_chapter_is_spread_over_its_headings():
    match = match_industry("42", scheme="hs")
    assert match.status == "spread"
    assert "every heading counts the same" in match.note
    assert shares(wiod_industries(match)) == {"c5": 0.833333, "c4": 0.166667}


def test_unlisted_heading_takes_its_chapter_and_says_so():
    match = match_industry("6199", scheme="hs")
    assert "its chapter stands in" in match.note
    assert match.status == "spread"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_wrong_codes_are_unknown(scheme):
    assert match_industry("00000", scheme=scheme).status == "unknown"


def test_unknown_scheme_is_refused():
    with pytest.raises(ValueError, match="unknown scheme"):
        match_industry("14", scheme="sitc")
    with pytest.raises(ValueError, match="kind 'country'"):
        wiod_industries(match_country("India"))


@pytest.mark.parametrize("table", ["isic4", "isic3", "naics", "unspsc", "wiod"])
def test_shares_add_up_to_one_and_name_real_codes(table):
    wiod = {row["code"] for row in read_table("wiod")}
    isic = {row["code"] for row in read_table("isic4")}
    for row in read_table(table):
        reading = read_code(row["code"], table)
        assert reading is not None
        assert math.isclose(math.fsum(reading.isic.values()), 1)
        assert set(reading.isic) <= isic
        way = wiod_industries(match_industry(row["code"], scheme=table))
        assert math.isclose(math.fsum(target.share for target in way), 1)
        assert {target.code for target in way} <= wiod


def test_all_industries_of_the_table_can_be_reached():
    reached = {
        t.code for row in read_table("isic4") for t in wiod_industries(match_industry(row["code"], scheme="isic4"))
    }
    assert reached == {f"c{number}" for number in range(1, 36)}


def test_nace_is_isic_at_division_level():
    for row in read_table("isic4"):
        if row["code"].isdigit():
            assert (
                match_industry(row["code"], scheme="nace").targets
                == match_industry(row["code"], scheme="isic4").targets
            )


def measure(name):
    """Return how many texts were read with confidence, how many of those rightly, and how many there are."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    matches = [(match_industry(row["text"]), row["divisions"].split()) for row in rows]
    confident = [(match, right) for match, right in matches if match.status == "confident"]
    return len(confident), sum(match.targets[0].code in right for match, right in confident), len(rows)


@pytest.mark.parametrize(
    ("name", "least_coverage"),
    [("labelled_texts.csv", 0.6), ("labelled_compounds.csv", 0.4), ("labelled_multilingual.csv", 0.7)],
)
def test_confident_readings_are_right(name, least_coverage):
    confident, right, total = measure(name)
    assert right / confident >= 0.97
    assert confident / total >= least_coverage


@pytest.mark.parametrize(
    "text",
    ["Misc items", "Sundry", "Invoice 44321", "Project Phoenix phase 2", "Golden something", "EQUIPMENT", "Materials"],
)
def test_vague_texts_are_not_confident(text):
    assert match_industry(text).status in ("uncertain", "unknown")


def test_uncertain_texts_carry_candidates_and_reasons():
    match = match_industry("Rubber something for steel")
    assert match.status == "uncertain"
    assert 1 < len(match.candidates) <= 5
    assert all(candidate.reason and candidate.name for candidate in match.candidates)
    assert [c.score for c in match.candidates] == sorted((c.score for c in match.candidates), reverse=True)


def test_two_products_in_one_text_stay_open():
    match = match_industry("Shirts and chairs")
    assert match.status == "uncertain"
    assert {c.code for c in match.candidates} == {"14", "31"}


def test_spelling_is_mended_but_not_trusted():
    match = match_industry("furnitrue")
    assert match.status == "uncertain"
    assert match.candidates[0].code == "31"


@pytest.mark.parametrize("text", ["Dried apples", "roasted coffee beans blend", "Frozen strawberries"])
def test_processed_crops_are_not_taken_for_farming_with_confidence(text):
    match = match_industry(text)
    assert match.status != "confident" or match.targets[0].code == "10"


def test_goods_keep_the_finer_way_of_their_heading():
    match = match_industry("palm oil")
    assert match.wiod[0].code == "c3"
    assert wiod_industries(match) == match.wiod


@given(st.text(max_size=60), st.sampled_from([None, *SCHEMES, "text"]))
def test_any_text_gets_an_answer(text, scheme):
    match = match_industry(text, scheme=scheme)
    way = wiod_industries(match)
    assert (match.targets == ()) == (match.status == "unknown") == (way == ())
    if way:
        assert math.isclose(math.fsum(target.share for target in way), 1)
        assert math.isclose(math.fsum(target.share for target in match.targets), 1)
    assert len(match.candidates) <= 5
    assert 0 <= match.score <= 1
