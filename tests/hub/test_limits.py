"""Limits hold for all processes together, are told clearly, and leave help and what is in memory alone."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from fairlead.hub.counts import SharedCounts

PARAMS = {"OPTIONS": {"MAX_ENTRIES": 30}}


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def counts(path: Path) -> SharedCounts:
    return SharedCounts(str(path), PARAMS)


ADD = """
import sys
from django.conf import settings
settings.configure(SECRET_KEY=sys.argv[2])
from fairlead.hub.counts import SharedCounts
for _ in range(50):
    SharedCounts(sys.argv[1], {}).incr("n")
"""


def test_every_request_of_every_process_counts(tmp_path: Path) -> None:
    path = tmp_path / "counts"
    assert counts(path).add("n", 0)
    assert not counts(path).add("n", 5)
    made = [subprocess.Popen([sys.executable, "-c", ADD, str(path), settings.SECRET_KEY]) for _ in range(4)]
    assert [process.wait(60) for process in made] == [0] * 4
    assert counts(path).get("n") == 200
    assert path.stat().st_mode & 0o077 == 0


def test_no_address_stands_in_the_file(tmp_path: Path) -> None:
    counts(tmp_path / "counts").set("login:192.0.2.77:ada@example.org", [1.0], 60)
    held = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert b"192.0.2.77" not in held
    assert b"ada@" not in held


def test_what_has_ended_is_not_counted_and_is_forgotten(tmp_path: Path) -> None:
    held = counts(tmp_path / "counts")
    held.set("old", 7, timeout=-1)
    assert held.get("old", "none") == "none"
    with pytest.raises(ValueError, match="old"):
        held.incr("old")
    assert held.add("old", [1.5, 2.5], 60)
    assert held.get("old") == [1.5, 2.5]
    assert held.touch("old", 60)
    assert held.delete("old")
    assert not held.delete("old")
    for number in range(1000):
        held.add(f"k{number}", number, 60 + number)
    with sqlite3.connect(tmp_path / "counts") as seen:
        assert seen.execute("SELECT count(*) FROM counts").fetchone()[0] <= 30
    assert held.get("k999") == 999  # what lasts longest stays


def test_a_file_that_cannot_be_read_is_made_anew_and_a_folder_that_is_away_stops_nobody(tmp_path: Path) -> None:
    path = tmp_path / "counts"
    path.write_bytes(b"no database" * 500)
    held = counts(path)
    assert held.add("n", 0)
    assert held.incr("n") == 1
    away = counts(tmp_path / "nowhere" / "counts")
    assert away.add("n", 0)
    assert away.incr("n") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "there", ["/search/?q=nepal", "/search.json?q=nepal", "/changes/", "/changes.atom", "/nowhere"]
)
def test_whoever_asks_too_often_is_told_to_wait(there, browse, monkeypatch) -> None:
    monkeypatch.setenv("FAIRLEAD_PAGE_LIMIT", "2")
    monkeypatch.setattr("fairlead.hub.limits.time.time", lambda: 1_800_000_030.0)
    reader = browse(None)
    first = reader.get(there)
    assert [reader.get(there).status_code for _ in range(2)] == [first.status_code, 429]
    answer = reader.get(there)
    assert answer.headers["Retry-After"] == "30"
    assert "Wait 30 seconds" in answer.content.decode()
    assert not answer.cookies
    assert reader.get(there, REMOTE_ADDR="192.0.2.9").status_code == first.status_code
    assert reader.get("/help/").status_code == 200  # whoever needs help is never told to wait
    monkeypatch.setattr("fairlead.hub.limits.time.time", lambda: 1_800_000_060.0)
    assert reader.get(there).status_code == first.status_code


@pytest.mark.django_db
def test_pages_kept_in_memory_are_not_counted(browse, monkeypatch) -> None:
    reader = browse(None)
    assert reader.get("/").status_code == 200
    monkeypatch.setenv("FAIRLEAD_PAGE_LIMIT", "1")
    assert {reader.get("/").status_code for _ in range(5)} == {200}
