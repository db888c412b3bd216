"""Letters of policy, business and joint groups are written for unlike cases, and hold what they must and no more."""

from __future__ import annotations

import re

import pytest
from tests.act.documents.cases import ALL, BUYER, DAY, EMPLOYERS, KINDS, UNION, case_of, members

from fairlead.act.draft import Draft, Passage
from fairlead.act.editing import complete, text_of
from fairlead.act.kinds import kind, words
from fairlead.act.ready import readiness
from fairlead.act.rendering import document, plain_text, render
from fairlead.act.writing import write
from fairlead.errors import InputError

GUIDE = {"a": "ratification", "b": "convene_plan", "c": "trade_deal", "d": "lender_office", "e": "binding_convention",
         "g": "resident_coordinator"}  # fmt: skip


def parts(draft: Draft) -> tuple[Passage, ...]:
    return (*draft.passages, *draft.annex)


def said(draft: Draft) -> str:
    return "\n".join(text_of(one) for one in parts(draft))


def test_the_models_of_the_guide_and_the_business_and_joint_kinds_are_here() -> None:
    assert {kind(id_).guide: id_ for id_ in KINDS if kind(id_).guide} == GUIDE
    assert set(KINDS) >= {
        "employers_question", "board_note", "workshop_invitation", "workshop_agenda", "terms_of_reference",
        "industry_plan", "code_of_conduct", "position_paper", "joint_letter", "consultation", "tender_clause",
    }  # fmt: skip


@pytest.mark.parametrize(("id_", "number"), ALL)
def test_each_kind_is_written_for_unlike_cases(id_: str, number: int) -> None:
    draft = write(id_, case_of(id_, number))
    text = said(draft)
    assert not re.search(r"\{\{|\{%|%\}|\bNone\b|Undefined|Named object|  +\S", text), text
    asked = {one.key for one in kind(id_).fields} | set(members(id_))
    for blank in draft.blanks:
        assert blank.key in asked or blank.key.startswith("case:"), blank
    shown = {piece.blank.partition(":")[0] for one in parts(draft) for piece in one.pieces if piece.blank}
    needed = {one.key for one in kind(id_).fields if one.required}
    assert needed <= shown, "each thing that only people know is a visible placeholder"
    assert "not_reviewed" in draft.marks


@pytest.mark.parametrize(("id_", "number"), ALL)
def test_a_completed_document_can_be_sent_unless_a_remark_is_open(id_: str, number: int) -> None:
    draft = write(id_, case_of(id_, number, complete=True))
    assert not [one for one in draft.blanks if one.required and not one.key.startswith("case:")], draft.blanks
    open_ = [one for one in parts(draft) if one.form == "note"]
    found = readiness(draft, DAY)
    assert not found.stale
    assert found.ready == (not open_ and bool(draft.case.writers)), found.open
    if found.ready:
        assert "[" not in re.sub(r"\[\d+\]", "", plain_text(draft, final=True))


@pytest.mark.parametrize("id_", KINDS)
def test_each_kind_becomes_a_file_in_every_format(id_: str) -> None:
    draft = write(id_, case_of(id_, 0, complete=True))
    assert render(draft, "pdf").startswith(b"%PDF")
    assert render(draft, "docx").startswith(b"PK")
    assert render(draft, "txt").decode().count("\n") > 20


@pytest.mark.parametrize("id_", KINDS)
def test_withheld_names_stand_nowhere(id_: str) -> None:
    draft = write(id_, case_of(id_, 1, complete=True))
    text = said(draft) + draft.title
    for one in (BUYER, EMPLOYERS):
        assert one.name not in text
        assert one.person not in text


@pytest.mark.parametrize("id_", KINDS)
def test_our_own_range_stands_only_where_it_was_chosen(id_: str) -> None:
    with_, without = write(id_, case_of(id_, 0)), write(id_, case_of(id_, 2))
    assert "90 %" not in said(without)
    assert "Fairlead" not in said(without)
    sentence = [text_of(one) for one in with_.passages if "90 %" in text_of(one)]
    assert len(sentence) <= 1
    for one in sentence:
        assert "Fairlead's own and no other body's" in one
        assert "International Labour" not in one


@pytest.mark.parametrize(("id_", "number"), ALL)
def test_no_figure_of_a_country_is_put_in_the_mouth_of_the_ilo(id_: str, number: int) -> None:
    draft = write(id_, case_of(id_, number, complete=True))
    for one in parts(draft):
        text = text_of(one)
        if re.search(r"million|people are in forced labour|children (were|are) in", text):
            assert "In the whole world" in text or "Fairlead's own and no other body's" in text, text


@pytest.mark.parametrize(("id_", "number"), ALL)
def test_instruments_are_named_and_not_coded(id_: str, number: int) -> None:
    draft = write(id_, case_of(id_, number, complete=True))
    shown = [draft.title, said(draft), *(one.says for one in draft.sources), *(one.what for one in draft.left_out)]
    for text in shown:
        assert not re.search(r"\b[CPR]\d{3}\b", text), text


@pytest.mark.parametrize(("id_", "number"), ALL)
def test_no_state_is_called_late(id_: str, number: int) -> None:
    text = said(write(id_, case_of(id_, number, complete=True))).casefold()
    assert not re.search(r"overdue|is late|too late|failed to|has broken", text)


def test_what_is_asked_depends_on_the_standing_of_the_state() -> None:
    ids = {
        number: {one.id for one in write("convene_plan", case_of("convene_plan", number)).passages}
        for number in range(5)
    }
    assert "not_ratified" in ids[0]
    assert {"ratified", "plan_over"} <= ids[1]
    assert "not_ratified" in ids[2]
    assert {"ratified", "plan_none"} <= ids[3]
    assert "not_member" in ids[4]
    assert "not_known" not in ids[4]
    notes = [text_of(one) for one in write("ratification", case_of("ratification", 1)).passages if one.form == "note"]
    assert "has ratified the Protocol" in notes[0]
    assert "ask" not in {one.id for one in write("ratification", case_of("ratification", 1)).passages}
    assert "standing_c029_open" in {one.id for one in write("ratification", case_of("ratification", 2)).passages}


def test_a_plan_says_on_every_page_that_it_was_not_agreed_until_all_three_were_consulted() -> None:
    draft = write("industry_plan", case_of("industry_plan", 0))
    assert "not_consulted" in draft.marks
    two = complete(draft, {"government_consulted": "Ministry, in May", "employers_consulted": "Example Employers"})
    assert "not_consulted" in two.marks
    three = complete(two, {"workers_consulted": "Example Union, in June"})
    assert "not_consulted" not in three.marks
    mark = words("en")["not_consulted"]
    assert mark in document(two).foot
    assert mark in document(two, final=False).foot
    assert mark not in document(three).foot


def test_owners_and_days_are_asked_for_measure_by_measure() -> None:
    draft = write("industry_plan", case_of("industry_plan", 0))
    open_ = {one.key: one.label for one in draft.blanks}
    assert open_["owner:fees"] == "who is responsible: fees"
    done = complete(draft, {"owner:fees": "Example Employers"})
    assert "owner:fees" not in {one.key for one in done.blanks}
    assert "Responsible: Example Employers" in said(done)
    assert "owner:contracts" in {one.key for one in done.blanks}
    with pytest.raises(InputError, match="belong to no placeholder"):
        complete(draft, {"owner": "Example Employers"})


def test_measures_and_clauses_are_chosen() -> None:
    few = complete(write("industry_plan", case_of("industry_plan", 0)), {"measures": "remedy, fees"})
    assert [one.id for one in few.passages if one.id.startswith("m_title")] == ["m_title-fees", "m_title-remedy"]
    code = write("code_of_conduct", case_of("code_of_conduct", 0))
    heads = [one.id for one in code.passages if one.id.startswith("clause_head")]
    assert "clause_head-homes" in heads  # home work in garments
    assert "clause_head-sea" not in heads
    chosen = complete(code, {"clauses": "remedy,employer_pays,sea"})
    assert [one.id for one in chosen.passages if one.id.startswith("clause_head")] == [
        "clause_head-employer_pays", "clause_head-sea", "clause_head-remedy",
    ]  # fmt: skip
    with pytest.raises(InputError, match="choice"):
        complete(code, {"clauses": "no_such"})
    with pytest.raises(InputError, match="objective"):
        complete(write("position_paper", case_of("position_paper", 0)), {"objective": "no_such"})


def test_each_clause_and_measure_says_which_provision_it_applies() -> None:
    for id_, start in (("code_of_conduct", "clause_"), ("industry_plan", "m_")):
        found = [one for one in write(id_, case_of(id_, 0)).passages if one.id.startswith(start)]
        assert found
        for one in found:
            assert re.search(r"Convention|Protocol|Recommendation|Principle", one.provenance.reference), one.id


def test_a_joint_letter_needs_both_sides_and_each_signs_for_itself() -> None:
    both, one_side = (write("joint_letter", case_of("joint_letter", number, complete=True)) for number in (0, 2))
    assert "one_side" not in {one.id for one in both.passages}
    assert "one_side" in {one.id for one in one_side.passages}
    signatures = [text_of(one) for one in both.passages if one.form == "signature"]
    assert len(signatures) == 2
    assert UNION.name in signatures[0]
    assert UNION.name not in signatures[1]


def test_edits_of_a_repeated_passage_stay_with_their_member() -> None:
    from fairlead.act.editing import edit

    draft = edit(write("code_of_conduct", case_of("code_of_conduct", 0)), {"clause_text-remedy": "Own words."})
    fewer = complete(draft, {"clauses": "employer_pays, remedy"})
    assert next(text_of(one) for one in fewer.passages if one.id == "clause_text-remedy") == "Own words."
