"""Documents of supervision and complaint: three unlike cases each, from facts that were read; nothing that ages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fairlead.act.case import Case, Exhibit, Organisation, Target
from fairlead.act.draft import Draft, Passage
from fairlead.act.editing import text_of
from fairlead.act.kinds import kind
from fairlead.act.receivable import receivability, routes_of
from fairlead.act.rendering import plain_text, render
from fairlead.act.writing import write
from fairlead.dossier.rows import resolve

DAY = "2026-11-21"
UNION = Organisation(name="Example Union", country="BGD", person="A. Person", post="General Secretary")
NGO = Organisation(name="Example Rights", constituency="civil_society", country="GBR", person="B. Person")
CENTRE = Organisation(name="Example Congress", kind="national_centre", country="PER", person="C. Person")
BUYER = Target(name="Harbour Foods AB", home="SWE")
MAKER = Target(name="Example Garments Ltd", home="GBR", buyers=("DEU",))
BUILDER = Target(name="Example Build SA", home="FRA")
EXHIBITS = (
    Exhibit(title="Statements of workers, without names", kind="testimony", day="2026-05", says="Passports are kept."),
    Exhibit(title="Payslips", kind="record", day="2026", says="Deductions for recruitment."),
)

STATES = ({"state": "BGD"}, {"state": "QAT"}, {"state": "PER"})
PLACED = (
    {"place": "BGD", "target": MAKER, "good": "garments"},
    {"place": "QAT", "target": BUILDER},
    {"place": "PER", "target": BUYER, "good": "fish"},
)
KINDS: dict[str, tuple[dict[str, object], ...]] = {
    "observations": STATES,
    "representation": ({"state": "SAU"}, {"state": "MRT", "instruments": ("C029",)}, {"state": "USA"}),
    "article_26_brief": ({"state": "TKM"}, {"state": "MMR"}, {"state": "BGD"}),
    "cfa_complaint": (
        {"state": "QAT", "abuse": "organising"},
        {"state": "BGD", "abuse": "organising"},
        {"state": "USA", "abuse": "organising"},
    ),
    "ncp_complaint": PLACED,
    "framework_complaint": PLACED,
    "mne_dialogue": PLACED,
    "ncp_strengthening": ({"state": "PER"}, {"state": "SWE"}, {"state": "QAT"}),
    "preserve_records": PLACED,
    "import_petition_us": (
        {"state": "USA", "place": "TKM", "good": "Cotton"},
        {"state": "USA", "place": "MYS", "good": "rubber gloves", "target": Target(name="Example Gloves", home="MYS")},
        {"state": "USA", "place": "PER"},
    ),
    "submission_eu": (
        {"state": "DEU", "place": "TKM", "good": "Cotton"},
        {"state": "FRA", "place": "THA", "good": "shrimp", "on": "2028-01-15"},
        {"state": "ITA", "place": "ITA", "good": "tomatoes"},
    ),
    "lender_complaint": (
        {"place": "KEN", "target": Target(name="Example Roads", lender="AfDB")},
        {"place": "NPL", "target": Target(lender="WB")},
        {"place": "PER", "target": Target(name="Example Dam", lender="IFC")},
    ),
    "norwegian_request": (
        {"place": "THA", "good": "Shrimp", "target": Target(name="Eksempel Sjømat AS", home="NOR")},
        {"target": Target(name="Eksempel Bygg AS", home="NOR")},
        {"place": "BGD", "good": "garments", "target": BUYER},
    ),
}
CASES = [(id_, number) for id_, several in KINDS.items() for number in range(len(several))]
LAW = re.compile(
    r"19 CFR 12\.42\(b\)(\(\d\))?|19 U\.S\.C\. 1307|\(EU\) 2024/3015|\(No\. \d+\)|Convention, 19\d\d"
    r"|18 June 2021 no\. 99"
    r"|(Articles?|[Ss]ections?|paragraph) \d+(\(\d\))?(\([a-f]\))?((, | and | to )\d+)*|Annex II"
)


def case_of(id_: str, number: int, *, complete: bool) -> Case:
    given = dict(KINDS[id_][number])
    fields = {one.key: f"What people know of {one.key}." for one in kind(id_).fields} if complete else {}
    writer = (UNION, NGO, CENTRE)[number]
    return Case(**{"on": DAY, "writers": (writer,), "exhibits": EXHIBITS[number:], "fields": fields, **given})


def parts(draft: Draft) -> tuple[Passage, ...]:
    return (*draft.passages, *draft.annex)


@pytest.mark.parametrize(("id_", "number"), CASES)
def test_each_kind_is_written_for_unlike_cases(id_: str, number: int) -> None:
    draft = write(id_, case_of(id_, number, complete=False))
    required = {one.key for one in kind(id_).fields if one.required}
    shown = {piece.blank for one in parts(draft) for piece in one.pieces if piece.blank}
    assert required <= shown | {"point"}, "each thing that only people know is a visible placeholder"
    assert draft.title
    assert "not_reviewed" in draft.marks
    for form in ("pdf", "docx", "txt"):
        assert len(render(draft, form)) > 1000


@pytest.mark.parametrize(("id_", "number"), CASES)
def test_a_completed_document_holds_no_placeholder_but_of_facts(id_: str, number: int) -> None:
    draft = write(id_, case_of(id_, number, complete=True))
    notes = [one for one in parts(draft) if one.form == "note"]
    assert not [blank for blank in draft.blanks if blank.required], draft.blanks
    if not notes:
        text = plain_text(draft, final=True)
        assert "square brackets" not in text
        assert "What people know of" in text


@pytest.mark.parametrize(("id_", "number"), CASES)
def test_each_fact_leads_to_a_row_that_was_read(id_: str, number: int) -> None:
    draft = write(id_, case_of(id_, number, complete=True))
    for one in draft.sources:
        assert one.row is not None, one
        row = resolve(one.row)
        assert row.status in ("verified", "computed"), one
        assert one.says
    cited = {number for one in parts(draft) for piece in one.pieces for number in piece.cites}
    assert cited == {one.number for one in draft.sources}


@pytest.mark.parametrize("id_", KINDS)
def test_nothing_in_fixed_words_can_age(id_: str) -> None:
    """No number but of a provision, no year, no name of a country or person in office."""
    for one in kind(id_).passages:
        fixed = re.sub(r"\{[{%].*?[%}]\}", "", one.text)
        assert not re.search(r"\d", LAW.sub("", fixed)), (one.id, LAW.sub("", fixed))
        assert "forthcoming" not in fixed
        assert not re.search(r"\b(currently|recently|this year|last year|new)\b", fixed), one.id


@pytest.mark.parametrize("id_", KINDS)
def test_what_is_asked_of_people_is_explained(id_: str) -> None:
    whole = kind(id_)
    used = set(re.findall(r"field\.(\w+)", " ".join(f"{one.text} {one.when}" for one in whole.passages)))
    shared = {"reply_by"}
    assert {one.key for one in whole.fields} - shared <= used, "no field is asked for nothing"
    assert whole.about.endswith(".")
    assert sum(bool(one.help) for one in whole.fields) >= len(whole.fields) / 3
    assert {one.reference for one in whole.passages} | {whole.words.reference} != {""}


def test_statistics_and_lists_never_speak_of_the_named_company() -> None:
    for id_ in ("ncp_complaint", "import_petition_us", "submission_eu", "norwegian_request"):
        for number in range(3):
            draft = write(id_, case_of(id_, number, complete=True))
            named = draft.case.target.name
            if not named:
                continue
            for one in parts(draft):
                from_facts = [piece for piece in one.pieces if piece.cites]
                assert not any(named in piece.text for piece in from_facts)
            listed = [one for one in parts(draft) if one.id.startswith(("listed", "reading-"))]
            said = " ".join(text_of(one) for one in parts(draft))
            assert (
                not listed or "say nothing by" in said or "says nothing by" in said or "rests on the evidence" in said
            )


def test_a_state_that_has_not_ratified_is_told_to_the_writer_and_stops_it() -> None:
    draft = write("representation", Case(on=DAY, state="USA", instruments=("C029",), writers=(UNION,)))
    notes = [text_of(one) for one in draft.passages if one.form == "note"]
    assert any("not be receivable" in note for note in notes)
    assert not any(one.id.startswith("convention-") for one in draft.passages)


def test_what_nobody_read_of_an_outcome_is_not_said() -> None:
    for state in ("TKM", "MRT", "IND", "BLR", "KHM"):
        draft = write("observations", Case(on=DAY, state=state, writers=(UNION,)))
        assert "not read" not in " ".join(text_of(one) for one in parts(draft))


def test_before_the_regulation_applies_the_submission_says_so() -> None:
    early, late = (write("submission_eu", case_of("submission_eu", number, complete=True)) for number in (0, 1))
    assert "not_yet" in {one.id for one in early.passages}
    assert "not_yet" not in {one.id for one in late.passages}


def test_the_lender_decides_the_mechanism() -> None:
    bodies = [
        text_of(write("lender_complaint", case_of("lender_complaint", n, complete=True)).passages[0]) for n in range(3)
    ]
    assert bodies[0].endswith("Independent Recourse Mechanism")
    assert bodies[1].endswith("World Bank Inspection Panel")
    assert bodies[2].endswith("Compliance Advisor Ombudsman")


@pytest.mark.parametrize("id_", [id_ for id_ in KINDS if kind(id_).route])
def test_a_completed_document_has_what_its_procedure_asks_of_the_text(id_: str) -> None:
    """What is still open are questions to people and conditions outside the document, never its content."""
    case = case_of(id_, 0, complete=True)
    for route in routes_of(kind(id_), case):
        found = receivability(route, case, kind=id_)
        open_ = [one for one in found.open_points if one.binds and one.kind == "content" and one.row]
        assert not open_, [(one.id, one.answer.text) for one in open_]


def test_the_templates_name_nobody_and_no_place() -> None:
    folder = Path(str(kind.__globals__["FOLDER"])) / "en"
    for id_ in KINDS:
        text = (folder / f"{id_}.toml").read_text(encoding="utf-8")
        assert not re.search(r"\b(Ltd|Inc|GmbH|PLC)\b|https?://", text)


def test_a_complaint_on_freedom_of_association_names_only_what_is_about_it() -> None:
    """Whatever abuse the case is about: Conventions on forced labour are no ground before that Committee."""
    draft = write("cfa_complaint", Case(on=DAY, state="BGD", abuse="forced_labour", instruments=("C029", "C098")))
    named = [text_of(one) for one in draft.passages if one.id.startswith("convention-")]
    assert [one.split(",")[0] for one in named] == ["Right to Organise and Collective Bargaining Convention"]
    draft = write("cfa_complaint", Case(on=DAY, state="BGD"))
    assert {one.id for one in draft.passages if one.id.startswith("convention-")} == {
        "convention-C087",
        "convention-C098",
    }


def test_the_complaint_of_delegates_asserts_no_history_of_its_own() -> None:
    """Since when it lasts, and who asked in vain, is what people know: a State may never have been asked before."""
    draft = write("article_26_brief", Case(on=DAY, state="NOR"))
    (text,) = (one for one in draft.passages if one.id == "text_3")
    assert [piece.blank for piece in text.pieces if piece.blank] == ["lasting"]
    assert "supervisory bodies" not in text_of(text).split("[")[0]
