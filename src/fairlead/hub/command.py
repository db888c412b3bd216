"""``fairlead hub``: serve the web application and look after its data."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from fairlead.commands._common import examples

__all__ = ["command"]


@click.group("hub", epilog=examples("fairlead hub serve", "fairlead hub serve --port 8080", "fairlead hub settings"))
def command() -> None:
    """Serve the web application and look after its data.

    Settings come from the environment; `fairlead hub settings` lists them with their values.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.hub.settings")


@command.command("serve", epilog=examples("fairlead hub serve", "fairlead hub serve --host 0.0.0.0 --port 80"))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of this machine to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
def serve_command(host: str, port: int) -> None:
    """Serve the hub until it is stopped with Control-C.

    The database is brought up to date first. While nobody runs the hub yet, a link is printed that signs the first
    visitor in as its operator, once.
    """
    os.environ.setdefault("FAIRLEAD_ADDRESS", f"http://{'localhost' if host == '127.0.0.1' else host}:{port}")
    from fairlead.hub.server import prepare, serve

    prepare(lambda text: click.echo(text, err=True))

    def said() -> None:
        from django.conf import settings

        from fairlead.hub.people.first_link import first_link

        click.echo(f"Fairlead is at {settings.ADDRESS}/")
        if link := first_link():
            click.echo(f"Sign in as operator, once, within the hour: {link}")
        click.echo("Stop with Control-C.")

    code = serve(host, port, said=said)
    click.echo("Stopped.")
    if code:
        sys.exit(code)


@command.command("tidy", epilog=examples("fairlead hub tidy"))
def tidy_command() -> None:
    """Send the digests that are due, and forget ended sessions and old tasks.

    `fairlead hub serve` does this every hour; where you run the processes yourself, schedule it.
    """
    import django

    django.setup()
    from fairlead.hub.housekeeping import tidy

    tidy()


@command.command("settings", epilog=examples("fairlead hub settings"))
def settings_command() -> None:
    """List every setting, its value now and what it does. Passwords and keys are not shown."""
    from fairlead.hub.options import OPTIONS, text

    for option in OPTIONS.values():
        value = text(option.name)
        if value and any(word in option.name for word in ("PASSWORD", "SECRET", "DATABASE_URL")):
            value = "(set)"
        click.echo(f"{option.name}={value}\n    {option.does}")


@command.command(
    "manage", context_settings={"ignore_unknown_options": True}, epilog=examples("fairlead hub manage migrate")
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage_command(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own commands with the hub's settings."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["fairlead hub manage", *arguments])


@command.command("backup", epilog=examples("fairlead hub backup hub-2026-11-21.zip"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup_command(file: Path) -> None:
    """Write everything that the hub holds into one FILE, while it runs or stands still.

    The file holds what people keep private, and the secret key: keep it where only you can read it, encrypted. Who is
    signed in and which tasks wait is not part of it.
    """
    _ready()
    from fairlead.hub.backup.backing import back_up

    made = back_up(file, lambda text: click.echo(text, err=True))
    number = sum(part.rows for part in made.parts.values())
    files = sum(name.startswith("files/") for name in made.parts)
    click.echo(f"{file}: {number:,} rows, {files:,} files, {file.stat().st_size / 1e6:,.1f} MB, with the secret key")
    for name in made.vanished:
        click.echo(f"Deleted while the backup was made: {name}", err=True)


@command.command(
    "restore",
    epilog=examples("fairlead hub restore hub-2026-11-21.zip", "fairlead hub restore hub-2026-11-21.zip --replace"),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Replace a hub that holds people; a backup of it is written first.")
def restore_command(file: Path, replace: bool) -> None:
    """Make the hub what it was when the backup FILE was made; stop the hub before, start it afterwards.

    Everything is checked first, and comes at once or not at all. A backup of a hub on SQLite can be restored into one
    on PostgreSQL, and the other way round.
    """
    _ready(migrate=True)
    from fairlead.hub.backup.restoring import restore

    done = restore(file, replace=replace, say=lambda text: click.echo(text, err=True))
    if done.before:
        click.echo(f"The state before is in {done.before}")
    number = sum(part.rows for part in done.manifest.parts.values())
    click.echo(f"Restored {number:,} rows as of {done.manifest.made}. Everybody signs in again.")
    if done.key_differs:
        click.echo(
            "FAIRLEAD_SECRET_KEY is not the key of the backup: set it to the content of secret-key in the backup, or "
            "second factors cannot be opened.",
            err=True,
        )


def _ready(*, migrate: bool = False) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    if migrate:
        call_command("migrate", verbosity=0, interactive=False)
