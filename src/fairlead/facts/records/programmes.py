"""Typed records of initiatives and practices."""

from __future__ import annotations

from typing import ClassVar

from fairlead.facts.records.base import Record, Row

__all__ = ["RECORDS", "Initiative", "InitiativeFeature", "Practice"]


class Initiative(Row, frozen=True, kw_only=True):
    """People who work together against forced labour, and who is at the table."""

    table: ClassVar[str] = "initiatives"
    id: str
    name: str
    kind: str
    level: str
    industries: tuple[str, ...]
    sectors: str
    countries: tuple[str, ...]
    regions: str
    topics: tuple[str, ...]
    founded: int | None
    workers: str
    employers: str
    governments: str
    civil_society: str
    role: str
    advantage: str


class InitiativeFeature(Row, frozen=True, kw_only=True):
    """One feature of an initiative: what it can be held to, and by whom."""

    table: ClassVar[str] = "initiative_features"
    initiative: str
    feature: str
    answer: str
    value: str


class Practice(Row, frozen=True, kw_only=True):
    """Something that has been tried, with its result, its evidence and its limits."""

    table: ClassVar[str] = "practices"
    id: str
    name: str
    place: str
    countries: tuple[str, ...]
    sectors: str
    industries: tuple[str, ...]
    who: str
    since: str
    changed: str
    figures: str
    evidence: str
    limits: str


RECORDS: tuple[type[Record], ...] = (Initiative, InitiativeFeature, Practice)
