"""A letter by a program: written, changed, agreed, asked about, sent, taken back, published."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from fairlead.hub.people.models import Membership

pytestmark = pytest.mark.django_db
CASE = {
    "state": "NPL",
    "fields": {"minister": "The Minister", "reply_by": "1 May"},
    "writers": [{"name": "Body ours", "country": "NPL"}],
}


@pytest.fixture
def ada(program: Any, person: Any) -> Any:
    return program(person("ada"))


def made_safe(ada: Any, address: str, seen: int) -> None:
    """Answer every question so that it may go."""
    asked = ada("GET", f"{address}/safety")["questions"]
    go = {one["id"]: next(each["id"] for each in one["options"] if each["effect"] == "go") for one in asked}
    answers = {name: {"option": option, "why": "They agree."} for name, option in go.items()}
    assert ada("PUT", f"{address}/safety", {"seen": seen, "answers": answers})["open"] == []


def test_from_a_case_to_the_register_and_out_of_it(ada: Any) -> None:
    made = ada("POST", "letters", {"kind": "ratification", "case": CASE, "title": "Ours"}, 201)
    address = f"letters/{made['id']}"
    assert (made["title"], made["version"], made["state"], made["draft"]["case"]["state"]) == (
        "Ours",
        1,
        "draft",
        "NPL",
    )
    assert ada("GET", "letters")["rows"][0]["id"] == made["id"]
    changed = ada("POST", f"{address}/versions", {"seen": 1, "fields": {"reply_by": "2 May"}}, 201)
    assert (changed["version"], changed["digest"] == made["digest"]) == (2, False)
    late = ada("POST", f"{address}/versions", {"seen": 1, "title": "Late"}, 409)
    assert "Version 2" in late["error"]["what"]
    told = ada("GET", f"{address}/versions")
    assert ([one["number"] for one in told["versions"]], told["from"], told["to"]) == ([2, 1], 1, 2)
    assert any("2 May" in one["text"] for one in told["changes"])
    standing = ada("GET", f"{address}/standing")
    assert (standing["ready"], {one["kind"] for one in standing["stops"]} >= {"safety"}) == (False, True)
    sent = {"seen": 2, "channel": "hand", "to": ["The Ministry"]}
    assert "cannot be sent" in ada("POST", f"{address}/sendings", sent, 400)["error"]["what"]
    made_safe(ada, address, 2)
    assert ada("GET", f"{address}/standing")["stops"] == []
    assert ada("POST", f"{address}/sendings", sent, 201)["sent"]
    assert ada("DELETE", f"{address}/sendings", status=400)["error"]["what"]
    assert b"The Minister" in ada("GET", f"{address}/files/txt?version=2")
    assert ada("GET", f"{address}/files/docx")[:2] == b"PK"
    assert ada("GET", f"{address}/files/pdf")[:4] == b"%PDF"
    assert ada("GET", f"{address}/files/odt", status=404)
    made_safe(ada, address, 2)
    ada("PUT", f"{address}/publication", {"embargo": "2100-01-01"})
    assert Client().get("/api/v1/register").json()["rows"] == []
    ada("PUT", f"{address}/publication", {})
    assert [one["id"] for one in Client().get("/api/v1/register").json()["rows"]] == [made["id"]]
    assert "2 May" in Client().get(f"/api/v1/register/{address}").json()["text"]
    ada("DELETE", f"{address}/publication")
    assert Client().get(f"/api/v1/register/{address}").status_code == 404
    assert ada("DELETE", address) == {"done": True}
    assert ada("GET", address, status=404)


def test_one_letter_to_many_is_begun_for_each_or_for_none(ada: Any, program: Any, person: Any) -> None:
    given = {"kind": "ratification", "case": CASE, "title": "Ours"}
    rows = [{"minister": "Minister A", "state": "NPL"}, {"minister": "Minister B", "state": "BGD"}]
    wrong = ada("POST", "letters/batch", {**given, "rows": [*rows, {"minstr": "C"}]}, 400)
    assert ["row 4" in one and "minstr" in one for one in wrong["error"]["problems"]] == [True]
    assert ada("GET", "letters")["rows"] == []
    made = ada("POST", "letters/batch", {**given, "rows": rows}, 201)
    together = ada("GET", f"letters?batch={made['batch']}")["rows"]
    assert {one["id"] for one in together} == {one["id"] for one in made["letters"]}
    states = [ada("GET", f"letters/{one['id']}")["draft"]["case"]["state"] for one in made["letters"]]
    assert states == ["NPL", "BGD"]
    campaign = program(person("bob"))("POST", "campaigns", {"objective": "ratify", "country": "NPL"}, 201)["id"]
    assert ada("POST", "letters/batch", {**given, "rows": rows, "campaign": campaign}, 404)
    for many in (0, 201):
        assert ada("POST", "letters/batch", {**given, "rows": rows[:1] * many}, 422)


def test_an_email_waits_and_is_taken_back(ada: Any) -> None:
    address = f"letters/{ada('POST', 'letters', {'kind': 'ratification', 'case': CASE}, 201)['id']}"
    made_safe(ada, address, 1)
    assert ada("PUT", f"{address}/safety", {"seen": 1, "until": "2100-01-01"})["not_before"] == "2100-01-01"
    assert [one["kind"] for one in ada("GET", f"{address}/standing")["stops"]] == ["wait"]
    assert ada("PUT", f"{address}/safety", {"seen": 1})["not_before"] == "2100-01-01"
    assert ada("PUT", f"{address}/safety", {"seen": 1, "until": None})["not_before"] is None
    sent = {"seen": 1, "channel": "mail", "to": ["minister@example.org"]}
    assert ada("POST", f"{address}/sendings", {**sent, "to": ["nobody"]}, 400)["error"]["problems"]
    assert ada("POST", f"{address}/sendings", sent, 201)["sent"] is None
    assert ada("POST", f"{address}/versions", {"seen": 1, "title": "Late"}, 400)
    ada("DELETE", f"{address}/sendings")
    assert ada("GET", f"{address}/sendings")[0]["taken_back"]


def test_a_draft_is_written_anew_with_its_edits_and_another_text_of_it_is_not_taken(ada: Any) -> None:
    made = ada("POST", "letters", {"kind": "ratification", "case": CASE}, 201)
    ada("POST", f"letters/{made['id']}/versions", {"seen": 1, "edits": {"ask": "We ask in our own words."}}, 201)
    draft = ada("GET", f"letters/{made['id']}")["draft"]
    draft["passages"][0]["pieces"][0]["text"] = "A fact that is in no table."
    copy = ada("POST", "letters", {"draft": draft}, 201)
    words = ada("GET", f"letters/{copy['id']}/files/txt")
    assert b"our own words" in words
    assert b"in no table" not in words
    assert ada("POST", "letters", {"draft": {"schema": "fairlead.draft/1"}}, 400)
    assert ada("POST", "letters", {"kind": "ratification"}, 400)


def test_who_is_asked_to_sign_sees_it_approves_these_words_or_declines(
    ada: Any, program: Any, person: Any, organisation: Any
) -> None:
    union, bob = organisation("union", listed=True), person("bob")
    Membership.objects.create(user=bob, organisation=union, role="editor")
    signing = program(bob)
    made = ada("POST", "letters", {"kind": "ratification", "case": CASE}, 201)
    address = f"letters/{made['id']}"
    assert signing("GET", address, status=404)
    (asked,) = ada("POST", f"{address}/signatures", {"organisation": "union"}, 201)
    assert (asked["organisation"], asked["approved"]) == ("union", None)
    ada("PUT", f"{address}/approval", {"organisation": "union", "digest": made["digest"]}, 403)
    assert signing("GET", address)["digest"] == made["digest"]
    assert signing("GET", f"{address}/versions", status=403)
    signing("PUT", f"{address}/approval", {"organisation": "union", "digest": "0" * 64}, 409)
    (done,) = signing("PUT", f"{address}/approval", {"organisation": "union", "digest": made["digest"]})
    assert (done["these_words"], done["ours"]) == (True, True)
    ada("POST", f"{address}/versions", {"seen": 1, "edits": {"ask": "Other words."}}, 201)
    assert ada("GET", f"{address}/signatures")[0]["these_words"] is False
    signing("POST", f"{address}/decline", {"organisation": "union"})
    assert signing("GET", address, status=404)


def test_scopes_only_take_away(ada: Any, program: Any, person: Any) -> None:
    made = ada("POST", "letters", {"kind": "ratification", "case": CASE}, 201)
    reading = program(person("cyn"), "letter.see")
    assert reading("GET", f"letters/{made['id']}", status=404)
    assert "letter.change" in reading("POST", "letters", {"kind": "ratification", "case": CASE}, 403)["error"]["why"]
    assert Client().get("/api/v1/letters").status_code == 401


@pytest.mark.parametrize("text", ["half of a sign \ud800", "nothing \x00"])
def test_what_no_database_keeps_is_refused_in_every_part_of_a_case(ada: Any, text: str) -> None:
    for fields in ({"minister": text}, {text: "The Minister"}):
        ada("POST", "letters", {"kind": "ratification", "case": {**CASE, "fields": fields}}, 422)
    assert ada("GET", "letters")["rows"] == []
