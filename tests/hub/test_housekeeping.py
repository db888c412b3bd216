"""What is due is done, and doing it twice changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from fairlead.hub.housekeeping import KEEP_TASKS, tidy

pytestmark = pytest.mark.django_db


def test_ended_sessions_and_old_tasks_are_forgotten_and_others_kept(settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for days in (-1, 1):
        session = SessionStore()
        session.set_expiry(timezone.now() + timedelta(days=days))
        session.save()
    made = [
        DBTaskResult.objects.create(
            task_path="x.y",
            args_kwargs={"args": [], "kwargs": {}},
            backend_name="default",
            exception_class_path="",
            status="SUCCESSFUL",
            finished_at=timezone.now() - timedelta(days=days),
        )
        for days in (KEEP_TASKS - 1, KEEP_TASKS + 1)
    ]
    for _ in range(2):
        tidy()
        assert Session.objects.count() == 1
    assert [one.pk for one in DBTaskResult.objects.all()] == [made[0].pk]
