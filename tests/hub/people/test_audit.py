"""The audit log: what it says, who reads it, and that nobody changes it."""

from __future__ import annotations

import pytest

from fairlead.hub.people.actor import NOBODY, actor_for
from fairlead.hub.people.audit import AppendOnlyError, AuditEntry, record

pytestmark = pytest.mark.django_db


def test_entry_names_who_what_and_for_whom_by_ids_alone(organisation, person) -> None:
    union = organisation("union")
    user = person("quillfeather", union)
    entry = record(actor_for(user), "organisation.change", union, why="  new\x00 \ud800name ")
    entry = AuditEntry.objects.get(pk=entry.pk)
    assert (entry.who, entry.operation, entry.why) == (str(user.pk), "organisation.change", "new name")
    assert (entry.thing, entry.thing_id, entry.organisation) == ("people.organisation", str(union.pk), union.pk)
    kept = " ".join(str(value) for value in AuditEntry.objects.values_list().get(pk=entry.pk))
    assert "quillfeather" not in kept.lower()


def test_entries_without_a_person_or_a_thing() -> None:
    entry = record(NOBODY, "watch.digest")
    assert (entry.who, entry.token, entry.thing, entry.thing_id, entry.organisation) == ("", "", "", "", None)


def test_nothing_changes_an_entry(organisation) -> None:
    entry = record(NOBODY, "watch.digest")
    entry.why = "another"
    for attempt in (
        entry.save,
        entry.delete,
        lambda: AuditEntry.objects.update(why="another"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.filter(pk=entry.pk).update(why="another"),
        lambda: AuditEntry.objects.bulk_update([entry], ["why"]),
        lambda: AuditEntry.objects.update_or_create(pk=entry.pk, defaults={"why": "another"}),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
    assert AuditEntry.objects.get(pk=entry.pk).why == ""
