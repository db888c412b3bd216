"""What tests of campaigns use: answers that let it go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fairlead.hub.campaigns import operations
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.pages import today


@pytest.fixture
def answers() -> Callable[[Campaign], dict[str, str]]:
    """Every question of safety answered by the first of its options that lets it go, with a reason."""

    def make(campaign: Campaign) -> dict[str, str]:
        form = {}
        for one in operations.questions(campaign, today()):
            form[f"answer-{one.id}"] = next(option.id for option in one.options if option.effect == "go")
            form[f"why-{one.id}"] = "They were asked."
        return form

    return make
