"""Databases that are brought up to date once for all processes of a run, and copied where tests need one.

To bring one up to date takes seconds of processor each time. Tests that ask how this goes begin with an empty one:
tests/hub/crash/migrating.py, and backups that come back into a hub that is not there yet.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

__all__ = ["migrate", "of_this_run", "on_postgresql", "on_sqlite", "primed"]

PROGRAM = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0, interactive=False)
connection.close()
"""


def of_this_run(factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of a run of tests share."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def migrate(folder: Path, address: str = "") -> None:
    """Bring the hub of a folder up to date as its operator does, with the real settings."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("FAIRLEAD_", "DJANGO_"))}
    settings = {"FAIRLEAD_HUB_DATA": str(folder), "DATABASE_URL": address}
    environment = {**kept, **settings, "DJANGO_SETTINGS_MODULE": "fairlead.hub.settings"}
    subprocess.run([sys.executable, "-c", PROGRAM], env=environment, check=True, timeout=600)


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Only one process at a time."""
    with (place / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def on_sqlite(place: Path) -> Path:
    """The file of a database that is up to date; made by whoever asks first."""
    made = place / "migrated.sqlite3"
    with _alone(place):
        if not made.exists():
            with tempfile.TemporaryDirectory(dir=place) as folder:
                migrate(Path(folder))
                file = Path(folder) / "hub.sqlite3"
                with closing(sqlite3.connect(file)) as connection:  # all in one file; a hub goes back to WAL by itself
                    assert connection.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
                file.rename(made)
    return made


def on_postgresql(place: Path, address: str) -> str:
    """The name of a database that is up to date, of the server that has this address; to be copied, not used."""
    import psycopg

    name = "fairlead_migrated"
    with _alone(place), psycopg.connect(address, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            with tempfile.TemporaryDirectory(dir=place) as folder:
                connection.execute(f'CREATE DATABASE "{name}_part"')  # type: ignore[arg-type]
                migrate(Path(folder), urlsplit(address)._replace(path=f"/{name}_part").geturl())
                connection.execute(f'ALTER DATABASE "{name}_part" RENAME TO "{name}"')  # type: ignore[arg-type]
    return name


def primed(name: str, place: Path) -> sqlite3.Connection:
    """Fill a database in the memory of this process; it is there while somebody holds the connection."""
    held = sqlite3.connect(name, uri=True, check_same_thread=False)
    with closing(sqlite3.connect(on_sqlite(place))) as made:
        made.backup(held)
    return held
