"""The app's name for Django."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Watching(AppConfig):
    """Changes of facts, and who wants to hear of them."""

    name = "fairlead.hub.watch"
    label = "watch"

    def ready(self) -> None:
        """Register who may do what; note what a new release changes when the database is brought up to date."""
        from fairlead.hub.watch import personal, policy  # noqa: F401

        post_migrate.connect(_after_migrating, sender=self, dispatch_uid="fairlead.watch")


def _after_migrating(**named: Any) -> None:
    if "plan" not in named:  # tables were only emptied
        return
    from fairlead.hub.watch.releases import note_release

    note_release()
