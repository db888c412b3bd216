"""The world, with a calculation that takes no time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from tests.hub.matrix.targets import Asker
from tests.hub.matrix.world import World, quiet_work

from fairlead.hub.assessments import tasks


@pytest.fixture
def world(db: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(tasks, "_watched", quiet_work)
    return World()


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Programs call the application itself, in the transaction of the test, whose connection no request may close.

    Django's own test client does the same. A database in memory cannot be closed, so that SQLite would not tell.
    """
    signals = (request_started, request_finished)
    for one in signals:
        one.disconnect(close_old_connections)
    yield
    for one in signals:
        one.connect(close_old_connections)


@pytest.fixture
def asker(world: World) -> Asker:
    return Asker(world)
