"""Placeholders that are chosen out of a list, for forms that offer it: the objective, clauses, measures."""

from __future__ import annotations

import msgspec

from fairlead.act.values.measures import clauses, industry_measures
from fairlead.facts import load
from fairlead.facts.records.campaigns import CampaignObjective

__all__ = ["Choices", "choices_of"]


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What a placeholder may hold: names by the words that stand for them; several with commas between them."""

    names: dict[str, str]
    several: bool


def choices_of(key: str) -> Choices | None:
    """The list that a placeholder is chosen out of; ``None`` where people write what they like.

    Examples
    --------
    >>> choices_of("objective").names["ratify"], choices_of("minister")
    ('Ratify an ILO instrument', None)
    """
    if key == "objective":
        return Choices(names={row.id: row.name for row in load(CampaignObjective)}, several=False)
    if key == "clauses":
        return Choices(names={one.key: one.title for one in clauses()}, several=True)
    if key == "measures":
        return Choices(names={one.key: one.title for one in industry_measures()}, several=True)
    return None
