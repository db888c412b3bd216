"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Campaigns(AppConfig):
    """Joint action: coalitions, texts that members agree to, plans, engagements and what came of them."""

    name = "fairlead.hub.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Register who may do what, and what is given to people with their data."""
        from fairlead.hub.campaigns import personal, policy  # noqa: F401
