"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Letters(AppConfig):
    """Letters, their versions, who signs them, and how they were sent."""

    name = "fairlead.hub.letters"
    label = "letters"

    def ready(self) -> None:
        """Register who may do what."""
        from fairlead.hub.letters import policy  # noqa: F401
