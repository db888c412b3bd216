"""For everyone, without an account: kinds of documents, receivability, the brief of a campaign, the register."""

from __future__ import annotations

import json

import msgspec
import pytest
from django.core.cache import cache
from django.test import Client

from fairlead.act.campaign.brief import brief
from fairlead.act.campaign.model import Campaign
from fairlead.act.case import Case, Organisation
from fairlead.act.kinds import kinds
from fairlead.act.receivable import receivability
from fairlead.hub.pages import today

pytestmark = pytest.mark.django_db
CASE = {"state": "QAT", "instruments": ["C029"], "writers": [{"name": "A union"}]}
GIVEN = {"failure": "yes", "writing": "yes", "article_24": "no"}


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def test_kinds_say_what_they_need_and_their_languages() -> None:
    told = Client().get("/api/v1/documents").json()
    assert [one["id"] for one in told] == list(kinds())
    assert all("en" in one["languages"] for one in told)
    assert len(Client().get("/api/v1/documents?group=joint").json()) < len(told)
    wrong = Client(raise_request_exception=False).get("/api/v1/documents?group=none")
    assert (wrong.status_code, wrong.json()["error"]["status"]) == (400, 400)
    one = Client().get("/api/v1/documents/representation").json()
    assert one["routes"] == ["ILO24"]
    assert [field["key"] for field in one["fields"]] == [field.key for field in kinds()["representation"].fields]
    assert Client().get("/api/v1/documents/nothing").status_code == 404


def test_a_procedure_says_what_it_asks_and_what_is_missing() -> None:
    asked = Client().get("/api/v1/receivability/ILO24").json()
    assert set(GIVEN) <= set(asked["answers"])
    assert all(row["source"] and row["status"] for row in asked["requirements"])
    sent = {"case": {**CASE, "on": "2026-06-01"}, "answers": GIVEN}
    told = Client().post("/api/v1/receivability/ILO24", sent, content_type="application/json")
    case = Case(on="2026-06-01", state="QAT", instruments=("C029",), writers=(Organisation(name="A union"),))
    assert told.json() == json.loads(msgspec.json.encode(receivability("ILO24", case, GIVEN).plain()))
    assert told.json()["verdict"] == "no"
    assert "A union" not in told.request["PATH_INFO"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"answers": {"nothing": "yes"}}, 400), ({"answers": {"failure": "perhaps"}}, 400),
        ({"case": {"state": "ZZZ"}}, 400), ({"case": {"on": "2026-02-30"}}, 400), ({"case": {"facts": "x"}}, 422),
        ({"case": {"target": {"said": {"turnover": []}}}}, 400), ({"case": {"good": "a\x00b"}}, 422),
        ({"case": {"writers": [{"name": "A\x00"}]}}, 422),
    ],
)  # fmt: skip
def test_what_a_case_cannot_be_is_told(sent: dict[str, object], status: int) -> None:
    told = Client().post("/api/v1/receivability/ILO24", sent, content_type="application/json")
    assert (told.status_code, told.json()["error"]["status"]) == (status, status), told.content[:300]
    assert Client().post("/api/v1/receivability/NONE", sent, content_type="application/json").status_code in (404, 422)


def test_the_brief_is_that_of_the_page() -> None:
    told = Client().get("/api/v1/campaign-brief?objective=ratify&country=QAT&on=2026-06-01").json()
    made = brief(Campaign(objective="ratify", country="QAT"), today().replace(2026, 6, 1))
    expected = json.loads(msgspec.json.encode(msgspec.to_builtins(made)))
    assert {**told, "created": ""} == {**expected, "created": ""}
    assert Client().get("/api/v1/campaign-brief?objective=nothing&country=QAT").status_code == 400
    assert Client().get("/api/v1/campaign-brief?objective=ratify&country=Qatar").status_code == 400


def test_the_register_is_empty_until_somebody_publishes() -> None:
    for address in ("register", "register/campaigns"):
        assert Client().get(f"/api/v1/{address}").json() == {"total": 0, "limit": 50, "offset": 0, "rows": []}
    assert Client().get("/api/v1/register?outcome=nothing").status_code == 400
    for what in ("letters", "matters", "campaigns"):
        absent = Client().get(f"/api/v1/register/{what}/00000000-0000-0000-0000-000000000000")
        assert absent.status_code == 404
