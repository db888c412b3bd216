"""A hub from a backup: everything is checked first, then all of it comes at once, or nothing does.

Rows come in one transaction. Files have names that are never used twice: those of the backup are put beside those that
are there before the transaction, and what no longer belongs is deleted after it. A journal in the data folder says
what is under way; when a restore was killed, `recover` sees in the database on which side it was, and completes it or
takes it back.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fairlead import __version__
from fairlead.errors import FairleadError
from fairlead.hub.backup import rows
from fairlead.hub.backup.archive import Manifest, Reading, opened
from fairlead.hub.backup.backing import applied, back_up, known
from fairlead.hub.options import text

__all__ = ["Restored", "recover", "restore"]

OPERATION = "hub.restore"


class _Journal(msgspec.Struct, frozen=True):
    """What a restore does: its id, files that it adds, files that it deletes at the end, and the key."""

    id: str
    adds: tuple[str, ...]
    deletes: tuple[str, ...]
    key: str


class Restored(msgspec.Struct, frozen=True):
    """What was restored, where the state before was kept, and whether the key must be set by hand."""

    manifest: Manifest
    before: str
    key_differs: bool


def restore(path: Path, *, replace: bool = False, say: Callable[[str], object] = lambda _text: None) -> Restored:
    """Make the hub what it was when a backup was made.

    Nobody stays signed in, no task stays queued: assessments that ran are marked as interrupted.

    Parameters
    ----------
    path
        The backup.
    replace
        Whether a hub that holds people may be replaced; its state is written to a backup first.
    say
        Told what is being done.

    Raises
    ------
    FairleadError
        If the backup is damaged, or of another state of the tables, or the hub holds people; nothing is changed then.
    """
    recover()
    with opened(path) as backup:
        say("checking")
        _same_tables(backup.manifest)
        applied()
        _check_rows(backup)
        before = _make_room(replace, say)
        say("restoring")
        journal = _prepare(backup)
        _transact(backup, journal)
        _complete(journal)
    given = text("FAIRLEAD_SECRET_KEY")
    return Restored(backup.manifest, before, bool(given) and given != journal.key)


def recover() -> None:
    """Complete or take back a restore that was killed; nothing happens where none was."""
    path = _journal_path()
    if not path.exists():
        return
    from fairlead.hub.people.models import AuditEntry

    journal = msgspec.json.decode(path.read_bytes(), type=_Journal)
    if AuditEntry.objects.filter(operation=OPERATION, thing_id=journal.id).exists():
        _complete(journal)
        return
    for name in journal.adds:
        _file(name).unlink(missing_ok=True)
    path.unlink()


def _same_tables(manifest: Manifest) -> None:
    other = set(manifest.migrations) ^ known()
    if other:
        raise FairleadError(
            f"This backup was made by {manifest.program}, whose tables differ from those of Fairlead {__version__}.",
            why=f"For instance {sorted(other)[0]}. Nothing was restored.",
            fix=f"Install {manifest.program}, restore with it, then install the newer version and start it.",
        )


def _check_rows(backup: Reading) -> None:
    models = rows.kept_models()
    expected = {f"rows/{label}.jsonl" for label in models}
    there = {name for name in backup.manifest.parts if name.startswith("rows/")}
    if expected != there:
        raise FairleadError("The backup does not hold every table.", why=", ".join(sorted(expected ^ there)[:5]))
    for label, model in models.items():
        number = 0
        for line in backup.lines(f"rows/{label}.jsonl"):
            rows.row_of(line, model)
            number += 1
        if number != backup.manifest.parts[f"rows/{label}.jsonl"].rows:
            raise FairleadError(f"The backup says another number of rows of {label} than it holds.")


def _make_room(replace: bool, say: Callable[[str], object]) -> str:
    from fairlead.hub.people.models import User

    if not User.objects.exists():
        return ""
    if not replace:
        raise FairleadError(
            "This hub holds people.",
            why="A restore replaces all of it.",
            fix="Restore into an empty hub, or add --replace: the present state is then written to a backup first.",
        )
    say("writing a backup of the present state")
    folder = settings.DATA / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"before-restore-{timezone.now():%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}.zip"
    back_up(path)
    return str(path)


def _prepare(backup: Reading) -> _Journal:
    """Write down what will happen, then put the files of the backup beside those that are there."""
    stored = Path(settings.MEDIA_ROOT)
    stored.mkdir(mode=0o700, parents=True, exist_ok=True)
    wanted = set(backup.files())
    there = {one.relative_to(stored).as_posix() for one in stored.rglob("*") if one.is_file()}
    for name in sorted(wanted & there):
        with backup.open(f"files/{name}") as content:
            if content.read() != _file(name).read_bytes():
                raise FairleadError(f"The stored file {name} is another one in the backup.")
    key = backup.read("secret-key").decode()
    journal = _Journal(uuid.uuid4().hex, tuple(sorted(wanted - there)), tuple(sorted(there - wanted)), key)
    _write(_journal_path(), msgspec.json.encode(journal))
    try:
        for name in journal.adds:
            target = _file(name)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with backup.open(f"files/{name}") as content:
                _write(target, content.read())
    except OSError as error:
        recover()
        raise FairleadError("The files of the backup could not be stored.", why=str(error)) from error
    return journal


def _transact(backup: Reading, journal: _Journal) -> None:
    from fairlead.hub.people.models import AuditEntry

    try:
        with transaction.atomic():
            rows.empty_all()
            for label, model in rows.kept_models().items():
                rows.insert(model, (rows.row_of(line, model) for line in backup.lines(f"rows/{label}.jsonl")))
            rows.count_on()
            _interrupt(datetime.fromisoformat(backup.manifest.made))
            AuditEntry.objects.create(operation=OPERATION, thing="backup", thing_id=journal.id)
    except BaseException:
        recover()
        raise
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.clear_cache()


def _interrupt(at: datetime) -> None:
    """No worker goes on with what ran or waited when the backup was made."""
    from fairlead.hub.assessments.models import ACTIVE, Run, State

    Run.objects.filter(state__in=ACTIVE).update(state=State.INTERRUPTED, finished=at, claim=None, stage="", task="")


def _complete(journal: _Journal) -> None:
    if not text("FAIRLEAD_SECRET_KEY"):
        _write(settings.DATA / "secret-key", journal.key.encode())
    for name in journal.deletes:
        _file(name).unlink(missing_ok=True)
    _journal_path().unlink()


def _journal_path() -> Path:
    return Path(settings.DATA) / "restore-under-way.json"


def _file(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / name


def _write(path: Path, content: bytes) -> None:
    """Write a file whole and to disk, readable by this user alone."""
    making = path.with_name(f".{path.name}.part")
    with os.fdopen(os.open(making, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    making.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
