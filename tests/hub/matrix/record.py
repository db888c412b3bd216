"""Writes down what every role is answered now, for somebody to read before it becomes the expectation."""

from __future__ import annotations

import csv
import os
import time
from pathlib import Path

import pytest
from django.db import transaction
from tests.hub.matrix.targets import ROLES, TOKENS, Asker, outcome, targets

WHERE = os.environ.get("FAIRLEAD_MATRIX_RECORD", "")


@pytest.mark.skipif(not WHERE, reason="only with FAIRLEAD_MATRIX_RECORD=<file>")
def test_record(asker: Asker) -> None:
    only = os.environ.get("FAIRLEAD_MATRIX_ONLY", "")
    with Path(WHERE).open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["url", "method", "object", *ROLES, *TOKENS, "reason"])
        for one in targets():
            if only and not one.name.startswith(only):
                continue
            began = time.time()
            cells = []
            roles = ("nobody", "owner", "token_none") if one.public else (*ROLES, *TOKENS)
            for role in roles:
                mark = transaction.savepoint()
                cells.append(outcome(asker.ask(one, role)))
                transaction.savepoint_rollback(mark)
                asker.world.restore()
            if one.public:
                cells = [cells[0], *[cells[1]] * 9, *[cells[2]] * 3]
            writer.writerow([*one.key, *cells, f"{time.time() - began:.1f}s"])
            file.flush()
