"""Cases by country, instrument, body and year."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from fairlead.facts import SupervisoryCase, load
from fairlead.hub.lookup.cases import slugs

pytestmark = pytest.mark.django_db


def found(**query: str) -> list[dict]:
    response = Client().get("/cases.json", query)
    assert response.status_code == 200, response.content
    return json.loads(response.content)["data"]["cases"]


def test_filters_choose_what_the_table_holds() -> None:
    rows = load(SupervisoryCase)
    assert len(found()) == len(rows)
    for row in rows:
        assert {one["case"] for one in found(country=row.iso3)} == {slugs()[id(o)] for o in rows if o.iso3 == row.iso3}
    assert len(found(instrument="C029")) == sum("C029" in row.instruments for row in rows)
    assert len(found(body="art-26")) == sum(row.body == "Art. 26 complaint" for row in rows)
    assert {one["case"] for one in found(country="Bangladesh")} == {"BGD-2019-art-26"}


def test_a_case_is_found_in_every_year_it_ran() -> None:
    for year in (2014, 2015, 2016, 2017):
        assert "QAT-2014-art-26" in {one["case"] for one in found(year=str(year), country="QAT")}
    assert not found(year="2018", country="QAT", body="art-26")
    assert "BGD-2019-art-26" in {one["case"] for one in found(year="2024")}  # open when last read


def test_names_of_cases_are_single() -> None:
    assert len(set(slugs().values())) == len(load(SupervisoryCase))


def test_nothing_found_is_not_none() -> None:
    text = Client().get("/cases/?country=NOR").content.decode()
    assert "not the same as none" in text


@pytest.mark.parametrize("query", ["year=abc", "year=20015", "instrument=C999", "body=court", "country=Atlantis"])
def test_bad_filters_are_refused(query: str) -> None:
    assert Client().get(f"/cases/?{query}").status_code == 400


def test_one_case() -> None:
    text = Client().get("/cases/BGD-2019-art-26/").content.decode()
    assert "Art. 26 complaint" in text
    assert "/routes/ILO26/" in text
    assert "/countries/BGD/" in text
    response = Client().get("/cases/BGD-2018-art-26/")
    assert response.status_code == 404
    assert "BGD-2019-art-26" in response.content.decode()
