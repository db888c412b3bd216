"""A backup and what comes back from it are equal, row for row and file for file; what is damaged changes nothing."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from fairlead.errors import FairleadError
from fairlead.hub.assessments import operations
from fairlead.hub.assessments.files import Incoming, folder
from fairlead.hub.assessments.models import Assessment, Run, State
from fairlead.hub.backup import rows
from fairlead.hub.backup.backing import back_up
from fairlead.hub.backup.restoring import recover, restore
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.audit import AuditEntry
from fairlead.hub.people.models import Organisation, User

PROGRAM = str(Path(__file__).parents[1] / "crash" / "hub_under_test.py")


@pytest.fixture
def hub(db: Any, tmp_path: Path, settings: Any, person: Any, organisation: Any) -> Any:
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.SECRET_KEY = "the key of this hub"
    actor = actor_for(person("amina", organisation("seafarers"), "manager"))
    thing = operations.create(actor, Incoming.of([b"country,amount\nBangladesh,5\n"]), "list.csv", "Einkäufe – नेपाली")
    run = {"assessment": thing, "purpose": "assess", "number": 1, "finished": thing.created}
    Run.objects.create(**run, state=State.DONE, answer=bytes(range(256)), summary={"é": [1.1, None, {"x": "\u2028"}]})
    operations.start(actor, thing.pk, "assess")  # it waits for a worker, or the tests' worker has ended it
    return actor


def everything(*, without: str = '"hub.restore"') -> dict[str, list[bytes]]:
    return {
        label: sorted(line for line in rows.lines(model) if without.encode() not in line)
        for label, model in rows.kept_models().items()
    }


def stored() -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder().iterdir()}


def test_backup_and_restore_are_equal(hub, tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("FAIRLEAD_SECRET_KEY", raising=False)
    Run.objects.exclude(number=1).delete()
    before, files = everything(), stored()
    manifest = back_up(tmp_path / "a.zip")
    assert stat.S_IMODE((tmp_path / "a.zip").stat().st_mode) == 0o600
    assert sum(map(len, before.values())) == sum(part.rows for part in manifest.parts.values()) > 50
    operations.rename(hub, Assessment.objects.get().pk, "changed since")
    operations.create(hub, Incoming.of([b"country,amount\nQatar,5\n"]), "later.csv")
    User.objects.create_user("later@example.org")
    done = restore(tmp_path / "a.zip", replace=True)
    assert everything() == before
    assert stored() == files
    assert AuditEntry.objects.filter(operation="hub.restore").count() == 1
    assert (tmp_path / "secret-key").read_text() == "the key of this hub"
    assert zipfile.is_zipfile(done.before)
    restore(Path(done.before), replace=True)
    assert User.objects.filter(email="later@example.org").exists()
    assert len(stored()) == 2


def test_new_rows_are_numbered_on_after_a_restore(hub, tmp_path) -> None:
    back_up(tmp_path / "a.zip")
    restore(tmp_path / "a.zip", replace=True)
    operations.rename(hub, Assessment.objects.get().pk, "after")
    Organisation.objects.create(slug="new", name="New", kind="workers")
    assert Organisation.history.count() == 2


def test_what_ran_is_interrupted_and_nobody_stays_signed_in(hub, tmp_path, browse) -> None:
    thing = Assessment.objects.get()
    Run.objects.exclude(number=1).delete()
    Run.objects.create(assessment=thing, purpose="assess", state=State.RUNNING, step=3, steps=9)
    client = browse(hub.user)
    back_up(tmp_path / "a.zip")
    restore(tmp_path / "a.zip", replace=True)
    assert set(Run.objects.values_list("state", flat=True)) == {State.DONE, State.INTERRUPTED}
    assert client.get("/account/").status_code == 302
    operations.start(hub, thing.pk, "check")


def test_a_hub_with_people_is_not_replaced_unasked(hub, tmp_path) -> None:
    back_up(tmp_path / "a.zip")
    with pytest.raises(FairleadError, match="holds people"):
        restore(tmp_path / "a.zip")
    assert not AuditEntry.objects.filter(operation="hub.restore").exists()


def test_a_backup_never_takes_the_place_of_a_file(hub, tmp_path) -> None:
    (tmp_path / "a.zip").write_text("mine")
    with pytest.raises(FairleadError, match="already"):
        back_up(tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_text() == "mine"
    assert [one.name for one in tmp_path.iterdir() if "part" in one.name] == []


def altered(source: Path, target: Path, change: Any) -> Path:
    """A copy of a backup in which `change` (name, content) -> content, or None to leave it out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def manifest_with(**changed: Any) -> Any:
    def change(name: str, content: bytes) -> bytes:
        return json.dumps({**json.loads(content), **changed}).encode() if name == "manifest.json" else content

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda name, content: content.replace(b"seafarers", b"seafarerz"), "damaged"),
        (lambda name, content: None if name.startswith("files/") else content, "damaged"),
        (lambda name, content: None if name == "rows/people.user.jsonl" else content, "damaged"),
        (lambda name, content: None if name == "manifest.json" else content, "not a backup"),
        (manifest_with(form="fairlead.backup/9", program="Fairlead 9.1"), "another form"),
        (manifest_with(migrations=["people.0001_initial", "people.0099_later"], program="Fairlead 9.1"), "9.1"),
        (manifest_with(parts={}), "damaged"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(hub, tmp_path, change, said) -> None:
    back_up(tmp_path / "a.zip")
    before, files = everything(without="\x00"), stored()
    with pytest.raises(FairleadError, match=said):
        restore(altered(tmp_path / "a.zip", tmp_path / "b.zip", change), replace=True)
    assert everything(without="\x00") == before
    assert stored() == files


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 5000])
def test_what_is_no_archive_is_refused(hub, tmp_path, content) -> None:
    (tmp_path / "b.zip").write_bytes(content)
    with pytest.raises(FairleadError, match="cannot be read as a backup"):
        restore(tmp_path / "b.zip", replace=True)


def test_names_that_lead_out_of_the_folder_are_refused(hub, tmp_path) -> None:
    back_up(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        said = json.loads(archive.read("manifest.json"))
    name = next(one for one in said["parts"] if one.startswith("files/"))
    said["parts"]["files/../evil"] = said["parts"].pop(name)

    target = tmp_path / "b.zip"
    with zipfile.ZipFile(tmp_path / "a.zip") as old, zipfile.ZipFile(target, "w") as new:
        for one in old.namelist():
            content = json.dumps(said).encode() if one == "manifest.json" else old.read(one)
            new.writestr("files/../evil" if one == name else one, content)
    with pytest.raises(FairleadError, match="damaged"):
        restore(target, replace=True)
    assert not (tmp_path / "evil").exists()


def test_a_fault_in_the_middle_takes_everything_back(hub, tmp_path, monkeypatch) -> None:
    back_up(tmp_path / "a.zip")
    operations.delete(hub, Assessment.objects.get().pk)
    operations.create(hub, Incoming.of([b"country,amount\nQatar,5\n"]), "later.csv")
    before, files = everything(), stored()

    def fail() -> None:
        raise OSError("no space left")

    monkeypatch.setattr(rows, "count_on", fail)
    with pytest.raises(OSError, match="no space"):
        restore(tmp_path / "a.zip", replace=True)
    recover()
    assert everything() == before
    assert stored() == files
    assert not (tmp_path / "restore-under-way.json").exists()


def test_a_file_that_vanishes_meanwhile_is_told(hub, tmp_path) -> None:
    thing = Assessment.objects.get()
    (folder() / thing.stored).unlink()
    assert back_up(tmp_path / "a.zip").vanished == (f"assessments/{thing.stored}",)
    restore(tmp_path / "a.zip", replace=True)
    assert Assessment.objects.get().stored == thing.stored


def test_from_sqlite_to_postgresql_and_back(tmp_path, hub_program, postgresql) -> None:
    assert hub_program("fill", "40", program=PROGRAM, data="a", ready=True).returncode == 0
    address = postgresql()
    steps = [
        ("hub", "backup", "a.zip", "a", ""), ("hub", "restore", "a.zip", "b", address),
        ("hub", "backup", "b.zip", "b", address), ("hub", "restore", "b.zip", "c", ""),
        ("hub", "backup", "c.zip", "c", ""),
    ]  # fmt: skip
    for *command, data, database in steps:
        done = hub_program(*command, data=data, database=database)
        assert done.returncode == 0, done.stderr
    contents = []
    for name in ("a.zip", "b.zip", "c.zip"):
        with zipfile.ZipFile(tmp_path / name) as archive:
            contents.append(
                {
                    part: sorted(
                        json.dumps(json.loads(line), sort_keys=True)  # PostgreSQL keeps no order of keys
                        for line in archive.read(part).split(b"\n")
                        if line and b'"hub.restore"' not in line
                    )
                    if part.startswith("rows/")
                    else [archive.read(part)]
                    for part in archive.namelist()
                    if part != "manifest.json" and "assessments.run." not in part  # what ran was interrupted
                }
            )
    assert contents[0] == contents[2]
    assert contents[0] == contents[1]
    assert sum(len(lines) for part, lines in contents[0].items() if part.startswith("rows/")) > 200
