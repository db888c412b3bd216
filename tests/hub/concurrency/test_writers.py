"""Fifty processes write to the same things at once: every change counts, and nobody is told of a lock."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from fairlead.hub.errors import busy

PROGRAM = str(Path(__file__).parents[1] / "crash" / "hub_under_test.py")
RACES = str(Path(__file__).with_name("races.py"))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_fifty_writers_lose_no_update(kind: str, hub_program, request) -> None:
    address = request.getfixturevalue("postgresql")(ready=True) if kind == "postgresql" else ""
    done = hub_program("compete", "50", program=PROGRAM, database=address, ready=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"50 writers on {kind}" in done.stdout


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_in_a_race_one_wins_and_the_others_are_told(kind: str, hub_program, request) -> None:
    address = request.getfixturevalue("postgresql")(ready=True) if kind == "postgresql" else ""
    done = hub_program("12", program=RACES, database=address, ready=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"12 in races on {kind}" in done.stdout


@pytest.mark.django_db
def test_where_even_waiting_does_not_help_nobody_reads_of_a_lock() -> None:
    request = RequestFactory().post("/assessments/")
    request.user = None
    answer = busy(RequestFactory().post("/api/v1/x.json"), OperationalError("database is locked"))
    assert answer is not None
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert b"locked" not in answer.content
    assert busy(request, OperationalError("no such table: x")) is None
