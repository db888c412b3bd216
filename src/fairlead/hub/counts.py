"""Counts of limits, shared by the processes of the server: a small SQLite file of its own in the data folder.

Django's cache of this kind keeps them in the memory of each process (then a limit holds as often as there are
processes) or in the main database (then every request that is counted waits for those who write there). What is kept
is short-lived and may be lost: nothing waits for the disk. Each change is one transaction, so that of many requests at
the same moment every one counts.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.utils.crypto import salted_hmac

__all__ = ["SharedCounts"]

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
_TABLE = "CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, value TEXT NOT NULL, until REAL NOT NULL)"
_FOREVER = 1e12
_TIDY_EVERY = 500
"""Changes of one process after which it forgets what has ended."""


class SharedCounts(BaseCache):
    """A cache of Django in one file. Values are what JSON holds.

    If the file cannot be used, it is made anew; where that does not help (a full disk), each process counts for itself.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._path, self._held, self._changes = Path(location), threading.local(), 0
        self._spare = LocMemCache("counts", params)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value if there is none; says whether it was kept."""
        name, now = self._name(key, version), time.time()

        def write(held: sqlite3.Connection) -> bool:
            sql = (
                "INSERT INTO counts VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE"
                " SET value = excluded.value, until = excluded.until WHERE counts.until <= ?"
            )
            return held.execute(sql, (name, json.dumps(value), self._until(timeout), now)).rowcount > 0

        return self._do(write, lambda: self._spare.add(key, value, timeout, version), changes=True)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default."""
        name = self._name(key, version)

        def read(held: sqlite3.Connection) -> Any:
            row = held.execute("SELECT value FROM counts WHERE key = ? AND until > ?", (name, time.time())).fetchone()
            return default if row is None else json.loads(row[0])

        return self._do(read, lambda: self._spare.get(key, default, version))

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value."""
        row = (self._name(key, version), json.dumps(value), self._until(timeout))
        self._do(
            lambda held: held.execute("INSERT OR REPLACE INTO counts VALUES (?, ?, ?)", row),
            lambda: self._spare.set(key, value, timeout, version),
            changes=True,
        )

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number, and give what it is then.

        Raises
        ------
        ValueError
            If there is none.
        """
        name, now = self._name(key, version), time.time()

        def write(held: sqlite3.Connection) -> int | None:
            sql = "UPDATE counts SET value = CAST(value AS INTEGER) + ? WHERE key = ? AND until > ? RETURNING value"
            rows = held.execute(sql, (delta, name, now)).fetchall()
            return int(rows[0][0]) if rows else None

        made = self._do(write, lambda: self._spare.incr(key, delta, version), changes=True)
        if made is None:
            raise ValueError(f"There is no {key!r}.")
        return made

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value for longer; says whether there is one."""
        row = (self._until(timeout), self._name(key, version), time.time())
        sql = "UPDATE counts SET until = ? WHERE key = ? AND until > ?"
        return self._do(
            lambda held: held.execute(sql, row).rowcount > 0, lambda: self._spare.touch(key, timeout, version)
        )

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value; says whether there was one."""
        row = (self._name(key, version),)
        sql = "DELETE FROM counts WHERE key = ?"
        return self._do(lambda held: held.execute(sql, row).rowcount > 0, lambda: self._spare.delete(key, version))

    def clear(self) -> None:
        """Forget all."""
        self._do(lambda held: held.execute("DELETE FROM counts"), lambda: None)
        self._spare.clear()

    def _name(self, key: str, version: int | None) -> str:
        """What stands in the file instead of the key, which may hold the address or the account that is counted."""
        made = self.make_and_validate_key(key, version)
        return salted_hmac("fairlead.counts", made, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()

    def _until(self, timeout: Any) -> float:
        until = self.get_backend_timeout(timeout)
        return _FOREVER if until is None else until

    def _do(self, work: Callable[[sqlite3.Connection], T], spare: Callable[[], T], *, changes: bool = False) -> T:
        for attempt in range(2):
            try:
                held = self._connection()
                done = work(held)
                if changes:
                    self._tidy(held)
                return done
            except sqlite3.Error as error:
                self._close()
                if attempt == 0 and not isinstance(error, sqlite3.OperationalError):  # what is in it cannot be read
                    self._remove()
                elif attempt == 1:
                    _LOG.error("The counts of limits cannot be kept: %s", error)
        return spare()

    def _connection(self) -> sqlite3.Connection:
        """A connection of this thread in this process: none is taken along when a process divides."""
        if getattr(self._held, "process", None) != os.getpid():
            made = sqlite3.connect(self._path, timeout=2, isolation_level=None)
            with suppress(OSError):
                self._path.chmod(0o600)
            made.execute("PRAGMA journal_mode=WAL")
            made.execute("PRAGMA synchronous=OFF")
            made.execute(_TABLE)
            self._held.process, self._held.connection = os.getpid(), made
        found: sqlite3.Connection = self._held.connection
        return found

    def _close(self) -> None:
        if getattr(self._held, "process", None) == os.getpid():
            with suppress(sqlite3.Error), closing(self._held.connection):
                pass
        self._held.process = None

    def _remove(self) -> None:
        for end in ("", "-wal", "-shm"):
            Path(f"{self._path}{end}").unlink(missing_ok=True)

    def _tidy(self, held: sqlite3.Connection) -> None:
        """Now and then forget what has ended; if there is still too much, what ends first."""
        self._changes += 1
        if self._changes % _TIDY_EVERY:
            return
        held.execute("DELETE FROM counts WHERE until <= ?", (time.time(),))
        number = held.execute("SELECT count(*) FROM counts").fetchone()[0]
        if number > self._max_entries:
            sql = "DELETE FROM counts WHERE key IN (SELECT key FROM counts ORDER BY until LIMIT ?)"
            held.execute(sql, (number - self._max_entries * 2 // 3,))
