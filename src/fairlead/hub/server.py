"""Running the hub on one machine: the web server and the worker for long tasks, started and stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from fairlead.errors import FairleadError
from fairlead.hub.options import data_folder, number

__all__ = ["prepare", "serve"]

GRACE = 15.0
"""Seconds that requests and tasks have to end when the hub is stopped."""
TIDY = 3600.0
"""Seconds between two times of `fairlead.hub.housekeeping.tidy`."""


def prepare(say: Callable[[str], object] = print) -> None:
    """Bring the database and the static files up to date; both are safe to repeat."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.hub.settings")
    import django
    from django.core.management import call_command

    django.setup()
    from fairlead.hub.backup.restoring import recover
    from fairlead.hub.search.operations import refresh

    say(f"Data: {data_folder()}")
    call_command("migrate", verbosity=0, interactive=False)
    recover()
    refresh()  # the index of the search, so that no reader's request has to write it
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["*.j2"])


def serve(host: str, port: int, *, said: Callable[[], None] = lambda: None) -> int:
    """Serve until a signal comes; returns the exit code.

    Parameters
    ----------
    host, port
        Where to listen.
    said
        Called once the server answers: what the visitor should read.

    Raises
    ------
    FairleadError
        If the port is taken, or the server does not start.
    """
    _free(host, port)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "fairlead.hub.settings", "OPENBLAS_NUM_THREADS": "1"}
    web = [
        sys.executable, "-m", "gunicorn", "fairlead.hub.wsgi:application",
        "--bind", f"{host}:{port}", "--workers", str(number("FAIRLEAD_WORKERS")),
        "--worker-class", "gthread", "--threads", str(number("FAIRLEAD_THREADS")),
        "--graceful-timeout", str(int(GRACE)), "--timeout", "120", "--log-level", "warning",
        "--worker-tmp-dir", _memory(), "--preload", "--no-control-socket", "--config", "python:fairlead.hub.processes",
    ]  # fmt: skip
    worker = [sys.executable, "-m", "django", "db_worker", "--interval", "0.5", "-v", "0"]
    tidy = [sys.executable, "-m", "fairlead", "hub", "tidy"]
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    # Own groups: Control-C reaches only this process, which then stops both in order.
    running = {"web": subprocess.Popen(web, env=environment, start_new_session=True)}  # noqa: S603
    try:
        _wait_for(host, port, running["web"], lambda: stopping)
        running["worker"] = subprocess.Popen(worker, env=environment, start_new_session=True)  # noqa: S603
        if not stopping:
            said()
        due = time.monotonic() + 60
        while not stopping:
            time.sleep(0.2)
            if time.monotonic() > due and ("tidy" not in running or running["tidy"].poll() is not None):
                due = time.monotonic() + TIDY
                running["tidy"] = subprocess.Popen(tidy, env=environment, start_new_session=True)  # noqa: S603
            if running["web"].poll() is not None:
                return running["web"].returncode or 1
            if running["worker"].poll() is not None:  # tasks are kept in the database: the next worker goes on
                time.sleep(1)
                running["worker"] = subprocess.Popen(worker, env=environment, start_new_session=True)  # noqa: S603
        return 0
    finally:
        for process in running.values():
            _end(process)
        for one, handler in before.items():
            signal.signal(one, handler)


def _free(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port), reuse_port=False):
            pass
    except OSError as error:
        raise FairleadError(
            f"The hub cannot listen on {host}:{port}.",
            why=str(error),
            fix="Stop what uses it, or choose another --port.",
        ) from error


def _wait_for(host: str, port: int, web: subprocess.Popen[bytes], stopped: Callable[[], bool]) -> None:
    there = "127.0.0.1" if host in {"", "0.0.0.0"} else host  # noqa: S104
    until = time.monotonic() + 60
    while time.monotonic() < until and not stopped():
        if web.poll() is not None:
            break
        with suppress(OSError), socket.create_connection((there, port), timeout=1):
            return
        time.sleep(0.1)
    if not stopped():
        raise FairleadError(
            "The web server did not start.", why="Its messages are above.", fix="Mend what they name and start again."
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _memory() -> str:
    """A folder in memory for heartbeats, where there is one: a slow disk must not look like a stuck server."""
    shared = Path("/dev/shm")  # noqa: S108
    return str(shared if shared.is_dir() and os.access(shared, os.W_OK) else data_folder())
