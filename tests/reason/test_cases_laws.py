"""Worked cases on laws and bans, as data with references, and what holds for every answer."""

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.errors import FairleadError
from fairlead.facts import BusinessLaw, BusinessLawDate, BusinessLawScope, ImportBan, LawStrength, TradeAgreement, load
from fairlead.reason.answer import MARK, Answer
from fairlead.reason.company import Company
from fairlead.reason.days import span
from fairlead.reason.import_bans import bans_touching
from fairlead.reason.laws import law, law_binds, strength, which_laws

FOLDER = Path(__file__).parents[1] / "cases"
ON_LAWS, ON_BANS = (
    list(csv.DictReader((FOLDER / name).read_text(encoding="utf-8").splitlines()))
    for name in ("laws.csv", "import-bans.csv")
)
LAWS = {row.id: row for row in load(BusinessLaw)}
SCOPES = load(BusinessLawScope)


def names(cases: list[dict[str, str]]) -> list[str]:
    return [f"{row['subject']}-{row['on']}-{row['given'][:40]}" for row in cases]


def holds(case: dict[str, str], found: Answer) -> None:
    assert found.verdict == case["answer"], found.text
    assert case["says"] in found.text, found.text
    assert case["reference"]


@pytest.mark.parametrize("case", ON_LAWS, ids=names(ON_LAWS))
def test_worked_case_of_a_law(case: dict[str, str], company_of: Callable[[str], Company]) -> None:
    holds(case, law_binds(case["subject"], company_of(case["given"]), date.fromisoformat(case["on"])).answer)


@pytest.mark.parametrize("case", ON_BANS, ids=names(ON_BANS))
def test_worked_case_of_a_ban(case: dict[str, str]) -> None:
    said = dict(part.split("=") for part in case["given"].split(";"))
    said["maker"] = said.pop("made_by", None)
    found = bans_touching(date.fromisoformat(case["on"]), **said)
    holds(case, next(one.answer for one in found if one.ban.id == case["subject"]))


def test_there_are_enough_cases_of_each_kind() -> None:
    assert len(ON_LAWS) >= 80
    assert len(ON_BANS) >= 15
    for cases in (ON_LAWS, ON_BANS):
        assert {case["answer"] for case in cases} == {"yes", "no", "unknown"}
    binding = {row.id for row in LAWS.values() if row.binds == "companies" and row.kind != "amendment"}
    undecided = {"EU-PROC57", "CA-TARIFF", "BR-LISTASUJA"}  # as simple as others that are there
    assert binding - undecided <= {case["subject"] for case in ON_LAWS}


DAYS = st.dates(date(2010, 1, 1), date(2035, 1, 1))
PLACES = st.sampled_from(["SWE", "DEU", "FRA", "GBR", "USA", "US-CA", "CHN", "NOR", "CHE", "BRA", "EU"])
SOME = st.none() | st.lists(PLACES, max_size=3, unique=True).map(tuple)
MONEY = st.none() | st.floats(0, 1e10)
COMPANIES = st.builds(
    Company,
    seat=st.none() | PLACES,
    turnover=MONEY,
    currency=st.sampled_from(["EUR", "GBP", "USD", "XYZ"]),
    staff=st.none() | st.integers(0, 100_000),
    assets=MONEY,
    staff_in=st.dictionaries(PLACES, st.integers(0, 10_000), max_size=2),
    sells_in=SOME,
    imports=SOME,
    contracts=SOME,
    listed=SOME,
    goods=st.none() | st.lists(st.sampled_from(["cotton", "coffee", "tin ore", "batteries"]), max_size=2).map(tuple),
    sectors=st.none() | st.just(("retail",)),
    facts=st.dictionaries(st.sampled_from(["franchise", "public-interest"]), st.booleans(), max_size=2),
)


@given(COMPANIES, DAYS)
def test_every_answer_carries_its_mark_rows_and_reason(said: Company, on: date) -> None:
    found = which_laws(said, on)
    assert {one.law.id for one in found} == {row.id for row in LAWS.values() if row.kind != "amendment"}
    for one in found:
        assert one.law in one.answer.rows
        assert one.answer.text.strip()
        assert one.answer.to_be_checked == any(row.to_be_checked for row in one.answer.rows)
        assert (MARK in one.answer.text) >= one.answer.to_be_checked
        assert one.answer.verdict == "yes" or one.answer.changes
        assert any(one.answer.references)
        msgspec.json.encode(one.plain())


@given(COMPANIES, DAYS)
def test_saying_more_never_turns_a_known_answer(said: Company, on: date) -> None:
    """Filling in what was not said may settle an open answer; a settled one stays."""
    more = msgspec.structs.replace(
        said,
        seat=said.seat or "SWE",
        turnover=5e8 if said.turnover is None else said.turnover,
        staff=max([1200, *said.staff_in.values()]) if said.staff is None else said.staff,
        assets=1e8 if said.assets is None else said.assets,
        sells_in=("DEU",) if said.sells_in is None else said.sells_in,
        imports=() if said.imports is None else said.imports,
        contracts=() if said.contracts is None else said.contracts,
        listed=() if said.listed is None else said.listed,
        goods=("coffee",) if said.goods is None else said.goods,
        sectors=("retail",) if said.sectors is None else said.sectors,
    )
    for one in which_laws(said, on):
        then = law_binds(one.law.id, more, on)
        if one.answer.verdict != "unknown":
            assert then.answer.verdict == one.answer.verdict, one.answer.text


@given(DAYS)
def test_nothing_said_binds_nobody_for_certain(on: date) -> None:
    assert not [one.law.id for one in which_laws(Company(), on) if one.answer.verdict == "yes"]


def test_a_scope_begins_on_its_day() -> None:
    """The day before its first day no scope of a law decides yes by itself alone."""
    for scope in SCOPES:
        day = span(scope.from_date)[0]
        earlier = [other for other in SCOPES if other.law == scope.law and other.from_date < scope.from_date]
        if not earlier:
            before = law_binds(scope.law, Company(seat=LAWS[scope.law].place), day - timedelta(days=1))
            assert before.answer.verdict == "no"


def test_every_binding_law_has_a_scope_a_date_and_five_judgements() -> None:
    judged = {row.law for row in load(LawStrength)}
    for row in LAWS.values():
        if row.binds == "companies" and row.kind != "amendment":
            assert [scope for scope in SCOPES if scope.law == row.id], row.id
            assert row.applies_from, row.id
    for law_id in judged:
        assert [row.aspect for row in strength([law_id])] == ["scope", "tiers", "remedy", "union role", "sanction"]
    left = {"EU-NFRD", "US-DF1502", "US-EO13126", "EU-PROC57", "GB-PA2023"}  # ended, or about minerals or tenders only
    assert {row.id for row in LAWS.values() if row.binds == "companies" and row.kind != "amendment"} - judged == left


def test_judgements_not_read_in_a_page_carry_the_mark() -> None:
    for row in load(LawStrength):
        assert row.status == "judgement"
        assert row.to_be_checked == (not row.url), row


def test_first_day_of_a_law_is_that_of_its_first_scope() -> None:
    for law_id in {scope.law for scope in SCOPES}:
        first = min(scope.from_date for scope in SCOPES if scope.law == law_id)
        assert first == LAWS[law_id].applies_from, law_id


def test_two_compilations_are_one_table() -> None:
    """All 37 rows of the first (one split in two) and the 26 of the second that are no Conventions; 21 in both."""
    held = [row.compiled for row in LAWS.values()]
    assert (held.count("both"), held.count("first"), held.count("second")) == (21, 17, 5)
    assert len(LAWS) == 43


def test_conflicts_are_told_with_both_values() -> None:
    disputed = [row for row in load(BusinessLawDate) if row.role == "disputed"]
    assert len(disputed) >= 10
    for row in (*LAWS.values(), *load(BusinessLawDate)):
        if row.status == "conflicting":
            assert row.note or row.event, row


def test_the_act_of_2015_is_named_so() -> None:
    """A guide of the International Trade Union Confederation calls it the Act of 2014."""
    assert "Act of 2015" in law("us-tftea910").name
    assert law("US-TFTEA910").adopted == "2016-02-24"


def test_dates_that_the_issue_names() -> None:
    assert law("EU-FLR").applies_from == "2027-12-14"
    assert law("EU-CSDDD").applies_from == "2029-07-26"
    scope = next(row for row in SCOPES if (row.law, row.scope) == ("EU-CSDDD", "union"))
    assert (scope.staff, scope.turnover, scope.line) == (5000, 1_500_000_000, "more than")


def test_an_unknown_law_names_the_nearest() -> None:
    with pytest.raises(FairleadError, match="EU-FLX") as caught:
        law("EU-FLX")
    assert "EU-FLR" in str(caught.value.fix)


@given(DAYS, st.none() | st.sampled_from(["cotton", "cotton shirts", "gold", "seafood", "5201"]), st.none() | PLACES)
def test_bans_name_no_producer_and_keep_their_marks(on: date, good: str | None, origin: str | None) -> None:
    found = bans_touching(on, good=good, origin=origin)
    assert {one.ban.id for one in found} == {row.id for row in load(ImportBan)}
    for one in found:
        assert one.ban in one.answer.rows
        assert one.answer.to_be_checked == any(row.to_be_checked for row in one.answer.rows)
        assert one.answer.verdict == "yes" or all(one.answer.changes or [""])
        if one.ban.kind in ("order on named producers", "general prohibition"):
            assert one.answer.verdict != "yes"


def test_recalled_agreements_say_so() -> None:
    rows = load(TradeAgreement)
    assert len(rows) == 33
    for row in rows:
        assert row.status != "recalled" or "memory" in row.note, row.id
        assert not row.lapsed or row.kind == "unilateral preference"
