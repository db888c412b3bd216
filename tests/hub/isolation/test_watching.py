"""What somebody watches is told to them alone, by lists, private feeds and mails; each leak that is made is noticed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Q
from hypothesis import seed
from tests.hub.isolation.cast import run, sequences
from tests.hub.isolation.stage import Stage
from tests.hub.isolation.watching import Watching

from fairlead.hub.watch import digests, operations, views
from fairlead.hub.watch.policy import WatchPolicy

SEQUENCES = sequences(12)


def test_everybody_is_told_of_what_they_watch_and_of_nothing_else(stage: Stage) -> None:
    machine = seed(20_261_121)(type("Watching", (Watching,), {"told_by_mail": 0, "told_by_feed": 0}))
    run(machine, SEQUENCES, 25)
    assert machine.told_by_mail > SEQUENCES / 5  # somebody was told of something
    assert machine.told_by_feed > SEQUENCES / 5


@pytest.mark.parametrize("leak", ["lists", "feeds", "mails", "addresses"])
def test_a_leak_is_noticed(stage: Stage, monkeypatch: pytest.MonkeyPatch, leak: str) -> None:
    def everything(*_: Any) -> Q:
        return Q(pk__gt=0)

    if leak == "lists":
        monkeypatch.setattr(WatchPolicy, "seen", lambda self, actor: Q() if actor.user else Q(pk__in=[]))
    elif leak == "addresses":  # one that was revoked still leads somewhere
        monkeypatch.setattr(operations, "revoke_feed", lambda actor: None)
    else:
        monkeypatch.setattr(views if leak == "feeds" else digests, "of_watches", everything)
    with pytest.raises(AssertionError):
        run(seed(20_261_121)(type("Watching", (Watching,), {})), 40, 25)
