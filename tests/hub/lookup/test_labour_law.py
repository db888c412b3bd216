"""Labour law by country: answers with sources, and what is not collected says so."""

from __future__ import annotations

import json
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client

from fairlead.facts.labour_law import answers, natlex
from fairlead.hub.lookup.asked import countries

pytestmark = pytest.mark.django_db


def test_topics_equal_the_library() -> None:
    for iso3 in list(countries())[::15]:
        found = json.loads(Client().get(f"/labour-law/{iso3}.json").content)["data"]
        assert [(one["topic"], one["collected"]) for one in found] == [
            (one.topic.topic, one.collected) for one in answers(iso3)
        ]


def test_topics_without_an_answer_say_so_and_lead_to_natlex() -> None:
    text = Client().get("/labour-law/QAT/").content.decode()
    missing = sum(not one.collected for one in answers("QAT"))
    assert missing
    assert text.count("Not collected yet, which is not none.") == missing
    assert text.count(natlex("QAT").replace("&", "&amp;")) == missing + 1


def test_recalled_answers_carry_their_mark() -> None:
    iso3 = next(iso3 for iso3 in countries() if any(one.to_be_checked for one in answers(iso3)))
    assert "to be checked" in Client().get(f"/labour-law/{iso3}/").content.decode()


def test_where_an_answer_was_read_and_what_is_weak_stand_beside_it() -> None:
    """Many pages are secondary or bear no date: a reader must see it without opening the record."""
    text = unescape(Client().get("/labour-law/SAU/").content.decode())
    rows = [said.row for one in answers("SAU") for said in one.statements if said.row.source == "national-law-pages"]
    assert rows
    for row in rows:
        assert f"Read at {(urlsplit(row.url).hostname or '').removeprefix('www.')}." in text
        assert row.note[:1].upper() + row.note[1:] in text


def test_two_countries_side_by_side() -> None:
    pairs = json.loads(Client().get("/labour-law/compare.json?country=BGD&country=India").content)["data"]
    assert [len(pair["answers"]) for pair in pairs] == [2] * len(answers("BGD"))
    assert {one["iso3"] for pair in pairs for one in pair["answers"]} == {"BGD", "IND"}
    one = json.loads(Client().get("/labour-law/compare.json?country=BGD&country=IND&topic=wages").content)["data"]
    assert [pair["topic"] for pair in one] == ["wages"]


@pytest.mark.parametrize(
    "query",
    [
        "country=BGD&country=BGD",
        "country=BGD&country=Atlantis",
        "country=BGD&country=IND&topic=tea",
        "country=A&country=B&country=C",
    ],
)
def test_bad_pairs_are_refused(query: str) -> None:
    assert Client().get(f"/labour-law/compare/?{query}").status_code == 400


def test_one_country_alone_is_asked_for_another() -> None:
    assert "Choose two countries." in Client().get("/labour-law/compare/?country=BGD").content.decode()
