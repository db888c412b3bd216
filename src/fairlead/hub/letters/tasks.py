"""Work done in the background: sending what waited long enough."""

from __future__ import annotations

from django_tasks import task

__all__ = ["send_waiting"]


@task()
def send_waiting() -> None:
    """Send all letters that are due; what a worker missed, the hourly housekeeping sends."""
    from fairlead.hub.letters.operations import send_due

    send_due()
