"""Public pages are kept in memory; nothing of a person is."""

from __future__ import annotations

import gzip
import uuid

import pytest

from fairlead.hub import cache, jinja
from fairlead.hub.assessments import operations
from fairlead.hub.assessments.files import Incoming
from fairlead.hub.home import views
from fairlead.hub.people.actor import actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty() -> None:
    cache.clear()


def test_a_page_is_made_once_and_answered_the_same(browse, monkeypatch) -> None:
    first = browse(None).get("/")
    monkeypatch.setattr(views, "doors", lambda: pytest.fail("the page was made again"))
    again = browse(None).get("/")
    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    packed = browse(None).get("/", headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == first.content
    unchanged = browse(None).get("/", headers={"if-none-match": first.headers["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_what_a_person_sees_is_not_kept(browse, person) -> None:
    answer = browse(person("amina")).get("/")
    assert b"Amina" in answer.content
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert b"Amina" not in browse(None).get("/").content


def test_changed_facts_empty_the_memory(browse, monkeypatch) -> None:
    browse(None).get("/")
    cache.clear()
    monkeypatch.setattr(views, "doors", lambda: ())
    assert b"door" not in browse(None).get("/index.json").content


def test_other_filters_are_other_pages_and_missing_ones_are_not_kept(browse) -> None:
    assert browse(None).get("/nothing-here/").status_code == 404
    assert cache._store.size == 0
    browse(None).get("/?a=1")
    browse(None).get("/?a=2")
    assert len(cache._store.pages) == 2


def test_memory_is_bounded(browse, monkeypatch) -> None:
    size = len(browse(None).get("/").content)
    monkeypatch.setattr(cache, "_LIMIT", size * 4)
    for number in range(12):
        browse(None).get(f"/?n={number}")
    assert 0 < cache._store.size <= size * 4


def test_nothing_of_a_person_enters_the_memory(browse, person, organisation) -> None:
    """Neither pages of people, nor public ones that they open, nor addresses that name something of theirs."""
    amina = person("amina", organisation("seafarers"), "manager")
    thing = operations.create(actor_for(amina), Incoming.of([b"country,amount\nBangladesh,5\n"]), "list.csv", "Secret")
    client = browse(amina)
    for at in ("/", "/countries/BGD/", "/search/?q=Secret", "/account/", f"/assessments/{thing.pk}/columns/"):
        assert client.get(at).status_code == 200
        assert browse(None).get("/laws/", headers={"authorization": "Bearer x"}).status_code in {200, 401}
        assert cache._store.pages == {}, at
    for at in ("/search/?q=Secret", "/account/", f"/assessments/{thing.pk}/", "/organisations/seafarers/"):
        browse(None).get(at)
        assert cache._store.pages == {}, at  # parts whose pages depend on who asks keep none, whoever asks


def test_addresses_that_are_kept_are_of_pages_for_everyone(monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(jinja, "_kept", lambda name, code, *_: asked.append((name, code)))
    jinja._url("country", code="BGD")
    jinja._url("countries")
    assert jinja._url("assessment", assessment=uuid.UUID(int=7)) == f"/assessments/{uuid.UUID(int=7)}/"
    assert jinja._url("organisation", slug="seafarers") == "/organisations/seafarers/"
    assert asked == [("country", "BGD"), ("countries", None)]


def test_words_of_templates_are_filled_in_and_escaped() -> None:
    made = jinja.environment(autoescape=True).from_string(
        '{{ _("Search: %(text)s", text=it) }}|{{ _("100 %% of <b>") }}|{{ _("no <i>") }}'
    )
    assert made.render(it="<script>") == "Search: &lt;script&gt;|100 % of <b>|no <i>"
