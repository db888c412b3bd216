"""Deleted for good: nothing of the list or its results is left in the database or the folder."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

from fairlead.hub.assessments import files, operations
from fairlead.hub.assessments.models import Assessment, Run, Share
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.audit import AuditEntry

pytestmark = pytest.mark.django_db

MARK = "Zanzibarquux"
LIST = (
    "Supplier;Country;Product;Amount EUR;Year\n"
    f"{MARK} Ltd;Bangladesh;T-shirts;120000;2022\n{MARK};Norland;{MARK};1;2022\n"
)


def everything() -> str:
    """All that stands in all tables of the database, as text; packed answers unpacked."""
    import zlib

    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    if isinstance(value, bytes | memoryview) and bytes(value)[:1] == b"\x78":
                        found.append(zlib.decompress(bytes(value)).decode("utf-8", "replace"))
                    else:
                        found.append(str(value))
    return "\n".join(found)


def test_nothing_is_left(browse, person, assessed, organisation) -> None:
    ada = person("ada", organisation("north"))
    thing = assessed(ada, LIST, title=f"About {MARK}")
    client = browse(ada)
    operations.share(actor_for(ada), thing.pk, 1, note=MARK)
    client.post(f"/assessments/{thing.pk}/rename/", {"title": f"{MARK} again"})
    client.get(f"/assessments/{thing.pk}/rows.xlsx")
    client.get(f"/assessments/{thing.pk}/versions/1/file/xlsx/")
    client.get(f"/assessments/{thing.pk}/")
    assert MARK in everything()
    assert any(MARK.encode() in path.read_bytes() for path in files.folder().iterdir())
    page = client.get(f"/assessments/{thing.pk}/delete/").content.decode()
    assert "1 version of the result" in page
    assert "1 link" in page
    answer = client.post(f"/assessments/{thing.pk}/delete/", follow=True)
    assert "deleted for good" in answer.content.decode()
    assert MARK not in everything()
    assert not any(MARK.encode() in path.read_bytes() for path in files.folder().rglob("*") if path.is_file())
    assert [model.objects.count() for model in (Assessment, Run, Share)] == [0, 0, 0]
    entry = AuditEntry.objects.get(operation="assessment.delete")
    assert (entry.thing_id, entry.who) == (str(thing.pk), str(ada.pk))
    assert client.get(f"/assessments/{thing.pk}/").status_code == 404


def test_tasks_go_with_it(person) -> None:
    from django_tasks_db.models import DBTaskResult

    actor = actor_for(person("ada"))
    thing = operations.create(actor, files.Incoming.of([LIST.encode()]), "list.csv")
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="x", backend_name="default", run_after="9999-01-01T00:00Z"
    )
    Run.objects.create(assessment=thing, purpose="check", task=str(task.pk), state="running")
    assert apps.is_installed("django_tasks_db")
    operations.delete(actor, thing.pk)
    assert not DBTaskResult.objects.exists()


def test_one_version_goes_with_its_links_and_the_others_stay(browse, person, assessed) -> None:
    ada = person("ada")
    thing = assessed(ada)
    client = browse(ada)
    client.post(f"/assessments/{thing.pk}/settings/", {"gamma": "0", "draws": "200"})
    _share, secret = operations.share(actor_for(ada), thing.pk, 1)
    assert client.post(f"/assessments/{thing.pk}/versions/1/delete/").status_code == 302
    assert [run.number for run in thing.runs.filter(number__isnull=False)] == [2]
    assert browse(None).get(f"/shared/{secret}/").status_code == 404
    assert client.get(f"/assessments/{thing.pk}/versions/1/").status_code == 404
    assert client.get(f"/assessments/{thing.pk}/").status_code == 200
    # numbers are not given twice
    client.post(f"/assessments/{thing.pk}/run/")
    assert thing.runs.filter(number=3).exists()


def test_rests_of_crashes_are_swept_after_a_day(person) -> None:
    import os
    import time

    actor = actor_for(person("ada"))
    thing = operations.create(actor, files.Incoming.of([LIST.encode()]), "list.csv")
    young, old = files.folder() / "young.part", files.folder() / ("0" * 32)
    for path in (young, old, files.folder() / thing.stored):
        path.touch()
    for path in (old, files.folder() / thing.stored):
        os.utime(path, (time.time() - 2 * 86400,) * 2)
    assert files.sweep([thing.stored]) >= 1
    assert young.exists()
    assert (files.folder() / thing.stored).exists()
    assert not old.exists()
    young.unlink()


def test_a_list_goes_with_the_account_of_its_owner(person, django_capture_on_commit_callbacks) -> None:
    ada = person("ada")
    thing = operations.create(actor_for(ada), files.Incoming.of([LIST.encode()]), "list.csv")
    path = files.folder() / thing.stored
    with django_capture_on_commit_callbacks(execute=True):
        ada.delete()
    assert not path.exists()
    assert MARK not in everything()
