"""Letters, matters and campaigns come back from a backup as they were: every model has rows, and all are equal."""

from __future__ import annotations

from typing import Any

import pytest
from tests.hub.matrix.world import World

from fairlead.act.safety import Reprisal
from fairlead.hub.backup import rows
from fairlead.hub.backup.backing import back_up
from fairlead.hub.backup.restoring import restore
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.letters.models import Letter
from fairlead.hub.matters import operations as matters
from fairlead.hub.matters.models import Matter, Reminded, Reminding
from fairlead.hub.people.actor import actor_for

pytestmark = pytest.mark.django_db
PARTS = ("letters", "matters", "campaigns")


def held() -> dict[str, list[bytes]]:
    return {
        label: sorted(rows.lines(model))
        for label, model in rows.kept_models().items()
        if model._meta.app_label in PARTS
    }


def test_everything_of_acting_comes_back(tmp_path: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAIRLEAD_SECRET_KEY", raising=False)
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.SECRET_KEY = "the key of this hub"
    world = World()
    actor = actor_for(world.owner)
    Letter.objects.filter(pk=world.letters["private", "ready"].pk).update(
        campaign=world.campaign, not_before="2027-01-01"
    )
    Matter.objects.filter(pk=world.matter.pk).update(campaign=world.campaign)
    matters.add_ledger(actor, world.matter.pk, "workers", whole="1074")
    harm = Reprisal(day="2026", harm="threat", whom="worker", by="union", said="It was said.")
    matters.add_reprisal(actor, world.matter.pk, harm)
    Reminded.objects.create(reminding=Reminding.objects.get(), key="a")
    Campaign.objects.filter(pk=world.campaign.pk).update(public={"title": "x"}, embargo="2027-01-01", through="A body")
    before = held()
    assert [label for label, found in before.items() if not found] == []
    assert len(before) >= 17
    back_up(tmp_path / "a.zip")
    Letter.objects.filter(pk=world.letters["private", "ready"].pk).update(campaign=None)
    Campaign.objects.filter(pk=world.shared_campaign.pk).delete()
    restore(tmp_path / "a.zip", replace=True)
    assert held() == before
    matters.log(actor, world.matter.pk, world.matter.rows.count(), "noted", fields={"said": "It goes on."})
    assert Letter.objects.get(pk=world.letters["private", "ready"].pk).version.draft.case.state == "NPL"
