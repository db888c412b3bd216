"""A country's pages: what it has ratified, its gaps, its plan, and the way to everything else."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client

from fairlead.hub.lookup.asked import countries
from fairlead.reason import gaps, plans, ratification

pytestmark = pytest.mark.django_db


def test_overview_leads_to_every_part() -> None:
    text = Client().get("/countries/BGD/").content.decode()
    for address in (
        "/countries/BGD/ratifications/",
        "/labour-law/BGD/",
        "/cases/?country=BGD",
        "/laws/?country=BGD",
        "/dossiers/countries/BGD/",
        "/dossiers/countries/BGD/estimates/",
        "/routes/?applicant=union",
    ):
        assert address in text, address


def test_gaps_and_plan_of_every_state_equal_the_library() -> None:
    on = date(2025, 6, 30)
    for iso3 in list(ratification.members())[::12]:
        found = json.loads(Client().get(f"/countries/{iso3}/ratifications.json?on={on}").content)["data"]
        for profile in found["gaps"]:
            told = [(one["instrument"], one["gap"]["verdict"]) for one in profile["gaps"]]
            assert told == [(one.instrument, one.answer.verdict) for one in gaps.gaps(profile["profile"], iso3, on)]
        assert found["plan"]["text"] == plans.plan_horizon(iso3, on).text


def test_unknown_is_shown_as_unknown() -> None:
    text = Client().get("/countries/IDN/ratifications/?on=2026-06-04").content.decode()
    fishing = text.split(">Fisheries</a>")[1].split("</ul>")[0]
    assert '<span class="verdict unknown">unknown</span>' in fishing
    assert "Unknown as of" in fishing


def test_no_state_is_called_late() -> None:
    for iso3 in list(countries())[::9]:
        text = Client().get(f"/countries/{iso3}/ratifications/").content.decode().lower()
        assert "overdue" not in text
        assert "too late" not in text


@pytest.mark.parametrize(("asked", "code"), [("bgd", "BGD"), ("Bangladesh", "BGD"), ("viet-nam", "VNM")])
def test_other_spellings_lead_to_the_one_address(asked: str, code: str) -> None:
    response = Client().get(f"/countries/{asked}/ratifications/?on=2021-03-17")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/countries/{code}/ratifications/?on=2021-03-17"


def test_unknown_country_names_near_ones() -> None:
    response = Client().get("/countries/Banglade/")
    assert response.status_code == 404
    assert "Bangladesh (BGD)" in response.content.decode()
    answer = Client().get("/countries/Atlantis.json")
    assert answer.status_code == 404
    assert json.loads(answer.content)["error"]["why"]


def test_territory_outside_the_organisation_is_not_called_a_gap() -> None:
    outside = next(iso3 for iso3 in countries() if iso3 not in ratification.members())
    text = Client().get(f"/countries/{outside}/ratifications/").content.decode()
    assert "not among the member States of the ILO" in text
    assert "verdict" not in text


def test_every_way_of_an_overview_leads_to_an_answer() -> None:
    for iso3 in ["BGD", "QAT", "TKM", *list(countries())[::25]]:
        found = json.loads(Client().get(f"/countries/{iso3}.json").content)["data"]["links"]
        assert len(found) >= 10
        for link in found:
            assert Client().get(link["address"]).status_code == 200, (iso3, link)
