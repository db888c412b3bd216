"""Multipliers on WIOD 2011 and the world table: Fairlead beside pymrio and the dense inverse.

Run: ``python benchmarks/wiod_multipliers.py``. Each case runs in its own process; times are the best of several runs
in two rounds, peak memory is what the timed call allocated on top of the table (tracemalloc, in a run of its own).
``cold`` starts from a table nobody has used: it includes the set-up (domestic blocks inverted, the certificate of the
bound, the single-precision copy). ``warm`` does not.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable

import numpy as np

from fairlead.flows import DenseTable, multipliers, open_table
from fairlead.flows.splitting import Splitting
from fairlead.flows.table import Table


def account(table: Table) -> np.ndarray:
    """Jobs per million USD; where the number of jobs is missing, the mean."""
    e = np.divide(table.employment, table.output, out=np.zeros(table.n), where=table.output >= 1)
    return np.where(np.isnan(e), np.nanmean(e), e)


def fresh(table: DenseTable) -> DenseTable:
    return DenseTable(table.Z, table.final_demand, table.cells)


def pymrio_case(table: DenseTable) -> tuple[Callable[[], object], Callable[[object], object]]:
    warnings.simplefilter("ignore")  # pymrio warns of zero output
    import pandas as pd
    import pymrio

    rows = pd.MultiIndex.from_product([table.cells.countries, table.cells.industries], names=["region", "sector"])
    columns = pd.MultiIndex.from_product([table.cells.countries, ["final"]], names=["region", "category"])
    Z, Y = pd.DataFrame(table.Z, rows, rows), pd.DataFrame(table.final_demand, rows, columns)
    x = pd.DataFrame({"indout": table.output}, rows)
    people = pd.DataFrame((account(table) * table.output)[None], index=["jobs"], columns=rows)

    def start() -> object:
        system = pymrio.IOSystem(Z=Z, Y=Y, x=x)
        system.jobs = pymrio.Extension("jobs", F=people)
        return system

    return start, lambda system: system.calc_all()


def pymrio_multipliers_case(table: DenseTable) -> tuple[Callable[[], object], Callable[[object], object]]:
    """Only what pymrio needs for multipliers: A, L, S, M."""
    start, _ = pymrio_case(table)
    import pymrio

    def run(system: object) -> object:
        A = pymrio.calc_A(system.Z, system.x)
        L = pymrio.calc_L(A)
        return pymrio.calc_M(pymrio.calc_S(system.jobs.F, system.x), L)

    return start, run


def case(name: str) -> tuple[Callable[[], object], Callable[[object], object], int]:
    table = open_table("world2011" if name.startswith("world") else "wiod2011")
    e = account(table)
    if name == "pymrio calc_all":
        return *pymrio_case(table), 4
    if name == "pymrio A, L, S, M only":
        return *pymrio_multipliers_case(table), 4
    if name == "NumPy e @ inv(I - A)":
        return (lambda: None), (lambda _: e @ np.linalg.inv(np.eye(table.n) - table.A)), 4
    if name == "A from Z (DenseTable)":
        Z = table.Z
        return (lambda: None), (lambda _: DenseTable(Z, table.final_demand, table.cells)), 5
    if name.endswith("set-up alone"):
        return (lambda: table if name.startswith("world") else fresh(table)), Splitting, 30
    tol = float(name.split()[1])
    if name.endswith("cold"):
        if name.startswith("world"):
            import fairlead.flows.splitting as module

            return module._KNOWN.clear, (lambda _: multipliers(table, e, tol)), 30
        return (lambda: fresh(table)), (lambda t: multipliers(t, e, tol)), 30
    multipliers(table, e, tol)
    return (lambda: None), (lambda _: multipliers(table, e, tol)), 200


def measure(name: str) -> dict[str, float]:
    start, run, repeats = case(name)
    best = np.inf
    for _ in range(repeats):
        subject = start()
        begin = time.perf_counter()
        run(subject)
        best = min(best, time.perf_counter() - begin)
    subject = start()
    tracemalloc.start()
    result = run(subject)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    passes = getattr(result, "passes", 0)
    return {"seconds": best, "megabytes": peak / 1e6, "passes": passes}


ROUNDS = 2
CASES = (
    "pymrio calc_all",
    "pymrio A, L, S, M only",
    "NumPy e @ inv(I - A)",
    "A from Z (DenseTable)",
    "wiod set-up alone",
    "wiod 1e-6 cold",
    "wiod 1e-6 warm",
    "wiod 1e-10 cold",
    "wiod 1e-10 warm",
    "world set-up alone",
    "world 1e-6 cold",
    "world 1e-6 warm",
    "world 1e-8 warm",
)


def main() -> None:
    results = {}
    for name in CASES * ROUNDS:  # taken in turns, so that a busy moment of the machine does not hit one case alone
        answer = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=True)
        result = json.loads(answer.stdout.splitlines()[-1])
        if name not in results or result["seconds"] < results[name]["seconds"]:
            results[name] = result
    base, lean = results["pymrio calc_all"]["seconds"], results["pymrio A, L, S, M only"]["seconds"]
    print(f"{'case':<26}{'ms':>10}{'peak MB':>10}{'passes':>8}{'x calc_all':>12}{'x A,L,S,M':>11}")
    for name, r in results.items():
        ratios = "" if name.startswith("world") else f"{base / r['seconds']:>12.1f}{lean / r['seconds']:>11.1f}"
        passes = int(r["passes"]) or ""
        print(f"{name:<26}{r['seconds'] * 1e3:>10.2f}{r['megabytes']:>10.1f}{passes:>8}{ratios}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
    else:
        main()
