"""The interface for programs: the same answers as pages and library, tokens, limits, caches, other sites."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.text import slugify

from fairlead.facts import load
from fairlead.hub.api.reference import groups
from fairlead.hub.api.service import described
from fairlead.hub.assessments.models import Assessment
from fairlead.hub.people.models import ApiToken
from fairlead.hub.people.operations.common import digest
from fairlead.hub.people.registry import OPERATIONS
from fairlead.reason import plain

pytestmark = pytest.mark.django_db
LIST = b"Supplier;Country;Product;Amount EUR;Year\nHeron;Bangladesh;T-shirts;120000;2022\n"
PROBLEM = {"status", "what", "why", "fix", "problems"}


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def client_of(person: Any) -> Any:
    def make(name: str, *scopes: str, **fields: Any) -> Client:
        user = fields.pop("user", None) or person(name)
        key = f"fairlead_{name}"
        until = fields.pop("expires", timezone.now() + timedelta(days=1))
        ApiToken.objects.create(
            user=user, name="script", secret=digest(key), scopes=list(scopes), expires=until, **fields
        )
        return Client(raise_request_exception=False, headers={"Authorization": f"Bearer {key}"})

    return make


def test_facts_and_rules_say_what_the_library_says() -> None:
    client = Client()
    told = client.get("/api/v1/ratifications/P029?on=2021-03-17").json()
    assert told == plain.counted("P029", date(2021, 3, 17))
    assert (told["low"], told["high"]) == (50, 50)
    assert client.get("/api/v1/ratifications/p029/bgd?on=2022-06-01").json()["in_force"]["verdict"] == "no"
    rows = client.get("/api/v1/facts/goods?where=iso3=TKM&limit=500").json()
    kept = [row for row in load("goods") if row.iso3 == "TKM"]
    assert rows["total"] == len(kept) == len(rows["rows"])
    assert all(row["source"] and row["status"] for row in rows["rows"])
    one = client.get("/api/v1/facts/goods/row?key=Cotton~TKM").json()
    assert one["forced_labour"] is True
    assert one["from"]["title"]
    assert client.get(one["address"]).status_code == 200


def test_lists_come_in_parts_that_join() -> None:
    client = Client()
    whole = client.get("/api/v1/sources?limit=500").json()
    parts = [
        row
        for offset in range(0, whole["total"], 40)
        for row in client.get(f"/api/v1/sources?limit=40&offset={offset}").json()["rows"]
    ]
    assert parts == whole["rows"][: len(parts)]
    assert client.get("/api/v1/sources?offset=100000").json()["rows"] == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/facts/nothing", 404), ("/api/v1/nothing", 404), ("/api/v1/facts/goods?limit=0", 422),
        ("/api/v1/facts/goods?limit=x", 422), ("/api/v1/facts/goods?where=price=3", 400),
        ("/api/v1/facts/goods?sort=iso3", 400), ("/api/v1/facts/goods?q=a%00", 400),
        ("/api/v1/ratifications/C999", 404), ("/api/v1/ratifications/P029?on=2021-02-30", 422),
        ("/api/v1/ratifications/P029/ZZZ", 404), ("/api/v1/routes?applicant=king", 400),
        ("/api/v1/laws/binding?seat=Atlantis", 400), ("/api/v1/dossiers/planet/mars", 422),
        ("/api/v1/assessments", 401), ("/api/v1/audit", 401),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_in_one_shape(address: str, status: int) -> None:
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == status
    assert set(answer.json()["error"]) == PROBLEM
    assert answer.json()["error"]["status"] == status
    assert answer.json()["error"]["what"]


def test_bodies_that_cannot_be_read_are_refused(client_of: Any) -> None:
    client = client_of("ada", "reading.see", "reading.change")
    address = "/api/v1/readings"
    for body, kind, status in (
        ("{", "application/json", 400), (b"\xff\xfe", "application/json", 400), ("[" * 5000, "application/json", 400),
        ("a=b", "application/x-www-form-urlencoded", 415), ("{}", "application/json", 422),
        ('{"decisions": [], "more": 1}', "application/json", 422), ("x" * 2_600_000, "application/json", 413),
        ('{"decisions": [{"kind": "country", "text": "\\ud800", "codes": {}}]}', "application/json", 422),
    ):  # fmt: skip
        answer = client.post(address, body, content_type=kind)
        assert answer.status_code == status, (body[:20], answer.content[:300])
        assert set(answer.json()["error"]) == PROBLEM


def test_a_token_ends_is_revoked_and_only_takes_away(client_of: Any, person: Any) -> None:
    client = client_of("ada", "assessment.see")
    assert client.get("/api/v1/assessments").json() == {"total": 0, "limit": 50, "offset": 0, "rows": []}
    assert client.get("/api/v1/me").status_code == 403
    refused = client.get("/api/v1/audit")
    assert refused.status_code == 403
    assert "audit.see" in refused.json()["error"]["why"]
    ApiToken.objects.all().delete()
    gone = client.get("/api/v1/assessments")
    assert gone.status_code == 401
    assert gone.headers["WWW-Authenticate"] == "Bearer"
    old = client_of("bob", "assessment.see", expires=timezone.now() - timedelta(minutes=1))
    assert old.get("/api/v1/assessments").status_code == 401
    barred = person("cyn")
    late = client_of("cyn", "assessment.see", user=barred)
    barred.is_active = False
    barred.save()
    assert late.get("/api/v1/assessments").status_code == 401
    for wrong in ("Basic x", "Bearer", "Bearer nothing", "x" * 5000):
        assert Client(headers={"Authorization": wrong}).get("/api/v1/changes").status_code == 401


def test_a_session_counts_for_nothing(browse: Any, person: Any) -> None:
    client = browse(person("ada"))
    assert client.get("/assessments/").status_code == 200
    assert client.get("/api/v1/assessments").status_code == 401
    assert client.post("/api/v1/readings", "{}", content_type="application/json").status_code == 401


def test_an_operator_is_none_by_token(client_of: Any, person: Any, organisation: Any) -> None:
    organisation("hidden")
    client = client_of("ops", "organisation.see", "audit.see", user=person("ops", is_superuser=True))
    assert client.get("/api/v1/organisations/hidden").status_code == 404
    assert client.get("/api/v1/audit").json()["total"] == 0


def test_from_a_list_to_a_link_and_back(client_of: Any) -> None:
    client = client_of(
        "ada", "assessment.see", "assessment.change", "assessment.run", "assessment.share", "assessment.delete"
    )
    made = client.post("/api/v1/assessments", {"list": SimpleUploadedFile("list.csv", LIST), "title": "Spring"})
    assert made.status_code == 201, made.content
    one = made.json()
    assert (one["title"], one["mine"], one["audience"], one["results"]) == ("Spring", True, "self", [])
    address = f"/api/v1/assessments/{one['id']}"
    wrong = client.put(f"{address}/columns", {"columns": {"amount": "Nonsense"}}, content_type="application/json")
    assert wrong.status_code == 400
    assert "Nonsense" in wrong.json()["error"]["problems"][0]
    assert client.put(f"{address}/columns", {"currency": "EUR"}, content_type="application/json").status_code == 200
    named = client.patch(address, {"title": "Autumn"}, content_type="application/json")
    assert named.json()["title"] == "Autumn"
    assert client.get(f"{address}/problems").status_code == 404
    assert client.get(f"{address}/results/1").status_code == 404
    share = {"number": 1, "nobody_can_suffer": False}
    assert client.post(f"{address}/shares", share, content_type="application/json").status_code == 422
    share["nobody_can_suffer"] = True
    assert client.post(f"{address}/shares", share, content_type="application/json").status_code == 404
    assert client.delete(address).json() == {"done": True}
    assert not Assessment.objects.exists()
    assert client.get(address).status_code == 404


def test_so_many_requests_a_minute_and_then_a_pause(client_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRLEAD_API_LIMIT", "3")
    monkeypatch.setenv("FAIRLEAD_API_TOKEN_LIMIT", "5")
    monkeypatch.setattr("fairlead.hub.limits.time.time", lambda: 1_800_000_030.0)
    nobody, ada = Client(), client_of("ada", "assessment.see")
    statuses = [nobody.get("/api/v1/gaps").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    stopped = nobody.get("/api/v1/gaps")
    assert stopped.headers["Retry-After"] == "30"
    assert set(stopped.json()["error"]) == PROBLEM
    assert [ada.get("/api/v1/assessments").status_code for _ in range(6)] == [200] * 5 + [429]
    assert Client(REMOTE_ADDR="192.0.2.7").get("/api/v1/gaps").status_code == 200
    guessing = Client(REMOTE_ADDR="192.0.2.9", headers={"Authorization": "Bearer fairlead_guess"})
    assert [guessing.get("/api/v1/gaps").status_code for _ in range(4)] == [401, 401, 401, 429]
    monkeypatch.setattr("fairlead.hub.limits.time.time", lambda: 1_800_000_060.0)
    assert nobody.get("/api/v1/gaps").status_code == 200


def test_behind_a_proxy_the_reader_is_counted_not_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRLEAD_API_LIMIT", "1")
    monkeypatch.setenv("FAIRLEAD_BEHIND_PROXY", "yes")
    one, two = (Client(headers={"X-Forwarded-For": f"203.0.113.1, 192.0.2.{n}"}) for n in (1, 2))
    assert [one.get("/api/v1/gaps").status_code, two.get("/api/v1/gaps").status_code] == [200, 200]
    assert one.get("/api/v1/gaps").status_code == 429


def test_public_answers_may_be_kept_and_read_by_pages_of_others_private_ones_never(client_of: Any) -> None:
    answer = Client().get("/api/v1/facts/goods?limit=2")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "public" in answer.headers["Cache-Control"]
    again = Client(headers={"If-None-Match": answer.headers["ETag"]}).get("/api/v1/facts/goods?limit=2")
    assert (again.status_code, again.content) == (304, b"")
    assert Client().head("/api/v1/facts/goods?limit=2").status_code == 200
    assert "Set-Cookie" not in answer.headers
    for private in (client_of("ada", "assessment.see").get("/api/v1/assessments"), Client().get("/api/v1/assessments")):
        assert "no-store" in private.headers["Cache-Control"]
    mine = client_of("bob", "assessment.see").get("/api/v1/assessments")
    assert "Access-Control-Allow-Origin" not in mine.headers
    assert "ETag" not in mine.headers
    assert Client().options("/api/v1/assessments").status_code == 405


def test_scopes_that_are_asked_for_are_scopes_that_there_are() -> None:
    asked = {
        scope
        for methods in described()["paths"].values()
        for one in methods.values()
        for scope in one.get("x-scopes", ())
    }
    assert asked <= {name for name, one in OPERATIONS.items() if one.by_token}
    assert len(asked) > 12


def test_the_pages_tell_every_operation_without_anything_from_elsewhere(browse: Any) -> None:
    answer = browse(None).get("/api/")
    overview = answer.content.decode()
    assert answer.status_code == 200
    for name, operations in groups().items():
        part = browse(None).get(f"/api/parts/{slugify(name)}/")
        page = part.content.decode()
        for one in operations:
            assert f'id="{one["id"]}"' in page
            assert f'/api/parts/{slugify(name)}/#{one["id"]}"' in overview
            assert one["address"] in overview
            assert one["address"] in page
        for told in (part, answer):
            assert "<script" not in told.content.decode().replace('<script src="/static/', "")
            assert len(told.content) < 100_000
    ids = [one["id"] for operations in groups().values() for one in operations]
    assert len(ids) == len(set(ids))
    assert browse(None).get("/api/parts/nothing/").status_code == 404
