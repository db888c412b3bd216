"""A document is written from facts with their rows; what nobody has read, and what only people know, stays visible."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.act.case import Case, Organisation
from fairlead.act.draft import Draft
from fairlead.act.editing import text_of
from fairlead.act.kinds import kind
from fairlead.act.recorder import Recorder
from fairlead.act.rendering import plain_text
from fairlead.act.values import Scope
from fairlead.act.values.said import Said
from fairlead.act.worded import worded
from fairlead.act.writing import write
from fairlead.dossier.rows import resolve
from fairlead.errors import FairleadError, InputError
from fairlead.facts import Ratification, load

UNION = Organisation(name="Example Union", country="NPL", person="A. Person", post="General Secretary")
DAY = "2026-11-21"


def said(draft: Draft) -> str:
    return "\n".join(text_of(one) for one in (*draft.passages, *draft.annex))


def test_what_the_record_says_decides_what_is_written() -> None:
    nepal, bangladesh = (write("ratification", Case(on=DAY, state=code)) for code in ("NPL", "BGD"))
    assert "Nepal had not ratified the Protocol" in said(nepal)
    assert "not_ratified" not in {one.id for one in bangladesh.passages}
    note = next(one for one in bangladesh.passages if one.id == "ratified_already")
    assert "Bangladesh has ratified the Protocol" in text_of(note)
    (number,) = {number for piece in note.pieces for number in piece.cites}
    assert "20 January 2022" in next(one.says for one in bangladesh.sources if one.number == number)


def test_every_source_leads_to_its_row() -> None:
    draft = write("ratification", Case(on=DAY, state="BGD"))
    assert [one.number for one in draft.sources] == list(range(1, len(draft.sources) + 1))
    for one in draft.sources:
        if one.row is None:  # counted from many rows, which its words name
            assert one.says
            continue
        assert resolve(one.row).source == one.row.source
        assert one.where.endswith(f", as of {worded(one.row.as_of)}")
    cited = {number for one in draft.passages for piece in one.pieces for number in piece.cites}
    assert cited == {one.number for one in draft.sources}


@pytest.mark.parametrize(
    ("id_", "state"), [("ratification", "NPL"), ("resident_coordinator", "BRA"), ("consultation", "MRT")]
)
def test_sources_are_numbered_as_a_reader_meets_them(id_: str, state: str) -> None:
    draft = write(id_, Case(on=DAY, state=state, sector="c1", estimate=True))
    met = dict.fromkeys(number for one in draft.passages for piece in one.pieces for number in piece.cites)
    assert list(met) == list(range(1, len(draft.sources) + 1))


@pytest.mark.parametrize("id_", ["observations", "representation", "article_26_brief"])
def test_a_citation_stands_before_the_full_stop(id_: str) -> None:
    text = plain_text(write(id_, Case(on=DAY, state="QAT")))
    assert not re.search(r"\.\s\[\d+\]", text.split("\nSources\n")[0])


def test_what_people_give_is_never_read_as_a_template() -> None:
    given = "{{ state.name }} {% for x in y %} \ue0000\ue001 <b>"
    draft = write("ratification", Case(on=DAY, state="NPL", fields={"minister": given}))
    to = next(one for one in draft.passages if one.form == "to")
    assert text_of(to) == "{{ state.name }} {% for x in y %} 0 <b>"


@given(st.text(max_size=60))
def test_any_text_in_a_field_stands_as_it_was_given(text: str) -> None:
    draft = write("ratification", Case(on=DAY, state="NPL", fields={"recent_step": text}))
    shown = [text_of(one) for one in draft.passages if one.id == "recent"]
    kept = text.strip().replace("\ue000", "").replace("\ue001", "")
    assert shown == ([kept.strip()] if kept.strip() else [])


def test_a_row_that_nobody_has_read_is_left_out_and_named() -> None:
    recalled = next(row for row in load(Ratification) if row.status == "recalled")
    recorder = Recorder()
    value = Said(recorder, "1 January 2000", [recalled], "day of ratification", "It ratified.")
    (piece,) = recorder.pieces(f"{value.token()}")
    assert (piece.text, piece.cites) == ("[day of ratification: to be checked]", ())
    assert list(recorder.left_out) == ["It ratified."]
    assert recorder.sources == []


def test_a_case_that_lacks_what_the_kind_needs_is_refused_with_all_problems() -> None:
    with pytest.raises(InputError) as caught:
        write("ratification", Case(on=DAY))
    assert [one.column for one in caught.value.problems] == ["state"]
    with pytest.raises(InputError) as caught:
        write("ratification", Case(on="21.11.2026", state="Nepal", language="xx", abuse="no such"))
    assert {one.column for one in caught.value.problems} == {"on", "state", "language", "abuse"}


def test_a_kind_that_there_is_not() -> None:
    with pytest.raises(FairleadError, match="no kind of document"):
        write("no_such_kind", Case(on=DAY))


def test_withheld_names_stand_nowhere() -> None:
    through = Organisation(name="Example Federation")
    draft = write("ratification", Case(on=DAY, state="NPL", writers=(UNION,), withhold=True, through=through))
    text = said(draft)
    assert "Example Federation" in text
    assert "Example Union" not in text
    assert "A. Person" not in text


def test_our_own_range_is_off_unless_chosen_and_stands_alone() -> None:
    assert "estimate" not in {one.id for one in write("ratification", Case(on=DAY, state="NPL")).passages}
    draft = write("ratification", Case(on=DAY, state="NPL", estimate=True))
    sentence = next(text_of(one) for one in draft.passages if one.id == "estimate")
    assert "Fairlead's own and no other body's" in sentence
    assert "90 % range" in sentence
    assert "International Labour" not in sentence


def test_without_a_reviewer_the_document_says_so() -> None:
    assert "not_reviewed" in write("ratification", Case(on=DAY, state="NPL")).marks


def test_the_same_case_gives_the_same_draft() -> None:
    case = Case(on=DAY, state="BGD", writers=(UNION,))
    assert msgspec.json.encode(write("ratification", case)) == msgspec.json.encode(write("ratification", case))


def test_a_field_that_the_kind_does_not_list_is_a_mistake_of_its_author() -> None:
    from fairlead.act.values.people import Fields

    scope = Scope(case=Case(on=DAY), kind=kind("ratification"), recorder=Recorder(), labels={})
    with pytest.raises(KeyError, match="asks for no"):
        Fields(scope)["no_such"]
