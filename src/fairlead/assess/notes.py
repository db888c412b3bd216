"""What every assessment says of itself: table, assumptions, methods, sources, limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from fairlead.assess import result
from fairlead.assess.demand import Demand
from fairlead.flows.cells import FloatArray
from fairlead.flows.table import Table
from fairlead.labour import LabourAccount, OwnIndex
from fairlead.labour.assumptions import ASSUMPTIONS
from fairlead.labour.inputs import read_rows

if TYPE_CHECKING:
    from fairlead.assess.options import AssessOptions

__all__ = [
    "LIMITS",
    "NOT_IN_CHILD_LABOUR",
    "NOT_IN_EMPLOYMENT",
    "assumptions",
    "methods",
    "not_in_forced_labour",
    "sources",
    "table_info",
]

_COUNTRY_FACTORS = {
    "model": "open indicators (rule of law, gender inequality)",
    "rule_of_law": "rule of law alone",
    "one": "all countries of a region alike",
}

NOT_IN_CHILD_LABOUR = (
    "Children in forced labour are also counted in forced labour: the two counts overlap and are never added.",
    "Household chores and light work that law permits are not child labour and are not counted.",
)
NOT_IN_EMPLOYMENT = ("All people at work, whatever their conditions: a measure of scale, not of harm.",)

LIMITS = (
    (
        "This is a statistical link between spending and the average of an industry in a country. It is not evidence "
        "about any supplier, and no supplier may be judged by it."
    ),
    (
        "It counts people on any given day whose work stands behind a year's purchases. They are not victims caused by "
        "the buyer, and the counts of several buyers must not be added: purchases overlap."
    ),
    (
        "No truth was used to make the estimate, because none exists. The ranges say how far methods and models "
        "differ and how far the trade table may be off; an error that all sources share (hidden populations, "
        "definitions) is in no range."
    ),
    (
        "The trade table is of 2011, with 35 industries. Carpets are inside textiles, cobalt inside mining; trade "
        "that has changed since then is not in it."
    ),
    "Evidence stands beside the estimate and is never multiplied into it. What is not listed is not thereby safe.",
)


def not_in_forced_labour(state_imposed: Sequence[str]) -> tuple[str, ...]:
    """What the forced-labour number leaves out; forced labour by States on goods of this list comes first.

    Parameters
    ----------
    state_imposed
        One statement a country, from `fairlead.assess.evidence.state_imposed_notes`.
    """
    general = (
        "Forced labour imposed by States and forced commercial sexual exploitation are not in this number; their "
        "world figures stand beside it."
    )
    return (*state_imposed, general)


def table_info(table: Table) -> result.TableInfo:
    """Describe the trade table."""
    modelled = sum(s == "modelled" for s in table.status.values())
    countries = sum(s != "unallocated" for s in table.status.values())
    note = ""
    if modelled:
        note = (
            f"{modelled} of the countries are modelled from the Rest of World of the published table: their own "
            "trade, accounts and employment with the average recipe of that region. Their ranges are wider."
        )
    return result.TableInfo(
        name=table.name,
        title=table.title,
        year=table.year,
        countries=countries,
        industries=len(table.cells.industries),
        note=note,
    )


def _rate_assumptions(currencies: Sequence[str], years: Sequence[int]) -> list[result.Assumption]:
    """Exchange rates of the list, with the status of each that is not a published average."""
    from fairlead.classify.money import carried_years, rate_row

    foreign = [c for c in currencies if c != "USD"]
    if not foreign:
        return []
    rows = {(c, y): rate_row(c, y) for c in foreign for y in years}
    weak = sorted(f"{c} {y}" for (c, y), row in rows.items() if row and row.get("status") != "verified")
    served = {(c, y): carried_years(c, y) for c in foreign for y in years}
    held = sorted(f"{c} {y} at the rate of {at[0]}" for (c, y), at in served.items() if at and at[0] != y)
    notes = [f"Computed, not published: {', '.join(weak)}."] if weak else []
    notes += [f"Not known yet, so where the list has them: {', '.join(held)}."] if held else []
    return [
        result.Assumption(
            key="exchange_rates",
            label="Exchange rates",
            value=f"yearly averages for {', '.join(foreign)}",
            note=" ".join(notes),
        )
    ]


def _growth_assumptions(table: Table, demand: Demand, weights: FloatArray, shown: int = 5) -> list[result.Assumption]:
    """Growth of output per worker in the largest origins, and on what it rests."""
    from fairlead.classify import productivity_note

    last = max(demand.years)
    if last <= table.year:
        return []
    named = [c for c in np.argsort(-weights) if table.status[table.cells.countries[c]] != "unallocated"][:shown]
    return [
        result.Assumption(
            key=f"growth:{code}",
            label=f"Growth of output per worker, {table.names.get(code, code)}",
            value=f"divided by {demand.growth[c]:.3f}",
            note=productivity_note(code, last),
        )
        for c in named
        for code in [table.cells.countries[c]]
    ]


def _own_source(options: AssessOptions) -> str:
    """What comes before the country factors."""
    if isinstance(options.prevalence, OwnIndex):
        index = options.prevalence
        return (
            f"your own copy of the {index.name}, rescaled to forced labour ({len(index.rates)} countries); elsewhere "
        )
    return "your own source where given, else " if options.prevalence else ""


def assumptions(
    options: AssessOptions, demand: Demand, account: LabourAccount, currencies: Sequence[str], by_country: FloatArray
) -> tuple[result.Assumption, ...]:
    """The settings that the figures rest on.

    Parameters
    ----------
    options, demand, account
        Of the assessment.
    currencies
        Of the purchases assessed.
    by_country : ndarray, shape (C,)
        People linked by country, to name the growth of the largest origins.
    """
    mean_growth = float(np.average(demand.growth, weights=by_country)) if by_country.sum() > 0 else 1.0
    deflator = demand.total_usd / float(demand.purchases.sum())
    years = ", ".join(str(y) for y in demand.years)
    rows = [
        result.Assumption(
            key="draws",
            label="Draws behind the ranges",
            value=f"{options.draws:,} (seed {options.seed})",
            changed=options.draws != 2000 or options.seed != 20211,
        ),
        result.Assumption(
            key="prices",
            label=f"Prices of {years} against {demand.table.year}",
            value=f"divided by {deflator:.3f}",
            note="US price index; purchases are taken to be in basic prices.",
        ),
        result.Assumption(
            key="growth",
            label=f"Growth of output per worker since {demand.table.year}, mean where the people are",
            value=f"divided by {mean_growth:.3f}",
            note="By country of origin, with its range; see the method page on money and years.",
        ),
        result.Assumption(
            key="prevalence",
            label="Level of forced labour by country",
            value=_own_source(options) + _COUNTRY_FACTORS[options.account.get("country_factor", "model")],
            changed=bool(options.prevalence) or "country_factor" in options.account,
            note=options.prevalence.source.note if isinstance(options.prevalence, OwnIndex) else "",
        ),
        result.Assumption(
            key="uncertain",
            label="Uncertain readings of countries and products",
            value="used" if options.accept_uncertain else "left out until confirmed",
            changed=options.accept_uncertain,
        ),
    ]
    rows[2:2] = _rate_assumptions(currencies, demand.years)
    rows += _growth_assumptions(demand.table, demand, by_country)
    rows += [
        result.Assumption(
            key=f"account:{key}",
            label=ASSUMPTIONS[key].label if key in ASSUMPTIONS else f"Forced-labour account: {key}",
            value=value,
            changed=True,
            note=f"{key}; otherwise {ASSUMPTIONS[key].usual}" if key in ASSUMPTIONS else "",
        )
        for key, value in account.options.items()
        if key != "prevalence"
    ]
    return tuple(rows)


def methods(index: OwnIndex | None = None) -> tuple[result.Method, ...]:
    """The named methods behind the figures.

    Parameters
    ----------
    index
        The user's own index, where it takes the place of the country factors.
    """
    by_country = (
        f"your own copy of the {index.name} (elsewhere two open indicators)" if index else "two open indicators"
    )
    return (
        result.Method(
            id="world_table",
            title="World table of 2011: WIOD with its Rest of World split",
            text="Who sells what to whom among 185 countries and 35 industries. Published numbers are kept exactly; "
            "countries split from the Rest of World follow UN national accounts, customs records and employment.",
            docs="method/world-table",
            sources=("wiod_2013", "ilo_employment", "un_accounts", "customs"),
        ),
        result.Method(
            id="forced_labour",
            title="Forced labour by country and industry",
            text=f"World, regional and sectoral counts of 2021 spread over countries by employment and {by_country}, "
            "then over industries; 2,000 correlated draws.",
            docs="method/labour-accounts",
            sources=(
                *("gems_2021", "wgi_rule_of_law", "undp_gii", "ilo_employment", "wiod_sea", "fairlead_fit"),
                *((index.source.id,) if index else ()),
            ),
        ),
        result.Method(
            id="child_labour",
            title="Child labour by country and industry",
            text="World and regional counts of 2020 spread over countries by surveys of children's work and a model "
            "where there is none, then over industries.",
            docs="method/labour-accounts",
            sources=("child_labour_2020", "ilab_findings", "undp_hdi", "un_population"),
        ),
        result.Method(
            id="employment",
            title="Employment by country and industry",
            text="People employed in 2011: national accounts of employment and, where the country is modelled, ILO "
            "totals spread by output and a labour pattern.",
            docs="method/world-table",
            sources=("wiod_sea", "ilo_employment"),
        ),
        result.Method(
            id="tiers",
            title="Tiers, totals and supply paths",
            text="Tier k of a purchase f is e A^k f; the total is e (I - A)^-1 f; paths are the largest products "
            "along chains, found with a proof that none was missed.",
            docs="method/flows",
            sources=("wiod_2013",),
        ),
        result.Method(
            id="money",
            title="Money and years",
            text="Spend is turned into US dollars of its year, then into prices of 2011; people per dollar are "
            "lowered by the growth of output per worker of each origin.",
            docs="method/money-and-years",
            sources=(),
        ),
        result.Method(
            id="classification",
            title="Reading countries, products and industries",
            text="Names and codes are read by lists and rules; what is uncertain waits for confirmation.",
            docs="method/classification",
            sources=(),
        ),
        result.Method(
            id="evidence",
            title="Evidence beside the estimate",
            text="Goods and countries named by the US Department of Labor, law and practice, ratifications and "
            "organisations, each with source and status; never multiplied into a figure.",
            docs="method/evidence",
            sources=("ilab_goods",),
        ),
    )


_TABLE_SOURCES = (
    result.Source(
        id="un_accounts",
        title="United Nations Statistics Division, National Accounts Main Aggregates, 2011",
        url="https://unstats.un.org/unsd/snaama/",
        as_of="2011",
        status="verified",
        licence="facts with source named",
    ),
    result.Source(
        id="customs",
        title="Goods exports by country, industry and destination, 2012, derived from UN Comtrade records",
        url="https://comtradeplus.un.org/",
        as_of="2012",
        status="computed",
        licence="derived figures; see DATA-LICENCES.md",
    ),
)


def sources(used: Iterable[str], index: OwnIndex | None = None) -> tuple[result.Source, ...]:
    """Every source that a method, fact or line of this assessment names, each once.

    Parameters
    ----------
    used
        Ids of sources of evidence, statements and lines, beside those of the methods.
    index
        The user's own index, where one is used.
    """
    from fairlead.assess.evidence import fact_sources

    wanted = dict.fromkeys([*(s for m in methods(index) for s in m.sources), *used])
    labour = {row["id"]: row for row in read_rows("sources")}
    own = {s.id: s for s in (*_TABLE_SOURCES, *((index.source,) if index else ()))}
    found: list[result.Source] = []
    facts: list[str] = []
    for name in wanted:
        if name in own:
            found.append(own[name])
        elif name in labour:
            row = labour[name]
            found.append(
                result.Source(
                    id=name,
                    title=row["title"],
                    url=row["url"],
                    as_of=row["as_of"],
                    status=row["status"],  # type: ignore[arg-type]
                    licence=row["licence"],
                    note=row["note"],
                )
            )
        else:
            facts.append(name)
    return (*found, *fact_sources(facts))
