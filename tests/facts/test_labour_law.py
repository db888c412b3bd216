"""Labour law topic by topic: what is collected is said with its row, what is not says so."""

import re

import pytest

from fairlead.facts import LabourLaw, LabourLawQuestion, LabourLawTopic, MigrationRule, load
from fairlead.facts.labour_law import NOT_COLLECTED, answers, natlex, statement

ISSUE = {
    "wages", "hours", "deductions", "contract", "notice", "documents", "change of employer", "recruitment fees",
    "licences", "domestic work", "agriculture", "migrants", "export zones", "inspection", "union rights", "strike",
    "child ages", "penalties", "civil claim", "limitation",
}  # fmt: skip
COUNTRIES = sorted({row.iso3 for row in load(LabourLaw)} | {row.iso3 for row in load(MigrationRule)})


def test_every_topic_people_ask_for_is_there() -> None:
    topics = {row.topic for row in load(LabourLawTopic)}
    assert topics >= ISSUE
    assert topics - ISSUE == {"forced labour", "leaving", "informal work"}
    assert sorted(row.rank for row in load(LabourLawTopic)) == list(range(1, len(topics) + 1))


def test_every_question_belongs_to_one_topic() -> None:
    named = [question for row in load(LabourLawTopic) for question in row.questions]
    assert sorted(named) == sorted(row.question for row in load(LabourLawQuestion))


def test_every_known_answer_is_a_sentence() -> None:
    for row in load(LabourLaw):
        said = statement(row, "Neverland")
        if row.answer == "unknown":
            assert said is None
            continue
        assert said is not None, row
        assert "{" not in said.text
        assert row.value in said.text
        assert row.law in said.text
        assert ("to be checked" in said.text) == row.to_be_checked


@pytest.mark.parametrize("iso3", [*COUNTRIES, "XYZ"])
def test_every_country_answers_every_topic(iso3: str) -> None:
    found = answers(iso3, "Neverland")
    assert len(found) == len(load(LabourLawTopic))
    for one in found:
        assert one.natlex == natlex(iso3)
        assert one.collected == (NOT_COLLECTED not in one.text)
        if not one.collected:
            assert one.natlex in one.text
            assert not re.search(r"\b(none|no law)\b", one.text.casefold())
        for said in one.statements:
            assert said.row.to_be_checked == ("to be checked" in said.text)


def test_recalled_rows_carry_their_mark() -> None:
    recalled = [row for row in load(LabourLaw) if row.status == "recalled"]
    assert len(recalled) == 66 + 39  # minimum wage and weekly hours, from memory; the others have been read since
    for row in recalled:
        assert statement(row, "Neverland").text.endswith("(to be checked)")


def test_no_age_that_cannot_be_the_general_one_is_shown() -> None:
    """The data file holds 17.5 to 19 as general minimum age of 12 countries and areas: not shown as a fact."""
    odd = [row for row in load(LabourLaw) if row.question == "minimum_age_work" and row.answer == "unknown"]
    assert len(odd) == 12
    assert all(row.status == "conflicting" and not row.value for row in odd)
    shown = {row.value for row in load(LabourLaw) if row.question == "minimum_age_work" and row.answer == "value"}
    assert shown == {"12", "13", "14", "15", "16"}


def test_a_corridor_speaks_at_both_its_ends() -> None:
    for iso3 in ("NPL", "MYS"):
        migrants = next(one for one in answers(iso3) if one.topic.topic == "migrants")
        assert "Nepal - Malaysia" in migrants.text


def test_no_help_point_is_shown_that_nobody_opened() -> None:
    """All 59 help points known so far are from memory, and so none is in the table of rules."""
    assert {row.field for row in load(MigrationRule)} == {
        "tied visa", "change of employer", "exit permission", "recruitment fees", "agreement", "association",
        "licence authority", "licence register",
    }  # fmt: skip


def test_what_was_read_on_a_page_names_it() -> None:
    rows = [row for row in (*load(LabourLaw), *load(MigrationRule)) if row.source == "national-law-pages"]
    assert len(rows) == 293 + 53
    assert all(row.url and row.status in ("verified", "conflicting") for row in rows)
