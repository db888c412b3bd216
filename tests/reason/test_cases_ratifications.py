"""The worked cases on ratifications, gaps, plans and pathfinders: question, expected answer, reference."""

import csv
from datetime import date
from pathlib import Path

import pytest

from fairlead.reason.gaps import gap
from fairlead.reason.plans import pathfinders, plan_horizon
from fairlead.reason.ratification import count, in_force, ratified

FILE = Path(__file__).parents[1] / "cases" / "ratifications.csv"
CASES = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))


def given(case: dict[str, str]) -> tuple[str, bool]:
    """The answer to one case in the words of the file, and whether it carries the mark."""
    on, subject, state = date.fromisoformat(case["on"]), case["subject"], case["state"]
    if case["question"] in ("ratified", "in_force", "gap"):
        rule = {"ratified": ratified, "in_force": in_force, "gap": gap}[case["question"]]
        found = rule(subject, state, on)
        return found.verdict, found.to_be_checked
    if case["question"] == "plan":
        horizon = plan_horizon(state, on)
        return horizon.status, horizon.to_be_checked
    total = count(subject, on) if case["question"] == "count" else pathfinders(on, subject)  # type: ignore[arg-type]
    return (f"{total.low}" if total.low == total.high else f"{total.low}-{total.high}"), total.to_be_checked


@pytest.mark.parametrize("case", CASES, ids=[" ".join(list(case.values())[:4]) for case in CASES])
def test_case(case: dict[str, str]) -> None:
    assert given(case) == (case["answer"], case["marked"] == "yes"), case["reference"]


def test_every_case_has_a_reference_and_stands_once() -> None:
    assert len(CASES) >= 35
    assert all(len(case["reference"]) > 10 for case in CASES)
    assert len({tuple(list(case.values())[:4]) for case in CASES}) == len(CASES)
