"""Every way behind every door works without an account and without a file."""

from __future__ import annotations

import pytest
from django.test import Client

from fairlead.hub.home.doors import doors

pytestmark = pytest.mark.django_db  # assessments look for nothing of a reader without a session, but they look


def test_there_are_five_doors_in_their_order():
    assert [door.id for door in doors()] == ["help", "account", "plan", "buy", "look-up"]
    for door in doors():
        assert len(door.ways) >= 3
        assert all(way.gives for way in door.ways)


@pytest.mark.parametrize(
    "address",
    sorted({address for door in doors() for address in (door.address, *(way.address for way in door.ways))}),
)
def test_each_way_is_open(address):
    response = Client().get(address)
    assert response.status_code == 200, response.headers.get("Location")
    assert not response.cookies


def test_the_first_screen_names_them_all():
    page = Client().get("/").content.decode()
    assert len(page.encode()) < 100_000
    for door in doors():
        for way in door.ways:
            assert way.gives in page.replace("&#39;", "'")
    assert 'lang="ne"' in page
