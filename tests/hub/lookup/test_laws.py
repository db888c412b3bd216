"""Laws as on any date, side by side, and import bans; and which bind a company."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from fairlead.facts import BusinessLaw, LawStrength, load
from fairlead.hub.lookup.which import EXAMPLES
from fairlead.reason.import_bans import bans_touching
from fairlead.reason.law_versions import version
from fairlead.reason.laws import Company, laws_of, which_laws

pytestmark = pytest.mark.django_db
SWEDISH = EXAMPLES[0]


def data(address: str, query: dict | None = None) -> dict:
    response = Client().get(address, query or {})
    assert response.status_code == 200, (address, response.content[:400])
    return json.loads(response.content)["data"]


def test_a_law_on_three_days() -> None:
    for on in ("2024-12-01", "2026-01-01", "2027-12-14"):
        assert data(f"/laws/EU-FLR.json?on={on}")["standing"] == version("EU-FLR", date.fromisoformat(on)).standing
        assert f"On {on}: " in Client().get(f"/laws/EU-FLR/?on={on}").content.decode()


def test_laws_of_a_place_have_those_of_its_union() -> None:
    found = {row["id"] for row in data("/laws.json", {"country": "Germany", "on": "2026-01-01"})["laws"]}
    assert found == {row.id for row in laws_of("DEU", date(2026, 1, 1))}
    assert {"EU-FLR", "DE-LKSG"} <= found


def test_every_law_is_listed_and_nothing_is_ranked() -> None:
    assert {row["id"] for row in data("/laws.json")["laws"]} == {row.id for row in load(BusinessLaw)}
    assert not data("/laws.json", {"country": "BGD"})["laws"]
    assert "not the same as none" in Client().get("/laws/?country=BGD").content.decode()


def test_side_by_side() -> None:
    rows = data("/laws/compare.json", {"law": ["EU-CSDDD", "FR-VIGILANCE"]})
    told = {(row["law"], row["aspect"]): row["grade"] for row in rows}
    assert told == {
        (row.law, row.aspect): row.grade for row in load(LawStrength) if row.law in {"EU-CSDDD", "FR-VIGILANCE"}
    }
    recalled = next(row for row in load(LawStrength) if row.to_be_checked)
    text = Client().get(f"/laws/compare/?law={recalled.law}").content.decode()
    assert "to be checked" in text
    assert Client().get("/laws/compare/?law=EU-CSDD").status_code == 400


def test_recalled_laws_carry_their_mark() -> None:
    row = next(row for row in load(BusinessLaw) if row.to_be_checked)
    assert "to be checked" in Client().get(reverse("law", kwargs={"law": row.id})).content.decode()


def test_bans_equal_the_library() -> None:
    query = {"good": "cotton shirts", "origin": "Bangladesh", "into": "USA", "on": "2026-11-20"}
    told = [(one["ban"], one["answer"]["verdict"]) for one in data("/laws/bans.json", query)["bans"]]
    found = bans_touching(date(2026, 11, 20), good="cotton shirts", origin="BGD", into="USA")
    assert told == [(one.ban.id, one.answer.verdict) for one in found]


def test_who_made_it_is_not_given_back() -> None:
    text = Client().get("/laws/bans.json", {"maker": "Somebody Ltd", "into": "USA"}).content.decode()
    assert "Somebody" not in json.dumps(json.loads(text)["data"])


def test_which_laws_equal_the_library() -> None:
    company = Company(
        seat="SWE", turnover=2e9, staff=6000, sells_in=("DEU", "USA"), imports=("USA",), goods=("cotton",)
    )
    told = [(one["law"], one["answer"]["verdict"]) for one in data("/laws/which.json", SWEDISH)["laws"]]
    assert told == [(one.law.id, one.answer.verdict) for one in which_laws(company, date(2027, 12, 31))]
    assert [law for law, verdict in told if verdict == "yes"][:2] == ["EU-CSRD", "EU-FLR"]


def test_what_is_open_is_asked_and_its_answer_decides() -> None:
    query = {**SWEDISH, "staff_in": "Germany=1200"}
    text = Client().get("/laws/which/", query).content.decode()
    assert 'name="fact-branch-germany"' in text
    told = {one["law"]: one["answer"]["verdict"] for one in data("/laws/which.json", query)["laws"]}
    assert told["DE-LKSG"] == "unknown"
    told = {
        one["law"]: one["answer"]["verdict"]
        for one in data("/laws/which.json", {**query, "fact-branch-germany": "yes"})["laws"]
    }
    assert told["DE-LKSG"] == "yes"


def test_readers_see_names_not_codes() -> None:
    text = Client().get("/laws/which/", SWEDISH).content.decode()
    body = text.split('id="yes-h"')[1]
    assert "the European Union" in body
    assert "into the United States" in body
    assert "in EU;" not in body
    assert "into USA" not in body


def test_nothing_said_shows_examples_and_answers_nothing() -> None:
    response = Client().get("/laws/which/")
    assert "Or look at an answer" in response.content.decode()
    assert json.loads(Client().get("/laws/which.json").content)["data"] is None
    rows = list(csv.DictReader(io.StringIO(Client().get("/laws/which.csv").content.decode("utf-8-sig"))))
    assert {row["law"] for row in rows} == {law.id for law in load(BusinessLaw)}  # what can be asked about
    assert not any(row["binds_it"] for row in rows)


@pytest.mark.parametrize(
    "query",
    [
        "turnover=abc",
        "turnover=-5",
        "turnover=inf",
        "turnover=nan",
        "turnover=1e300",
        "staff=1.5",
        "seat=Atlantis",
        "sells_in=Germany,Nowhere",
        "staff_in=900",
        "currency=Groats+and+more",
        "fact-nothing=yes",
        "fact-franchise=perhaps",
        "on=yesterday",
        "goods=" + "x" * 300,
    ],
)
def test_bad_input_is_refused_in_words(query: str) -> None:
    response = Client().get(f"/laws/which/?{query}")
    assert response.status_code == 400, response.content[:300]
    assert json.loads(Client().get(f"/laws/which.json?{query}").content)["error"]["what"]
