"""Drafts are completed, edited, compared with today's facts, and sent only when nothing is open."""

from __future__ import annotations

import io
import re
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from fairlead.act.batch import batch
from fairlead.act.case import Case, Organisation
from fairlead.act.draft import Draft
from fairlead.act.editing import complete, edit, renewed, text_of
from fairlead.act.format import FORMAT
from fairlead.act.fresh import stale
from fairlead.act.ready import readiness
from fairlead.act.rendering import plain_text, render
from fairlead.act.writing import write
from fairlead.cli import cli
from fairlead.errors import FairleadError, InputError
from fairlead.report.document import pdf

DAY = "2026-11-21"
UNION = Organisation(name="Example Union", country="NPL", person="A. Person", post="General Secretary")
CASE = Case(on=DAY, state="NPL", writers=(UNION,))
FIELDS = {"minister": "Minister of Labour", "reply_by": "31 January 2027"}


def whole() -> Draft:
    return complete(write("ratification", CASE), FIELDS)


def test_completed_placeholders_are_open_no_more_and_can_be_opened_again() -> None:
    draft = whole()
    assert [one.key for one in draft.blanks] == []
    assert [one.key for one in complete(draft, {"minister": ""}).blanks] == ["minister"]
    with pytest.raises(InputError, match="belong to no placeholder"):
        complete(draft, {"ministre": "x"})


def test_edits_stay_when_placeholders_are_completed_and_facts_renewed() -> None:
    draft = edit(write("ratification", CASE), {"ask": "Please ratify."})
    for changed in (complete(draft, FIELDS), renewed(draft, "2026-12-01")):
        assert next(text_of(one) for one in changed.passages if one.id == "ask") == "Please ratify."


@given(st.dictionaries(st.sampled_from(["ask", "offer", "subject", "salutation"]), st.text(max_size=40), min_size=1))
def test_edits_can_be_taken_back_wholly(texts: dict[str, str]) -> None:
    draft = write("ratification", CASE)
    changed = edit(draft, texts)
    assert {one.id: one.edited for one in changed.passages if one.edited is not None} == texts
    assert edit(changed, dict.fromkeys(texts)) == draft


def test_a_passage_that_is_not_there_is_not_edited() -> None:
    with pytest.raises(FairleadError, match="no passage"):
        edit(write("ratification", CASE), {"no_such": "x"})


def test_an_edit_that_takes_a_placeholder_out_closes_it() -> None:
    draft = write("ratification", CASE)
    assert "reply_by" in {one.key for one in draft.blanks}
    assert "reply_by" not in {one.key for one in edit(draft, {"reply": "Please answer soon."}).blanks}


def test_a_draft_grows_stale_when_time_changes_what_is_true() -> None:
    draft = write("ratification", Case(on="2021-12-31", state="BGD"))
    found = {one.passage: one.kind for one in stale(draft, "2022-02-01") if one.passage}
    assert found["ratified_already"] == "added"
    assert found["not_ratified"] == "removed"
    assert not readiness(draft, "2022-02-01").ready


def test_a_draft_of_today_is_fresh() -> None:
    assert stale(whole(), DAY) == ()
    assert readiness(whole(), DAY).ready


def test_a_row_that_was_not_the_same_makes_it_stale() -> None:
    draft = whole()
    first = draft.sources[0]
    aged = msgspec.structs.replace(first, print_="0" * 16)
    old = msgspec.structs.replace(draft, sources=(aged, *draft.sources[1:]))
    (found,) = stale(old, DAY)
    assert (found.kind, found.before) == ("source", first.says)
    assert not readiness(old, DAY).ready


def test_what_stops_a_draft_is_all_named() -> None:
    found = readiness(write("ratification", Case(on=DAY, state="BGD")), DAY)
    assert {one.kind for one in found.open if one.stops} == {"blank", "note", "signature"}
    assert {one.kind for one in found.open if not one.stops} == {"mark"}


def test_a_final_document_holds_no_placeholder_and_no_remark() -> None:
    with pytest.raises(FairleadError, match="not complete"):
        plain_text(write("ratification", CASE), final=True)
    text = plain_text(whole(), final=True)
    assert "[date" not in text
    assert "Draft" not in text
    assert "not been reviewed by counsel" in text


def test_drafts_say_that_they_are_drafts_on_every_page() -> None:
    from fairlead.act.rendering import document

    assert document(whole()).foot.startswith("Draft")
    assert not document(whole(), final=True).foot.startswith("Draft")


def test_the_file_of_a_draft_is_read_back_whole(tmp_path) -> None:
    draft = edit(whole(), {"ask": "Please ratify."})
    assert FORMAT.load(FORMAT.write(draft, tmp_path / "draft.json")) == draft


@pytest.mark.parametrize("form", ["pdf", "docx", "txt"])
def test_all_formats_hold_the_words_and_their_sources(form: str) -> None:
    made = render(whole(), form)
    if form == "txt":
        text = made.decode()
    elif form == "docx":
        import docx

        file = docx.Document(io.BytesIO(made))
        text = "\n".join("".join(paragraph._p.itertext()) for paragraph in file.paragraphs)
    else:
        assert made.startswith(b"%PDF")
        return
    assert "Nepal had not ratified the Protocol" in " ".join(text.split())
    assert "Minister of Labour" in text
    assert "NORMLEX" in text


NO_FONT = "\u0378"
"""A place in the table of characters that is not taken: no font of any machine shows it."""


def test_a_character_that_no_font_has_is_named_with_a_way_out() -> None:
    draft = complete(write("ratification", CASE), FIELDS | {"minister": f"Minister {NO_FONT} of Labour"})
    with pytest.raises(FairleadError, match=r"no font at hand has the character unnamed, U\+0378") as caught:
        render(draft, "pdf")
    assert "DOCX" in caught.value.fix
    assert render(draft, "docx").startswith(b"PK")


@pytest.mark.parametrize("text", ["劳动部长", "শ্রম", "กระทรวงแรงงาน", "👍🏽", "노동부", "ተቋም"])
def test_on_a_machine_without_fonts_other_scripts_are_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_OWN_FONTS", re.compile("(?s).*"))  # as if all were in the fonts that come with it
    draft = complete(write("ratification", CASE), FIELDS | {"minister": text})
    assert text in render(draft, "txt").decode()
    assert render(draft, "docx").startswith(b"PK")
    with pytest.raises(FairleadError, match=f"no font at hand has the character .*U\\+{ord(text[0]):04X}") as caught:
        render(draft, "pdf")
    assert "DOCX" in caught.value.fix


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_what_no_text_may_hold_is_shown_and_breaks_nothing(form: str) -> None:
    draft = complete(write("ratification", CASE), FIELDS | {"minister": "Minister\ufffe of\uffff Labour"})
    assert len(render(draft, form)) > 1000


def test_the_command_says_what_to_do_about_a_character_that_no_font_has(tmp_path: Path) -> None:
    draft = complete(write("ratification", CASE), FIELDS | {"minister": NO_FONT})
    ask = ["letter", "write", str(FORMAT.write(draft, tmp_path / "nepal.json")), "--output", str(tmp_path), "--format"]
    refused = CliRunner().invoke(cli, [*ask, "pdf"])
    assert refused.exit_code == 1
    assert "U+0378" in refused.output
    assert "Choose DOCX" in refused.output
    assert CliRunner().invoke(cli, [*ask, "docx"]).exit_code == 0


def test_a_format_that_there_is_not() -> None:
    with pytest.raises(FairleadError, match="no format"):
        render(whole(), "odt")


def test_one_letter_to_many_is_written_for_all_or_none() -> None:
    rows = [{"state": "NPL", "minister": "Minister A"}, {"state": "IND", "minister": "Minister B"}]
    made = batch("ratification", Case(on=DAY, writers=(UNION,)), rows)
    assert [(one.case.state, one.case.fields["minister"]) for one in made] == [
        ("NPL", "Minister A"),
        ("IND", "Minister B"),
    ]
    with pytest.raises(InputError) as caught:
        batch("ratification", Case(on=DAY), [*rows, {"state": "XXX"}, {"statte": "NPL"}])
    assert {(one.row, one.column) for one in caught.value.problems} >= {(4, "state"), (5, "statte")}
