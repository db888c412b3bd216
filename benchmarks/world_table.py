"""Opening the 185-country table and its multipliers, against the dense form of the same table.

Prints times, ratios and memory; no verdicts. Run with ``make bench`` or ``python benchmarks/world_table.py``.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable

import numpy as np

OPEN = """
import time
start = time.perf_counter()
from fairlead.flows.world.store import open_world
open_world()
print(time.perf_counter() - start)
"""


def best(run: Callable[[], object], repeat: int = 15) -> tuple[float, float]:
    run()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times), statistics.median(times)


def main() -> None:
    from fairlead.flows.multipliers import multipliers
    from fairlead.flows.open import open_table

    opened = [
        float(subprocess.run([sys.executable, "-c", OPEN], capture_output=True, check=True).stdout) for _ in range(5)
    ]
    print(f"open, import included      {min(opened):7.3f} s (best of 5)   median {statistics.median(opened):.3f} s")

    table = open_table("world2011")
    assert table.employment is not None
    e = np.divide(table.employment, table.output, out=np.zeros(table.n), where=table.output > 1)
    for tol in (1e-6, 1e-8, 1e-10):
        least, middle = best(lambda tol=tol: multipliers(table, e, tol=tol))
        passes = multipliers(table, e, tol=tol).passes
        print(f"multipliers, tol {tol:.0e}   {least * 1e3:7.1f} ms   median {middle * 1e3:.1f} ms   {passes} passes")
    tracemalloc.start()
    multipliers(table, e, tol=1e-6)
    print(f"peak memory of one call    {tracemalloc.get_traced_memory()[1] / 1e6:7.1f} MB")
    tracemalloc.stop()

    A = np.stack([table.column(j) for j in range(table.n)], axis=1).astype(np.float32)

    def series() -> np.ndarray:
        v = e.astype(np.float32)
        m = v.copy()
        while v.max() > 1e-6 * m.max():
            v = v @ A
            m += v
        return m

    dense, _ = best(series, 3)
    factored, _ = best(lambda: multipliers(table, e, tol=1e-6))
    memory = A.nbytes / 1e6
    print(f"dense single-precision series {dense * 1e3:.0f} ms, {memory:.0f} MB: {dense / factored:.1f} times slower")


if __name__ == "__main__":
    main()
