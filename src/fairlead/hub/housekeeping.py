"""What is due from time to time: digests sent, ended sessions and old tasks forgotten."""

from __future__ import annotations

from django.core.management import call_command

__all__ = ["KEEP_TASKS", "tidy"]

KEEP_TASKS = 14
"""Days for which ended background tasks are kept."""


def tidy() -> None:
    """Do all that is due; safe to repeat and to run twice at a time."""
    from fairlead.hub.corrections import live
    from fairlead.hub.letters.operations import send_due
    from fairlead.hub.matters.mails import send_reminders
    from fairlead.hub.watch.digests import send_digests

    live.refresh(now=True)
    send_digests()  # a mail that could not be sent is tried again next time
    send_due()
    send_reminders()
    call_command("clearsessions")
    call_command("prune_db_task_results", queue_name="*", min_age_days=KEEP_TASKS, verbosity=0)
