"""Dossiers: time and peak memory of whole runs of the command, beside the limits and as ratios to a bare interpreter.

Limits: one country 1.0 s; all countries as HTML 60 s. The last lines say what reading the packaged estimates saves:
the time to work them out anew for one country's destinations alone, and all of them from an index of the user's own.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from shared.runs import FAIRLEAD, NOTHING, measure

ANEW = """
import numpy as np
from fairlead.flows.multipliers import multipliers
from fairlead.flows.open import open_table
from fairlead.labour import forced_labour
table = open_table("world2011")
own = table.cells.country_of == table.cells.country_index("BGD")
account = forced_labour(table)
multipliers(table, np.where(own, account.intensity(table), 0.0)).values @ table.final_demand
account.draws()
"""

OWN_INDEX = """
import os
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does
from fairlead.assess.result import Source
from fairlead.dossier.estimates_own import own_estimates
from fairlead.labour import OwnIndex
from fairlead.labour.inputs import load_inputs
rates = {code: 1.0 + i % 7 for i, code in enumerate(load_inputs().countries) if code not in ("ERI", "PRK")}
source = Source(id="own:made", title="made up", url="", as_of="2021", status="computed", licence="")
own_estimates(OwnIndex(name="made up", rates=rates, source=source))
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cases = [
            NOTHING,
            ("fairlead dossier country BGD", [*FAIRLEAD, "dossier", "country", "BGD"], 7, "1.0 s"),
            ("fairlead dossier industry garments", [*FAIRLEAD, "dossier", "industry", "garments"], 5, ""),
            ("fairlead dossier corridor NPL QAT", [*FAIRLEAD, "dossier", "corridor", "NPL", "QAT"], 5, ""),
            ("fairlead dossier all", [*FAIRLEAD, "dossier", "all", "--output", str(Path(folder) / "all")], 2, "60 s"),
            ("destinations and draws, worked out anew", [sys.executable, "-c", ANEW], 3, ""),
            ("all estimates, from an index of your own", [sys.executable, "-c", OWN_INDEX], 3, ""),
        ]
        measure(cases)


if __name__ == "__main__":
    main()
