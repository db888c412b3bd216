"""Pages on ratifications say what the library says, and bad questions are answered."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import date

import pytest
from django.test import Client

from fairlead.facts import Ratification, load
from fairlead.reason import gaps, ratification
from fairlead.reason.plain import record_day

pytestmark = pytest.mark.django_db


def data(address: str) -> dict:
    response = Client().get(address)
    assert response.status_code == 200, (address, response.content[:300])
    return json.loads(response.content)["data"]


@pytest.mark.parametrize(("on", "low", "high"), [("2021-03-17", 50, 50), ("2025-06-30", 61, 62), ("2015-12-31", 2, 2)])
def test_protocol_on_a_day(on: str, low: int, high: int) -> None:
    found = data(f"/ratifications/P029.json?on={on}")
    assert (found["count"]["low"], found["count"]["high"]) == (low, high)
    text = Client().get(f"/ratifications/P029/?on={on}").content.decode()
    assert f'<p class="figure">{low if low == high else f"{low} to {high}"}</p>' in text


def test_year_only_rows_are_named() -> None:
    text = Client().get("/ratifications/P029/?on=2025-06-30").content.decode()
    undecided = text.split("Not decided, because only the year is known:")[1].split("</p>")[0]
    assert "Brazil" in undecided
    assert "2025" in undecided


def test_published_count_stands_beside_ours() -> None:
    text = Client().get("/ratifications/P029/?on=2021-03-17").content.decode()
    assert "Published: 50" in text
    assert "They agree." in text


def test_after_the_record_nothing_is_counted() -> None:
    end = record_day("P029")
    later = date(end.year + 1, 1, 1).isoformat()
    found = data(f"/ratifications/P029.json?on={later}")
    assert found["count"] is None
    assert "cannot be counted" in found["text"]
    assert end.isoformat() in found["text"]
    states = {row["iso3"]: row["had_ratified"] for row in found["states"]}
    assert states["NOR"] == "yes"
    assert "no" not in states.values()


@pytest.mark.parametrize("code", ["P029", "C029", "C105", "C129", "C188"])
def test_every_state_is_told_as_the_library_tells_it(code: str) -> None:
    chance = random.Random(code)
    for on in (date(2016, 6, 1), date(chance.randint(1935, 2020), chance.randint(1, 12), chance.randint(1, 28))):
        found = data(f"/ratifications/{code}.json?on={on}")
        assert {row["iso3"] for row in found["states"]} == set(ratification.members())
        for row in found["states"]:
            assert row["had_ratified"] == ratification.ratified(code, row["iso3"], on).verdict
            assert row["in_force"] == ratification.in_force(code, row["iso3"], on).verdict


def test_incomplete_record_says_unknown_not_no() -> None:
    text = Client().get("/ratifications/C129/").content.decode()
    assert "This record is not complete" in text
    assert "Had not ratified" not in text


def test_denunciations_are_shown() -> None:
    row = next(row for row in load(Ratification) if row.denounced)
    text = Client().get(f"/ratifications/{row.instrument}/").content.decode()
    assert "Denunciations" in text
    assert row.country in text.split("Denunciations")[1]


def test_recalled_dates_carry_their_mark() -> None:
    row = next(row for row in load(Ratification) if row.instrument == "P029" and row.to_be_checked)
    text = Client().get("/ratifications/P029/").content.decode()
    line = next(part for part in text.split("<tr>") if f">{row.country}</a>" in part)
    assert "to be checked" in line


def test_csv_has_every_state() -> None:
    text = Client().get("/ratifications/P029.csv?on=2021-03-17").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(ratification.members())
    assert sum(row["had_ratified"] == "yes" for row in rows) == 50


@pytest.mark.parametrize("on", ["2021-3-17", "17.03.2021", "20210317", "2021-02-30", "0001-01-01", "9999-01-01", "x"])
def test_bad_day_is_refused_with_how_to_write_it(on: str) -> None:
    for address in ("/ratifications/", "/ratifications/P029/", "/countries/BGD/ratifications/", "/laws/", "/routes/"):
        response = Client().get(address, {"on": on})
        assert response.status_code == 400, address
        assert "2021-03-17" in response.content.decode()


def test_unknown_instrument_names_near_ones() -> None:
    response = Client().get("/ratifications/P030/")
    assert response.status_code == 404
    assert "P029" in response.content.decode()
    assert (
        Client().get("/ratifications/p029/?on=2021-03-17").headers["Location"] == "/ratifications/P029/?on=2021-03-17"
    )


def test_gaps_equal_the_library_over_all_profiles() -> None:
    on = date(2022, 1, 1)
    for profile, codes in gaps.profiles().items():
        found = Client().get("/ratifications/gaps.json", {"profile": profile, "on": str(on)})
        rows = json.loads(found.content)["data"]
        assert [row["instrument"] for row in rows] == list(codes)
        for row in rows:
            tally = gaps.world(row["instrument"], on)
            assert (row["ratified"], row["gap"], row["unknown"]) == (tally.ratified, tally.gap, tally.unknown)
            assert len(row["states_with_a_gap"]) == tally.gap


def test_pathfinders_on_a_day() -> None:
    lists = data("/ratifications/pathfinders.json?on=2021-03-31")["lists"]
    assert next((one["listing"], one["low"], one["total"]) for one in lists) == ("2021", 7, 22)


def test_unknown_profile_is_refused() -> None:
    assert Client().get("/ratifications/gaps/?profile=nothing").status_code == 400
