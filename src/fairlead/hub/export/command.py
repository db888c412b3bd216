"""``fairlead export-site``: the public part as static files."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlead.commands._common import examples

if TYPE_CHECKING:
    from fairlead.hub.export.site import Content

__all__ = ["command"]

FORMS = ("json", "csv", "bib", "csl.json")


@click.command(
    "export-site",
    epilog=examples(
        "fairlead export-site site",
        "fairlead export-site site --only /help/ --no-data",
        "fairlead export-site site --address https://fairlead.example.org --forms json,csv,bib,csl.json",
    ),
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--only",
    multiple=True,
    metavar="PATH",
    help="Only addresses that begin so, in every language, as /help/; may be repeated.",
)
@click.option("--forms", default="json,csv", show_default=True, help=f"Other forms of pages: {', '.join(FORMS)}; none.")
@click.option("--documents", is_flag=True, help="Write dossiers as PDF and DOCX too; takes long.")
@click.option("--address", default="", help="Where readers will find it; needed for citations (bib, csl.json).")
@click.option(
    "--questions", default=30, show_default=True, help="Answers to questions in links that are kept per page."
)
@click.option("--no-data", is_flag=True, help="Leave out the tables of facts as CSV and JSON.")
@click.option("--no-register", is_flag=True, help="Leave out letters, matters and campaigns that members published.")
@click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Lay the corrections in FILE over the facts, as a hub gives them at /corrections/file/.",
)
@click.option("--jobs", default=2, show_default=True, type=click.IntRange(1, 32), help="Processes.")
def command(
    folder: Path,
    only: tuple[str, ...],
    forms: str,
    documents: bool,
    address: str,
    questions: int,
    no_data: bool,
    no_register: bool,
    corrections: Path | None,
    jobs: int,
) -> None:
    """Write the public part of the hub as files that need no server.

    Pages work from a folder, a USB stick or any web server, and ask no other machine. With them come every table of
    facts, checksums and the terms of the sources. No hub is needed: without one, the facts are those that come with
    the program; where this machine has a hub, corrections that were accepted there are laid over them, and what
    members published there is part of it. Nothing private is read.

    The old content of FOLDER stays whole until the new one is, whatever happens meanwhile.
    """
    chosen = tuple(one.strip() for one in forms.split(",") if one.strip() and one.strip() != "none")
    if strange := [one for one in chosen if one not in FORMS]:
        raise click.BadParameter(f"{strange[0]!r}: choose of {', '.join(FORMS)}, or none.", param_hint="--forms")
    if wrong := [one for one in only if not one.startswith("/")]:
        raise click.BadParameter(f"{wrong[0]!r} does not begin with a slash.", param_hint="--only")
    with tempfile.TemporaryDirectory() as nothing:
        hub = _hub_is_here()
        if not hub:
            os.environ |= {"FAIRLEAD_HUB_DATA": nothing, "DATABASE_URL": f"sqlite:///{nothing}/none.sqlite3"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "fairlead.hub.export.settings"
        import django

        django.setup()
        from fairlead.facts.overlay import read_overlay
        from fairlead.facts.store import use
        from fairlead.hub.export.site import Content, Options, write_site

        content = (
            Content(read_overlay(corrections))
            if corrections
            else _of_hub(published=not no_register)
            if hub
            else Content()
        )
        use(content.overlay)
        began, lively = time.monotonic(), sys.stderr.isatty()
        options = Options(only, chosen, documents, address, questions, jobs, not no_data)
        say = lambda text: click.echo(f"\r{text:<60}" if lively else text, nl=not lively, err=True)  # noqa: E731
        written = write_site(folder, options, content, say=say)
    if lively:
        click.echo("", err=True)
    for one in written.broken[:5]:
        click.echo(f"Leads nowhere, also on the hub: {one}", err=True)
    click.echo(
        f"{folder}: {written.pages:,} pages, {written.files:,} files, {written.bytes / 1e6:,.0f} MB, "
        f"{len(content.overlay.corrections)} corrections, in {time.monotonic() - began:.0f} s"
    )
    click.echo(f"Open {folder / 'index.html'}")


def _hub_is_here() -> bool:
    if os.environ.get("DATABASE_URL", "").strip():
        return True
    from platformdirs import user_data_path

    chosen = os.environ.get("FAIRLEAD_HUB_DATA", "").strip()
    folder = Path(chosen).expanduser() if chosen else user_data_path("fairlead", appauthor=False) / "hub"
    return (folder / "hub.sqlite3").exists()


def _of_hub(*, published: bool) -> Content:
    """What is in force in the hub's database; corrections that the tables no longer take are left out."""
    from django.apps import apps
    from django.db import DatabaseError

    from fairlead.errors import FairleadError
    from fairlead.facts.overlay import sound
    from fairlead.hub.export.site import Content

    if not apps.is_installed("fairlead.hub.corrections"):
        return Content()
    from fairlead.hub.corrections.judging import standing_judgements
    from fairlead.hub.corrections.versions import overlay_in_force
    from fairlead.hub.matters.register import entries
    from fairlead.hub.pages import today

    try:
        overlay, problems = sound(overlay_in_force())
        judgements = standing_judgements()
        if published:
            entries(today())
    except DatabaseError as error:
        raise FairleadError(
            "The hub on this machine cannot be read.",
            why=str(error),
            fix="Bring its database up to date: fairlead hub manage migrate",
        ) from error
    for problem in problems:
        click.echo(problem.what, err=True)
    return Content(overlay, judgements, published)
