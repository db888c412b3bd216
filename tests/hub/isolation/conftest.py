"""What sequences begin with, made once for each test."""

from __future__ import annotations

from typing import Any

import pytest
from tests.hub.isolation.stage import Stage, set_stage
from tests.hub.matrix.world import quiet_work

from fairlead.hub.assessments import tasks


@pytest.fixture(autouse=True)
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs that look at everything ask more often than they may."""
    monkeypatch.setenv("FAIRLEAD_API_LIMIT", "1000000")
    monkeypatch.setenv("FAIRLEAD_API_TOKEN_LIMIT", "1000000")


@pytest.fixture
def stage(db: Any, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(tasks, "_watched", quiet_work)
    made = Stage()
    set_stage(made)
    return made
