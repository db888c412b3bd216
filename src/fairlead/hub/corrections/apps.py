"""The app's name for Django."""

from typing import Any

from django.apps import AppConfig


class Corrections(AppConfig):
    """Proposals, boards, decisions and every version of a corrected fact."""

    name = "fairlead.hub.corrections"
    label = "corrections"

    def ready(self) -> None:
        """Register who may do what; let long tasks use the facts that are in force."""
        from django_tasks.signals import task_started

        from fairlead.hub.corrections import live, personal, policy  # noqa: F401

        def before_task(**_named: Any) -> None:
            live.refresh(now=True)

        task_started.connect(before_task, weak=False, dispatch_uid="fairlead.corrections")
