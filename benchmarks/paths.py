"""Exact top 1,000 paths on WIOD 2011: Fairlead beside pyspa at its 0.001 % threshold.

Run: ``python benchmarks/paths.py`` (pyspa needs some ten seconds). Demand: one million USD from one cell, as pyspa
takes no other. ``cold`` counts the multipliers and the table's set-up too; ``warm`` is given the multipliers, as pyspa
is. Each case runs in its own process. Peak memory: of our call, what it allocated (tracemalloc, in a run of its own);
of pyspa, which tracemalloc slows down many times, the growth of the process's peak (resident set).
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import subprocess
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable

import numpy as np

from fairlead.flows import multipliers, open_table, top_paths

K = 1000
CELLS = (("DEU", "c15"), ("IND", "c4"))


def setting(country: str, industry: str) -> tuple:
    table = open_table("wiod2011")
    e = np.divide(table.employment, table.output, out=np.zeros(table.n), where=table.output >= 1)
    e = np.where(np.isnan(e), np.nanmean(e), e)
    f = np.zeros(table.n)
    f[table.cells.index(country, industry)] = 1.0
    return table, e, f


def pyspa_case(country: str, industry: str) -> tuple[Callable[[], int], int]:
    warnings.simplefilter("ignore")  # pyspa's source has invalid escape sequences
    import pandas as pd
    import pyspa

    table, e, f = setting(country, industry)
    labels = [table.cells.label(i) for i in range(table.n)]
    sheet = pd.DataFrame(
        {
            "Sector ID": range(1, table.n + 1),
            "Name": [" ".join(label) for label in labels],
            "Region": [label[0] for label in labels],
            "Unit": "MUSD",
            "DR_jobs_(person)": e,
            "TR_jobs_(person)": multipliers(table, e, 1e-8).values,
        }
    )
    A = np.ascontiguousarray(table.A)

    def run() -> int:
        with contextlib.redirect_stdout(io.StringIO()):
            chain = pyspa.get_spa(
                target_ID=int(f.argmax()),
                max_stage=10,
                a_matrix=A,
                infosheet=sheet,
                thresholds={"jobs": 0.001},
                thresholds_as_percentages=True,
                breakdown_remainder=False,
                zero_indexing=True,
            )
        return len(chain.pathways_list)

    return run, 1


def case(name: str) -> tuple[Callable[[], int], int]:
    who, country, industry = name.split()
    if who == "pyspa":
        return pyspa_case(country, industry)
    table, e, f = setting(country, industry)
    if who == "warm":
        m = multipliers(table, e, 1e-6)
        return (lambda: len(top_paths(table, e, f, K, m))), 15
    import fairlead.flows.splitting as module

    def cold() -> int:
        module._KNOWN.clear()
        return len(top_paths(table, e, f, K))

    return cold, 15


def measure(name: str) -> dict[str, float]:
    run, repeats = case(name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    best = np.inf
    for _ in range(repeats):
        begin = time.perf_counter()
        found = run()
        best = min(best, time.perf_counter() - begin)
    if name.startswith("pyspa"):
        megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    else:
        tracemalloc.start()
        run()
        megabytes = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
    return {"seconds": best, "megabytes": megabytes, "paths": found}


def main() -> None:
    print(f"{'case':<18}{'ms':>10}{'peak MB':>10}{'paths':>8}{'x pyspa':>10}")
    for country, industry in CELLS:
        base = None
        for who in ("pyspa", "cold", "warm"):
            name = f"{who} {country} {industry}"
            answer = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=True)
            r = json.loads(answer.stdout.splitlines()[-1])
            base = base or r["seconds"]
            ratio = base / r["seconds"]
            print(f"{name:<18}{r['seconds'] * 1e3:>10.1f}{r['megabytes']:>10.1f}{r['paths']:>8}{ratio:>10.0f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
    else:
        main()
