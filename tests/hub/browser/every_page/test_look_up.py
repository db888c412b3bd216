"""Every page of the look-up: countries, laws, goods, dossiers, cases, initiatives, routes."""

from __future__ import annotations

import pytest
from tests.hub.browser.every_page.look import look_at, of_look_up, pages
from tests.hub.matrix.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_pages(hub, visitor, browse) -> None:
    found = pages(World(), browse, of_look_up)
    assert len(found) > 50
    look_at(found, visitor)
