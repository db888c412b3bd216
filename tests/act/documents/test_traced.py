"""Each figure and day in a text leads to its source: a row that was read, a count in words, or what people gave."""

from __future__ import annotations

import re
from itertools import product

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.act.documents.cases import ALL, DAY, KINDS, STATES, case_of

from fairlead.act.case import Case
from fairlead.act.draft import Cited, Draft, Passage
from fairlead.act.editing import text_of
from fairlead.act.fresh import stale
from fairlead.act.values.said import day
from fairlead.act.writing import write
from fairlead.dossier.packaged import packaged
from fairlead.dossier.rows import resolve
from fairlead.facts import CountryRegion, Instrument, Ratification, SocialPartner, load
from fairlead.report.words import significant

MONTHS = {day(f"2000-{month:02}", "en").split()[0]: f"{month:02}" for month in range(1, 13)}
DATE = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) (\d{{4}})\b")
NAMES = sorted({row.name for row in load(Instrument)}, key=len, reverse=True)
NUMBER = r"\d+(?:\(\w+\))*"
PROVISION = re.compile(
    r"(?:Convention|Recommendation) No\. \d+|(?:Convention, \d{4} )?\(No\. \d+\)|Protocol of 2014"
    rf"|(?:Articles?|Paragraphs?|Principles?) {NUMBER}(?:(?:, | and | to ){NUMBER})*"
    r"|[Tt]arget 8\.7|Alliance 8\.7|Convention, (?:1930|1982|2007)|90 %"
)
"""Names of instruments and numbers of provisions: they are words, not facts that could change."""
WITHOUT_FIGURES = ("code_of_conduct", "tender_clause", "board_note", "binding_convention", "terms_of_reference")
"""Kinds that may hold none, where nothing is recorded of a State."""


def numbers_without_names(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, "")
    return PROVISION.sub("", text)


def forms(text: str) -> set[str]:
    """How a figure may stand in a row: as it is, without signs for thousands, in millions."""
    plain = text.replace(",", "").rstrip(".")
    found = {text.rstrip(".,"), plain}
    if re.fullmatch(r"\d+(\.\d)?", plain):
        found.add(str(round(float(plain) * 1_000_000)))
    return found


def whole(figure: str, where: str) -> bool:
    """Whether a figure stands there by itself, not as a part of another."""
    return re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)", where) is not None


def ground(draft: Draft, passage: Passage) -> str:
    """All that a passage rests on, as one text: rows, counts, and what people gave."""
    cites = {number for piece in passage.pieces for number in piece.cites}
    texts = [content(one) for one in draft.sources if one.number in cites]
    texts += [*draft.case.fields.values(), *(f"{one.title} {one.day} {one.says}" for one in draft.case.exhibits)]
    if passage.form == "date":
        texts.append(draft.case.on)
    if "90 %" in text_of(passage):
        own = packaged().figure("forced_labour", "country", draft.case.state)
        texts += [f"{significant(end)}" for end in (own.central, own.low, own.high)]
        texts += [f"{significant(end):,.0f}" for end in (own.central, own.low, own.high)]
        texts.append(str(packaged().about["year"]))
    return "\n".join(texts)


def content(one: Cited) -> str:
    if one.row is None:
        return f"{one.says}\n{one.where}"
    return msgspec.json.encode(resolve(one.row)).decode()


def traced(draft: Draft) -> int:
    """How many figures and days were found in what their passage rests on; one that is not found fails."""
    checked = 0
    for passage in (*draft.passages, *draft.annex):
        rest, where = numbers_without_names(text_of(passage)), ground(draft, passage)
        for number, month, year in DATE.findall(rest):
            iso = "-".join(filter(None, (year, MONTHS[month], f"{int(number):02}" if number else "")))
            said = f"{number} {month} {year}".strip()
            assert iso in where or said in where, (passage.id, said, text_of(passage))
            checked += 1
        for figure in re.findall(r"\d[\d.,]*", DATE.sub("", rest)):
            assert any(whole(form, where) for form in forms(figure)), (passage.id, figure, text_of(passage), where)
            checked += 1
    return checked


@pytest.mark.parametrize(("id_", "number"), ALL)
def test_every_figure_and_day_is_found_in_what_its_passage_rests_on(id_: str, number: int) -> None:
    found = traced(write(id_, case_of(id_, number, complete=True)))
    assert found or id_ in WITHOUT_FIGURES


MEMBERS = sorted(row.iso3 for row in load(CountryRegion))
SECTORS = [f"c{number}" for number in range(1, 36)]


@given(
    id_=st.sampled_from(KINDS),
    state=st.sampled_from(MEMBERS),
    partner=st.sampled_from(MEMBERS),
    sector=st.sampled_from(SECTORS),
    estimate=st.booleans(),
)
@settings(max_examples=300)
def test_in_a_letter_on_any_state_and_industry_every_figure_is_found(
    id_: str, state: str, partner: str, sector: str, estimate: bool
) -> None:
    case = case_of(id_, 2, complete=True)
    draft = write(id_, msgspec.structs.replace(case, state=state, partner=partner, sector=sector, estimate=estimate))
    traced(draft)
    for passage in draft.passages:
        text = text_of(passage)
        assert not re.search(r"  |\b[CPR]\d{3}\b|\.\.|\( |,,| ,|\bthe the\b|\(\)", text), text
        assert passage.form != "paragraph" or not text[:1].islower(), text
    assert not [one for one in draft.blanks if one.key.startswith("fact:")]


@pytest.mark.parametrize(("id_", "number"), ALL)
def test_no_row_is_cited_that_nobody_has_read_and_no_source_is_idle(id_: str, number: int) -> None:
    draft = write(id_, case_of(id_, number, complete=True))
    for one in draft.sources:
        if one.row is not None:
            assert not resolve(one.row).to_be_checked, one
        assert "to be checked" not in one.says
    cited = {number for one in (*draft.passages, *draft.annex) for piece in one.pieces for number in piece.cites}
    assert cited == {one.number for one in draft.sources}


def test_the_count_of_the_region_is_that_of_the_record() -> None:
    """Counted here by hand from the two tables, without the rules on dates: all days lie long before the record's."""
    regions = {row.iso3: row.region for row in load(CountryRegion)}
    had = {row.iso3 for row in load(Ratification) if row.instrument == "P029" and not row.denounced}
    for state in ("NPL", "QAT", "IND", "KEN", "MEX", "USA", "CHN", "VNM", "AUS"):
        others = {iso3 for iso3, region in regions.items() if region == regions[state]} - {state}
        case = msgspec.structs.replace(case_of("ratification", 0), state=state)
        found = [one for one in write("ratification", case).passages if one.id == "region"]
        if state in had or not others & had:
            assert not found
            continue
        counted = (
            f"{len(others & had)} of the {len(others)} other" if len(others) > 1 else "the only other member State"
        )
        assert counted in text_of(found[0])


def test_the_world_is_told_by_the_latest_estimate_that_was_published() -> None:
    told = {}
    for on in ("2021-01-01", "2022-01-01", "2023-01-01", DAY):
        case = case_of("resident_coordinator", 0, on=on)
        told[on] = {one.id: text_of(one) for one in write("resident_coordinator", case).passages}
    assert not {"world", "children"} & set(told["2021-01-01"])
    assert "160 million children were in child labour in 2020" in told["2022-01-01"]["children"]
    assert "world" not in told["2022-01-01"]
    assert "27.6 million people were in forced labour in 2021" in told["2023-01-01"]["world"]
    assert "138 million children were in child labour in 2024" in told[DAY]["children"]


def test_a_promise_or_name_that_nobody_has_read_is_left_out_and_named() -> None:
    draft = write("resident_coordinator", case_of("resident_coordinator", 0))
    assert any("National action plan on business and human rights" in one.what for one in draft.left_out)
    unread = next(row for row in load(SocialPartner) if row.kind == "organisation" and row.to_be_checked)
    case = msgspec.structs.replace(case_of("employers_question", 0), state=unread.iso3)
    partners = write("employers_question", case)
    assert any(f"{unread.name}, organisation of" in one.what for one in partners.left_out)
    assert unread.name not in "".join(text_of(one) for one in partners.passages)


@pytest.mark.parametrize("id_", KINDS)
def test_a_draft_of_an_earlier_day_is_stale_where_facts_came_since(id_: str) -> None:
    case = msgspec.structs.replace(case_of(id_, 0), on=DAY)
    assert stale(write(id_, case), DAY) == ()


@pytest.mark.parametrize(("id_", "number"), list(product(("ratification", "joint_letter"), range(len(STATES)))))
def test_a_letter_of_before_the_ratification_says_so_no_more_after_it(id_: str, number: int) -> None:
    if STATES[number]["state"] != "NZL":
        return
    draft = write(id_, case_of(id_, number, on="2019-06-01"))
    assert {one.passage for one in stale(draft, DAY)} & {"not_ratified", "state_no"}


def test_a_part_of_a_number_is_not_the_number() -> None:
    assert whole("11", "from 11 to 218")
    assert not whole("11", "2011")
    assert not whole("8", "218")
    assert not whole("2", "2.5 million")
    assert whole("1861", "380 to 1861.")


def test_a_wrong_figure_is_found() -> None:
    draft = write("resident_coordinator", case_of("resident_coordinator", 0, complete=True))
    assert traced(draft) > 20
    for was, wrong in (
        ("27.6 million", "28.6 million"),
        ("2002", "2003"),
        ("4 June 2026", "5 June 2026"),
        ("11", "12"),
    ):
        changed = msgspec.structs.replace(
            draft,
            passages=tuple(
                msgspec.structs.replace(
                    one, pieces=tuple(msgspec.structs.replace(p, text=p.text.replace(was, wrong)) for p in one.pieces)
                )
                for one in draft.passages
            ),
        )
        with pytest.raises(AssertionError):
            traced(changed)


def test_days_are_read_as_days() -> None:
    assert DATE.findall("on 4 June 2026 and in May 2024") == [("4", "June", "2026"), ("", "May", "2024")]
    assert (
        numbers_without_names("Article 1(2) of the Protocol of 2014, Principles 1, 3 and 4; No. 5")
        == " of the , ; No. 5"
    )


@pytest.mark.parametrize(
    "id_",
    [
        "ratification",
        "convene_plan",
        "joint_letter",
        "observations",
        "representation",
        "article_26_brief",
        "cfa_complaint",
    ],
)
def test_of_a_state_that_is_no_member_of_the_ilo_the_writer_is_told(id_: str) -> None:
    told = {
        state: {one.id: one.form for one in write(id_, Case(on=DAY, state=state)).passages} for state in ("TWN", "NPL")
    }
    assert told["TWN"]["not_member"] == "note"
    assert "not_known" not in told["TWN"]
    assert "not_member" not in told["NPL"]


def test_a_partner_that_is_no_member_is_not_asked_to_ratify_unseen() -> None:
    told = {one.id: one.form for one in write("trade_deal", Case(on=DAY, state="NPL", partner="TWN")).passages}
    assert told["partner_not_member"] == "note"
    assert "partner_unknown" not in told
