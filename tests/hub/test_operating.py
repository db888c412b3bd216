"""What operators rely on: every setting is documented, and an address says whether the hub is well."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.urls import get_resolver
from django.utils import timezone

from fairlead.hub import health, options

DOCS = Path(__file__).parents[2] / "docs" / "hub"
HUB = Path(options.__file__).parent


def test_the_page_of_settings_is_current() -> None:
    assert (DOCS / "settings.md").read_text(encoding="utf-8") == options.page()


def test_no_setting_is_read_that_is_not_listed() -> None:
    known = {*options.OPTIONS, "FAIRLEAD_OWN_FACTS"}  # read by the library, set by the hub itself
    for path in HUB.rglob("*.py"):
        named = set(re.findall(r'"(FAIRLEAD_[A-Z_]+|DATABASE_URL)"', path.read_text(encoding="utf-8")))
        assert named <= known, path.name


def test_every_address_is_documented() -> None:
    page = (DOCS / "permissions.md").read_text(encoding="utf-8")
    for pattern in get_resolver().url_patterns:
        name = getattr(pattern, "name", None)
        assert name is None or f"`{name}`" in page, name


@pytest.mark.django_db
def test_healthz_says_that_all_is_well_and_nothing_else(browse) -> None:
    answer = browse(None).get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok", "worker": "ok"})
    assert answer["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert browse(None).post("/healthz").status_code == 405


@pytest.mark.django_db
def test_healthz_notices_a_worker_that_is_away(browse) -> None:
    from django_tasks_db.models import DBTaskResult

    task = DBTaskResult.objects.create(
        task_path="x.y", args_kwargs={"args": [], "kwargs": {}}, backend_name="default", exception_class_path=""
    )
    assert browse(None).get("/healthz").status_code == 200
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - health.PATIENCE - timedelta(seconds=1))
    answer = browse(None).get("/healthz")
    assert (answer.status_code, answer.json()["worker"]) == (503, "failing")


@pytest.mark.django_db
def test_healthz_notices_a_database_that_is_away(browse, monkeypatch) -> None:
    def gone() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    assert not health._database()
    assert not health._worker()
