"""Every page comes as HTML, JSON, CSV and citation from one view."""

from __future__ import annotations

import json

import pytest

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
