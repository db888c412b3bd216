"""A kind is offered in a language only where nothing in it is left in English, and it says there what it says here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.act.documents.cases import DAY, STATES, case_of

from fairlead.act.case import EVIDENCE_KINDS, LANGUAGES, Case
from fairlead.act.draft import Draft
from fairlead.act.editing import text_of
from fairlead.act.kinds import FOLDER, kinds, languages, shared, translation, words
from fairlead.act.rendering import plain_text, render
from fairlead.act.terms import term, terms
from fairlead.act.values.asks import LENDERS
from fairlead.act.values.findings import finding
from fairlead.act.values.measures import clauses, industry_measures
from fairlead.act.values.said import Said, to_check
from fairlead.act.writing import write
from fairlead.dossier.packaged import packaged
from fairlead.facts import (
    Abuse,
    CountryRegion,
    Good,
    ImportBan,
    Instrument,
    LabourLaw,
    LabourLawQuestion,
    ProcedureTerm,
    load,
)
from fairlead.facts.labour_law import statement
from fairlead.facts.records.campaigns import CampaignObjective
from fairlead.reason.route_question import route_rows

WHOLE = ("fr", "es", "ar")
"""Languages in which every kind stands; add one when its last kind is there."""
BEGUN = tuple(one for one in LANGUAGES[1:] if (FOLDER / one / "_shared.toml").exists())
THERE = [(language, id_) for language in BEGUN for id_ in kinds() if (FOLDER / language / f"{id_}.toml").exists()]
VALUE = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
UNLIKE = (0, 1, 3)
"""Of `STATES`: one that has not ratified, one that has, and one with little that is known of its day and plan."""


def values(text: str) -> set[str]:
    return {" ".join(one.split()) for one in VALUE.findall(text)}


def pairs(language: str, id_: str) -> Iterator[tuple[str, str, str]]:
    whole, told = kinds()[id_], translation(id_, language)
    assert told is not None
    yield "title", whole.title, told.title
    for one in whole.passages:
        if one.text and not one.use:
            yield one.id, one.text, told.passages[one.id]


@pytest.mark.parametrize("language", WHOLE)
def test_every_kind_is_complete(language: str) -> None:
    assert [id_ for id_ in kinds() if language not in languages(id_)] == []


@pytest.mark.parametrize(("language", "id_"), THERE)
def test_what_was_begun_is_complete_and_holds_no_more_than_the_english(language: str, id_: str) -> None:
    told = translation(id_, language)
    assert told is not None, "a passage, a label or something shared is not there yet"
    assert set(told.passages) == {one.id for one in kinds()[id_].passages if one.text and not one.use}
    assert set(told.fields) == {one.key for one in kinds()[id_].fields}
    assert told.name
    assert told.reviewer == "", "a translation names a reviewer only once somebody has compared it"


@pytest.mark.parametrize(("language", "id_"), THERE)
def test_every_value_of_the_english_stands_in_the_translation_and_no_other(language: str, id_: str) -> None:
    for name, english, told in pairs(language, id_):
        assert values(told) == values(english), name


@pytest.mark.parametrize("language", BEGUN)
def test_what_kinds_share_has_the_same_values(language: str) -> None:
    for id_, one in shared().items():
        assert values(shared(language)[id_].text) == values(one.text), id_
        assert bool(shared(language)[id_].text) == bool(one.text), id_
    assert words(language).keys() == words("en").keys()


SIGNS = "[\u0600-\u06ff]\\s*[,;?]"
"""A sign of English after an Arabic letter, where Arabic has its own."""
FOREIGN = "[\u0660-\u0669\u06f0-\u06f9]"
"""Digits that the documents do not use: figures, dates and articles are read in Western ones, as in the sources."""
UNSEEN = "[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]"


@pytest.mark.parametrize("path", sorted((FOLDER / "ar").glob("*.toml")), ids=lambda path: path.stem)
def test_arabic_has_its_own_signs_and_nothing_unseen(path: Path) -> None:
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "0", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    said = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert re.findall(f".*(?:{SIGNS}|{FOREIGN}|{UNSEEN}).*", said) == []


def everything(draft: Draft) -> str:
    return "\n".join(text_of(one) for one in (*draft.passages, *draft.annex))


def written(language: str, id_: str, number: int) -> Draft:
    case = case_of(id_, number, complete=True)
    given = {"lender": "IFC"} if "target.lender" in kinds()[id_].needs else {}
    target = msgspec.structs.replace(case.target, name="Harbour Foods AB", home="SWE", **given)
    case = msgspec.structs.replace(case, language=language, target=target, place=case.place or case.state)
    return write(id_, case)


@pytest.mark.parametrize("number", UNLIKE)
@pytest.mark.parametrize(("language", "id_"), THERE)
def test_it_is_written_for_unlike_cases(language: str, id_: str, number: int) -> None:
    draft = written(language, id_, number)
    text = f"{draft.title}\n{everything(draft)}"
    assert "{" not in text
    assert "}" not in text
    assert "to be checked" not in text
    assert not re.search(r"\(\s*\)|\s\s\S|«\s*»|None", text.replace("     ", "")), text
    assert "translation" in draft.marks, "the reader is told that nobody has reviewed the translation"
    assert words(language)["translation"] in plain_text(draft).replace("\n", " ")
    english = write(id_, msgspec.structs.replace(draft.case, language="en"))
    assert [one.id for one in draft.passages] == [one.id for one in english.passages]
    assert {one.row for one in draft.sources} == {one.row for one in english.sources}


@pytest.mark.parametrize(("language", "id_"), THERE)
def test_it_becomes_a_pdf(language: str, id_: str) -> None:
    assert render(written(language, id_, 0), "pdf").startswith(b"%PDF")


@pytest.mark.parametrize("language", BEGUN)
def test_the_libraries_hold_the_same_members_for_the_same_industries(language: str) -> None:
    assert [(one.key, one.sectors) for one in clauses(language)] == [(one.key, one.sectors) for one in clauses()]
    assert [(one.key, one.measure) for one in industry_measures(language)] == [
        (one.key, one.measure) for one in industry_measures()
    ]
    assert not {one.text for one in clauses(language)} & {one.text for one in clauses()}
    assert not {one.does for one in industry_measures(language)} & {one.does for one in industry_measures()}


def own_words() -> dict[str, list[str]]:
    """Words from tables that are Fairlead's own, or that have an official form in the language."""
    return {
        "instruments": [one.name for one in load(Instrument) if one.kind in ("convention", "protocol")],
        "regions": [one.region for one in load(CountryRegion)],
        "abuses": [one.name for one in load(Abuse)],
        "objectives": [text for one in load(CampaignObjective) for text in (one.name, one.ask.rstrip("."))],
        "requests": [one.ask for one in load(LabourLawQuestion) if one.ask],
        "goods": [one.good for one in load(Good)],
        "bans": [one.says.split(";")[0].rstrip(".") for one in load(ImportBan) if "named" not in one.kind],
        "lenders": [*LENDERS.values(), *(one.name for one in route_rows().values() if one.lender)],
        "evidence": list(EVIDENCE_KINDS),
        "terms": [one.length for one in load(ProcedureTerm) if not one.to_be_checked and one.length[0].isdigit()],
        "industries": [packaged().name(f"c{number}") for number in range(1, 36)],
    }


@pytest.mark.parametrize("group", own_words())
@pytest.mark.parametrize("language", WHOLE)
def test_words_from_tables_that_are_our_own_are_translated(language: str, group: str) -> None:
    assert [one for one in own_words()[group] if one not in terms(language)] == []


@pytest.mark.parametrize("language", WHOLE)
def test_no_finding_on_law_stays_in_english(language: str) -> None:
    found = 0
    for row in load(LabourLaw):
        one = statement(row, "Nepal")
        if one is None or not one.gap or row.to_be_checked or row.law:
            continue
        said = finding(row, one.text, language)
        assert said != one.text, row.question
        assert terms(language)["{text}"].split("{text}")[1] not in said, (row.question, row.value)
        found += 1
    assert found > 400


@pytest.mark.parametrize("language", WHOLE)
def test_a_placeholder_for_a_fact_that_nobody_read_is_in_the_language_of_the_document(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: set[str] = set()
    token = Said.token

    def noted(self: Said) -> str:
        met.add(self.label)
        return token(self)

    monkeypatch.setattr(Said, "token", noted)
    for id_ in kinds():
        for number in UNLIKE:
            written("en", id_, number)
    assert len(met) > 15
    english = words("en")["to_be_checked"]
    for label in met:
        said = to_check(label, language)
        head = said.split(words(language)["colon"])[0]
        assert said.endswith(words(language)["to_be_checked"])
        assert english not in said
        assert head in terms(language).values(), label


def test_english_words_stay_as_they_are() -> None:
    assert term("Eastern Africa", "en") == "Eastern Africa"
    assert terms("en") == {}


def test_a_kind_that_lacks_one_passage_is_not_offered(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    import shutil

    from fairlead.act import kinds as module

    copy = Path(str(tmp_path)) / "documents"
    shutil.copytree(FOLDER, copy)
    path = copy / "fr" / "ratification.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^offers? = .*\n|^closing = .*\n", "", text), encoding="utf-8")
    monkeypatch.setattr(module, "FOLDER", copy)
    module.translation.cache_clear()
    try:
        assert module.translation("ratification", "fr") is None
        assert module.translation("convene_plan", "fr") is not None
    finally:
        module.translation.cache_clear()


def test_the_state_of_a_case_stands_in_french_with_its_day() -> None:
    draft = write("ratification", Case(on=DAY, state="BGD", language="fr"))
    note = next(text_of(one) for one in draft.passages if one.id == "ratified_already")
    assert note.startswith("L’État concerné (Bangladesh) a ratifié le Protocole")
    assert STATES[0]["state"] == "NPL"


def test_bans_have_full_days_as_the_words_before_them_ask() -> None:
    """French, Spanish and Arabic say "since the" day: a month or a year alone would ask for other words."""
    assert {len(one.from_date) for one in load(ImportBan)} == {10}


def test_french_signs_stand_behind_a_space_that_does_not_break() -> None:
    """A colon or question mark would else begin a line."""
    for path in sorted((FOLDER / "fr").glob("*.toml")):
        said = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        assert re.findall(r'.{0,30} [:;?!](?=[ "]|$)', said, flags=re.MULTILINE) == [], path.stem
