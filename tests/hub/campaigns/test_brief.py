"""The brief of a campaign for everyone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

ASKED = [
    {},
    {"objective": "ratify", "country": "BGD", "sector": "c4"},
    {"objective": "recruitment", "country": "QAT", "partner": "NPL"},
    {"objective": "trade_clause", "country": "DEU", "partner": "VNM"},
    {"objective": "lender", "country": "BRA", "lender": "IFC"},
    {"objective": "bind_business", "country": "DEU"},  # the longest one known
]


@pytest.mark.parametrize("asked", ASKED)
def test_a_brief_needs_no_account_and_sets_no_cookie(client: Client, asked: dict[str, str]) -> None:
    answer = client.get(reverse("campaign-brief"), asked)
    assert answer.status_code == 200
    assert not answer.cookies
    assert len(answer.content) <= 100_000
    for form in ("json", "csv", "bib"):
        assert client.get(reverse(f"campaign-brief.{form}"), asked).status_code == 200
    for what in ("brief", "slides"):
        file = client.get(reverse("campaign-brief-file", kwargs={"what": what, "form": "docx"}), asked)
        assert file.content[:2] == b"PK"


def test_every_statement_of_the_data_leads_to_rows(client: Client) -> None:
    data = client.get(reverse("campaign-brief.json"), ASKED[1]).json()["data"]
    facts = [fact for section in data["sections"] for block in section["blocks"] for fact in block["facts"]]
    assert len(facts) > 50
    assert all(fact["rows"] for fact in facts)


@pytest.mark.parametrize(
    "asked", [{"objective": "win", "country": "BGD"}, {"country": "Nepal"}, {"level": "x", "country": "NPL"}]
)
def test_what_there_is_not_is_refused(client: Client, asked: dict[str, str]) -> None:
    assert client.get(reverse("campaign-brief"), asked).status_code == 400
