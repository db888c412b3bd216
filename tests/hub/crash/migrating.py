"""A hub whose database is being brought up to date is killed again and again: the next start completes what is left.

``python migrating.py SEED``; folder and database come from ``FAIRLEAD_HUB_DATA`` and ``DATABASE_URL``.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import traceback

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "fairlead.hub.settings"
    import django

    django.setup()
    from hub_under_test import fill
else:
    from tests.hub.crash.hub_under_test import fill

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

MOST = 80
"""Times that it is killed before it may end."""


def left() -> int:
    """Migrations that are still to be done."""
    connection.close()
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(nth: int | None) -> None:
    """Bring up to date; killed when the nth migration is about to be written down, for then its tables are there."""
    done = 0
    record = MigrationRecorder.record_applied

    def kill(self: MigrationRecorder, app: str, name: str) -> None:
        nonlocal done
        done += 1
        if done == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        record(self, app, name)

    MigrationRecorder.record_applied = kill  # type: ignore[method-assign]
    call_command("migrate", verbosity=0, interactive=False)


def main() -> int:
    """Kill at chosen and at random moments, then let it end and use the hub."""
    chance = random.Random(int(sys.argv[1]))
    whole, kills = left(), 0
    for number in range(MOST):
        connection.close()
        child = os.fork()
        if not child:
            try:
                migrate(chance.randint(3, 12) if number % 2 else None)
            except BaseException:
                traceback.print_exc()
                os._exit(3)
            os._exit(0)
        if number % 2 == 0:
            time.sleep(chance.uniform(0.05, 0.6))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            if os.WEXITSTATUS(status):
                print(f"after {kills} kills the database can no longer be brought up to date")
                return 1
            break
        kills += 1
    connection.close()
    call_command("migrate", verbosity=0, interactive=False)
    if left():
        print(f"{left()} migrations are left")
        return 1
    fill(20)  # the hub works
    print(f"{kills} kills during {whole} migrations on {connection.vendor}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
