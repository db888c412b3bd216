"""Processes that write, restore and export are killed at any moment: nothing acknowledged is lost, nothing is half."""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

PROGRAM = str(Path(__file__).with_name("hub_under_test.py"))
KILLS = int(os.environ.get("FAIRLEAD_KILLS", "6"))
"""200 before a release: FAIRLEAD_KILLS=200."""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_killed_writers_lose_nothing_and_leave_nothing_half(kind: str, hub_program, request) -> None:
    address = request.getfixturevalue("postgresql")(ready=True) if kind == "postgresql" else ""
    seed = os.environ.get("FAIRLEAD_SEED", "20261121")
    done = hub_program("crash", str(KILLS), seed, program=PROGRAM, database=address, ready=True, wait=3600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{KILLS} kills, " in done.stdout
    assert int(done.stdout.split(" kills, ")[1].split()[0]) > 5 * KILLS


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_killed_migration_is_completed_by_the_next_start(kind: str, hub_program, request) -> None:
    address = request.getfixturevalue("postgresql")() if kind == "postgresql" else ""
    program = str(Path(__file__).with_name("migrating.py"))
    done = hub_program("20261121", program=program, database=address)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split(" kills during ")[0]) > 5


def state(hub_program: Callable, folder: Path, data: str, name: str) -> tuple[dict[str, list[bytes]], dict[str, str]]:
    """Rows and files of a hub, as a backup of it tells them; entries of the log on restores are left out."""
    made = hub_program("hub", "backup", name, data=data)
    assert made.returncode == 0, made.stderr
    rows, files = {}, {}
    with ZipFile(folder / name) as archive:
        for part in archive.namelist():
            if part.startswith("rows/"):
                rows[part] = sorted(x for x in archive.read(part).splitlines() if b'"hub.restore"' not in x)
            elif part.startswith("files/"):
                files[part] = hashlib.sha256(archive.read(part)).hexdigest()
    return rows, files


def test_a_killed_restore_leaves_the_old_or_the_new(tmp_path, hub_program) -> None:
    for data, steps in (("one", "20"), ("two", "35")):
        assert hub_program("fill", steps, program=PROGRAM, data=data, ready=True).returncode == 0
    backups = {data: f"{data}.zip" for data in ("one", "two")}
    states = {data: state(hub_program, tmp_path, data, name) for data, name in backups.items()}
    for data in states:  # what ran is interrupted when it comes back
        assert hub_program("hub", "restore", "--replace", backups[data], data=data).returncode == 0
        states[data] = state(hub_program, tmp_path, data, f"{data}-back.zip")
    assert states["one"] != states["two"]
    keys = {data: (tmp_path / data / "secret-key").read_text() for data in states}
    chance, seen = random.Random(5), set()
    now = "one"
    for number in range(max(3, KILLS // 3)):
        wanted = "two" if now == "one" else "one"
        whole = number % 3 == 2  # one that ends, so that both sides are seen
        wait = None if whole else chance.uniform(0.8, 3.0)
        hub_program("hub", "restore", "--replace", backups[wanted], data="one", wait=wait)
        found = state(hub_program, tmp_path, "one", f"after-{number}.zip")  # a backup completes what was begun
        now = next(name for name, known in states.items() if known == found)
        assert (tmp_path / "one" / "secret-key").read_text() == keys[now]
        assert not (tmp_path / "one" / "restore-under-way.json").exists()
        seen.add(now)
        there = {f"files/{one.relative_to(tmp_path / 'one' / 'files')}" for one in
                 (tmp_path / "one" / "files").rglob("*") if one.is_file()}  # fmt: skip
        assert there == set(states[now][1])
    assert seen


def test_a_killed_export_leaves_the_old_site_whole(tmp_path, hub_program) -> None:
    chosen = ("export-site", "site", "--only", "/laws/", "--no-data", "--jobs", "1")
    assert hub_program(*chosen).returncode == 0
    sums = (tmp_path / "site" / "SHA256SUMS").read_text()
    chance = random.Random(7)
    for _ in range(max(2, KILLS // 5)):
        hub_program(*chosen, wait=chance.uniform(0.5, 2.5))
        assert json.loads((tmp_path / "site" / "fairlead-site.json").read_text())["form"] == "fairlead.site/1"
        for line in (tmp_path / "site" / "SHA256SUMS").read_text().splitlines():
            digest, _, name = line.partition("  ")
            assert hashlib.sha256((tmp_path / "site" / name).read_bytes()).hexdigest() == digest
    assert hub_program(*chosen).returncode == 0
    assert (tmp_path / "site" / "SHA256SUMS").read_text().count("\n") == sums.count("\n")
    assert [one.name for one in tmp_path.iterdir() if "site" in one.name] == ["site"]
