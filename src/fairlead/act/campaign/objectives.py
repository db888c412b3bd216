"""The objectives of campaigns, out of their table."""

from __future__ import annotations

from functools import cache

from fairlead.errors import FairleadError
from fairlead.facts import load
from fairlead.facts.records.campaigns import CampaignObjective

__all__ = ["objective", "objectives"]


@cache
def objectives() -> dict[str, CampaignObjective]:
    """All objectives by id, in the order of the table.

    Examples
    --------
    >>> list(objectives())[:3]
    ['ratify', 'amend_law', 'inspection']
    """
    return {row.id: row for row in load(CampaignObjective)}


def objective(id: str) -> CampaignObjective:  # noqa: A002
    """One objective.

    Raises
    ------
    FairleadError
        If there is none of this name.

    Examples
    --------
    >>> objective("trade_clause").documents[0]
    'trade_deal'
    """
    try:
        return objectives()[id]
    except KeyError:
        raise FairleadError(
            f"There is no objective {id!r} of campaigns.", fix=f"Give one of: {', '.join(objectives())}."
        ) from None
