"""The facts themselves: counts with their origin, marks kept, nothing that may not be here."""

import re
from collections import Counter

import pytest

from fairlead.facts import (
    CountryFinding,
    GlobalUnion,
    Good,
    Instrument,
    LabourLaw,
    LabourLawQuestion,
    Ratification,
    RatificationCoverage,
    SocialPartner,
    Source,
    StateImposed,
    load,
    tables,
)
from fairlead.facts.matching import industries_of
from fairlead.facts.store import DATA_FOLDER

FILES = sorted(DATA_FOLDER.glob("*.csv"))
MAY_NAME = {"campaign_objectives", "global_estimates", "indicators", "policy_bodies", "risk_factors"}
"""Tables that name publishers, or what is read from the user's own copy; none has a column for a value of a country."""


def test_goods_of_the_2022_edition() -> None:
    """467 lines: 457 goods and countries and 10 downstream goods, as counted in the Department's data file."""
    rows = load(Good)
    assert len(rows) == 467
    assert sum(row.downstream for row in rows) == 10
    assert sum(row.child_labour for row in rows) == 414
    assert sum(row.forced_labour for row in rows) == 121
    assert sum(row.forced_child_labour for row in rows) == 54
    listed = [row for row in rows if not row.downstream]
    # The announcement of 28 September 2022 counts 158 goods from 77 countries: the file has one later addition.
    assert (len({row.good for row in listed}), len({row.iso3 for row in listed})) == (159, 78)
    assert {row.edition for row in rows} == {"2022"}


def test_each_good_is_named_for_something() -> None:
    for row in load(Good):
        named = row.child_labour or row.forced_labour or row.forced_child_labour
        assert named != row.downstream, row
        assert bool(row.input_country) == bool(row.input_good) == row.downstream
        if row.downstream:
            inputs = [good for good in load(Good) if (good.good, good.iso3) == (row.input_good, row.input_country)]
            assert inputs, f"the input of {row.good} is itself on the list"


def test_every_good_has_an_industry_and_no_mapping_is_idle() -> None:
    assert {row.good for row in load(Good)} == set(industries_of())
    for row in industries_of().values():
        assert row.industries
        assert all(word == word.casefold() for word in (*row.words, *row.used_in_words)), row.good


def test_ratifications_of_fundamental_instruments() -> None:
    """Counts of NORMLEX on 4 June 2026; C105 has two denunciations besides."""
    fundamental = {row.code for row in load(Instrument) if row.fundamental}
    rows = [row for row in load(Ratification) if row.instrument in fundamental]
    assert Counter(row.instrument for row in rows if not row.denounced) == {
        "C029": 181, "C087": 158, "C098": 168, "C100": 175, "C105": 176, "C111": 175, "C138": 177, "C155": 94,
        "C182": 187, "C187": 77, "P029": 65,
    }  # fmt: skip
    assert [row.iso3 for row in load(Ratification) if row.denounced] == ["MYS", "SGP"]
    full = {row.instrument: row.as_of for row in load(RatificationCoverage) if row.complete}
    assert {code for code, day in full.items() if day == "2026-06-04"} == fundamental


def test_a_complete_record_has_the_published_number_of_rows() -> None:
    for held in load(RatificationCoverage):
        known = [row for row in load(Ratification) if row.instrument == held.instrument and row.ratified <= held.as_of]
        if held.complete:
            assert len(known) == held.published_total, held
        elif held.published_total:
            assert len(known) <= held.published_total, held


def test_days_of_protocol_ratifications_keep_their_marks() -> None:
    rows = [row for row in load(Ratification) if row.instrument == "P029"]
    assert Counter(row.day_status for row in rows) == {"verified": 38, "recalled": 24, "year only": 3}
    assert {row.iso3 for row in rows if row.day_status == "year only"} == {"BRA", "GRC", "ITA"}
    for row in load(Ratification):
        assert (len(row.ratified) == 4) == (row.day_status in ("year only", "year recalled")), row
        assert row.status == "verified" or row.day_status in ("recalled", "year recalled"), row


def test_only_states_that_ratified_the_convention_ratified_the_protocol() -> None:
    """P029 is open only to parties to C029 (its Article 8)."""
    of = {code: {r.iso3 for r in load(Ratification) if r.instrument == code} for code in ("P029", "C029", "C182")}
    assert of["P029"] <= of["C029"] <= of["C182"]


def test_answers_have_their_sentence() -> None:
    questions = {row.question: row for row in load(LabourLawQuestion)}
    for row in load(LabourLaw):
        question = questions[row.question]
        gap = row.answer == question.concern or (row.answer == "in part" and question.concern == "no")
        sentence = ""
        if gap:
            sentence = {"yes": question.when_yes, "no": question.when_no}.get(row.answer, question.when_in_part)
            assert sentence.format(country="X", value=row.value), row
            assert question.ask, row
        assert row.value or row.answer not in ("value", "in part"), row
        assert not gap or bool(row.value) == ("{value}" in sentence), row


def test_readings_of_the_2022_findings() -> None:
    """131 countries and territories assessed, 3 of them found complicit in forced child labour."""
    assert len(load(CountryFinding)) == 131
    complicit = {row.iso3 for row in load(CountryFinding) if row.held_back_by == "complicity in forced child labour"}
    assert complicit == {"MMR", "ERI", "SSD"}
    law = {row.iso3: row for row in load(LabourLaw) if row.question == "forced_labour_prohibited_meets_standard"}
    assert Counter(row.answer for row in law.values()) == {"yes": 114, "no": 17}


def test_state_imposed_rows_name_listed_goods() -> None:
    listed = {(row.iso3, row.good) for row in load(Good) if row.forced_labour or row.forced_child_labour}
    for row in load(StateImposed):
        assert row.status == "verified", "a State is accused of nothing from memory"
        assert {(row.iso3, good) for good in row.goods} <= listed


def test_recalled_names_say_so() -> None:
    for row in (*load(SocialPartner), *load(GlobalUnion)):
        if row.status == "recalled":
            assert "memory" in row.note, row
    assert Counter(row.status for row in load(SocialPartner)) == {"recalled": 97, "verified": 436}


def test_where_no_union_is_free_none_is_invented() -> None:
    none = {row.iso3 for row in load(SocialPartner) if row.kind == "no free union"}
    assert {"QAT", "SAU", "ARE", "TKM"} <= none
    for row in load(SocialPartner):
        assert "none" not in row.name.split()
        assert "issolved" not in row.name


def test_every_source_is_used() -> None:
    used = {row.source for table in tables() if table != "sources" for row in load(table)}
    assert used | {"fairlead"} == {row.id for row in load(Source)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_here_that_may_not_be(path) -> None:
    """No source that may not be redistributed, no company, no path of a machine, no hidden characters."""
    text = path.read_text(encoding="utf-8")
    if path.stem not in MAY_NAME:
        assert not re.search(r"walk free|global slavery index|\bGSI\b|global rights index|unodc", text, re.IGNORECASE)
    assert not re.search(r"\b(Ltd|Inc|GmbH|Co\., Ltd|PLC|Corp)\b", text), "no company is named in the facts"
    assert not re.search(r"(^|[\s,])/(work|tmp|root|home)/", text)
    assert not re.search("[\u200b-\u200f\u202a-\u202e\ufeff\x00-\x08\r]", text)


def test_the_facts_stay_small() -> None:
    assert sum(path.stat().st_size for path in FILES) < 3_500_000
    assert max(path.stat().st_size for path in FILES) < 500_000, "a table that people can open and correct"
