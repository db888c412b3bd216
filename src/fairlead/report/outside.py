"""What the numbers leave out, short enough to stand beside them."""

from __future__ import annotations

from collections.abc import Sequence

from fairlead.assess.result import Account, Evidence
from fairlead.report.words import join

__all__ = ["left_out", "state_imposed"]


def state_imposed(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Say for which countries and goods forced labour imposed by the State is named, one sentence a country."""
    goods: dict[str, dict[str, None]] = {}
    for item in evidence:
        if item.state_imposed:
            goods.setdefault(item.country_name, {})[item.good.lower()] = None
    return tuple(
        f"Forced labour imposed by the State is named for {country} ({join(list(named))}): see the evidence."
        for country, named in goods.items()
    )


def left_out(accounts: Sequence[Account]) -> tuple[str, ...]:
    """Give what the numbers of some accounts leave out, each sentence once."""
    return tuple(dict.fromkeys(text for account in accounts for text in account.not_in_number))
