"""A PostgreSQL of their own for tests: a cluster in a temporary folder, on a socket that nobody else knows."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

__all__ = ["binaries", "cluster", "database"]


def binaries() -> Path | None:
    """Where the programs of PostgreSQL are, if they are on this machine."""
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    if found := shutil.which("initdb"):
        places.append(Path(found).parent)
    return next((one for one in places if (one / "initdb").exists() and (one / "pg_ctl").exists()), None)


def database(address: str, template: str = "template1") -> str:
    """Make an empty database, or a copy of another that nobody uses; gives its address."""
    import psycopg

    name = f"hub_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')  # type: ignore[arg-type]
    return address.replace("/postgres?", f"/{name}?")


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster; gives the address of a database in it, for ``DATABASE_URL``."""
    programs = binaries()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="fairlead-pg-"))
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        as_user = {"user": "postgres", "group": "postgres", "extra_groups": []}

    def call(*command: str) -> None:
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=120, **as_user)  # type: ignore[call-overload]

    data = folder / "data"
    try:
        call(str(programs / "initdb"), "-D", str(data), "-U", "fairlead", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=120"
        call(str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
        yield f"postgresql://fairlead@/postgres?host={quote(str(folder), safe='')}"
    finally:
        if (data / "postmaster.pid").exists():
            call(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
