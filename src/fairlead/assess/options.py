"""Settings of an assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from fairlead.errors import FairleadError

if TYPE_CHECKING:
    from fairlead.labour import OwnIndex

__all__ = ["AssessOptions"]


@dataclass(frozen=True)
class AssessOptions:
    """Settings of an assessment; the defaults suit a first look.

    Attributes
    ----------
    table
        Name or path of the trade table.
    draws, seed
        Number of draws behind the ranges, and the seed of the generator.
    tiers
        Last tier told apart.
    paths
        Number of supply paths listed.
    prevalence
        The user's own source: country to people in forced labour per 1,000 employed, or an index of nearly all
        countries with its label.
    account
        Options of `fairlead.labour.forced_labour`, for instance ``{"gamma": 0}``.
    accept_uncertain, strict
        See `fairlead.chain.map_purchases`.
    title
        Title of the reports.
    on
        Date for which treaties are looked up; today when left out.
    """

    table: str = "world2011"
    draws: int = 2000
    seed: int = 20211
    tiers: int = 5
    paths: int = 20
    prevalence: Mapping[str, float] | OwnIndex | None = None
    account: Mapping[str, Any] = field(default_factory=dict)
    accept_uncertain: bool = False
    strict: bool = False
    title: str = ""
    on: date | None = None

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be."""
        for name, least in (("draws", 1), ("tiers", 1), ("paths", 0)):
            if getattr(self, name) < least:
                raise FairleadError(f"{name} must be at least {least}, not {getattr(self, name)}.")
