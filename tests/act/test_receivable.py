"""The worked cases of ``tests/cases/receivability.csv``, and what holds for every route and every requirement."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.act.case import Case, Exhibit, Organisation, Target
from fairlead.act.kinds import kinds
from fairlead.act.receivable import CONSULTATION, WORST, Receivability, receivability, requirements_of
from fairlead.errors import FairleadError, InputError
from fairlead.facts import ProcedureTerm, RouteRequirement, load
from fairlead.reason.answer import MARK
from fairlead.reason.company import Company
from fairlead.reason.route_question import route_rows

FILE = Path(__file__).parents[1] / "cases" / "receivability.csv"
CASES = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
EXHIBIT = Exhibit(title="Statements of workers, without names", kind="testimony", day="2026-05")
CONSTITUENCY = {"union": "workers", "national_centre": "workers", "worker": "person", "ngo": "civil_society"}
CONSTITUENCY |= {"employers": "employers", "company": "company", "state": "government", "investor": "company"}


def pairs(text: str) -> dict[str, str]:
    found = {}
    for part in filter(None, text.split(";")):
        key, _, value = part.partition("=")
        found[key] = value
    return found


def organisation(text: str) -> Organisation:
    kind, country, person = (*text.split(":"), "", "")[:3]
    return Organisation(
        name=f"Example {kind}", constituency=CONSTITUENCY[kind], kind=kind, country=country, person=person
    )


def company(text: str) -> Company:
    """Reads ``seat=DEU;staff_in.DEU=3200;sells_in=none``."""
    said = pairs(text)
    staff = {key.partition(".")[2]: int(value) for key, value in said.items() if key.startswith("staff_in.")}
    sells = {"sells_in": ()} if said.get("sells_in") == "none" else {}
    return Company(seat=said["seat"], staff_in=staff, **sells)


def case_of(row: dict[str, str]) -> Case:
    target = Target(
        name=row["target"],
        home=row["home"],
        lender=row["lender"],
        buyers=tuple(filter(None, row["buyers"].split(";"))),
        said=company(row["company"]) if row["company"] else None,
    )
    return Case(
        on=row["on"],
        state=row["state"],
        place=row["place"],
        partner=row["partner"],
        abuse=row["abuse"] or "forced_labour",
        instruments=tuple(filter(None, row["instruments"].split(";"))),
        target=target,
        writers=tuple(organisation(text) for text in filter(None, row["writers"].split(";"))),
        through=organisation(row["through"]) if row["through"] else None,
        withhold=row["withhold"] == "yes",
        exhibits=(EXHIBIT,) * int(row["exhibits"] or 0),
        fields=pairs(row["fields"]),
    )


def found_of(row: dict[str, str]) -> Receivability:
    return receivability(row["route"], case_of(row), pairs(row["given"]), kind=row["kind"])


@pytest.mark.parametrize("row", CASES, ids=[row["case"] for row in CASES])
def test_case(row: dict[str, str]) -> None:
    found = found_of(row)
    binding = [point.id for point in found.open_points if point.binds]
    assert row["reference"], "every case has a reference"
    assert (found.verdict, ";".join(binding)) == (row["verdict"], row["open"]), [
        (point.id, point.answer.text) for point in found.open_points
    ]
    for said in filter(None, row["says"].split("|")):
        assert said in found.text
    if row["way"]:
        assert ">".join(step.who + "*" * step.starts for step in found.through).startswith(row["way"].rstrip(">"))
    if row["nearest"]:
        near = [f"{one.route}:{one.instrument}" if one.instrument else one.route for one in found.nearest]
        assert row["nearest"] in near


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 60
    assert len({row["case"] for row in CASES}) == len(CASES)
    assert {row["verdict"] for row in CASES} == {"yes", "no", "unknown"}


def test_every_procedure_a_document_can_start_has_a_case() -> None:
    told = {row.route for row in load(RouteRequirement)}
    without = told - {row["route"] for row in CASES}
    assert without <= {"SRTRAFF", "WGBHR", "CEDAW", "CESCR", "ECOWAS", "FTALABOR", "USGSP"}, without
    for group in ("ILO regular", "ILO special", "ILO other", "company", "lender", "trade", "UN", "national authority"):
        assert any(route_rows()[route].category == group for route in told if route != CONSULTATION)


def test_the_table_says_how_each_requirement_is_decided() -> None:
    for row in load(RouteRequirement):
        assert row.route in route_rows() or row.route == CONSULTATION, row
        assert row.requirement.endswith("."), row
        assert not row.question or row.question.endswith((".", "?")), row
        assert row.decided in ("case", "rule", "signature", "template", "term", "day") or row.question, row
        assert (row.decided in ("asked", "signature", "template")) or row.by, row
        if row.decided == "rule":
            assert set(row.by) <= {"condition", "standing", "ground", "time", "member"}, row
        if row.decided == "term":
            assert any((one.route, one.term) == (row.route, row.by[0]) for one in load(ProcedureTerm)), row
    for route in {row.route for row in load(RouteRequirement)}:
        ranks = [row.rank for row in requirements_of(route)]
        assert ranks == list(range(1, len(ranks) + 1)), route


def test_a_row_that_nobody_has_read_marks_its_answer() -> None:
    for row in CASES:
        found = receivability(row["route"], Case(on="2026-06-01", state="NPL", place="NPL"))
        for one in found.requirements:
            if one.row is not None and one.row.to_be_checked:
                assert one.answer.to_be_checked
                assert MARK in one.answer.text
                assert MARK in one.requirement


def test_every_open_point_says_what_is_missing_and_how_to_mend_it() -> None:
    for route in (*route_rows(), CONSULTATION):
        found = receivability(route, Case(on="2026-06-01", state="NPL", place="NPL"))
        assert found.text
        for one in found.open_points:
            assert one.missing, (route, one.id)
            assert one.mend or one.question, (route, one.id)
            assert one.answer.references or one.row is None, (route, one.id)


def test_what_was_not_collected_is_never_called_receivable() -> None:
    route = next(id_ for id_ in route_rows() if not requirements_of(id_))
    found = receivability(route, Case(on="2026-06-01", state="NPL", place="NPL"))
    assert not found.collected
    assert found.verdict != "yes"


@pytest.mark.parametrize("row", [row for row in CASES if row["verdict"] == "yes"], ids=lambda row: row["case"])
def test_taking_something_away_never_makes_it_more_receivable(row: dict[str, str]) -> None:
    whole = case_of(row)
    answers = pairs(row["given"])
    less = [
        msgspec.structs.replace(whole, fields={k: v for k, v in whole.fields.items() if k != key})
        for key in whole.fields
    ]
    less += [msgspec.structs.replace(whole, fields={**whole.fields, key: " "}) for key in whole.fields]
    less += [msgspec.structs.replace(whole, exhibits=()), msgspec.structs.replace(whole, writers=(), through=None)]
    less += [msgspec.structs.replace(whole, target=Target(lender=whole.target.lender, home=whole.target.home))]
    before = {one.id: one.answer.verdict for one in found_of(row).requirements}
    for case in less:
        after = receivability(row["route"], case, answers, kind=row["kind"])
        for one in after.requirements:
            assert WORST[one.answer.verdict] >= WORST[before.get(one.id, "yes")], (one.id, one.answer.text)
    for key in answers:
        fewer = receivability(row["route"], whole, {k: v for k, v in answers.items() if k != key}, kind=row["kind"])
        assert WORST[fewer.verdict] >= WORST["yes"]
        assert all(WORST[one.answer.verdict] >= WORST[before[one.id]] for one in fewer.requirements)


@given(st.data())
def test_an_answer_of_no_never_helps(data: st.DataObject) -> None:
    route = data.draw(st.sampled_from(sorted({row.route for row in load(RouteRequirement)})))
    ids = [row.id for row in requirements_of(route)]
    answers = data.draw(st.dictionaries(st.sampled_from(ids), st.sampled_from(["yes", "no", "", True, False])))
    case = Case(on="2026-06-01", state="NPL", place="NPL", writers=(Organisation(name="Example Union"),))
    found = receivability(route, case, answers)
    worst = max((one.answer.verdict for one in found.requirements if one.binds), key=WORST.__getitem__)
    assert WORST[found.verdict] >= WORST[worst]
    for key in ids:
        assert WORST[receivability(route, case, {**answers, key: "no"}).verdict] >= WORST[found.verdict] or (
            answers.get(key) in ("no", False)
        )


@given(st.dates(), st.integers(0, 400))
def test_terms_end_no_earlier_when_they_begin_later(day, later: int) -> None:
    from datetime import date, timedelta

    from fairlead.act.receivability.days import end_of

    if day > date(9000, 1, 1):
        return
    rows = [row for row in load(ProcedureTerm) if row.number is not None and row.unit != "working days"]
    days = [day, day + timedelta(days=later)]
    for row in rows:
        assert all(end_of(row, a) <= end_of(row, b) for a, b in pairwise(days))
        assert end_of(row, day) > day


def test_an_answer_to_nothing_or_that_cannot_be_read_is_refused_with_all_problems() -> None:
    with pytest.raises(InputError) as caught:
        receivability(
            "ECTHR",
            Case(on="2026-06-01", state="GBR"),
            {"nothing": "yes", "remedies": "perhaps", "final_decision": "May"},
        )
    assert {one.column for one in caught.value.problems} == {"nothing", "remedies", "final_decision"}
    with pytest.raises(FairleadError, match="no route"):
        receivability("NOSUCH", Case(on="2026-06-01"))


def test_fixed_words_that_fulfil_a_requirement_stand_in_the_template() -> None:
    for one in kinds().values():
        texts = " ".join(template.text for template in one.passages)
        for row in requirements_of(one.route):
            for words in row.by if row.decided == "template" else ():
                assert words in texts, (one.id, row.id)


def test_plain_data_holds_every_requirement_and_its_rows() -> None:
    found = receivability("ILO24", Case(on="2026-06-01", state="QAT"))
    data = found.plain()
    assert [one["id"] for one in data["requirements"]] == [one.id for one in found.requirements]
    assert data["requirements"][0]["answer"]["rows"][0]["table"] == "route_requirements"
    msgspec.json.encode(data)
