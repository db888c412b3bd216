"""Typed records of what procedures and campaigns led to."""

from __future__ import annotations

from typing import ClassVar

from fairlead.facts.records.base import Record, Row

__all__ = ["RECORDS", "RouteOutcome"]


class RouteOutcome(Row, frozen=True, kw_only=True):
    """One dated step of a matter, and how far it is known what it led to."""

    table: ClassVar[str] = "route_outcomes"
    timeline: str
    rank: int
    iso3: str
    country: str
    route: str
    day: str
    kind: str
    event: str
    led_to: str
    link: str


RECORDS: tuple[type[Record], ...] = (RouteOutcome,)
