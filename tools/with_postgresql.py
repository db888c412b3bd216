"""Run a command with DATABASE_URL set to a PostgreSQL of its own, in a temporary folder, removed afterwards.

    python tools/with_postgresql.py python -m pytest tests/hub

FAIRLEAD_DATABASE_OF_RUN=1 tells the command that the server goes with it, so that nothing need be tidied up in it.
Where PostgreSQL is not installed it says so and ends with 77, so that the caller can go on without.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ABSENT = 77


def programs() -> Path | None:
    """The folder with initdb and pg_ctl; Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return folders[-1] if folders else None


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A server in this folder; yields its address. PostgreSQL refuses to run as root, so root lends it a user."""
    bin_ = programs()
    if bin_ is None:
        raise LookupError
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:
        names = {entry.pw_name for entry in pwd.getpwall()}
        user = "postgres" if "postgres" in names else "nobody"
        shutil.chown(folder, user)
        as_user = {"user": user}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*words: str) -> None:
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_user)  # type: ignore[call-overload]

    data = folder / "data"
    run(str(bin_ / "initdb"), "-D", str(data), "-U", "fairlead", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
    quick = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
    listen = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    control = str(bin_ / "pg_ctl")
    run(control, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", f"{quick} {listen}", "start")
    try:
        yield f"postgresql://fairlead@127.0.0.1:{port}/postgres"
    finally:
        run(control, "-D", str(data), "-m", "immediate", "stop")


def main(command: list[str]) -> int:
    """Run the command; its exit code."""
    with tempfile.TemporaryDirectory(prefix="fairlead-postgresql-") as folder:
        Path(folder).chmod(0o755)
        try:
            with server(Path(folder)) as address:
                environment = {**os.environ, "DATABASE_URL": address, "FAIRLEAD_DATABASE_OF_RUN": "1"}
                return subprocess.run(command, env=environment, check=False).returncode
        except LookupError:
            print("PostgreSQL is not installed here, so the hub was tested on SQLite only.", file=sys.stderr)
            return ABSENT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
