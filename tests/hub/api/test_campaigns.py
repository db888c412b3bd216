"""A campaign by a program: planned, logged, agreed text by text, and published in chosen parts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from fairlead.hub.people.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(program: Any, person: Any) -> Any:
    return program(person("ada"))


@pytest.fixture
def begun(ada: Any) -> str:
    made = ada("POST", "campaigns", {"objective": "ratify", "country": "NPL", "title": "Ours"}, 201)
    assert (made["title"], made["version"], len(made["steps"])) == ("Ours", 1, 7)
    return f"campaigns/{made['id']}"


def test_plan_log_answers_and_outcomes_are_versions(ada: Any, begun: str) -> None:
    step = {"seen": 1, "name": "Meet them", "begins": "2027-01-11", "ends": "2027-02-12"}
    made = ada("POST", f"{begun}/steps", step, 201)
    assert (made["version"], [one["id"] for one in made["steps"] if one["name"] == "Meet them"]) == (2, ["step-1"])
    assert "Somebody" in ada("POST", f"{begun}/steps", step, 409)["error"]["what"]
    done = ada("PUT", f"{begun}/steps/step-1", {**step, "seen": 2, "state": "done", "done": "2027-02-01"})
    assert [one["done"] for one in done["steps"] if one["id"] == "step-1"] == ["2027-02-01"]
    assert ada("PUT", f"{begun}/steps/nothing", {**step, "seen": 3}, 400)
    spoken = ada(
        "POST", f"{begun}/engagements", {"seen": 3, "whom": "Ministry", "on": "2027-02-01", "ask": "Ratify"}, 201
    )
    (one,) = spoken["engagements"]
    said = {"seen": 4, "reply": "in part", "said": "Perhaps.", "on": "2027-03-01"}
    assert ada("PUT", f"{begun}/engagements/{one['id']}/answer", said)["engagements"][0]["reply"] == "in part"
    came = {"seen": 5, "what": "A law", "effect": "law changed", "on": "2027"}
    assert ada("POST", f"{begun}/outcomes", came, 201)["outcomes"][0]["what"] == "A law"
    assert ada("PATCH", begun, {"seen": 6, "goal": "Ratify it."})["title"] == "Ours"
    assert len(ada("DELETE", f"{begun}/steps/step-1?seen=7")["steps"]) == 7
    assert len(ada("POST", f"{begun}/versions/2/restore", {"seen": 8}, 201)["steps"]) == 8
    assert [one["number"] for one in ada("GET", f"{begun}/versions")] == list(range(9, 0, -1))
    file = ada("GET", f"{begun}/files/campaign.json")
    again = ada("POST", "campaigns/import", {**file, "title": "A copy"}, 201)
    assert again["title"] == "A copy"
    assert [one["version"] for one in ada("GET", "campaigns")["rows"]] == [1, 9]
    assert ada("GET", f"{begun}/files/plan.csv").startswith(b"id")
    assert ada("DELETE", begun) == {"done": True}


def test_who_is_asked_reads_it_and_agrees_for_itself_to_these_words(
    ada: Any, begun: str, program: Any, person: Any, organisation: Any
) -> None:
    union, bob = organisation("union", listed=True), person("bob")
    Membership.objects.create(user=bob, organisation=union, role="editor")
    theirs = program(bob)
    assert theirs("GET", begun, status=404)
    assert ada("POST", f"{begun}/coalition", {"name": "A body outside"}, 400)
    asked = ada("POST", f"{begun}/coalition", {"organisation": "union"}, 201)
    assert [(one["organisation"], one["joined"], one["ours"]) for one in asked["members"]] == [("union", None, False)]
    (text,) = ada("POST", f"{begun}/texts", {"title": "Our demand", "text": "We ask."}, 201)["texts"]
    agreement = f"{begun}/texts/{text['id']}/agreement"
    assert theirs("PUT", agreement, {"organisation": "union", "digest": text["digest"]}, 400)
    theirs("PUT", f"{begun}/membership", {"organisation": "union", "named": True})
    theirs("PUT", agreement, {"organisation": "union", "digest": "0" * 64}, 409)
    ada("PUT", agreement, {"organisation": "union", "digest": text["digest"]}, 403)
    told = theirs("PUT", agreement, {"organisation": "union", "digest": text["digest"]})
    assert told["texts"][0]["agreed"] == [one["short"] for one in told["members"] if one["ours"]]
    assert theirs("PATCH", begun, {"seen": 1, "title": "Theirs"}, 403)
    assert theirs("POST", f"{begun}/texts/{text['id']}/withdraw", {"organisation": "union"})["texts"][0]["agreed"] == []
    theirs("POST", f"{begun}/leave", {"organisation": "union"})
    assert theirs("GET", begun, status=404)


def test_everyone_reads_the_chosen_parts_after_it_was_asked_who_could_suffer(ada: Any, begun: str) -> None:
    told = ada("PUT", f"{begun}/public", {"shows": ["plan"]})
    assert (len(told["steps"]), told["engagements"]) == (7, [])
    asked = {"shows": ["plan"], "nobody_can_suffer": True}
    assert "Before it is published" in ada("PUT", f"{begun}/publication", asked, 400)["error"]["what"]
    questions = ada("GET", f"{begun}/safety")["questions"]
    go = {one["id"]: next(each["id"] for each in one["options"] if each["effect"] == "go") for one in questions}
    answers = {name: {"option": option, "why": "They agree."} for name, option in go.items()}
    assert ada("PUT", f"{begun}/safety", {"answers": answers})["open"] == []
    assert ada("PUT", f"{begun}/publication", {"shows": ["plan"], "nobody_can_suffer": False}, 422)
    ada("PUT", f"{begun}/publication", asked)
    (row,) = Client().get("/api/v1/register/campaigns").json()["rows"]
    shown = Client().get(f"/api/v1/register/campaigns/{row['id']}").json()
    assert (row["title"], len(shown["steps"]), "owner" in shown["steps"][0]) == ("Ours", 7, False)
    ada("DELETE", f"{begun}/publication")
    assert Client().get(f"/api/v1/register/campaigns/{row['id']}").status_code == 404


def test_a_letter_belongs_to_a_campaign_that_one_is_inside_of(ada: Any, begun: str, program: Any, person: Any) -> None:
    number = begun.removeprefix("campaigns/")
    letter = ada("POST", "letters", {"kind": "ratification", "case": {"state": "NPL"}, "campaign": number}, 201)
    assert letter["campaign"] == number
    assert [one["id"] for one in ada("GET", begun)["letters"]] == [letter["id"]]
    assert ada("PUT", f"letters/{letter['id']}/campaign", {"campaign": None})["campaign"] == ""
    other = program(person("bob"))
    assert other("POST", "letters", {"kind": "ratification", "case": {"state": "NPL"}, "campaign": number}, 404)


def test_those_inside_are_told_who_stands_for_the_same_and_everyone_what_is_public(
    ada: Any, begun: str, program: Any, person: Any, organisation: Any
) -> None:
    union, ally = organisation("union", listed=True), organisation("ally", listed=True)
    bob, cyn = person("bob"), person("cyn")
    Membership.objects.create(user=bob, organisation=union, role="editor")
    Membership.objects.create(user=cyn, organisation=ally, role="editor")
    theirs = program(cyn)
    made = theirs("POST", "campaigns", {"objective": "ratify", "country": "NPL", "title": "A quiet one"}, 201)
    theirs("PUT", f"campaigns/{made['id']}/membership", {"organisation": "ally", "named": True})
    assert [one["slug"] for one in ada("GET", f"{begun}/allies")] == []  # it is not public, and she is not inside
    public = Client().get("/api/v1/campaign-allies", {"objective": "ratify", "country": "NPL"})
    assert (public.status_code, [one["slug"] for one in public.json()]) == (200, [])
    theirs("POST", f"campaigns/{made['id']}/coalition", {"organisation": "union"}, 201)
    his = program(bob)
    assert his("GET", f"campaigns/{made['id']}/allies") == []  # those who are asked already are left out
    ada("POST", f"{begun}/coalition", {"organisation": "union"}, 201)
    (told,) = his("GET", f"{begun}/allies")
    assert (told["slug"], "A quiet one" in told["reasons"][0]["text"]) == ("ally", True)
    assert theirs("GET", f"{begun}/allies", status=404)
