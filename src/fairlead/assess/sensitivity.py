"""What moves the result most: one assumption, gap or stand-in at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from fairlead.assess.linked import Linked
from fairlead.assess.result import Sensitivity, Spend
from fairlead.flows.cells import FloatArray
from fairlead.flows.world.uncertainty import split_log_sd

__all__ = ["sensitivities"]

#: 90 % of a normal lies within this many standard deviations.
_Z90 = 1.6449
#: Stand-ins named one by one.
_NAMED = 5
_STAND_INS = {
    "forced_labour": "Countries without evidence of their own, shown by a stand-in",
    "child_labour": "Countries without a survey of children's work",
}


def sensitivities(
    linked: Linked,
    spend: Spend,
    *,
    spread: FloatArray | None = None,
    runs: Mapping[str, Callable[[], FloatArray]] | None = None,
) -> tuple[Sensitivity, ...]:
    """Totals when one thing changes and all else stays, largest swing first.

    Parameters
    ----------
    linked
        The account linked to the demand.
    spend
        What was assessed and left out.
    spread
        Weights on cells (all tiers) that come from purchases spread over an area, shape (n,).
    runs
        Label of another assumption and a function that returns people by cell of the table under it.

    Returns
    -------
    tuple of Sensitivity
    """
    table, demand = linked.demand.table, linked.demand
    C, S = len(table.cells.countries), len(table.cells.industries)
    cells = linked.by_cell
    by_country = cells.reshape(C, S).sum(1)
    total = float(cells.sum())
    found: list[Sensitivity] = []

    def add(key: str, label: str, low: float, high: float, note: str = "") -> None:
        low, high = float(min(low, high)), float(max(low, high))
        if high - low > 0.002 * total:
            found.append(Sensitivity(key=key, label=label, low=low, high=high, swing=high - low, note=note))

    named = [c for c in np.argsort(-by_country) if table.status[table.cells.countries[c]] != "unallocated"]
    account = linked.account
    levels = account.country_log_sd
    for c in named[:3]:
        code = table.cells.countries[c]
        if code not in levels:
            continue
        factor = float(np.exp(_Z90 * levels[code]))
        rest = total - by_country[c]
        add(
            f"country:{code}",
            f"Level in {table.names.get(code, code)} against its region",
            rest + by_country[c] / factor,
            rest + by_country[c] * factor,
            account.stand_ins.get(code) or "90 % range of the country's own level alone",
        )
    _add_stand_ins(add, linked, by_country)
    slow = np.exp(_Z90 * demand.growth_log_sd)
    add(
        "growth",
        "Growth of output per worker since the table's year",
        float((by_country / slow).sum()),
        float((by_country * slow).sum()),
        "all origins at the ends of their ranges together",
    )
    if np.any(demand.growth > 1.0):
        add(
            "no_growth",
            "No correction for growth of output per worker",
            total,
            float((by_country * demand.growth).sum()),
            f"people per dollar of {table.year} applied unchanged",
        )
    sd = split_log_sd(table).ravel()
    if sd.any():
        wide = np.exp(_Z90 * sd)
        split = sd > 0
        add(
            "split",
            "Countries modelled from the Rest of World",
            float(cells[~split].sum() + (cells[split] / wide[split]).sum()),
            float(cells[~split].sum() + (cells[split] * wide[split]).sum()),
            "all modelled cells at the ends of their ranges together",
        )
    if spend.left_out_usd > 0 and spend.assessed_usd > 0:
        add(
            "left_out",
            "Spend left out, if it were like the rest",
            total,
            total * (1 + spend.left_out_usd / spend.assessed_usd),
            "1 row" if spend.rows_left_out == 1 else f"{spend.rows_left_out:,} rows",
        )
    if spread is not None and spread.any():
        part = float(linked.intensity @ spread)
        add("spread", "Purchases spread over an area", total - part, total + part, "from nothing to twice as much")
    for label, run in (runs or {}).items():
        people = run()
        intensity = np.divide(people, table.output, out=np.zeros(table.n), where=table.output >= 1)
        other = float(intensity @ demand.all_tiers)
        add(f"account:{label}", label, min(total, other), max(total, other), "another assumption of the account")
    return tuple(sorted(found, key=lambda s: -s.swing))


def _add_stand_ins(add: Callable[..., None], linked: Linked, by_country: FloatArray) -> None:
    """All countries without evidence of their own at the ends of their ranges together."""
    account, table = linked.account, linked.demand.table
    people = {code: float(by_country[table.cells.country_index(code)]) for code in account.stand_ins}
    largest = sorted((code for code in people if people[code] > 0), key=lambda code: -people[code])
    low = high = float(by_country.sum())
    for code in largest:
        factor = float(np.exp(_Z90 * account.country_log_sd.get(code, 0.0)))
        low += people[code] * (1 / factor - 1)
        high += people[code] * (factor - 1)
    note = ", ".join(table.names.get(code, code) for code in largest[:_NAMED])
    if len(largest) > _NAMED:
        note += f" and {len(largest) - _NAMED} smaller ones"
    add("stand_ins", _STAND_INS.get(account.id, _STAND_INS["forced_labour"]), low, high, note)
