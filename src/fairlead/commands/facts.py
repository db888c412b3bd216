"""``fairlead facts``: the tables of sourced facts, row by row with source, date and status."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fairlead.commands._common import examples, json_option, print_json
from fairlead.commands.facts_readers import COMMANDS as READING

__all__ = ["command"]


@click.group(
    name="facts",
    epilog=examples(
        "fairlead facts list",
        "fairlead facts show goods --where iso3=TKM",
        "fairlead facts export practices --format json",
        "fairlead facts diff practices corrected.csv",
        "fairlead facts check",
    ),
)
def command() -> None:
    """List and show the sourced facts that Fairlead carries; export and check them, and compare a corrected copy.

    Every row names its source, the date it holds for and its status: verified, recalled (from memory, still to be
    checked at the source), conflicting, computed or judgement.
    """


@command.command("list", epilog=examples("fairlead facts list", "fairlead facts list --json"))
@json_option
def list_(as_json: bool) -> None:
    """List the tables of facts."""
    from fairlead import facts
    from fairlead.facts.store import packaged

    found = [
        {
            "table": name,
            "title": facts.schema(name).title,
            "rows": len(packaged(name)),
            "absence": facts.schema(name).absence,
        }
        for name in facts.tables()
    ]
    if as_json:
        print_json(found)
        return
    width = max(len(str(row["table"])) for row in found)
    for row in found:
        click.echo(f"{row['table']:<{width}}  {row['rows']:>6,}  {row['title']}")


@command.command(
    epilog=examples(
        "fairlead facts show goods --where iso3=TKM",
        "fairlead facts show ratifications --where instrument=P029 --where iso3=GBR --json",
    )
)
@click.argument("table")
@click.option(
    "--where", "conditions", multiple=True, metavar="COLUMN=VALUE", help="Only rows with this value; may be repeated."
)
@json_option
def show(table: str, conditions: tuple[str, ...], as_json: bool) -> None:
    """Show the rows of one TABLE, each with its source, date and status."""
    import msgspec

    from fairlead import facts

    schema = facts.schema(table)
    rows: list[dict[str, Any]] = [msgspec.to_builtins(row) for row in facts.load(table)]
    for condition in conditions:
        column, equals, value = condition.partition("=")
        if not equals or column not in schema.fields:
            columns = ", ".join(schema.fields)
            raise click.BadParameter(f"{condition!r}: write COLUMN=VALUE with one of {columns}.", param_hint="--where")
        rows = [row for row in rows if str(row[column]).casefold() == value.casefold()]
    if as_json:
        print_json({"table": table, "title": schema.title, "absence": schema.absence, "rows": rows})
        return
    click.echo(f"{schema.title}: {len(rows):,} row{'' if len(rows) == 1 else 's'}")
    for row in rows:
        click.echo()
        for column, value in row.items():
            if value not in ("", None, [], ()):
                click.echo(f"  {column}: {value}")
    if not rows:
        click.echo(schema.absence)


@command.command(epilog=examples("fairlead facts check"))
@json_option
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Check every table of facts against its schema, references between tables included."""
    import msgspec

    from fairlead import facts
    from fairlead.commands._errors import problem_lines

    problems = facts.check()
    if as_json:
        print_json({"tables": len(facts.tables()), "problems": [msgspec.to_builtins(p) for p in problems]})
    else:
        for line in problem_lines(problems):
            click.echo(line)
        click.echo(f"{len(facts.tables())} tables checked, {len(problems)} problems.")
    ctx.exit(1 if problems else 0)


for member in READING:
    command.add_command(member)


@command.command(
    epilog=examples(
        "fairlead facts export practices",
        "fairlead facts export country_indicators --format json --output indicators.json",
        "fairlead facts export ratifications --corrections corrections.json -o ratifications.csv",
    )
)
@click.argument("table")
@click.option(
    "--format", "kind", type=click.Choice(["csv", "json"]), default="csv", show_default=True, help="Format to write."
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; standard output if none."
)
@click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Lay the accepted corrections in FILE, as a hub gives them at /corrections/file/, over the table.",
)
@json_option
def export(table: str, kind: str, output: Path | None, corrections: Path | None, as_json: bool) -> None:
    """Write one TABLE as CSV, to read or correct in a spreadsheet program, or as JSON with its sources and terms.

    The terms of the sources are told on standard error. Values under a share-alike licence stand in tables of their
    own; whoever passes them on does so under the same licence. With --corrections the file is one that `fairlead facts
    diff` compares with ours; export the table sources in the same way for the sources that are new.
    """
    import msgspec

    from fairlead import facts
    from fairlead.facts.overlay import NOTHING, read_overlay
    from fairlead.facts.store import DATA_FOLDER, corrected

    overlay = read_overlay(corrections) if corrections else NOTHING
    schema, rows = facts.schema(table), corrected(table, overlay)  # never the user's own copies
    known = {row.id: row for row in corrected("sources", overlay)}
    sources = [known[name] for name in sorted({row.source for row in rows})] if schema.provenance else []
    if kind == "csv" and not as_json:
        text = (DATA_FOLDER / f"{table}.csv").read_text(encoding="utf-8")
        if overlay.of(table):
            text = _csv(list(schema.fields), rows)
    else:
        data = {
            "table": table,
            "title": schema.title,
            "about": schema.about,
            "absence": schema.absence,
            "key": schema.key,
            "columns": {name: field.about for name, field in schema.fields.items()},
            "sources": sources,
            "rows": rows,
        }
        text = msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="")
        click.echo(f"{len(rows):,} rows written to {output}.", err=True)
    for row in sources:
        click.echo(f"Terms of {row.title}: {row.licence}.", err=True)


def _csv(columns: list[str], rows: tuple[Any, ...]) -> str:
    import csv
    import io

    from fairlead.facts.changes import cell

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(getattr(row, column)) for column in columns] for row in rows)
    return text.getvalue()


@command.command(
    epilog=examples("fairlead facts diff practices corrected.csv", "fairlead facts diff goods corrected.csv --json")
)
@click.argument("table")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def diff(table: str, file: Path, as_json: bool) -> None:
    """Say what FILE, a corrected copy of TABLE in CSV, changes: rows added and removed, and cells changed.

    The copy is checked against the schema first, with every problem told at once. References that lead to no row of
    another table, for instance a source that is not there yet, are told as well.
    """
    import msgspec

    from fairlead.commands._errors import problem_lines
    from fairlead.facts.changes import changes
    from fairlead.facts.store import dangling

    found, loose = changes(table, file), dangling(file, table)
    if as_json:
        print_json(
            {
                "table": table,
                "changes": [msgspec.to_builtins(change) for change in found],
                "problems": [msgspec.to_builtins(problem) for problem in loose],
            }
        )
        return
    for line in problem_lines(loose):
        click.echo(line, err=True)
    for change in found:
        key = ", ".join(f"{column}={value}" for column, value in change.key.items() if value)
        what = f": {change.column} {change.before!r} -> {change.after!r}" if change.kind == "changed" else ""
        click.echo(f"{change.kind}  {key}{what}")
    counts = {kind: sum(change.kind == kind for change in found) for kind in ("added", "removed", "changed")}
    click.echo(
        f"{counts['added']} rows added, {counts['removed']} removed, {counts['changed']} cells changed in {table}."
    )
