"""What two people do at the same moment leaves nothing shared with those who may not see it."""

from __future__ import annotations

from pathlib import Path

import pytest

PROGRAM = str(Path(__file__).with_name("races.py"))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_sharing_while_somebody_leaves_and_lists_beyond_the_limit(kind: str, hub_program, request) -> None:
    address = request.getfixturevalue("postgresql")(ready=True) if kind == "postgresql" else ""
    done = hub_program(program=PROGRAM, database=address, ready=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"18 races on {kind}" in done.stdout
