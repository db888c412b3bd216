"""What the pages of goods, corridors, initiatives, indicators and tables say is what the facts say."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client

from fairlead import facts
from fairlead.facts import InitiativeFeature, load
from fairlead.hub.lookup import initiatives
from fairlead.hub.lookup.initiatives import best_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def read() -> Callable[..., Any]:
    def get(address: str, **asked: str) -> Any:
        answer = Client().get(address, asked)
        assert answer.status_code == 200, answer.content[:300]
        return answer.json()["data"] if address.endswith(".json") else answer.content.decode()

    return get


def test_filters_of_goods_keep_what_the_rows_say(read: Callable[..., Any]) -> None:
    every = read("/goods.json")
    assert len(every) == len(load("goods"))
    forced = read("/goods.json", country="BGD", kind="forced_labour")
    assert {(row["good"], row["iso3"]) for row in forced} == {
        (row.good, row.iso3) for row in load("goods") if row.iso3 == "BGD" and row.forced_labour
    }
    rows = list(csv.DictReader(io.StringIO(read("/goods.csv", country="BGD").lstrip("\ufeff"))))
    assert len(rows) == sum(row.iso3 == "BGD" for row in load("goods"))


def test_not_listed_is_never_shown_as_safe(read: Callable[..., Any]) -> None:
    for page in (read("/goods/"), read("/goods/cotton/"), read("/goods/", country="BGD", q="xyz")):
        assert "not evidence of absence" in page or "not thereby free" in page


@pytest.mark.parametrize(
    "address",
    [
        "/goods/?country=XXX",
        "/goods/?kind=all",
        "/goods/?page=0",
        "/goods/?page=99",
        "/goods/?page=1e3",
        "/goods/?q=" + "a" * 300,
        "/corridors/?origin=Nepaland",
        "/initiatives/?binding=maybe",
        "/initiatives/compare/?id=ACCORD&id=BW&id=FWF&id=FLA",
        "/initiatives/compare/?id=NONE",
        "/indicators/?sex=men",
        "/facts/goods/?status=sure",
    ],
)
def test_a_filter_that_is_none_is_refused_with_what_to_do(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 400
    assert "Status 400" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/goods/unobtainium/",
        "/corridors/NPL/",
        "/corridors/NPL-NPL/",
        "/corridors/NPL-XXX/",
        "/initiatives/NONE/",
        "/practices/NONE/",
        "/indicators/none/",
        "/indicators/hdi/XXX/",
        "/facts/none/",
        "/facts/goods/none/",
        "/sources/none/",
        "/findings/NOR/",
    ],
)
def test_what_is_not_there_is_404(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_corridor_says_what_binds_at_both_ends_and_what_is_not_collected(read: Callable[..., Any]) -> None:
    data = read("/corridors/NPL-QAT.json")
    said = {(row["end"], row["about"]): row for row in data["rules"]}
    assert said["destination", "tied visa"]["rule"] == "partly"
    assert said["origin", "licence register"]["status"] == "recalled"
    assert all(row["fact"] for row in data["rules"] if row["rule"])
    assert "to be checked" in read("/corridors/NPL-QAT/")
    unknown = read("/corridors/NPL-DEU.json")["rules"]
    assert {row["status"] for row in unknown if not row["rule"]} == {"not collected yet"}
    assert "never that there is no help" in read("/corridors/NPL-DEU/") or data["help_points"]


def test_two_countries_without_a_row_still_lead_to_their_corridor() -> None:
    answer = Client().get("/corridors/", {"origin": "NPL", "destination": "GBR"})
    assert answer.status_code == 302
    assert answer["Location"] == "/corridors/NPL-GBR/"


def test_the_matrix_shows_every_gap_and_mark(read: Callable[..., Any]) -> None:
    rows = {row["id"]: row for row in read("/initiatives.json")}
    assert len(rows) == len(load("initiatives"))
    known = {(row.initiative, row.feature): row for row in load(InitiativeFeature)}
    for name, row in rows.items():
        for feature in initiatives.FEATURES:
            stem = feature.replace(" ", "_")
            found = known.get((name, feature))
            assert row[f"{stem}_status"] == (found.status if found else "not collected yet")
            if feature != "tiers":
                assert row[stem] == (found.answer if found and found.answer else "unknown")
    binding = read("/initiatives.json", binding="yes")
    assert {row["id"] for row in binding} == {
        name for (name, feature), row in known.items() if feature == "binding" and row.answer == "yes"
    }


def test_best_at_comes_only_from_a_sourced_evaluation(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(not best_at(row.id) for row in load("initiatives"))
    base = next(row for row in load(InitiativeFeature) if row.initiative == "ACCORD")
    said = msgspec.structs.replace(base, feature="best at", value="safety")
    evaluated = msgspec.structs.replace(said, status="verified", url="https://example.org/evaluation")
    monkeypatch.setattr(initiatives, "load", lambda _table: (said, evaluated))
    assert best_at("ACCORD") == (evaluated,)
    assert best_at("BW") == ()


def test_an_indicator_shows_its_years_and_women_beside_all(read: Callable[..., Any]) -> None:
    data = read("/indicators/unemployment_pct/BGD.json")
    row = next(row for row in load("indicator_series") if (row.indicator, row.iso3) == ("unemployment_pct", "BGD"))
    assert [(one["year"], one["value"]) for one in data["years"]] == list(row.observations)
    page = read("/indicators/unemployment_pct/BGD/")
    assert page.count('class="dot"') == len(row.observations)
    assert "female_unemployment_pct" in page
    assert "it is not zero" in read("/indicators/hdi/TWN/") or "not zero" in read("/indicators/hdi/TWN.json")["latest"]


def test_values_that_may_not_be_passed_on_are_not_here(read: Callable[..., Any]) -> None:
    own = [row.indicator for row in load("indicators") if row.terms == "own copy"]
    for name in own:
        assert read(f"/indicators/{name}.json")["values"] == []


@pytest.mark.parametrize("table", facts.tables())
def test_the_file_of_a_table_is_read_back_as_it_is(table: str, tmp_path: Path) -> None:
    answer = Client().get(f"/facts/{table}/file/")
    assert answer["Repr-Digest"] == f"sha-256=:{base64.b64encode(hashlib.sha256(answer.content).digest()).decode()}:"
    file = tmp_path / f"{table}.csv"
    file.write_bytes(answer.content)
    assert facts.read(file, table) == load(table)


def test_the_data_page_gives_rows_terms_and_checksums(read: Callable[..., Any]) -> None:
    told = {one["table"]: one for one in read("/about/data.json")}
    assert set(told) == set(facts.tables())
    assert told["goods"]["rows"] == len(load("goods"))
    assert told["goods"]["sha256"] == hashlib.sha256(Client().get("/facts/goods/file/").content).hexdigest()
    assert "public domain" in " ".join(told["goods"]["terms"])


def test_rows_from_memory_carry_their_mark_and_every_row_its_source(read: Callable[..., Any]) -> None:
    page = read("/facts/initiative_features/ACCORD~binding/")
    assert "to be checked" in page
    assert "/sources/initiatives-memory/" in page
