"""Every page comes as HTML, JSON, CSV and citation from one view."""

from __future__ import annotations

import json

import pytest
from django.urls import get_resolver, reverse

pytestmark = pytest.mark.django_db


def test_first_screen_shows_five_doors_without_an_account(browse, read_page) -> None:
    answer = browse(None).get("/")
    assert answer.status_code == 200
    read = read_page(answer.content.decode())
    read.check_closed()
    read.check_headings()
    data = json.loads(browse(None).get("/index.json").content)
    assert [door["id"] for door in data["data"]] == ["help", "account", "plan", "buy", "look-up"]
    assert "Set-Cookie" not in answer.headers
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_unknown_addresses_are_answered_as_asked(browse) -> None:
    assert browse(None).get("/nothing/").status_code == 404
    answer = browse(None).get("/nothing.json")
    assert answer.status_code == 404
    assert json.loads(answer.content)["error"]["status"] == 404


FORMS = ("json", "csv", "bib", "csl.json")
PUBLIC = ("api", "help", "home", "lookup", "search", "worldmap")


def public_pages() -> list[str]:
    """Names of pages that need nothing in their address, of parts that everybody reads."""
    found = []
    for pattern in get_resolver().url_patterns:
        view = getattr(getattr(pattern, "callback", None), "page_view", None)
        if view is not None and pattern.callback.page_form == "html" and not pattern.pattern.converters:
            part = view.__module__.removeprefix("fairlead.hub.").partition(".")[0]
            if part in PUBLIC or pattern.name in {
                "assessments-quick",
                "changes",
                "corrections",
                "boards",
                "judgements",
            }:
                found.append(pattern.name)
    return found


@pytest.mark.parametrize("name", public_pages())
def test_every_public_page_is_data_and_can_be_cited(browse, name) -> None:
    for form in FORMS:
        answer = browse(None).get(reverse(f"{name}.{form}"))
        assert answer.status_code == 200, (name, form)
        assert answer.content or form == "csv"
    if name.startswith("help"):  # the lightest pages: their other forms are listed with the data, not on them
        return
    shown = browse(None).get(reverse(name)).content.decode()
    for form in FORMS:
        assert f'href="{reverse(f"{name}.{form}")}"' in shown, (name, form)


@pytest.mark.parametrize("form", ["", *(f".{form}" for form in FORMS)])
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("initiative_list", "binding=perhaps"),
        ("initiative_list", "page=900"),
        ("laws", "on=2021-02-30"),
        ("map", "layer=nothing"),
        ("changes", "country=Nowhere"),
        ("routes", "against=Nowhere"),
        ("search", "kind=nothing"),
        ("labour_law.compare", "topic=nothing"),
    ],
)
def test_a_filter_that_means_nothing_is_answered_in_every_form(browse, name, query, form) -> None:
    answer = browse(None).get(reverse(f"{name}{form}") + f"?{query}")
    assert answer.status_code == 400
    said = answer.content.decode()
    if form in {".csv", ".bib"}:
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert said.startswith("400: ")
        assert len(said.splitlines()) > 1
    elif form:
        error = json.loads(said)["error"]
        assert error["status"] == 400
        assert error["what"]
        assert error["fix"]
    else:
        assert "<main" in said


@pytest.mark.parametrize("name", public_pages())
def test_what_is_only_read_takes_no_changes(browse, name) -> None:
    for form in ("", *(f".{form}" for form in FORMS)):
        answer = browse(None).post(reverse(f"{name}{form}"), {"a": "b"})
        assert answer.status_code == 405, (name, form)
        assert answer.content
