"""Turn one account's linked people into the result model: tiers, origins, cells, industries, services, paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from fairlead.assess import result
from fairlead.assess.linked import HIGH, LOW, Linked, Workers, range_of
from fairlead.assess.result import Measures, Range
from fairlead.flows.cells import FloatArray
from fairlead.flows.paths import SupplyPath

__all__ = ["LATERAL_SERVICES", "account_result", "path_words"]

#: Services that stand beside the goods chain and that buyers rarely map: (key, label, industries).
LATERAL_SERVICES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("transport", "Transport by road, rail, sea and air", ("c23", "c24", "c25")),
    ("logistics", "Warehousing, forwarding and transport support", ("c26",)),
    ("business", "Business services: cleaning, security, temporary work, rental", ("c30",)),
    ("catering", "Hotels, catering and restaurants", ("c22",)),
    ("trade", "Wholesale, retail and vehicle trade", ("c19", "c20", "c21")),
    ("construction", "Construction and upkeep of buildings", ("c18",)),
    (
        "other",
        "Post, finance, real estate, public and other services",
        ("c17", "c27", "c28", "c29", "c31", "c32", "c33", "c34", "c35"),
    ),
)

#: How many of the largest cells compete for the ten largest in every draw; smaller ones never come near.
_COMPETE = 150
_TOP = 10


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0


def _in_top_ten(draws: FloatArray) -> FloatArray:
    """Share of draws in which each row is among the ten largest: (m, N) -> (m,)."""
    if len(draws) <= _TOP:
        return np.ones(len(draws))
    threshold = np.partition(draws, len(draws) - _TOP, axis=0)[len(draws) - _TOP]
    return np.asarray((draws >= threshold).mean(1))


def path_words(cells: Sequence[tuple[str, str]], names: Mapping[str, str]) -> str:
    """Say a supply path in words, from the work to the purchase.

    Examples
    --------
    >>> names = {"IND": "India", "BGD": "Bangladesh", "c1": "Farming", "c4": "Textiles"}
    >>> path_words([("IND", "c1"), ("BGD", "c4")], names)
    'Farming in India, bought by Textiles in Bangladesh, bought by you'
    >>> path_words([("BGD", "c4")], names)
    'Textiles in Bangladesh, bought by you'
    """
    steps = [f"{names.get(i, i)} in {names.get(c, c)}" for c, i in cells]
    return ", bought by ".join([*steps, "you"])


def _tier_label(tier: int | None, depth: int) -> str:
    if tier is None:
        return f"Beyond tier {depth}"
    return "Tier 0: the industries you buy from" if tier == 0 else f"Tier {tier}"


def _ratio_range(central: float, draws: FloatArray, divisor: float, divisor_draws: FloatArray | None = None) -> Range:
    if divisor <= 0:
        return Range(central=0.0, low=0.0, high=0.0)
    return range_of(central / divisor, draws / (divisor if divisor_draws is None else divisor_draws))


def measures(linked: Linked, workers: Workers | None) -> Measures:
    """The total in its four forms. ``workers`` are those of the same demand."""
    total, draws = float(linked.by_cell.sum()), linked.total
    spend = linked.demand.total_usd
    workers = workers or linked.workers
    value = float(
        np.nansum(
            np.divide(
                linked.account.value_added_of_work,
                linked.demand.table.output,
                out=np.zeros(linked.demand.table.n),
                where=linked.demand.table.output >= 1,
            )
            * linked.demand.value_prices
        )
    )
    value_range = range_of(value * 1e6, linked.value_added * 1e6)
    return Measures(
        people=range_of(total, draws),
        per_million_usd=_ratio_range(total, draws, spend),
        per_1000_workers=_ratio_range(total * 1000, draws * 1000, float(workers.by_cell.sum()), workers.total),
        value_added_usd=value_range,
    )


def account_result(
    linked: Linked,
    workers: Workers | None,
    paths: Sequence[SupplyPath],
    sensitivities: Sequence[result.Sensitivity],
    *,
    not_in_number: Sequence[str],
    origins_shown: int = 25,
    cells_shown: int = 25,
    method: str,
    progress: Callable[[str], None] | None = None,
) -> result.Account:
    """Build the account of the result model.

    Parameters
    ----------
    linked
        The account linked to the demand.
    workers
        Of the same demand, for rates per 1,000; the account itself when left out.
    paths
        The largest supply paths, largest first.
    sensitivities
        What moves the total most.
    not_in_number
        Statements on what the number leaves out.
    origins_shown, cells_shown
        How many of the largest origins and cells to list.
    method
        Id of the method that made the account.
    """
    if progress:
        progress(linked.account.label)
    table, account = linked.demand.table, linked.account
    C, S = len(table.cells.countries), len(table.cells.industries)
    cells = linked.by_cell
    total = float(cells.sum())
    unallocated = np.array([table.status[c] == "unallocated" for c in table.cells.countries])
    depth = len(linked.demand.tiers) - 2
    central_tiers = linked.demand.tiers @ linked.intensity
    tiers = tuple(
        result.Tier(
            tier=k if k <= depth else None,
            label=_tier_label(k if k <= depth else None, depth),
            people=range_of(central_tiers[k], linked.tiers[k]),
            share=_share(float(central_tiers[k]), total),
        )
        for k in range(depth + 2)
    )
    all_tiers = linked.demand.all_tiers
    jobs = workers.by_cell if workers is not None else cells
    origins = _origins(linked, total, jobs, unallocated, origins_shown)
    kept = _cells(linked, total, jobs, unallocated, cells_shown)
    industry = _industry_parts(linked, total)
    return result.Account(
        id=account.id,
        label=account.label,
        definition=account.definition,
        frame=account.frame,
        total=measures(linked, workers),
        tiers=tiers,
        origins=origins,
        industries=industry,
        cells=kept,
        lateral_services=_lateral(linked, total),
        paths=_paths(linked, paths, total),
        paths_share=_share(float(sum(p.value for p in paths)), total),
        concentration=_concentration(cells),
        sensitivities=tuple(sensitivities),
        unallocated=range_of(float(cells.reshape(C, S)[unallocated].sum()), linked.origins[unallocated].sum(0)),
        not_in_number=tuple(not_in_number),
        cautions=account.cautions(np.argsort(-(account.people / np.maximum(table.output, 1) * all_tiers))[:20]),
        method=method,
        world_statements=account.statements,
    )


def _label(linked: Linked, country: str) -> dict[str, Any]:
    table = linked.demand.table
    return {
        "modelled": table.status[country] == "modelled",
        "stand_in": linked.account.stand_ins.get(country, ""),
    }


def _origins(
    linked: Linked, total: float, jobs: FloatArray, unallocated: np.ndarray[Any, Any], shown: int
) -> tuple[result.Origin, ...]:
    table = linked.demand.table
    C, S = len(table.cells.countries), len(table.cells.industries)
    central = linked.by_cell.reshape(C, S).sum(1)
    workers = jobs.reshape(C, S).sum(1)
    draws = np.where(unallocated[:, None], 0, linked.origins)
    probability = _in_top_ten(draws)
    order = [c for c in np.argsort(-central, kind="stable") if not unallocated[c] and central[c] > 0][:shown]
    return tuple(
        result.Origin(
            country=code,
            country_name=table.names.get(code, code),
            people=range_of(central[c], draws[c]),
            share=_share(float(central[c]), total),
            per_1000_workers=_ratio_range(central[c] * 1000, draws[c] * 1000, float(workers[c])),
            probability_top_ten=float(probability[c]),
            **_label(linked, code),
        )
        for c in order
        for code in [table.cells.countries[c]]
    )


def _cells(
    linked: Linked, total: float, jobs: FloatArray, unallocated: np.ndarray[Any, Any], shown: int
) -> tuple[result.Cell, ...]:
    table = linked.demand.table
    named = np.where(unallocated[table.cells.country_of], 0, linked.by_cell)
    candidates = np.argsort(-named, kind="stable")[:_COMPETE]
    candidates = candidates[named[candidates] > 0]
    draws = linked.cells(candidates, linked.demand.all_tiers)
    probability = _in_top_ten(draws)
    rows = []
    for k, j in enumerate(candidates[:shown]):
        country, industry = table.cells.label(int(j))
        rows.append(
            result.Cell(
                country=country,
                country_name=table.names.get(country, country),
                industry=industry,
                industry_name=table.names.get(industry, industry),
                people=range_of(named[j], draws[k]),
                share=_share(float(named[j]), total),
                per_1000_workers=_ratio_range(named[j] * 1000, draws[k] * 1000, float(jobs[j])),
                probability_top_ten=float(probability[k]),
                **_label(linked, country),
            )
        )
    return tuple(rows)


def _industry_parts(linked: Linked, total: float) -> tuple[result.Part, ...]:
    table = linked.demand.table
    C, S = len(table.cells.countries), len(table.cells.industries)
    central = linked.by_cell.reshape(C, S).sum(0)
    draws = linked.industries
    order = [s for s in np.argsort(-central, kind="stable") if central[s] > 0]
    return tuple(
        result.Part(
            key=code,
            label=table.names.get(code, code),
            people=range_of(central[s], draws[:, s]),
            share=_share(float(central[s]), total),
        )
        for s in order
        for code in [table.cells.industries[s]]
    )


def _lateral(linked: Linked, total: float) -> tuple[result.Part, ...]:
    """People in services that stand beside the goods chain, bought directly or met further up."""
    table = linked.demand.table
    industry_of = table.cells.industry_of
    direct = linked.demand.tiers[0]
    further = linked.demand.all_tiers - direct
    parts: list[tuple[str, str, FloatArray]] = []
    for key, label, industries in LATERAL_SERVICES:
        inside = np.isin(
            industry_of, [table.cells.industry_index(i) for i in industries if i in table.cells.industries]
        )
        parts.append((f"{key}_direct", f"{label}, bought directly", np.where(inside, direct, 0)))
        parts.append((f"{key}_upstream", f"{label}, behind other purchases", np.where(inside, further, 0)))
    weights = np.stack([w for _, _, w in parts], axis=1)
    draws = linked.weigh(weights)
    central = linked.intensity @ weights
    return tuple(
        result.Part(
            key=key, label=label, people=range_of(central[k], draws[:, k]), share=_share(float(central[k]), total)
        )
        for k, (key, label, _) in enumerate(parts)
        if central[k] > 0
    )


def _paths(linked: Linked, paths: Sequence[SupplyPath], total: float) -> tuple[result.Path, ...]:
    table = linked.demand.table
    rows, reached = [], 0.0
    for rank, path in enumerate(paths, 1):
        value = float(path.value)
        reached += value
        start = int(path.cells[0])
        c, s = divmod(start, len(table.cells.industries))
        relative = linked.cell_draws[c, :, s] / linked.intensity[start]
        low, high = np.quantile(relative, [LOW, HIGH])
        labels = tuple(table.cells.label(int(j)) for j in path.cells)
        rows.append(
            result.Path(
                rank=rank,
                cells=labels,
                words=path_words(labels, table.names),
                people=Range(central=value, low=value * float(low), high=value * float(high)),
                share=_share(value, total),
                cumulative_share=_share(reached, total),
                modelled=any(table.status[country] != "published" for country, _ in labels),
            )
        )
    return tuple(rows)


def _concentration(cells: FloatArray) -> result.Concentration:
    total = cells.sum()
    if total <= 0:
        return result.Concentration(top_1_share=0, top_5_share=0, top_10_share=0, effective_cells=0)
    share = np.sort(cells / total)[::-1]
    return result.Concentration(
        top_1_share=float(share[0]),
        top_5_share=float(share[:5].sum()),
        top_10_share=float(share[:10].sum()),
        effective_cells=float(1 / (share**2).sum()),
    )
