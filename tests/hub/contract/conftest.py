"""The world, with a calculation that takes no time."""

from __future__ import annotations

from typing import Any

import pytest
from tests.hub.matrix.targets import Asker
from tests.hub.matrix.world import World, quiet_work

from fairlead.hub.assessments import tasks


@pytest.fixture
def world(db: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(tasks, "_watched", quiet_work)
    return World()


@pytest.fixture
def asker(world: World) -> Asker:
    return Asker(world)
