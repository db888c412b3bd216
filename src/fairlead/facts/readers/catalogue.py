"""Own copies as values of the catalogue of indicators, so that dossiers show them where they have no open data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from fairlead.facts.readers.gsi2023 import STATE_IMPOSED, GsiCountry
from fairlead.facts.readers.indicators import IndicatorValue
from fairlead.facts.readers.ituc import RightsRating
from fairlead.facts.readers.unodc import TraffickingFigure
from fairlead.facts.records.base import Row
from fairlead.facts.records.conditions import CountryIndicator, Indicator

__all__ = ["with_own_values"]

GSI = {
    "gsi_prevalence_per_1000": "prevalence_per_1000",
    "gsi_people_in_modern_slavery": "people",
    "gsi_vuln_total": "vulnerability",
    "gsi_vuln_governance": "governance",
    "gsi_vuln_basic_needs": "basic_needs",
    "gsi_vuln_inequality": "inequality",
    "gsi_vuln_disenfranchised": "disenfranchised",
    "gsi_vuln_conflict": "conflict",
    "gsi_response_total": "response",
    "gsi_response_survivors": "response_survivors",
    "gsi_response_criminal_justice": "response_justice",
    "gsi_response_coordination": "response_coordination",
    "gsi_response_risk_factors": "response_risk",
    "gsi_response_supply_chains": "response_supply_chains",
}
ESTIMATED = ("gsi_prevalence_per_1000", "gsi_people_in_modern_slavery")
WORLD_BANK_PAGE = "https://data.worldbank.org/indicator/"


def with_own_values(before: tuple[Any, ...], own: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    """The latest values by country, with those of own copies in place of all values of the same indicator.

    Parameters
    ----------
    before
        Rows of the table of latest values.
    own
        Typed rows of each own copy.

    Returns
    -------
    tuple
        Values of one indicator come from one file only, so that editions are never mixed.
    """
    new = [value for rows in own for value in _values(rows)]
    known = {row.indicator for row in _catalogue()}
    found = {(row.indicator, row.iso3): row for row in new if row.indicator in known}
    replaced = {indicator for indicator, _ in found}
    return (*(row for row in before if row.indicator not in replaced), *found.values())


def _catalogue() -> tuple[Indicator, ...]:
    from fairlead.facts.store import load

    return load(Indicator)


def _values(rows: tuple[Any, ...]) -> Iterator[CountryIndicator]:
    match rows[:1]:
        case (GsiCountry(),):
            yield from _gsi(rows)
        case (RightsRating(),):
            yield from _ratings(rows)
        case (TraffickingFigure(),):
            yield from _victims(rows)
        case (IndicatorValue(),):
            yield from _world_bank(rows)


def _gsi(rows: tuple[GsiCountry, ...]) -> Iterator[CountryIndicator]:
    for row in rows:
        for indicator, field in GSI.items():
            value = getattr(row, field)
            if value is None:
                continue
            note = f"It counts forced marriage too. {_rescaled(row)} " if indicator in ESTIMATED else ""
            yield _value(row, indicator, value, "2021" if indicator in ESTIMATED else "2023", note=note + row.note)


def _rescaled(row: GsiCountry) -> str:
    if row.iso3 in STATE_IMPOSED:
        return "Most of it is imposed by the State; it is not rescaled."
    if row.forced_labour_per_1000 is None:
        return ""
    return f"Rescaled to forced labour by the ratio of the region: {row.forced_labour_per_1000:.1f} per 1,000."


def _ratings(rows: tuple[RightsRating, ...]) -> Iterator[CountryIndicator]:
    for row in sorted(rows, key=lambda row: row.year):  # the last year stays
        yield _value(row, "ituc_global_rights_rating", None, str(row.year), grade=row.rating)


def _victims(rows: tuple[TraffickingFigure, ...]) -> Iterator[CountryIndicator]:
    for row in sorted(rows, key=lambda row: row.year):
        if row.indicator.casefold() != "detected trafficking victims" or (row.sex, row.age) != ("Total", "Total"):
            continue
        total = (row.dimension, row.category) == ("Total", "Total")
        if total or ("form" in row.dimension.casefold() and row.category.casefold() == "forced labour"):
            name = "unodc_detected_trafficking_victims" if total else "unodc_detected_victims_forced_labour"
            if row.value is not None:
                yield _value(row, name, row.value, str(row.year))
            elif row.below is not None:
                yield _value(row, name, None, str(row.year), grade=f"fewer than {row.below}")


def _world_bank(rows: tuple[IndicatorValue, ...]) -> Iterator[CountryIndicator]:
    """Latest values of an indicator that the catalogue names by its page at the World Bank."""
    of_page = {row.url.removeprefix(WORLD_BANK_PAGE): row.indicator for row in _catalogue() if row.url}
    for row in sorted(rows, key=lambda row: row.year):
        if row.source.startswith("own:worldbank") and row.indicator in of_page:
            yield _value(row, of_page[row.indicator], row.value, str(row.year))


def _value(
    row: Row, indicator: str, value: float | None, year: str, *, grade: str = "", note: str = ""
) -> CountryIndicator:
    return CountryIndicator(
        indicator=indicator,
        iso3=row.iso3,  # type: ignore[attr-defined]
        value=value,
        grade=grade,
        year=year,
        source=row.source,
        url="",
        as_of=row.as_of,
        status=row.status,
        note=note or row.note,
    )
