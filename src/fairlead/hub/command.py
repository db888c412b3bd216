"""``fairlead hub``: serve the web application and look after its data."""

from __future__ import annotations

import os
import sys

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

        click.echo(f"Fairlead is at {settings.ADDRESS}/")
        if link := _first_link():
            click.echo(f"Sign in as operator, once, within the hour: {link}")
        click.echo("Stop with Control-C.")

    code = serve(host, port, said=said)
    click.echo("Stopped.")
    if code:
        sys.exit(code)


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


def _first_link() -> str | None:
    """A link for the first visitor, while no operator has an address of their own to sign in with."""
    from fairlead.hub.people.first_link import ADDRESS, make
    from fairlead.hub.people.models import User

    settled = User.objects.filter(is_superuser=True, is_active=True).exclude(email=ADDRESS).exists()
    return None if settled else make()
