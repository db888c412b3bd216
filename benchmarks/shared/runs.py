"""Whole runs of commands, timed: shared by the files beside this folder."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable

__all__ = ["FAIRLEAD", "NOTHING", "measure"]

FAIRLEAD = [sys.executable, "-m", "fairlead"]
NOTHING: tuple[str, list[str], int, str] = ("python -c pass", [sys.executable, "-c", "pass"], 7, "")
"""What every run pays for the interpreter alone; stands first, so that others are told as ratios to it."""


def measure(cases: Iterable[tuple[str, list[str], int, str]], width: int = 40) -> None:
    """Print median and best time, peak memory and the ratio to the first case.

    Parameters
    ----------
    cases
        Label, command, number of runs after a first one that warms up, and the limit as text.
    width
        Of the column of labels.
    """
    bare = 0.0
    print(f"{'':<{width}} {'median':>8} {'best':>8} {'peak':>8} {'ratio':>7}  limit")
    for label, command, times, limit in cases:
        _run(command)
        found = [_run(command) for _ in range(times)]
        median = statistics.median(seconds for seconds, _ in found)
        bare = bare or median
        best, peak = min(seconds for seconds, _ in found), max(memory for _, memory in found)
        print(f"{label:<{width}} {median:6.2f} s {best:6.2f} s {peak:5.0f} MB {median / bare:6.0f}x  {limit}")


def _run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak MB of one run: its exit code must be 0."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} failed.")
    return time.perf_counter() - start, usage.ru_maxrss / 1024
