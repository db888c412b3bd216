"""The map tells what is recorded on a day, hatches what is unknown, and says the same as its table."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from fairlead.dossier.packaged import shipped
from fairlead.errors import FairleadError
from fairlead.hub.worldmap import layers
from fairlead.reason.ratification import count, members, ratified

KB = 1000


def get(address: str):
    response = Client().get(address)
    assert response.status_code == 200, address
    return response


def split(page: str) -> tuple[str, str]:
    """The drawing, and the page without it."""
    start = page.index('<svg class="world')
    end = page.index("</svg>", start) + len("</svg>")
    return page[start:end], page[:start] + page[end:]


def tones(drawing: str) -> dict[str, str]:
    shape = r'<a href="/countries/([A-Z]{3})/"[^>]*>(?:<title>[^<]*</title>)?<(?:path|circle) class="tone-(\w+)"'
    return dict(re.findall(shape, drawing))


def test_the_first_layer_is_the_protocol_on_the_last_day_of_its_record():
    page = get("/map/").content.decode()
    drawing, rest = split(page)
    assert "2026-06-04" in rest
    found = tones(drawing)
    total = count("P029", date(2026, 6, 4))
    assert sum(tone in {"a", "b", "c"} for tone in found.values()) == total.low == total.high == 65
    assert len(rest.encode()) <= 100 * KB, "before images"


@pytest.mark.parametrize("on", ["2015-06-01", "2021-03-17", "2025-06-30", "2026-11-21"])
def test_the_map_and_the_table_and_the_rule_say_the_same(on):
    response = get(f"/map.json?on={on}").json()
    rows = {row["iso3"]: row for row in response["data"]["countries"]}
    drawing, rest = split(get(f"/map/?on={on}").content.decode())
    found = tones(drawing)
    table = dict(re.findall(r'<a href="/countries/([A-Z]{3})/">[^<]*</a></th><td>(\w+)', rest))
    assert set(rows) == set(table) == set(found)
    for iso3 in members():
        verdict = ratified("P029", iso3, date.fromisoformat(on)).verdict
        assert rows[iso3]["ratified"] == table[iso3] == verdict
        assert (found[iso3] in {"a", "b", "c"}) == (verdict == "yes")
        assert (found[iso3] == "unknown") == (verdict == "unknown")


def test_after_the_record_a_no_becomes_unknown():
    later = tones(split(get("/map/?on=2026-11-21").content.decode())[0])
    assert "none" not in later.values()
    assert later["QAT"] == "unknown"
    assert later["NER"] in {"a", "b"}


def test_a_plan_is_shown_beside_the_protocol_only():
    assert layers.status("P029", date(2026, 6, 4)).counts["a"] == 9
    other = layers.status("C105", date(2026, 6, 4))
    assert set(other.counts) <= {"a", "c", "none", "unknown"}
    assert "plan" not in other.places[0].row


def test_the_slider_is_a_plain_form():
    page = get("/map/?on=2021-03-17").content.decode()
    assert re.search(r'<input id="year" type="range" name="year" min="2015" max="2026" step="1" value="2021">', page)
    assert Client().get("/map/?layer=P029&year=2020").headers["Location"] == "/map/?layer=P029&on=2020-12-31"
    assert Client().get("/map/?year=2026").headers["Location"] == "/map/?layer=P029&on=2026-06-04"
    assert Client().get("/map.csv?year=2020").headers["Location"].startswith("/map.csv?")


def test_bad_questions_are_answered():
    client = Client(raise_request_exception=False)
    for bad in ("layer=zz", "on=2021-02-30", "on=x", "year=12", "year=20x0", "year=99999999999"):
        assert client.get(f"/map/?{bad}").status_code == 400, bad


@pytest.mark.parametrize("code", list(layers.instruments()))
def test_every_instrument_has_a_layer(code):
    page = get(f"/map/?layer={code}").content.decode()
    assert "The same as a table" in page
    assert get(f"/map.csv?layer={code}").content.count(b"\r\n") > 180


@pytest.mark.parametrize("account", layers.ESTIMATES)
def test_estimates_carry_their_range_and_stand_in_the_order_of_names(account):
    response = get(f"/map.json?layer={account}").json()["data"]
    rows = response["countries"]
    assert [row["country"] for row in rows] == [one.name for one in layers.status("P029", date(2021, 1, 1)).places]
    known = [row for row in rows if row["per_1000"] is not None]
    assert len(known) > 180
    assert all(row["low"] <= row["per_1000"] <= row["high"] for row in known)
    drawing, rest = split(get(f"/map/?layer={account}").content.decode())
    found = tones(drawing)
    assert {row["iso3"] for row in rows if row["per_1000"] is None} == {
        code for code, tone in found.items() if tone == "unknown"
    }
    qatar = shipped().per_1000(account, "QAT")
    assert f"{qatar.central:.1f}" in rest
    assert re.search(r"Qatar: about [\d.]+ per 1,000 \(90 % range [\d.]+ to [\d.]+\)", drawing)
    assert "never added" in rest
    assert "no ranking" in rest
    assert not re.search(r"#(?:f00|ff0000|0f0|00ff00|a11919)", drawing)


def test_one_account_at_a_time():
    assert "child_labour" not in str(get("/map.json?layer=forced_labour").json()["data"]["countries"])
    with pytest.raises(KeyError):
        layers.estimate("both")


def test_each_country_leads_to_its_page_and_says_its_name():
    drawing, _rest = split(get("/map/").content.decode())
    links = re.findall(r'<a href="([^"]+)"><title>([^<]+)</title>', drawing)
    assert len(links) == len(layers.status("P029", date(2026, 6, 4)).places)
    assert all(said.split(":")[0] for _address, said in links)
    assert dict(links)["/countries/QAT/"].startswith("Qatar: ")
    assert get("/countries/QAT/").status_code == 200


def test_a_year_is_read_or_refused():
    from fairlead.hub.worldmap.views import _year

    assert _year("2020") == 2020
    with pytest.raises(FairleadError, match="not a year"):
        _year("two")


def test_the_page_with_its_drawing_is_small(client):
    for asked in ("", "?on=2016-11-09", "?layer=C029&on=1999-12-31", "?layer=forced_labour", "?layer=child_labour"):
        assert len(client.get(f"/map/{asked}").content) <= 100_000, asked
