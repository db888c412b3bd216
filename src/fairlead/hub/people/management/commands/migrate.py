"""Bring the database up to date so that it can be stopped at any moment and completed by the next start."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

__all__ = ["Command", "WholeExecutor"]


class WholeExecutor(MigrationExecutor):
    """Writes down in the same transaction what a migration changes and that it was done.

    Django writes it down after the transaction where indexes or references were left for its end: a machine that stops
    between the two finds tables that are there already at the next start, and cannot go on.
    """

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        """Apply one migration: all of it is kept, and known to be done, or nothing."""
        if fake or fake_initial or not migration.atomic:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        if self.progress_callback:
            self.progress_callback("apply_start", migration, fake)
        with self.connection.schema_editor(atomic=True) as editor:
            state = migration.apply(state, editor)
            for sql in editor.deferred_sql:
                editor.execute(sql)
            editor.deferred_sql.clear()
            self.record_migration(migration)  # type: ignore[call-arg, arg-type]
        if self.progress_callback:
            self.progress_callback("apply_success", migration, fake)
        return state


class Command(migrate.Command):
    """As Django's, with `WholeExecutor`."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Bring the database up to date."""
        migrate.MigrationExecutor = WholeExecutor  # type: ignore[attr-defined]
        return super().handle(*args, **options)
