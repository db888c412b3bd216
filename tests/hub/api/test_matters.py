"""A matter by a program: followed step by step, with papers, what is owed, its outcome, and what everyone reads."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fairlead.hub.api.shapes import Given
from fairlead.hub.matters.models import EventRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(program: Any, person: Any) -> Any:
    return program(person("ada"))


@pytest.fixture
def begun(ada: Any) -> str:
    sent = {"title": "A complaint", "country": "NOR", "route": "NOTRA", "sent": "2026-01-05"}
    made = ada("POST", "matters", sent, 201)
    assert (made["status"]["state"], len(made["events"])) == ("sent", 2)
    return f"matters/{made['id']}"


def test_steps_due_days_undo_and_an_outcome(ada: Any, begun: str) -> None:
    told = ada("POST", f"{begun}/events", {"seen": 2, "kind": "acknowledged", "day": "2026-01-09"}, 201)
    assert (told["status"]["state"], len(told["events"])) == ("acknowledged", 3)
    late = ada("POST", f"{begun}/events", {"seen": 2, "kind": "noted", "said": "Late"}, 409)
    assert "meanwhile" in late["error"]["what"]
    due = ada("POST", f"{begun}/events", {"seen": 3, "kind": "due_set", "due": "2030-01-09", "said": "Asked"}, 201)
    assert "2030-01-09" in [one["day"] for one in due["status"]["dues"]]
    back = ada("POST", f"{begun}/undo", {"seen": 4, "why": "Another day"}, 201)
    assert "2030-01-09" not in [one["day"] for one in back["status"]["dues"]]
    assert ada("POST", f"{begun}/events", {"seen": 5, "kind": "resumed"}, 400)["error"]["problems"]
    assert ada("POST", f"{begun}/events", {"seen": 5, "kind": "closed", "outcome": "magic"}, 400)
    assert ada("POST", f"{begun}/events", {"seen": 5, "kind": "safety"}, 422)
    done = ada("POST", f"{begun}/events", {"seen": 5, "kind": "closed", "outcome": "reform", "said": "A law."}, 201)
    assert (done["status"]["state"], done["status"]["outcome"]) == ("closed", "reform")
    (row,) = ada("GET", "matters")["rows"]
    assert row["outcome"] == "reform"
    assert ada("DELETE", begun) == {"done": True}
    assert not EventRow.objects.exists()


def test_a_reply_with_its_file_and_a_copy_for_others(ada: Any, begun: str) -> None:
    letter = SimpleUploadedFile("answer.txt", b"Ms Example will answer.")
    sent = {"seen": "2", "kind": "answer", "origin": "The company", "summary": "They agree.", "file": letter}
    filed = ada.client.post(f"/api/v1/{begun}/replies", sent)
    assert (filed.status_code, filed.json()["status"]["state"]) == (201, "answered"), filed.content
    (told,) = ada("GET", f"{begun}/replies")
    paper = f"{begun}/papers/{told['paper']['id']}"
    assert ada("GET", f"{paper}/original") == b"Ms Example will answer."
    assert ada("GET", f"{paper}/redacted", status=404)
    made = ada("PUT", paper, {"lines": ["Ms Example"]})
    assert (made["times"], "Example" in made["text"]) == (1, False)
    assert b"Example" not in ada("GET", f"{paper}/redacted")
    wrong = {**sent, "seen": "3", "file": SimpleUploadedFile("a.exe", b"MZ")}
    assert ada.client.post(f"/api/v1/{begun}/replies", wrong).status_code == 400
    assert (
        ada.client.post(f"/api/v1/{begun}/replies", {"seen": "3", "kind": "other", "origin": "They"}).status_code == 201
    )


def test_counts_show_what_they_leave_unexplained_and_go_to_the_register(ada: Any, begun: str) -> None:
    figures = {"what": "workers", "whole": "1074", "paid": "984", "unreached": "76", "day": "2026-03-01"}
    (row,) = ada("POST", f"{begun}/ledgers", figures, 201)
    assert (row["owed"], row["not_explained"], row["current"]) == ("1074", "14", True)
    assert ada("POST", f"{begun}/ledgers", {"what": "workers", "paid": "many"}, 400)
    ada("POST", f"{begun}/ledgers", {**figures, "paid": "998"}, 201)
    assert sorted((one["not_explained"], one["current"]) for one in ada("GET", f"{begun}/ledgers")) == [
        ("0", True), ("14", False),
    ]  # fmt: skip
    public = ada("PUT", f"{begun}/public", {"summary": "Most were paid.", "shows": ["ledgers"]})
    assert public["ledgers"][0]["parts"]["paid"] == "998"
    assert "Before it is published" in ada("PUT", f"{begun}/publication", status=400)["error"]["what"]
    asked = ada("GET", f"{begun}/safety")["questions"]
    go = {one["id"]: next(each["id"] for each in one["options"] if each["effect"] == "go") for one in asked}
    answers = {name: {"option": option, "why": "They agree."} for name, option in go.items()}
    assert ada("PUT", f"{begun}/safety", {"answers": answers})["open"] == []
    ada("PUT", f"{begun}/publication")
    assert Client().get(f"/api/v1/register/{begun}").json()["summary"] == "Most were paid."
    ada("DELETE", f"{begun}/publication")
    assert Client().get(f"/api/v1/register/{begun}").status_code == 404


def test_nobody_else_sees_it_and_reprisals_and_reminders_are_not_for_programs(
    ada: Any, begun: str, program: Any, person: Any
) -> None:
    assert program(person("bob"))("GET", begun, status=404)
    assert program(person("bob2"))("GET", "matters")["rows"] == []
    for private in ("reprisals", "reminders"):
        assert ada.client.get(f"/api/v1/{begun}/{private}").status_code == 404


def test_shapes_that_are_sent_have_names_of_their_own() -> None:
    """Two of one name would stand in the description as one."""
    found, waiting = [], [Given]
    while waiting:
        one = waiting.pop()
        found.append(one.__name__)
        waiting += one.__subclasses__()
    assert len(found) == len(set(found)), sorted(name for name in found if found.count(name) > 1)
