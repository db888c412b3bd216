"""Making a backup while the hub runs: all rows of one moment, and the files that they name."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from fairlead import __version__
from fairlead.errors import FairleadError
from fairlead.hub.backup import rows
from fairlead.hub.backup.archive import Manifest, Writing, written

__all__ = ["applied", "back_up"]


def back_up(path: Path, say: Callable[[str], object] = lambda _text: None) -> Manifest:
    """Write everything that the hub holds into one file.

    Parameters
    ----------
    path
        The file; there must be none of this name. Only this user can read it: it holds what people keep private,
        and the key that signs sessions and opens second factors.
    say
        Told what is being written.

    Raises
    ------
    FairleadError
        If the database is not up to date with this program, or the file cannot be written.
    """
    from fairlead.hub.backup.restoring import recover

    recover()
    with written(path) as archive, tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".backup-") as aside:
        held = Path(aside)
        _hold(held)  # files may be deleted while rows are read: their second names stay
        with moment():
            say("rows")
            migrations = applied()
            _hold(held)
            named = _rows(archive)
        say("files")
        for file in sorted(one for one in held.rglob("*") if one.is_file()):
            archive.add(f"files/{file.relative_to(held).as_posix()}", _chunks(file))
        archive.add("secret-key", [settings.SECRET_KEY.encode()])
        manifest = Manifest(
            program=f"Fairlead {__version__}",
            made=timezone.now().isoformat(timespec="seconds"),
            database=connection.vendor,
            migrations=migrations,
            parts=archive.parts,
            vanished=tuple(
                sorted(f"assessments/{one}" for one in named if f"files/assessments/{one}" not in archive.parts)
            ),
        )
        archive.finish(manifest)
    return manifest


@contextmanager
def moment() -> Iterator[None]:
    """See the database as it is at one moment, without keeping anybody from writing."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        before, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = before  # type: ignore[attr-defined]
    else:
        with transaction.atomic():
            if not connection.savepoint_ids:  # else an outer transaction holds its moment
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def applied() -> tuple[str, ...]:
    """The migrations of the database.

    Raises
    ------
    FairleadError
        If they are not those of this program.
    """
    there = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
    if there != known():
        raise FairleadError(
            "The database is not in the state that this version of Fairlead works with.",
            why=", ".join(sorted(there ^ known())[:5]),
            fix="Bring it up to date: fairlead hub manage migrate",
        )
    return tuple(sorted(there))


def known() -> set[str]:
    """The migrations that this program has."""
    from django.db.migrations.loader import MigrationLoader

    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or ()}


def _rows(archive: Writing) -> set[str]:
    """Write every row; gives the names of lists that rows speak of."""
    from fairlead.hub.assessments.models import Assessment

    for label, model in rows.kept_models().items():
        archive.add(f"rows/{label}.jsonl", rows.lines(model), rows=True)
    return {one for one in Assessment._base_manager.values_list("stored", flat=True) if one}


def _hold(held: Path) -> None:
    """Give every stored file a second name, so that it stays while the backup needs it."""
    stored = Path(settings.MEDIA_ROOT)
    for folder, _folders, names in os.walk(stored):
        for name in names:
            source = Path(folder, name)
            target = held / source.relative_to(stored)
            if name.endswith(".part") or target.exists():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(source, target)
            except FileNotFoundError:
                continue
            except OSError:  # no second names on this file system
                try:
                    shutil.copyfile(source, target)
                except FileNotFoundError:
                    target.unlink(missing_ok=True)


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as content:
        while chunk := content.read(1 << 20):
            yield chunk
