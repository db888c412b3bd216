"""Time and memory of the draws of the labour accounts, against a plain loop over the draws.

Run ``python benchmarks/draws.py``. Prints seconds, peak memory, and the ratio to the plain loop in the same run.
"""

from __future__ import annotations

import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from fairlead.flows.open import open_table
from fairlead.labour import child_labour, employment, forced_labour
from fairlead.labour.forced import _model
from fairlead.labour.inputs import load_inputs
from fairlead.labour.workforce import workforce

DRAWS = 2000
LOOPED = 20


def plain_loop(table, draws):
    """The same draws written as the formulas stand: one draw at a time, fitting all countries, in double precision."""
    inputs = load_inputs()
    model = _model(inputs, table, workforce(inputs, table), "model", None, "all_forms", None)
    p, rng = inputs.parameters, np.random.default_rng(1)
    countries, sectors = model.seed.shape
    out = []
    for _ in range(draws):
        rows = model.region_total * np.exp(
            p["sd_world"] * rng.standard_normal() + inputs.region_sd * rng.standard_normal(5)
        )
        columns = inputs.sector_total * np.exp(inputs.sector_sd * rng.standard_normal(sectors))
        columns *= rows.sum() / columns.sum()
        log_v = model.risk.log_v + model.risk.sd * rng.standard_normal(countries)
        people = model.seed * np.exp(log_v[:, None] + p["sd_country_sector"] * rng.standard_normal(model.seed.shape))
        for _ in range(40):
            people *= columns / people.sum(0)
            for r in range(5):
                here = inputs.region_of == r
                people[here] *= rows[r] / people[here].sum()
        totals = model.table_totals(people)
        noise = p["sd_industry"] * rng.standard_normal(35) + p["sd_cell"] * rng.standard_normal(model.spread.base.shape)
        weights = model.spread.base * np.exp(rng.uniform(0, 2) * model.spread.log_skill + noise)
        sums = np.stack([weights[:, inputs.sector_of == b].sum(1) for b in range(sectors)], axis=1)
        share = np.divide(totals, sums, out=np.zeros_like(totals), where=sums > 0)
        out.append((weights * share[:, inputs.sector_of]).astype(np.float32))
    return np.stack(out, axis=1)


def best_of(function, repeats=3):
    """Shortest time in seconds, and what the function gave."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = function()
        times.append(time.perf_counter() - start)
    return min(times), result


def peak_mb(function):
    """Peak of traced memory while the function runs, in million bytes."""
    tracemalloc.start()
    function()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def draw(account):
    """All draws of one account."""
    return account.draws(DRAWS)


def main():
    for name in ("wiod2011", "world2011"):
        table = open_table(name)
        seconds, _ = best_of(lambda t=table: plain_loop(t, LOOPED), repeats=1)
        loop = seconds * DRAWS / LOOPED
        print(f"{name}: plain loop over {DRAWS} draws (from {LOOPED}): {loop:.1f} s")
        pair = [forced_labour(table), child_labour(table)]
        for make in (forced_labour, child_labour, employment):
            built, account = best_of(lambda m=make, t=table: m(t))
            seconds, drawn = best_of(lambda a=account: a.draws(DRAWS))
            peak = peak_mb(lambda a=account: a.draws(DRAWS))
            print(
                f"  {account.id:14} central {built * 1e3:5.1f} ms   draws {seconds:.2f} s   {loop / seconds:5.0f} x "
                f"faster than the loop   peak {peak:.0f} MB for a result of {drawn.nbytes / 1e6:.0f} MB"
            )
        with ThreadPoolExecutor(2) as pool:
            seconds, _ = best_of(lambda p=pool, a=pair: list(p.map(draw, a)))
        print(f"  forced and child labour in two threads: draws {seconds:.2f} s")


if __name__ == "__main__":
    main()
