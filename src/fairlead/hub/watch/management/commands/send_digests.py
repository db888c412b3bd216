"""``python -m django send_digests``: send the digests that are due."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from fairlead.hub.watch.digests import send_digests


class Command(BaseCommand):
    """Send every digest that is due; run it once a day. Repeating it sends nothing twice."""

    help = "Send the digests that are due. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        """One option, for a day that was missed."""
        parser.add_argument("--on", type=date.fromisoformat, help="The day, as in 2026-03-02; today if not given.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Send them and say how many."""
        done = send_digests(options["on"])
        self.stdout.write(f"{done.sent} sent, {done.nothing} with nothing to tell, {done.failed} could not be sent.")
        if done.failed:
            raise SystemExit(1)
