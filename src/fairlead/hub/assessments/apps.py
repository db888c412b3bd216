"""The app's name for Django."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import transaction


class Assessments(AppConfig):
    """Lists, their results, and readings that people confirmed."""

    name = "fairlead.hub.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Register who may do what, and let lists go with their assessments however these are deleted."""
        from django.db.models.signals import post_delete

        from fairlead.hub.assessments import policy  # noqa: F401
        from fairlead.hub.assessments.models import Assessment

        post_delete.connect(_discard, sender=Assessment, dispatch_uid="assessment-list")


def _discard(instance: Any, **_named: Any) -> None:
    """Delete the list when the deletion is sure, for instance with the account of its owner."""
    from fairlead.hub.assessments.files import discard
    from fairlead.hub.assessments.results import forget

    stored = instance.stored
    forget()
    transaction.on_commit(lambda: discard(stored))
