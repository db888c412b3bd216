"""The labour inputs: data files with source, date and status in every row, checked when they are read."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from fairlead.errors import InputError, Problem
from fairlead.flows.cells import FloatArray, IntArray

__all__ = ["Inputs", "load_inputs", "read_rows"]

STATUSES = ("verified", "recalled", "judgement", "computed", "conflicting")
Row = dict[str, str]


def read_rows(name: str) -> list[Row]:
    """Rows of a packaged data file of the labour accounts, as text.

    Examples
    --------
    >>> read_rows("sectors")[0]["name"]
    'Agriculture'
    """
    text = files("fairlead.labour").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


class _Reader:
    """Turns text columns into arrays and collects every problem before anything fails."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.sources = {row["id"] for row in read_rows("sources")}

    def problem(self, file: str, row: int, column: str, value: str, what: str) -> None:
        self.problems.append(
            Problem(code="labour_input", severity="error", what=what, file=file, row=row, column=column, value=value)
        )

    def rows(self, name: str, key: str) -> list[Row]:
        rows = read_rows(name)
        seen: set[str] = set()
        for number, row in enumerate(rows, 2):
            file = f"{name}.csv"
            if row[key] in seen:
                self.problem(file, number, key, row[key], f"{key} {row[key]!r} appears twice.")
            seen.add(row[key])
            if row["status"] not in STATUSES:
                self.problem(file, number, "status", row["status"], f"The status is not one of {', '.join(STATUSES)}.")
            if not row["as_of"]:
                self.problem(file, number, "as_of", "", "The row has no date.")
            for source in row["source"].split(";"):
                if source not in self.sources:
                    self.problem(file, number, "source", source, "The source is not in sources.csv.")
        return rows

    def numbers(
        self, name: str, rows: list[Row], column: str, low: float, high: float, *, missing: bool = False
    ) -> FloatArray:
        out = np.full(len(rows), np.nan)
        for i, row in enumerate(rows):
            text = row[column]
            if not text:
                if not missing:
                    self.problem(f"{name}.csv", i + 2, column, text, "The value is missing.")
                continue
            try:
                value = float(text)
            except ValueError:
                value = math.nan
            if low <= value <= high:
                out[i] = value
            else:
                self.problem(f"{name}.csv", i + 2, column, text, f"The value is not a number from {low:g} to {high:g}.")
        return out

    def positions(self, name: str, rows: list[Row], column: str, known: tuple[str, ...]) -> IntArray:
        out = np.zeros(len(rows), dtype=np.intp)
        for i, row in enumerate(rows):
            if row[column] in known:
                out[i] = known.index(row[column])
            else:
                self.problem(f"{name}.csv", i + 2, column, row[column], f"Not one of {', '.join(known)}.")
        return out

    def same_regions(self, name: str, rows: list[Row], regions: tuple[str, ...]) -> None:
        if tuple(row["region"] for row in rows) != regions:
            self.problem(f"{name}.csv", 1, "region", "", "The regions are not those of regions.csv, in its order.")

    def countries(self, name: str, rows: list[Row], columns: tuple[str, ...], codes: tuple[str, ...]) -> None:
        for number, row in enumerate(rows, 2):
            for column in columns:
                if row[column] not in codes:
                    self.problem(f"{name}.csv", number, column, row[column], "The country is not in countries.csv.")


@dataclass(frozen=True)
class Inputs:
    """All inputs of the labour accounts, as they stand in the packaged tables.

    Counts of people are persons (not thousands), shares are fractions, NaN is unknown. C countries and territories,
    R regions and B sectors of the estimates of forced labour, S industries of the trade table, Q regions and three
    broad sectors (agriculture, industry, services) of the estimates of child labour. Arrays cannot be written to.

    Attributes
    ----------
    parameters
        Single numbers by name; parameters.csv gives the unit of each.
    countries, country_names
        ISO 3166 alpha-3 codes, (C,), in the order of every array of countries; their names by code.
    region_of, child_region_of
        Position of each country's region in `regions` and in `child_regions`, (C,).
    employment_2021, employment_2011
        Persons employed, (C,).
    shares
        Shares of employment in the three broad sectors, (C, 3).
    rule_of_law, gii, hdi
        Rule of law in the Worldwide Governance Indicators (about -2.5 to 2.5, more is better), Gender Inequality Index
        (0 to 1, more is worse) and Human Development Index (0 to 1, more is better), (C,).
    population
        Persons, (C,).
    industry_profile
        Shares of mining, manufacturing and construction in the employment of industry, (C, 3).
    stand_ins
        The country whose values stand for one that has none, by code.
    regions
        Names, (R,).
    region_total, region_private_split
        Persons in forced labour, and those of them for whom private persons are answerable, (R,).
    region_slopes, region_sd
        How the logarithm of the rate moves with rule of law and gender inequality, both standardised, (R, 2); standard
        deviation of the logarithm of the total, (R,).
    forced_per_modern_slavery
        Forced labour as a share of modern slavery, (R,).
    sectors, sector_total, sector_sd
        Names, persons in forced labour and standard deviation of its logarithm, (B,).
    industries, sector_of, broad_of
        Codes c1 to c35, (S,); position of the sector and of the broad sector of each, (S,).
    private_factor
        Weight of an industry, below 1 where the State is the employer: what States impose is kept apart, (S,).
    low_skill, employee_share
        Share of hours worked by people of low skill and share of employees among the employed, (S,) by country code,
        for the countries that have it.
    child_regions, child_region_total, child_region_sd
        Names, children in child labour and standard deviation of its logarithm, (Q,).
    child_sector_total, child_sector_risk, child_sector_sd
        Children in child labour, relative risk and standard deviation of its logarithm, (3,).
    child_rate, children_working, child_sector_shares
        Share of children at work, (C,); children at work, (C,); their shares in the broad sectors, (C, 3).
    """

    parameters: dict[str, float]
    countries: tuple[str, ...]
    country_names: dict[str, str]
    region_of: IntArray
    employment_2021: FloatArray
    employment_2011: FloatArray
    shares: FloatArray
    rule_of_law: FloatArray
    gii: FloatArray
    hdi: FloatArray
    population: FloatArray
    industry_profile: FloatArray
    stand_ins: dict[str, str]
    regions: tuple[str, ...]
    region_total: FloatArray
    region_private_split: FloatArray
    region_slopes: FloatArray
    region_sd: FloatArray
    forced_per_modern_slavery: FloatArray
    sectors: tuple[str, ...]
    sector_total: FloatArray
    sector_sd: FloatArray
    industries: tuple[str, ...]
    sector_of: IntArray
    broad_of: IntArray
    private_factor: FloatArray
    low_skill: dict[str, FloatArray]
    employee_share: dict[str, FloatArray]
    child_regions: tuple[str, ...]
    child_region_of: IntArray
    child_region_total: FloatArray
    child_region_sd: FloatArray
    child_sector_total: FloatArray
    child_sector_risk: FloatArray
    child_sector_sd: FloatArray
    child_rate: FloatArray
    children_working: FloatArray
    child_sector_shares: FloatArray

    def index(self, country: str) -> int | None:
        """Position of a country, or None when the inputs do not have it."""
        try:
            return self.countries.index(country)
        except ValueError:
            return None


def _spread(order: tuple[str, ...], rows: list[Row], values: FloatArray) -> FloatArray:
    """Values of a table that has only some of the countries, in the order of all."""
    out = np.full((len(order), *values.shape[1:]), np.nan)
    at = {code: i for i, code in enumerate(order)}
    for row, value in zip(rows, values, strict=True):
        if row["iso3"] in at:
            out[at[row["iso3"]]] = value
    return out


@cache
def load_inputs() -> Inputs:
    """Read and check all labour inputs; the result is kept.

    Raises
    ------
    InputError
        With every problem of every file.

    Examples
    --------
    >>> inputs = load_inputs()
    >>> len(inputs.countries), inputs.sectors[2], float(inputs.sector_total.sum())
    (189, 'manufacturing', 15200000.0)
    """
    read = _Reader()
    parameter_rows = read.rows("parameters", "key")
    values = read.numbers("parameters", parameter_rows, "value", -1e6, 1e6)
    region_rows, slope_rows = read.rows("regions", "region"), read.rows("region_slopes", "region")
    split_rows = read.rows("region_private_split", "region")
    sector_rows, industry_rows = read.rows("sectors", "sector"), read.rows("industries", "industry")
    child_region_rows, child_sector_rows = read.rows("child_regions", "region"), read.rows("child_sectors", "sector")
    rows, work_rows = read.rows("countries", "iso3"), read.rows("child_work", "iso3")
    skill_rows, stand_in_rows = read.rows("low_skill_hours", "iso3"), read.rows("stand_ins", "iso3")

    codes = tuple(row["iso3"] for row in rows)
    regions, sectors = tuple(r["region"] for r in region_rows), tuple(r["sector"] for r in sector_rows)
    child_regions = tuple(r["region"] for r in child_region_rows)
    industries = tuple(r["industry"] for r in industry_rows)
    broad = tuple(r["sector"] for r in child_sector_rows)

    def country(column: str, low: float, high: float, *, missing: bool = True) -> FloatArray:
        return read.numbers("countries", rows, column, low, high, missing=missing)

    def columns(names: Iterator[str], low: float, high: float) -> FloatArray:
        return np.column_stack([country(name, low, high) for name in names])

    def table(name: str, table_rows: list[Row], column: str, low: float, high: float) -> FloatArray:
        return read.numbers(name, table_rows, column, low, high)

    def work(column: str, high: float, *, missing: bool = True) -> FloatArray:
        return read.numbers("child_work", work_rows, column, 0, high, missing=missing)

    read.same_regions("region_slopes", slope_rows, regions)
    read.same_regions("region_private_split", split_rows, regions)
    read.countries("stand_ins", stand_in_rows, ("iso3", "stand_in"), codes)
    skill = np.column_stack([table("low_skill_hours", skill_rows, industry, 0, 1) for industry in industries])
    employee_rows = read.rows("employee_shares", "iso3")
    employees = np.column_stack([table("employee_shares", employee_rows, industry, 0, 1) for industry in industries])
    inputs = Inputs(
        parameters={row["key"]: float(v) for row, v in zip(parameter_rows, values, strict=True)},
        countries=codes,
        country_names={row["iso3"]: row["name"] for row in rows},
        region_of=read.positions("countries", rows, "ilo_region", regions),
        employment_2021=country("employment_2021_thousand", 1, 1e6, missing=False) * 1e3,
        employment_2011=country("employment_2011_thousand", 1, 1e6) * 1e3,
        shares=columns(iter(("agriculture_pct", "industry_pct", "services_pct")), 0, 100) / 100,
        rule_of_law=country("wgi_rule_of_law", -3.5, 3.5),
        gii=country("gender_inequality_index", 0, 1),
        hdi=country("hdi", 0, 1),
        population=country("population_thousand", 1, 2e6) * 1e3,
        industry_profile=columns(iter(f"{s}_share_of_industry" for s in sectors[1:4]), 0, 1),
        stand_ins={row["iso3"]: row["stand_in"] for row in stand_in_rows},
        regions=regions,
        region_total=table("regions", region_rows, "forced_labour_million", 0.01, 100) * 1e6,
        region_private_split=table("region_private_split", split_rows, "private_million", 0.01, 100) * 1e6,
        region_slopes=np.column_stack([table("region_slopes", slope_rows, c, -3, 3) for c in ("rule_of_law", "gii")]),
        region_sd=table("region_slopes", slope_rows, "sd_total", 0, 2),
        forced_per_modern_slavery=table("regions", region_rows, "per_1000_forced_labour", 0.1, 50)
        / table("regions", region_rows, "per_1000_modern_slavery", 0.1, 50),
        sectors=sectors,
        sector_total=np.round(table("sectors", sector_rows, "forced_labour_million", 0.01, 100) * 1e6),
        sector_sd=table("sectors", sector_rows, "sd_log", 0, 2),
        industries=industries,
        sector_of=read.positions("industries", industry_rows, "sector", sectors),
        broad_of=read.positions("industries", industry_rows, "broad_sector", broad),
        private_factor=table("industries", industry_rows, "private_factor", 0, 1),
        low_skill={row["iso3"]: skill[i] for i, row in enumerate(skill_rows)},
        employee_share={row["iso3"]: employees[i] for i, row in enumerate(employee_rows)},
        child_regions=child_regions,
        child_region_of=read.positions("countries", rows, "sdg_region", child_regions),
        child_region_total=table("child_regions", child_region_rows, "child_labour_million", 0.01, 500) * 1e6,
        child_region_sd=table("child_regions", child_region_rows, "sd_log", 0, 2),
        child_sector_total=table("child_sectors", child_sector_rows, "child_labour_million", 0.01, 500) * 1e6,
        child_sector_risk=np.exp(table("child_sectors", child_sector_rows, "log_relative_risk", -5, 5)),
        child_sector_sd=table("child_sectors", child_sector_rows, "sd_log", 0, 2),
        child_rate=_spread(codes, work_rows, work("share_working", 1, missing=False)),
        children_working=_spread(codes, work_rows, work("children_working", 1e9)),
        child_sector_shares=_spread(
            codes, work_rows, np.column_stack([work(f"share_{sector}", 1) for sector in broad])
        ),
    )
    if read.problems:
        raise InputError("The labour inputs are not what they must be.", read.problems)
    _lock(inputs)
    return inputs


def _lock(inputs: Inputs) -> None:
    """Let nobody write to the arrays by accident: they are kept for the whole process."""
    for value in vars(inputs).values():
        for array in value.values() if isinstance(value, dict) else (value,):
            if isinstance(array, np.ndarray):
                array.flags.writeable = False
