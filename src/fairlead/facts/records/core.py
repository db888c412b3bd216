"""Typed records of treaties, goods, labour law and social partners."""

from __future__ import annotations

from typing import ClassVar

from fairlead.facts.records.base import Record, Row

__all__ = [
    "RECORDS",
    "CorridorSectors",
    "CountryFinding",
    "GlobalUnion",
    "Good",
    "GoodIndustries",
    "Instrument",
    "LabourLaw",
    "LabourLawQuestion",
    "MigrationRule",
    "Ratification",
    "RatificationCoverage",
    "SocialPartner",
    "StateImposed",
    "SupervisoryCase",
]


class Instrument(Row, frozen=True, kw_only=True):
    """A Convention, Protocol or other text."""

    table: ClassVar[str] = "instruments"
    code: str
    name: str
    organisation: str
    kind: str
    adopted: str
    in_force: str
    fundamental: bool
    relevance: str


class Ratification(Row, frozen=True, kw_only=True):
    """One State's ratification of one instrument."""

    table: ClassVar[str] = "ratifications"
    instrument: str
    iso3: str
    country: str
    ratified: str
    day_status: str
    denounced: str

    @property
    def to_be_checked(self) -> bool:
        """Whether the row, its year, or the day inside a year that was read, is recalled."""
        return self.status in ("recalled", "conflicting") or self.partly_recalled

    @property
    def partly_recalled(self) -> bool:
        """Whether the ratification was read but its day or year is recalled."""
        return self.status == "verified" and self.day_status in ("recalled", "year recalled")


class RatificationCoverage(Row, frozen=True, kw_only=True):
    """Whether the record of one instrument holds every State, and up to when."""

    table: ClassVar[str] = "ratification_coverage"
    instrument: str
    complete: bool
    published_total: int | None


class Good(Row, frozen=True, kw_only=True):
    """One good and country named by the US Department of Labor."""

    table: ClassVar[str] = "goods"
    good: str
    iso3: str
    country: str
    child_labour: bool
    forced_labour: bool
    forced_child_labour: bool
    downstream: bool
    input_country: str
    input_good: str
    edition: str


class GoodIndustries(Row, frozen=True, kw_only=True):
    """The industry and headings of a listed good and of the products made with it."""

    table: ClassVar[str] = "goods_industries"
    good: str
    industries: tuple[str, ...]
    headings: tuple[str, ...]
    used_in_industries: tuple[str, ...]
    used_in_headings: tuple[str, ...]
    words: tuple[str, ...]
    used_in_words: tuple[str, ...]


class StateImposed(Row, frozen=True, kw_only=True):
    """Forced labour that a public source says the State imposes or organises."""

    table: ClassVar[str] = "state_imposed"
    iso3: str
    country: str
    subject: str
    goods: tuple[str, ...]
    industries: tuple[str, ...]
    statement: str


class SupervisoryCase(Row, frozen=True, kw_only=True):
    """A case on forced labour before a body of the ILO."""

    table: ClassVar[str] = "supervisory_cases"
    body: str
    iso3: str
    country: str
    instruments: tuple[str, ...]
    from_year: int
    to_year: int | None
    started_by: str
    topic: str
    outcome: str
    state: str

    @property
    def order(self) -> tuple[bool, int]:
        """What cases are sorted by where they are told: those still open first, then the latest."""
        return self.state == "closed", -self.from_year


class LabourLawQuestion(Row, frozen=True, kw_only=True):
    """A question about labour law, with the sentence each answer is shown as."""

    table: ClassVar[str] = "labour_law_questions"
    question: str
    theme: str
    concern: str
    industries: tuple[str, ...]
    rank: int
    when_yes: str
    when_no: str
    when_in_part: str
    when_value: str
    ask: str


class LabourLaw(Row, frozen=True, kw_only=True):
    """The answer to one question in one country."""

    table: ClassVar[str] = "labour_law"
    question: str
    iso3: str
    answer: str
    value: str
    law: str
    article: str
    checked: str


class CountryFinding(Row, frozen=True, kw_only=True):
    """What the US Department of Labor found on one government's efforts."""

    table: ClassVar[str] = "country_findings"
    iso3: str
    country: str
    advancement: str
    held_back_by: str
    inspectors: int | None


class MigrationRule(Row, frozen=True, kw_only=True):
    """One rule on labour migration."""

    table: ClassVar[str] = "migration_rules"
    scope: str
    iso3: str
    partner: str
    country: str
    field: str
    value: str


class CorridorSectors(Row, frozen=True, kw_only=True):
    """Sectors that people of one country mostly work in where they go to another."""

    table: ClassVar[str] = "corridor_sectors"
    origin: str
    destination: str
    sectors: tuple[str, ...]


class SocialPartner(Row, frozen=True, kw_only=True):
    """A national organisation of workers or employers, open, official or closed; or that no free union is recorded."""

    table: ClassVar[str] = "social_partners"
    iso3: str
    country: str
    side: str
    kind: str
    name: str
    affiliation: str


class GlobalUnion(Row, frozen=True, kw_only=True):
    """A Global Union Federation, world organisation or network."""

    table: ClassVar[str] = "global_unions"
    id: str
    name: str
    kind: str
    industries: tuple[str, ...]
    work: str


RECORDS: tuple[type[Record], ...] = (
    Instrument,
    Ratification,
    RatificationCoverage,
    Good,
    GoodIndustries,
    StateImposed,
    SupervisoryCase,
    LabourLawQuestion,
    LabourLaw,
    CountryFinding,
    MigrationRule,
    CorridorSectors,
    SocialPartner,
    GlobalUnion,
)
