"""Every page that is not of the look-up: of help, of the map, of people and of what they keep."""

from __future__ import annotations

import pytest
from tests.hub.browser.every_page.look import look_at, of_look_up, pages
from tests.hub.matrix.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_pages(hub, visitor, browse) -> None:
    found = pages(World(), browse, lambda address: not of_look_up(address))
    assert len(found) > 40
    look_at(found, visitor)
