"""What operators rely on: every setting is documented, and an address says whether the hub is well."""

from __future__ import annotations

import re
import shutil
import subprocess
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


EXAMPLES = Path(__file__).parents[2] / "examples" / "deployment"


def test_examples_name_only_settings_that_there_are() -> None:
    named = set(re.findall(r"^#? ?([A-Z_]+)=", (EXAMPLES / "hub.env").read_text(), re.MULTILINE))
    assert {"FAIRLEAD_ADDRESS", "FAIRLEAD_HTTPS"} < named
    assert named <= {*options.OPTIONS, "AGE_RECIPIENT"}


def test_proxies_write_no_requests_down() -> None:
    nginx = (EXAMPLES / "nginx.conf").read_text()
    assert nginx.count("access_log off;") == nginx.count("server {") == 2
    assert "X-Forwarded-For $remote_addr;" in nginx
    assert "log {" not in (EXAMPLES / "Caddyfile").read_text()


def test_units_are_such_that_systemd_takes_them(tmp_path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("systemd is not installed here")
    for unit in EXAMPLES.glob("fairlead*.*"):
        text = unit.read_text().replace("/usr/local/lib/fairlead/bin/fairlead-backup", "/bin/true")
        (tmp_path / unit.name).write_text(text.replace("/usr/local/lib/fairlead/bin/fairlead", "/bin/true"))
    units = sorted(tmp_path.iterdir())
    assert len(units) == 3
    done = subprocess.run(
        [verify, "verify", "--man=no", *map(str, units)], capture_output=True, text=True, timeout=60, check=False
    )
    said = [line for line in done.stderr.splitlines() if "fairlead" in line]
    assert said == []


def test_the_nightly_backup_leaves_no_plain_file(tmp_path) -> None:
    for name, text in {
        "fairlead": 'echo "private" > "$3"',
        "age": 'while [ "$1" != --output ]; do shift; done; tr a-z A-Z < "$3" > "$2"',
    }.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o700)
    kept = tmp_path / "kept"
    kept.mkdir()
    for day in range(1, 20):
        (kept / f"hub-202601{day:02d}T000000Z.zip.age").write_text("old")
    environment = {
        "PATH": f"{tmp_path}:/usr/bin:/bin", "AGE_RECIPIENT": "age1x", "TMPDIR": str(tmp_path),
        "FAIRLEAD": str(tmp_path / "fairlead"),
    }  # fmt: skip
    subprocess.run(["/bin/sh", str(EXAMPLES / "fairlead-backup"), str(kept)], env=environment, check=True, timeout=30)
    names = sorted(one.name for one in kept.iterdir())
    assert len(names) == 14
    assert all(name.endswith(".zip.age") for name in names)
    assert (kept / names[-1]).read_text() == "PRIVATE\n"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["age", "fairlead", "kept"]
