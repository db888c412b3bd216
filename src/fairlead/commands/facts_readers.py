"""``fairlead facts read|refresh|own``: files of other publishers, read into the user's own folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlead.commands._common import examples, json_option, print_json

if TYPE_CHECKING:
    from fairlead.facts.readers import Reading

__all__ = ["COMMANDS"]

FILE = click.Path(dir_okay=False, path_type=Path)
SHOWN = 20
as_of_option = click.option(
    "--as-of", default="", metavar="DATE", help="The day its facts hold for, where the file does not say."
)
edition_option = click.option("--edition", default="", metavar="NAME", help="The edition, where the file does not say.")
yes_option = click.option("--yes", is_flag=True, help="Keep it without asking.")
dry_option = click.option("--dry-run", is_flag=True, help="Only say what would change.")


@click.command(
    epilog=examples(
        "fairlead facts read gsi2023 2023-Global-Slavery-Index-Data.xlsx",
        "fairlead facts read ituc-rights my-ratings.csv --edition 2024 --yes",
    )
)
@click.argument("source")
@click.argument("file", type=FILE)
@as_of_option
@edition_option
@yes_option
@dry_option
@json_option
def read(source: str, file: Path, as_of: str, edition: str, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Read your own copy of a restricted SOURCE from FILE: gsi2023, ituc-rights or unodc-trafficking.

    Its rows stay in your own folder on this machine, labelled as your copy; they are never part of Fairlead's tables
    and are not passed on. Says what would change before anything is kept.
    """
    from fairlead.facts import readers

    reading = readers.read(source, file, as_of=as_of, edition=edition)
    _keep(reading, yes=yes, dry_run=dry_run, as_json=as_json)


@click.command(
    epilog=examples(
        "fairlead facts refresh normlex --file ratifications.html --as-of 2026-11-20",
        "fairlead facts refresh worldbank --download --indicator SP.POP.TOTL",
    )
)
@click.argument("source")
@click.option("--file", type=FILE, help="The file, as downloaded or saved from the browser.")
@click.option("--download", is_flag=True, help="Get the file from its publisher over the internet.")
@click.option(
    "--indicator", default="", metavar="CODE", help="Which indicator: worldbank and ilostat, with --download."
)
@as_of_option
@edition_option
@yes_option
@dry_option
@json_option
def refresh(
    source: str,
    file: Path | None,
    download: bool,
    indicator: str,
    as_of: str,
    edition: str,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Refresh an official SOURCE: cbp-wro, dol-findings, dol-goods, ilostat, normlex, uflpa or worldbank.

    From a file (--file), or from its publisher (--download). Says what would change before anything is kept; what is
    kept stands in your own folder, beside Fairlead's tables and not in them.
    """
    from fairlead.facts import readers
    from fairlead.facts.readers import fetch

    if download == (file is not None):
        raise click.UsageError("Give one of --file FILE and --download.")
    if file is not None:
        reading = readers.read(source, file, as_of=as_of, edition=edition)
    else:
        name, content = fetch.download(readers.reader(source), indicator)
        today = dt.datetime.now(tz=dt.UTC).date().isoformat()
        reading = readers.read_bytes(source, content, name, as_of=as_of or today, edition=edition)
    _keep(reading, yes=yes, dry_run=dry_run, as_json=as_json)


@click.command(
    epilog=examples(
        "fairlead facts own",
        "fairlead facts own --remove gsi2023",
        "fairlead facts own --write-prevalence prevalence.csv",
    )
)
@click.option("--remove", "gone", metavar="SOURCE", help="Delete your copies of this source.")
@click.option(
    "--write-prevalence",
    "prevalence",
    type=FILE,
    metavar="FILE",
    help="Write your Global Slavery Index, rescaled to forced labour, for `fairlead assess --prevalence FILE`.",
)
@json_option
def own(gone: str | None, prevalence: Path | None, as_json: bool) -> None:
    """List your own copies and where they are kept, or delete those of one source."""
    import msgspec

    from fairlead.facts.readers import own

    if prevalence is not None:
        countries = own.write_prevalence(prevalence)
        if as_json:
            print_json({"file": str(prevalence), "countries": countries})
        else:
            click.echo(f"{countries} countries written to {prevalence}. It holds figures of your own copy.")
        return
    removed = own.remove(gone) if gone else 0
    found, place = own.copies(), own.folder()
    if as_json:
        copies = [{"id": copy.id, "label": copy.label, **msgspec.to_builtins(copy)} for copy in found]
        print_json({"folder": str(place) if place else None, "removed": removed, "copies": copies})
        return
    if gone:
        click.echo(f"{removed} cop{'y' if removed == 1 else 'ies'} of {gone} deleted.")
    click.echo(f"Folder: {place or 'none, own copies are switched off'}")
    for copy in found:
        click.echo(f"  {copy.id}: {copy.note}; facts as of {copy.as_of}")
    if not found:
        click.echo("No own copies are kept.")


COMMANDS = (read, refresh, own)


def _keep(reading: Reading, *, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Say what was read and what would change; keep it if the user says so."""
    from fairlead.facts.readers import own

    change = own.difference(reading)
    if not as_json:
        _say(reading, change)
    kept = not dry_run and (yes or (not as_json and click.confirm("Keep it in your own folder?", default=False)))
    path = own.save(reading) if kept else None
    if as_json:
        import msgspec

        data: dict[str, Any] = {
            "id": reading.copy.id,
            "label": reading.copy.label,
            **msgspec.to_builtins(reading.copy),
            "table": reading.table,
            "rows": len(reading.rows),
            "problems": msgspec.to_builtins(reading.problems),
            "same": change.same,
            "changes": msgspec.to_builtins(change.changes),
            "kept": str(path) if path else None,
        }
        print_json(data)
        return
    click.echo(f"Kept in {path}" if path else "Nothing was kept.")


def _say(reading: Reading, change: Any) -> None:
    from fairlead.commands._errors import problem_lines

    copy = reading.copy
    click.echo(f"{copy.title}" + (f", {copy.edition}" if copy.edition else "") + f": {len(reading.rows):,} rows")
    click.echo(f"  {copy.note}; facts as of {copy.as_of}")
    for line in problem_lines(reading.problems[:SHOWN]):
        click.echo(line)
    if len(reading.problems) > SHOWN:
        click.echo(f"  ... and {len(reading.problems) - SHOWN:,} more; --json lists them.")
    beside = f"Fairlead's table {reading.table}" if reading.table else "the copy kept so far"
    click.echo(f"Beside {beside}: {change.summary()}.")
    for line in change.lines(SHOWN):
        click.echo(line)
    if reading.table and not change.changes:
        click.echo("  Nothing changes: the file says what the table says, or is older than the table.")
