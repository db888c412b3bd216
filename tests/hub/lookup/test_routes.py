"""Which routes are open: the page says what the rules say, help comes first, and what is missing is asked."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client

from fairlead.hub.lookup.routes import EXAMPLES
from fairlead.reason.help import assistance
from fairlead.reason.route_question import Question
from fairlead.reason.routes import routes

pytestmark = pytest.mark.django_db
ON = "2026-06-01"
UNION = {**EXAMPLES[0], "on": ON}


def data(query: dict) -> dict:
    response = Client().get("/routes.json", query)
    assert response.status_code == 200, response.content[:400]
    return json.loads(response.content)["data"]


def told(query: dict) -> list[tuple[str, str]]:
    return [(one["route"]["id"], one["answer"]["verdict"]) for one in data(query)["routes"]]


def test_union_against_its_state() -> None:
    ask = Question(
        applicant="union", duty_bearer="state", against="BGD", abuse="forced_labour", place="BGD", on=date(2026, 6, 1)
    )
    assert told(UNION) == [(one.route.id, one.answer.verdict) for one in routes(ask)]


def test_company_with_buyer_and_size() -> None:
    query = {**EXAMPLES[2], "on": "2023-12-31"}
    ask = Question(
        applicant="ngo",
        duty_bearer="company",
        against="CHN",
        abuse="forced_labour",
        place="BGD",
        on=date(2023, 12, 31),
        buyers=("DEU",),
    )
    assert told(query) == [(one.route.id, one.answer.verdict) for one in routes(ask)]
    size = {"kind": "company", "against": "FRA", "staff_in": "France=5200", "on": "2025-06-01"}
    assert dict(told({**UNION, **size}))["FRVIG"] == "yes"


def test_instruments_can_be_chosen() -> None:
    found = data({**UNION, "against": "USA", "place": "USA", "instrument": "C029"})["routes"]
    closed = next(one for one in found if one["route"]["id"] == "ILO24")
    assert closed["answer"]["verdict"] == "no"
    assert [near["text"] for near in closed["nearest"]]


def test_help_comes_before_accusation_and_only_named_bodies() -> None:
    query = {**EXAMPLES[1], "on": ON}
    text = Client().get("/routes/", query).content.decode()
    assert text.index('id="help-h"') < text.index('id="yes-h"')
    helped = assistance("worker", "QAT", date(2026, 6, 1), origin="NPL")
    assert [one["name"] for one in data(query)["help"]["helpers"]] == [one.name for one in helped.helpers]


def test_each_open_route_says_all_that_it_must() -> None:
    text = Client().get("/routes/", UNION).content.decode()
    card = text.split('id="ILO24"')[1].split('<div class="answer')[0]
    for label in ("Needs", "Gives", "Takes", "How far it binds", "Risk of reprisal", "Reference"):
        assert f"<dt>{label}</dt>" in card, label


def test_closed_routes_name_the_nearest_open() -> None:
    text = Client().get("/routes/", {**UNION, "against": "USA", "place": "USA"}).content.decode()
    assert "Nearest open" in text.split('id="no-h"')[1]


def test_bans_stand_beside_where_a_good_is_named() -> None:
    assert "Import bans that touch the good" in Client().get("/routes/", {**EXAMPLES[4], "on": ON}).content.decode()
    assert data(UNION)["bans"] == []


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ({"applicant": "union"}, "against whom"),
        ({"applicant": "union", "kind": "state", "place": "BGD", "abuse": "wages"}, "against which State"),
        ({"applicant": "union", "kind": "lender", "place": "BGD", "abuse": "wages"}, "against which lender"),
    ],
)
def test_what_is_missing_is_asked(query: dict, missing: str) -> None:
    response = Client().get("/routes/", query)
    assert response.status_code == 200
    assert missing in response.content.decode().split("Still to say:")[1].split("</p>")[0]


def test_without_a_question_the_form_shows_examples() -> None:
    assert "Or look at an answer" in Client().get("/routes/").content.decode()


@pytest.mark.parametrize(
    "query",
    ["applicant=king", "kind=god", "abuse=tea", "place=Atlantis", "instrument=C999", "lender=NOBODY", "industry=c99"],
)
def test_bad_words_are_refused(query: str) -> None:
    assert Client().get(f"/routes/?{query}").status_code == 400


def test_one_route() -> None:
    text = Client().get("/routes/ILO24/").content.decode()
    assert "Representation (Article 24)" in text
    response = Client().get("/routes/ILO99/")
    assert response.status_code == 404
    assert Client().get("/routes/ilo24/").status_code == 301
