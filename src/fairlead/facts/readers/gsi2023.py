"""The Global Slavery Index 2023 of Walk Free: the user's own copy of its workbook, rescaled to forced labour.

The index counts forced marriage too. For each region the Global Estimates of 2021 publish people in forced labour and
people in modern slavery per 1,000; their ratio scales the index to forced labour. In Eritrea and North Korea most of
it is imposed by the State, which no such ratio describes: there the rescaled figures are left empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from fairlead.facts.readers.base import Log, Options, Parsed, Reader
from fairlead.facts.readers.cells import cell_text, columns, country, number, plain
from fairlead.facts.readers.files import sheets
from fairlead.facts.records.base import Row

__all__ = ["READER", "GsiCountry", "forced_labour_share", "prevalence"]

SHEET = "GSI 2023 summary data"
STATE_IMPOSED = ("ERI", "PRK")
WANTED = {
    "country": ["Country"],
    "population": ["Population"],
    "region": ["Region"],
    "prevalence_per_1000": ["Estimated prevalence of modern slavery per 1,000 population"],
    "people": ["Estimated number of people in modern slavery"],
    "governance": ["Governance issues"],
    "basic_needs": ["Lack of basic needs"],
    "inequality": ["Inequality"],
    "disenfranchised": ["Disenfranchised groups"],
    "conflict": ["Effects of conflict"],
    "vulnerability": ["Total Vulnerability score (%)"],
    "response_survivors": [
        "Survivors of slavery are identified and supported to exit and remain out of modern slavery (%)"
    ],
    "response_justice": ["Criminal justice mechanisms function effectively to prevent modern slavery (%)"],
    "response_coordination": [
        (
            "Coordination occurs at the national and regional level and across borders, and governments are held to "
            "account for their response (%)"
        )
    ],
    "response_risk": [
        "Risk factors, such as attitudes, social systems, and institutions that enable modern slavery are addressed (%)"
    ],
    "response_supply_chains": [
        "Government and business stop sourcing goods and services produced by forced labour (%)"
    ],
    "response": ["Government response total (%)"],
}
OPTIONAL = tuple(name for name in WANTED if name.startswith("response"))
SCORES = ("governance", "basic_needs", "inequality", "disenfranchised", "conflict", "vulnerability", *OPTIONAL)


class GsiCountry(Row, frozen=True, kw_only=True):
    """One country of the index. Counts are people on any given day in 2021; scores run from 0 to 100.

    `forced_labour_per_1000` and `forced_labour_people` are rescaled by the ratio of the region; they are ``None``
    where the index has no estimate and where `state_imposed`.
    """

    iso3: str
    country: str
    region: str
    state_imposed: bool
    population: float | None = None
    prevalence_per_1000: float | None = None
    people: float | None = None
    forced_labour_per_1000: float | None = None
    forced_labour_people: float | None = None
    governance: float | None = None
    basic_needs: float | None = None
    inequality: float | None = None
    disenfranchised: float | None = None
    conflict: float | None = None
    vulnerability: float | None = None
    response_survivors: float | None = None
    response_justice: float | None = None
    response_coordination: float | None = None
    response_risk: float | None = None
    response_supply_chains: float | None = None
    response: float | None = None


@cache
def forced_labour_share() -> dict[str, float]:
    """Forced labour over modern slavery by region, both per 1,000 people: Global Estimates of 2021.

    Examples
    --------
    >>> round(forced_labour_share()["asia and the pacific"], 4)  # 3.5 / 6.8
    0.5147
    """
    from fairlead.labour.inputs import read_rows

    return {
        plain(row["name"]): float(row["per_1000_forced_labour"]) / float(row["per_1000_modern_slavery"])
        for row in read_rows("regions")
    }


def prevalence(rows: Iterable[GsiCountry]) -> dict[str, float]:
    """The rescaled index as a source for `fairlead.labour.forced_labour`: people per 1,000 employed in 2021.

    Countries without an estimate, countries outside the labour inputs and countries where forced labour is mostly
    imposed by the State are left out; there the account keeps its own country factor.

    Examples
    --------
    >>> prevalence([])
    {}
    """
    from fairlead.labour.inputs import load_inputs

    inputs, found = load_inputs(), {}
    for row in rows:
        place = inputs.index(row.iso3)
        people = row.forced_labour_people
        if people is None and row.forced_labour_per_1000 is not None and row.population:
            people = row.forced_labour_per_1000 * row.population / 1000
        if people and place is not None:
            found[row.iso3] = float(1000 * people / inputs.employment_2021[place])
    return found


def parse(content: bytes, log: Log, options: Options) -> Parsed:  # noqa: ARG001
    """Read the summary sheet of the workbook."""
    book = sheets(content, log)
    if SHEET not in book:
        raise log.stop(f"There is no sheet {SHEET!r}. The sheets are: {', '.join(book) or 'none'}.")
    rows = book[SHEET]
    top, place = columns(rows, WANTED, log, optional=OPTIONAL, sheet=SHEET)
    found = []
    for line, cells in enumerate(rows[top + 1 :], start=top + 2):
        here = {name: cells[at] if at < len(cells) else None for name, at in place.items()}
        name = cell_text(here["country"])
        # below the countries stand the notes of the workbook: lines with nothing beside the first cell
        if name and (cell_text(here["region"]) or cell_text(here["population"])):
            found += _row(here, name, line, log)
    return Parsed(rows=found, as_of="2021", edition="2023")


def _row(here: dict[str, Any], name: str, line: int, log: Log) -> list[dict[str, Any]]:
    before = log.errors()
    iso3, region = country(name), cell_text(here["region"])
    if not iso3:
        log.add("The country is not recognised; its row is left out.", row=line, column="Country", value=name)
    if plain(region) not in forced_labour_share():
        log.add("The region is none of the five of the Global Estimates.", row=line, column="Region", value=region)
    values: dict[str, float | None] = {}
    for column in (*WANTED.keys() - {"country", "region"},):
        try:
            values[column] = number(here.get(column))
        except ValueError as error:
            log.add(f"The cell cannot be read: {error}.", row=line, column=WANTED[column][0], value=here.get(column))
    _check(values, line, log)
    if log.errors() > before:
        return []
    imposed, share = iso3 in STATE_IMPOSED, forced_labour_share()[plain(region)]
    rate, people = values["prevalence_per_1000"], values["people"]
    return [
        {
            "iso3": iso3,
            "country": name,
            "region": region,
            "state_imposed": imposed,
            **values,
            "forced_labour_per_1000": None if imposed or rate is None else rate * share,
            "forced_labour_people": None if imposed or people is None else people * share,
        }
    ]


def _check(values: dict[str, float | None], line: int, log: Log) -> None:
    for column in SCORES:
        score = values.get(column)
        if score is not None and not 0 <= score <= 100:
            log.add("A score must lie between 0 and 100.", row=line, column=WANTED[column][0], value=score)
    population, rate, people = (values.get(name) for name in ("population", "prevalence_per_1000", "people"))
    if rate is not None and not 0 <= rate <= 500:
        log.add("It is no rate per 1,000.", row=line, column=WANTED["prevalence_per_1000"][0], value=rate)
    if population is not None and population < 0:
        log.add("A population cannot be negative.", row=line, column="Population", value=population)
    if people is not None and (people < 0 or (population is not None and people > population)):
        log.add("It is no number of people in this population.", row=line, column=WANTED["people"][0], value=people)
    elif population and rate is not None and people is not None and _off(people, rate, population):
        log.add(
            "The number of people is not the rate times the population; both are kept as they stand.",
            severity="warning",
            row=line,
            column=WANTED["people"][0],
            value=people,
        )


def _off(people: float, rate: float, population: float) -> bool:
    """Whether the three disagree by more than rounding: rates to one decimal, people to thousands."""
    return abs(people - rate * population / 1000) > 0.06 * population / 1000 + 1000


READER = Reader(
    id="gsi2023",
    title="the Global Slavery Index 2023 (Walk Free)",
    licence="all rights reserved",
    restricted=True,
    address="https://www.walkfree.org/global-slavery-index/downloads/",
    layout=(
        f"the workbook of the Global Slavery Index 2023 with the sheet {SHEET!r}: headings in row 3 (Country, "
        "Population, Region, Estimated prevalence of modern slavery per 1,000 population, Estimated number of people "
        "in modern slavery, the five dimensions of vulnerability and their total, the government response), one "
        "country in each row below."
    ),
    seen=("from public programs that read the workbook by these headings; the workbook itself is not in the project."),
    record=GsiCountry,
    key=("iso3",),
    parse=parse,
    fewest=150,
)
