"""Values of an indicator by country and period: the typed row of World Bank and ILOSTAT files."""

from __future__ import annotations

from fairlead.facts.records.base import Row

__all__ = ["KEY", "IndicatorValue"]

KEY = ("indicator", "series", "iso3", "period")


class IndicatorValue(Row, frozen=True, kw_only=True):
    """One value of one indicator in one country and period.

    `series` names the breakdown (sex, age, survey) where the source publishes several; `period` is a year, or a
    quarter or month as the source writes it; `flag` is what the source says of the value, for instance a break in the
    series.
    """

    indicator: str
    series: str
    iso3: str
    country: str
    year: int
    period: str
    value: float
    unit: str
    flag: str = ""
