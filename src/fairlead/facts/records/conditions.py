"""Typed records of indicators, risk factors and topics of labour law."""

from __future__ import annotations

from typing import ClassVar

from fairlead.facts.records.base import Record, Row

__all__ = [
    "RECORDS",
    "CountryIndicator",
    "CountryIndicatorShareAlike",
    "Indicator",
    "IndicatorSeries",
    "IndicatorSeriesShareAlike",
    "LabourLawTopic",
    "RiskFactor",
]


class Indicator(Row, frozen=True, kw_only=True):
    """What one public indicator counts, on what terms and in which edition."""

    table: ClassVar[str] = "indicators"
    indicator: str
    name: str
    unit: str
    direction: str
    kind: str
    sex: str
    comparable: bool
    terms: str
    kept_in: str
    edition: str
    first_year: int | None
    last_year: int | None
    countries: int
    countries_with_3_years: int


class CountryIndicator(Row, frozen=True, kw_only=True):
    """The latest value of one indicator in one country."""

    table: ClassVar[str] = "country_indicators"
    indicator: str
    iso3: str
    value: float | None
    grade: str
    year: str


class CountryIndicatorShareAlike(CountryIndicator, frozen=True, kw_only=True):
    """The latest value of one indicator under a share-alike licence."""

    table: ClassVar[str] = "country_indicators_share_alike"


class IndicatorSeries(Row, frozen=True, kw_only=True):
    """Years and values of one indicator in one country, from one edition of one source."""

    table: ClassVar[str] = "indicator_series"
    indicator: str
    iso3: str
    observations: tuple[tuple[int, float], ...]


class IndicatorSeriesShareAlike(IndicatorSeries, frozen=True, kw_only=True):
    """Years and values of one indicator under a share-alike licence."""

    table: ClassVar[str] = "indicator_series_share_alike"


class RiskFactor(Row, frozen=True, kw_only=True):
    """A risk factor, a kind of political economy or an ILO indicator of forced labour."""

    table: ClassVar[str] = "risk_factors"
    id: str
    set: str
    name: str
    about: str
    seen_by: str
    indicators: tuple[str, ...]
    instruments: tuple[str, ...]
    topics: tuple[str, ...]
    migration: tuple[str, ...]
    missing: str


class LabourLawTopic(Row, frozen=True, kw_only=True):
    """One thing that people ask of a labour law."""

    table: ClassVar[str] = "labour_law_topics"
    topic: str
    rank: int
    ask: str
    measure: tuple[str, ...]
    questions: tuple[str, ...]
    migration: tuple[str, ...]


RECORDS: tuple[type[Record], ...] = (
    Indicator,
    CountryIndicator,
    CountryIndicatorShareAlike,
    IndicatorSeries,
    IndicatorSeriesShareAlike,
    RiskFactor,
    LabourLawTopic,
)
