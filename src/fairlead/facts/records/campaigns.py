"""Typed records of what campaigns rest on: objectives, levels, steps, obstacles, public support."""

from __future__ import annotations

from typing import ClassVar

from fairlead.facts.records.base import Record, Row

__all__ = [
    "RECORDS",
    "CampaignLevel",
    "CampaignObjective",
    "CampaignStep",
    "PublicSupport",
    "RatificationObstacle",
]


class CampaignObjective(Row, frozen=True, kw_only=True):
    """What people act together for."""

    table: ClassVar[str] = "campaign_objectives"
    id: str
    name: str
    ask: str
    duty_bearer: str
    documents: tuple[str, ...]
    levels: tuple[str, ...]
    bodies: tuple[str, ...]
    shows: tuple[str, ...]
    reference: str


class CampaignLevel(Row, frozen=True, kw_only=True):
    """One thing that speaks for or against acting on a level."""

    table: ClassVar[str] = "campaign_levels"
    id: str
    level: str
    side: str
    text: str
    reference: str


class CampaignStep(Row, frozen=True, kw_only=True):
    """One practical step, with its default place in the time of a campaign."""

    table: ClassVar[str] = "campaign_steps"
    id: str
    rank: int
    name: str
    does: str
    leaves: str
    documents: tuple[str, ...]
    begins: int
    ends: int
    reference: str


class RatificationObstacle(Row, frozen=True, kw_only=True):
    """What somebody named as the reason why an instrument was not ratified, and what answers it."""

    table: ClassVar[str] = "ratification_obstacles"
    id: str
    iso3: str
    country: str
    instrument: str
    obstacle: str
    said_by: str
    said: str
    answers: tuple[str, ...]


class PublicSupport(Row, frozen=True, kw_only=True):
    """What somebody supported in public."""

    table: ClassVar[str] = "public_support"
    id: str
    supporter: str
    kind: str
    places: tuple[str, ...]
    objectives: tuple[str, ...]
    instrument: str
    says: str
    made: str


RECORDS: tuple[type[Record], ...] = (
    CampaignObjective,
    CampaignLevel,
    CampaignStep,
    RatificationObstacle,
    PublicSupport,
)
