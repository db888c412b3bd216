"""The app's name for Django."""

from django.apps import AppConfig


class Assessments(AppConfig):
    """Lists, their results, and readings that people confirmed."""

    name = "fairlead.hub.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Register who may do what."""
        from fairlead.hub.assessments import policy  # noqa: F401
