"""The app's name for Django."""

from django.apps import AppConfig


class People(AppConfig):
    """People, organisations, roles."""

    name = "fairlead.hub.people"
    label = "people"

    def ready(self) -> None:
        """Register the policies."""
        from fairlead.hub.people import policies  # noqa: F401
