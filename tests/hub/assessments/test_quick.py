"""A few purchases, at once: without an account, without a file, stored nowhere."""

from __future__ import annotations

import json

import pytest
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairlead.hub.assessments import files
from fairlead.hub.assessments.models import Assessment
from fairlead.hub.assessments.views import quick
from fairlead.hub.home.doors import doors
from fairlead.hub.turns import Turns

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_draws(monkeypatch) -> None:
    monkeypatch.setattr(quick, "DRAWS", 100)


def test_the_door_leads_to_an_answer_that_is_stored_nowhere(browse, read_page) -> None:
    from django.db import connection

    (door,) = [door for door in doors() if door.id == "buy"]
    address = next(way.address for way in door.ways if "country1" in way.address)
    before = list(files.folder().iterdir())
    with CaptureQueriesContext(connection) as queries:
        answer = browse(None).get(address)
    assert answer.status_code == 200
    assert not [q for q in queries.captured_queries if not q["sql"].lstrip().upper().startswith("SELECT")]
    assert "Set-Cookie" not in answer.headers
    assert len(answer.content) < 100_000
    text = answer.content.decode()
    read = read_page(text)
    read.check_closed()
    read.check_headings()
    ids = read.named("id")
    assert sorted(ids) == sorted(set(ids))
    assert {link[1:] for link in read.named("href") if link.startswith("#")} <= set(ids)
    assert "Bangladesh" in text
    assert list(files.folder().iterdir()) == before
    assert not Assessment.objects.exists()


def test_ten_lines_with_json_and_csv(browse) -> None:
    lines = {
        f"{name}{k}": value
        for k in range(1, 11)
        for name, value in (("country", "India"), ("product", "carpets"), ("amount", str(1000 * k)))
    }
    answer = browse(None).get("/assessments/quick.json", lines)
    data = json.loads(answer.content)["data"]
    assert answer.status_code == 200
    assert len(data["lines"]) == 10
    assert data["result"]["spend"]["assessed_usd"] == pytest.approx(55_000)
    rows = browse(None).get("/assessments/quick.csv", lines).content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("account,part,code,name,people,low_90,high_90")
    assert any(row.startswith("forced_labour,country,IND") for row in rows)


def test_what_cannot_be_read_is_said_beside_its_line(browse) -> None:
    sent = {"country1": "Germny", "product1": "steel", "amount1": "1000"}
    answer = browse(None).get("/assessments/quick/", sent)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "Do you mean:" in text
    assert "country1=Germany" in text
    followed = browse(None).get("/assessments/quick/", {**sent, "country1": "Germany"})
    assert followed.status_code == 200
    half = browse(None).get(
        "/assessments/quick/", {**sent, "country2": "Peru", "product2": "fish meal", "amount2": "5"}
    )
    assert half.status_code == 200
    assert "Do you mean:" in half.content.decode()
    empty = browse(None).get("/assessments/quick/")
    assert empty.status_code == 200
    assert "Purchase 3" in empty.content.decode()
    assert "Purchase 4" not in empty.content.decode()


def test_when_many_ask_at_once_they_are_told_to_wait(browse, monkeypatch) -> None:
    monkeypatch.setattr(quick, "_TURNS", Turns(waiting=0))
    turn = quick._TURNS.turn()
    turn.__enter__()
    try:
        answer = browse(None).get("/assessments/quick/", quick.EXAMPLE)
    finally:
        turn.__exit__(None, None, None)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    fields=st.dictionaries(
        st.sampled_from([f"{name}{k}" for name in quick.FIELDS for k in (1, 2)]),
        st.one_of(
            st.text(max_size=20),
            st.sampled_from(["China", "shoes", "1e9", "-5", "1,000", "USD", "2023", "=1+1", "NaN"]),
        ),
        max_size=8,
    )
)
def test_no_words_are_a_fault_of_ours(browse, fields) -> None:
    assert browse(None).get("/assessments/quick/", fields).status_code in (200, 400)
