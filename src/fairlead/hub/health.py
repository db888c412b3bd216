"""``/healthz``: whether the hub answers, its database does, and tasks do not wait for a worker that is not there."""

from __future__ import annotations

from datetime import timedelta

from django.apps import apps
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

__all__ = ["health", "urlpatterns"]

PATIENCE = timedelta(minutes=2)
"""How long a task may wait before the worker is taken to be away."""


@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say it in JSON; 503 where something is wrong. Nothing in it tells who uses the hub, or how much."""
    found = {"database": _database(), "worker": _worker()}
    well = all(found.values())
    said = {"status": "ok" if well else "failing", **{name: "ok" if one else "failing" for name, one in found.items()}}
    return JsonResponse(said, status=200 if well else 503, headers={"Cache-Control": "no-store"})


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def _worker() -> bool:
    """Whether no task waits longer than it should; a worker that is busy with a long one counts as being there."""
    if not apps.is_installed("django_tasks_db"):
        return True
    from django_tasks_db.models import DBTaskResult

    try:
        late = DBTaskResult.objects.filter(status="READY", enqueued_at__lt=timezone.now() - PATIENCE)
        busy = DBTaskResult.objects.filter(status="RUNNING")
        return not late.exists() or busy.exists()
    except DatabaseError:
        return False


urlpatterns: list[URLPattern] = [path("healthz", health, name="health")]
