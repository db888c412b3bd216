"""Pages of goods, corridors, initiatives, practices, indicators, sources and rows: whole, small, linked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from tests.hub.lookup.test_all_pages import whole

from fairlead.facts import load, tables
from fairlead.hub.cache import clear
from fairlead.hub.lookup import goods
from fairlead.hub.lookup.asked import countries
from fairlead.hub.lookup.corridors import _corridors
from fairlead.hub.lookup.permalinks import BETWEEN, key_of, row_address, row_at

pytestmark = pytest.mark.django_db


def single() -> Iterator[str]:
    for name in (
        "about",
        "data",
        "source_list",
        "good_list",
        "finding_list",
        "corridor_list",
        "initiative_list",
        "initiative_map",
        "initiative_compare",
        "practice_list",
        "indicator_list",
    ):
        yield reverse(name)
    yield from (reverse("fact_table", kwargs={"table": name}) for name in tables())
    yield from (reverse("source", kwargs={"source": row.id}) for row in load("sources"))
    yield from (reverse("initiative", kwargs={"initiative": row.id}) for row in load("initiatives"))
    yield from (reverse("practice", kwargs={"practice": row.id}) for row in load("practices"))
    yield from (reverse("corridor", kwargs={"code": one.code}) for one in _corridors())
    yield from (reverse("indicator", kwargs={"indicator": row.indicator}) for row in load("indicators"))
    yield reverse("initiative_compare") + "?id=ACCORD&id=BW&id=FWF"
    yield reverse("initiative_map") + "?show=works_in"
    yield reverse("good_list") + "?country=BGD&kind=child_labour"
    yield reverse("good_list") + "?page=10"
    yield reverse("corridor_list") + "?country=NPL"
    yield reverse("practice_list") + "?evidence=A"
    yield reverse("indicator_list") + "?sex=women&years=several"
    yield "/corridors/NPL-DEU/"
    yield "/indicators/unemployment_pct/BGD/"
    yield "/indicators/tip_tier_2023/BGD/"
    yield "/indicators/gsi_vuln_total/BGD/"


@pytest.mark.parametrize("address", list(single()))
def test_page(address: str) -> None:
    whole(Client().get(address), address)


def test_every_good_and_every_country_has_its_pages() -> None:
    client = Client()
    for good in goods.goods():
        address = reverse("good", kwargs={"good": good})
        whole(client.get(address), address)
    clear()
    listed = {row.iso3 for row in load("goods")} | {row.iso3 for row in load("country_findings")}
    for iso3 in countries():
        address = reverse("country_indicators", kwargs={"iso3": iso3})
        whole(client.get(address), address)
        address = reverse("finding", kwargs={"iso3": iso3})
        if iso3 in listed:
            whole(client.get(address), address)
        else:
            assert client.get(address).status_code == 404
    clear()


@pytest.mark.parametrize("table", tables())
def test_every_row_has_a_lasting_address(table: str) -> None:
    rows = load(table)
    keys = [key_of(row) for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(row_at(table, key) is row for key, row in zip(keys, rows, strict=True))
    assert all(key.count(BETWEEN) == len(keys[0].split(BETWEEN)) - 1 for key in keys)
    client = Client()
    strange = [row for row, key in zip(rows, keys, strict=True) if not key.replace(BETWEEN, "").isalnum()]
    for row in {id(row): row for row in (*rows[:: max(1, len(rows) // 12)], *strange[:12])}.values():
        address = row_address(row)
        whole(client.get(address), address)
        assert client.get(address.rstrip("/") + ".json").json()["data"]["table"] == table
    clear()


@pytest.mark.parametrize("form", ["json", "csv", "bib", "csl.json"])
def test_every_page_has_its_other_forms(form: str) -> None:
    client = Client()
    for name, named in (
        ("data", {}),
        ("source_list", {}),
        ("source", {"source": "normlex"}),
        ("fact_table", {"table": "goods"}),
        ("fact", {"table": "goods", "key": "Brazil Nuts/Chestnuts~BOL"}),
        ("good_list", {}),
        ("good", {"good": "cotton"}),
        ("finding_list", {}),
        ("finding", {"iso3": "BGD"}),
        ("corridor_list", {}),
        ("corridor", {"code": "NPL-QAT"}),
        ("initiative_list", {}),
        ("initiative_map", {}),
        ("initiative", {"initiative": "ACCORD"}),
        ("initiative_compare", {}),
        ("practice_list", {}),
        ("practice", {"practice": "BR-GEFM"}),
        ("indicator_list", {}),
        ("indicator", {"indicator": "hdi"}),
        ("indicator_value", {"indicator": "hdi", "iso3": "BGD"}),
        ("country_indicators", {"iso3": "BGD"}),
    ):
        response = client.get(reverse(f"{name}.{form}", kwargs=named or None))
        assert response.status_code == 200, (name, form, response.content[:200])
        assert response.content or form == "csv", (name, form)
