"""Typed records of measures, commitments, plans and pathfinders, global estimates and regions."""

from __future__ import annotations

from typing import ClassVar

from fairlead.facts.records.base import Record, Row

__all__ = [
    "RECORDS",
    "ActionPlan",
    "CountryRegion",
    "GapProfile",
    "GlobalEstimate",
    "MeasureTag",
    "Pathfinder",
    "PlanResearch",
    "ProtocolMeasure",
    "PublishedCount",
    "StateCommitment",
]


class ProtocolMeasure(Row, frozen=True, kw_only=True):
    """One measure that the Protocol of 2014 or Recommendation No. 203 asks of a State."""

    table: ClassVar[str] = "protocol_measures"
    id: str
    instrument: str
    reference: str
    pillar: str
    measure: str
    who_acts: tuple[str, ...]
    evidence: str
    binding: str
    report_measures: tuple[str, ...]
    demands: tuple[str, ...]
    sdg_targets: tuple[str, ...]


class MeasureTag(Row, frozen=True, kw_only=True):
    """One entry of a list that the measures are tagged with."""

    table: ClassVar[str] = "measure_tags"
    list: str
    code: str
    name: str


class Pathfinder(Row, frozen=True, kw_only=True):
    """A State named as a pathfinder country of Alliance 8.7."""

    table: ClassVar[str] = "pathfinders"
    iso3: str
    country: str
    listed_2021: bool
    listed_2025: str
    interest: str


class StateCommitment(Row, frozen=True, kw_only=True):
    """A promise made by one State, or a declaration open to all."""

    table: ClassVar[str] = "state_commitments"
    id: str
    iso3: str
    kind: str
    commitment: str
    made: str


class ActionPlan(Row, frozen=True, kw_only=True):
    """A national plan of action on forced labour or a neighbouring subject."""

    table: ClassVar[str] = "action_plans"
    iso3: str
    country: str
    kind: str
    title: str
    begins: str
    ends: str
    instruments: tuple[str, ...]


class PublishedCount(Row, frozen=True, kw_only=True):
    """A count that somebody published, to set beside the one computed."""

    table: ClassVar[str] = "published_counts"
    subject: str
    on: str
    figure: int
    of: int | None
    where: str
    states: tuple[str, ...]


class GapProfile(Row, frozen=True, kw_only=True):
    """One instrument that matters for one subject."""

    table: ClassVar[str] = "gap_profiles"
    profile: str
    instrument: str
    why: str


class PlanResearch(Row, frozen=True, kw_only=True):
    """One search for a plan of action against forced labour."""

    table: ClassVar[str] = "plan_research"
    iso3: str
    country: str
    searched: str
    found: str
    where: str


class GlobalEstimate(Row, frozen=True, kw_only=True):
    """One figure of the global estimates, for the whole world, by those who published it."""

    table: ClassVar[str] = "global_estimates"
    subject: str
    year: str
    part: str
    figure: int
    published: str
    publishers: tuple[str, ...]
    includes: str


class CountryRegion(Row, frozen=True, kw_only=True):
    """The sub-region in which the statistics of the United Nations count a State."""

    table: ClassVar[str] = "country_regions"
    iso3: str
    country: str
    region: str
    code: str


RECORDS: tuple[type[Record], ...] = (
    ProtocolMeasure,
    MeasureTag,
    Pathfinder,
    StateCommitment,
    ActionPlan,
    PublishedCount,
    GapProfile,
    PlanResearch,
    GlobalEstimate,
    CountryRegion,
)
