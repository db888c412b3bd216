"""Every path pyspa lists on WIOD 2011 is among ours, with the same value."""

from __future__ import annotations

import contextlib
import io
import warnings

import numpy as np
import pytest

from fairlead.flows import multipliers, open_table, top_paths

# pyspa's source has invalid escape sequences and old pandas idioms: its business, not ours.
pytestmark = pytest.mark.filterwarnings("ignore")

TIERS = 5


def test_contains_the_paths_of_pyspa():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pandas as pd
        import pyspa

        table = open_table("wiod2011")
        e = np.divide(table.employment, table.output, out=np.zeros(table.n), where=table.output > 0)
        e = np.where(np.isnan(e), np.nanmean(e), e)
        m = multipliers(table, e, 1e-10)
        target = table.cells.index("DEU", "c15")
        labels = [table.cells.label(i) for i in range(table.n)]
        sheet = pd.DataFrame(
            {
                "Sector ID": range(1, table.n + 1),
                "Name": [f"{c} {s}" for c, s in labels],
                "Region": [c for c, _ in labels],
                "Unit": "MUSD",
                "DR_jobs_(person)": e,
                "TR_jobs_(person)": m.values,
            }
        )
        with contextlib.redirect_stdout(io.StringIO()):
            chain = pyspa.get_spa(
                target_ID=target,
                max_stage=TIERS,
                a_matrix=np.ascontiguousarray(table.A),
                infosheet=sheet,
                thresholds={"jobs": 0.05},
                thresholds_as_percentages=True,
                breakdown_remainder=False,
                zero_indexing=True,
            )
    theirs = {
        tuple(int(node.index_reference) for node in reversed(path.nodes)): path.get_intensity("direct", "jobs")
        for path in chain.pathways_list
    }
    assert len(theirs) > 100
    f = np.zeros(table.n)
    f[target] = 1.0
    limit = 0.0005 * m.values[target] * (1 - 1e-9)
    k = 2 * len(theirs)
    ours = {path.cells: path.value for path in top_paths(table, e, f, k, m)}
    assert min(ours.values()) < limit, "ask for more paths: the last one must lie below pyspa's threshold"
    # pyspa keeps a path when its direct intensity or what lies behind it reaches the threshold.
    reached = {cells: value for cells, value in theirs.items() if value >= limit}
    assert len(reached) > 50
    for cells, value in reached.items():
        assert ours[cells] == pytest.approx(value, rel=1e-9)
    # And nothing of ours above the threshold is missing there, down to its deepest tier.
    assert {c for c, v in ours.items() if v >= limit * (1 + 1e-6) and len(c) <= TIERS + 1} <= set(theirs)
