"""Two results side by side, on a page."""

from __future__ import annotations

import json

import pytest

from fairlead.hub.assessments.models import Assessment

from .conftest import SMALL

pytestmark = pytest.mark.django_db


def test_two_versions_of_one_assessment(browse, person, assessed, read_page) -> None:
    ada = person("ada")
    thing = assessed(ada)
    client = browse(ada)
    client.post(f"/assessments/{thing.pk}/settings/", {"gamma": "0", "draws": "200"})
    address = f"/assessments/compare/?before={thing.pk}.1&after={thing.pk}.2"
    answer = client.get(address)
    assert answer.status_code == 200
    text = answer.content.decode()
    read_page(text).check_closed()
    assert "Settings differ" in text
    data = json.loads(client.get(address.replace("/?", ".json?")).content)["data"]
    assert data["common_draws"]
    rows = client.get(address.replace("/?", ".csv?")).content.decode("utf-8-sig").splitlines()
    assert rows[0].endswith("verdict")
    assert rows[1].startswith("forced_labour,total,")


def test_twice_the_list_is_more(browse, person, assessed) -> None:
    ada = person("ada")
    first = assessed(ada, title="Once")
    second = assessed(ada, SMALL.replace("120000", "240000").replace(
        ";80000", ";160000").replace(";50000", ";100000"), title="Twice")  # fmt: skip
    address = f"/assessments/compare.json?before={first.pk}.1&after={second.pk}.1"
    forced = json.loads(browse(ada).get(address).content)["data"]["accounts"][0]["total"]
    assert forced["verdict"] == "more"
    assert forced["difference"]["central"] == pytest.approx(forced["before"]["central"], rel=1e-5)


@pytest.mark.parametrize("text", ["", "x", "x.1", "00000000-0000-0000-0000-000000000000", "1.1", "%00.1"])
def test_bad_addresses(browse, person, assessed, text) -> None:
    ada = person("ada")
    thing = assessed(ada)
    answer = browse(ada).get(f"/assessments/compare/?before={text}&after={thing.pk}.1")
    assert answer.status_code == (200 if not text else 400)
    assert browse(ada).get(f"/assessments/compare/?before={thing.pk}.99&after={thing.pk}.1").status_code == 400


def test_nothing_to_compare_yet_says_what_to_do(browse, person) -> None:
    assert "Assess two lists" in browse(person("ada")).get("/assessments/compare/").content.decode()
    assert not Assessment.objects.exists()
