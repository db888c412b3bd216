"""The worked cases of ``tests/cases/routes.csv``, and what holds for every route, applicant and duty-bearer."""

import csv
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from fairlead.errors import FairleadError
from fairlead.facts import SupervisoryCase, load, schema
from fairlead.reason.answer import MARK
from fairlead.reason.company import Company
from fairlead.reason.contact_points import competent
from fairlead.reason.ratification import members
from fairlead.reason.route_order import step_of
from fairlead.reason.route_question import APPLICANTS, DUTY_BEARERS, Question, abuses, lenders, route_rows
from fairlead.reason.routes import RouteAnswer, route, routes

FILE = Path(__file__).parents[1] / "cases" / "routes.csv"
CASES = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
ON = date(2026, 6, 1)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _ask(case: dict[str, str], company_of: Callable[[str], Company]) -> RouteAnswer:
    return route(
        case["route"],
        Question(
            applicant=case["applicant"],
            duty_bearer=case["duty_bearer"],
            against=case["against"],
            abuse=case["abuse"],
            place=case["place"],
            on=date.fromisoformat(case["on"]),
            instruments=_parts(case["instruments"]),
            applicant_state=case["applicant_state"],
            buyers=_parts(case["buyers"]),
            parents=_parts(case["parents"]),
            name=case["name"],
            company=company_of(case["company"]) if case["company"] else None,
        ),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, str], company_of: Callable[[str], Company]) -> None:
    given = _ask(case, company_of)
    assert case["reference"], "every case has a reference"
    assert given.answer.verdict == case["verdict"], given.answer.text
    for said in filter(None, case["says"].split("|")):
        assert said in given.answer.text
    if case["through"]:
        assert ">".join(step.who + "*" * step.starts for step in given.through) == case["through"]
    if case["nearest"]:
        near = [
            one.route + (f":{one.instrument or '?'}" if one.instrument or one.provided else "") for one in given.nearest
        ]
        wanted = case["nearest"].split(">")
        assert near[: len(wanted)] == wanted
    if case["to_be_checked"]:
        assert given.answer.to_be_checked == (case["to_be_checked"] == "yes")


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 45
    assert len({case["case"] for case in CASES}) == len(CASES)


def _everything() -> list[tuple[Question, RouteAnswer]]:
    against = {
        "state": ["QAT", "USA", "MRT", "PRK", "BRA", "GBR"],
        "company": ["SWE", "CHN", ""],
        "lender": lenders(),
        "importer": ["USA", "DEU"],
    }
    found = []
    chosen = ("forced_labour", "organising", "recruitment_fees")
    for who, bearer, abuse in product(APPLICANTS, DUTY_BEARERS, chosen):
        for other in against[bearer]:
            question = Question(
                applicant=who, duty_bearer=bearer, against=other, abuse=abuse, place="BGD", on=ON, applicant_state="FRA"
            )
            found += [(question, given) for given in routes(question)]
    return found


EVERYTHING = _everything()


def test_an_answer_on_a_recalled_row_carries_the_mark() -> None:
    for question, given in EVERYTHING:
        if given.route.status == "recalled":
            assert given.answer.to_be_checked, (question, given.route.id)
        assert not given.answer.to_be_checked or MARK in given.answer.text, (question, given.route.id)
        for column in ("needs", "gives", "takes"):
            if given.route.status == "recalled" or column in given.route.recalled:
                assert MARK in given.said(column)


def test_every_answer_says_why_and_on_what() -> None:
    for question, given in EVERYTHING:
        assert given.answer.text
        assert given.route in given.answer.rows
        assert given.answer.references or not given.route.reference
        assert question.duty_bearer in given.route.against
        if given.answer.verdict != "yes":
            assert given.answer.changes or given.through or given.nearest, given.route.id


def test_no_alternative_is_closed_or_the_route_itself() -> None:
    for question, given in EVERYTHING[::7]:
        for one in given.nearest:
            assert (one.route, one.instrument) != (given.route.id, "")
            if one.provided:
                continue
            again = question
            if one.instrument:
                again = Question(**{**_as_dict(question), "instruments": (one.instrument,)})
            assert route(one.route, again).answer.verdict == "yes", (question, given.route.id, one)


def _as_dict(question: Question) -> dict[str, object]:
    return {name: getattr(question, name) for name in Question.__struct_fields__}


def test_the_way_through_ends_with_somebody_who_may() -> None:
    for question, given in EVERYTHING:
        able = question.applicant in (*given.route.starters, *given.route.on_behalf)
        assert not (able and given.through)
        if given.through:
            assert given.through[-1].starts


def test_the_open_come_first_and_in_order() -> None:
    question = Question(
        applicant="union", duty_bearer="state", against="QAT", abuse="forced_labour", place="QAT", on=ON
    )
    found = routes(question)
    rank = [("yes", "unknown", "no").index(one.answer.verdict) for one in found]
    assert rank == sorted(rank)
    for verdict in ("yes", "unknown", "no"):
        steps = [one.step for one in found if one.answer.verdict == verdict]
        assert steps == sorted(steps)


def test_order_has_no_circle() -> None:
    assert max(step_of(one) for one in route_rows()) <= 6


def test_qatar_2014_was_filed_by_delegates() -> None:
    case = next(row for row in load(SupervisoryCase) if (row.body, row.iso3) == ("Art. 26 complaint", "QAT"))
    assert case.from_year == 2014
    assert set(case.instruments) == {"C029", "C081"}
    assert "delegates" in case.started_by


def test_contact_point_of_the_home_is_named_besides_that_of_the_place() -> None:
    found = competent("BRA", "SWE", date(2023, 12, 31), buyers=("DEU", "CHN"), parents=("SWE",))
    assert found.lead == "BRA"
    assert [country for country, _ in found.also] == ["SWE", "DEU"]
    assert all(row.status == "verified" for row in found.answer.rows)


def test_vocabulary_of_routes() -> None:
    other = {"delegate", "governing_body", "commission_of_inquiry", "workers_group", "employers_group"}
    columns = set(schema("accountability_routes").fields)
    for row in route_rows().values():
        assert set(row.against) <= set(DUTY_BEARERS)
        assert {*row.starters, *row.on_behalf} <= {*APPLICANTS, *other}
        assert set(row.grounds) <= set(abuses())
        assert set(row.recalled) <= columns
        assert bool(row.after) == (row.rule == "follows")
        assert not row.after or row.after in route_rows()
        assert bool(row.reaches) == (row.rule == "territory")
        assert bool(row.treaty) == (row.rule == "treaty")
        assert bool(row.lender) == (row.rule == "project")
    assert len(route_rows()) == 50


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("applicant", "nobody", "kind of applicant"),
        ("duty_bearer", "god", "kind of duty-bearer"),
        ("abuse", "rudeness", "abuse"),
    ],
)
def test_strange_words_are_refused(field: str, value: str, says: str) -> None:
    words = {"applicant": "union", "duty_bearer": "state", "against": "QAT", "abuse": "forced_labour", "place": "QAT"}
    with pytest.raises(FairleadError, match=says):
        Question(**{**words, field: value}, on=ON)  # type: ignore[arg-type]


def test_strange_lenders_and_routes_are_refused() -> None:
    with pytest.raises(FairleadError, match="lender"):
        Question(applicant="union", duty_bearer="lender", against="XYZ", abuse="wages", place="QAT", on=ON)
    ask = Question(applicant="union", duty_bearer="state", against="QAT", abuse="forced_labour", place="QAT", on=ON)
    with pytest.raises(FairleadError, match="no route"):
        route("ILO99", ask)
    with pytest.raises(FairleadError, match="does not run against"):
        route("CAO", ask)


@pytest.mark.parametrize("applicant", ["worker", "union"])
def test_every_member_state_gets_an_answer_in_words(applicant: str) -> None:
    for iso3 in members():
        question = Question(
            applicant=applicant, duty_bearer="state", against=iso3, abuse="forced_labour", place=iso3, on=ON
        )
        found = routes(question)
        assert len({one.route.id for one in found}) == len(found)
        assert any(one.answer.verdict == "yes" for one in found), "somebody will always listen"
        for one in found:
            assert "None " not in one.answer.text
            assert "{" not in one.answer.text
            assert "  " not in one.answer.text
