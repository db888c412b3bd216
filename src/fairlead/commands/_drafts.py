"""What the commands on drafts share: reading and keeping a draft as a file, and saying what is open in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fairlead.act.draft import Draft
    from fairlead.act.ready import Readiness

__all__ = ["day_of", "keep", "print_draft", "read", "tell_open", "told"]


def day_of(on: datetime | None) -> str:
    return (on.date() if on else datetime.now().astimezone().date()).isoformat()


def read(path: Path) -> Draft:
    from fairlead.act.format import FORMAT

    return FORMAT.load(path)


def keep(draft: Draft, path: Path) -> None:
    """Write a draft whole or not at all."""
    from fairlead.act.format import FORMAT

    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    FORMAT.write(draft, beside)
    beside.replace(path)


def print_draft(draft: Draft) -> None:
    from fairlead.report.formats import dumps

    click.echo(dumps(draft).decode(), nl=False)


def tell_open(draft: Draft, on: str, path: Path) -> None:
    from fairlead.act.ready import readiness

    told(readiness(draft, on))
    click.echo(f"Kept in {path}.")


def told(found: Readiness) -> None:
    stopping = [one for one in found.open if one.stops]
    others = [one for one in found.open if not one.stops]
    if stopping:
        click.echo("Before it can be sent:")
    for one in stopping:
        click.echo(f"  - {one.what}{f' {one.fix}' if one.fix else ''}")
    if others:
        click.echo("Know:")
    for one in others:
        click.echo(f"  - {one.what}{f' ({one.fix})' if one.fix else ''}")
    if found.ready:
        click.echo(f"It can be sent on {found.on}.")
