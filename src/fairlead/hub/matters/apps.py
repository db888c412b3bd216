"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Matters(AppConfig):
    """Letters and complaints that are followed, reminders, and the public register."""

    name = "fairlead.hub.matters"
    label = "matters"

    def ready(self) -> None:
        """Register who may do what, and what is given to people with their data."""
        from fairlead.hub.matters import personal, policy  # noqa: F401
