"""``fairlead letter``: from evidence to a letter or complaint that is ready to sign."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fairlead.commands._case_input import case_of, case_options, pairs_of
from fairlead.commands._common import examples, json_option, print_json
from fairlead.commands._drafts import keep, print_draft, tell_open
from fairlead.commands._letter_changes import COMMANDS
from fairlead.errors import FairleadError

__all__ = ["command"]


@click.group(
    name="letter",
    epilog=examples(
        "fairlead letter list",
        "fairlead letter show ratification",
        "fairlead letter draft ratification --state Nepal --writer 'Example Union;workers;Nepal;A. Person'",
        "fairlead letter complete ratification-NPL.json minister='Minister of Labour' reply_by='31 January 2027'",
        "fairlead letter check ratification-NPL.json",
        "fairlead letter write ratification-NPL.json --format pdf,docx --final",
    ),
)
def command() -> None:
    """Write letters, complaints and papers from facts with their sources.

    A draft is a file. It shows what only people know as placeholders, names what was left out because nobody has read
    its source, and says before it is sent whether the facts beneath it have changed.
    """


@command.command(
    "list",
    epilog=examples(
        "fairlead letter list",
        "fairlead letter list --group supervision",
    ),
)
@click.option("--group", "group", metavar="NAME", help="policy, supervision, complaint, business or joint.")
@click.option("--objective", metavar="NAME", help="Those that serve this objective of a campaign.")
@json_option
def list_kinds(group: str | None, objective: str | None, as_json: bool) -> None:
    """List the kinds of documents."""
    from fairlead.act.kinds import kinds, languages

    found = [
        one
        for one in kinds().values()
        if (not group or one.group == group) and (not objective or objective in one.objectives)
    ]
    if as_json:
        print_json([
            {"id": one.id, "name": one.name, "about": one.about, "group": one.group, "guide": one.guide,
             "route": one.route, "needs": one.needs, "objectives": one.objectives, "languages": languages(one.id)}
            for one in found
        ])  # fmt: skip
        return
    if not found:
        click.echo("No kind of document fits; `fairlead letter list` shows all.")
    last = ""
    for one in found:
        if one.group != last:
            click.echo(f"{one.group}:")
            last = one.group
        click.echo(f"  {one.id:24} {one.name}")


@command.command(
    "show",
    epilog=examples(
        "fairlead letter show ratification",
    ),
)
@click.argument("kind")
@json_option
def show(kind: str, as_json: bool) -> None:
    """Show what a kind of document is for, and what it asks of you."""
    import msgspec

    from fairlead.act.kinds import kind as kind_of
    from fairlead.act.kinds import languages

    one = kind_of(kind)
    if as_json:
        print_json({**msgspec.to_builtins(one), "languages": languages(kind)})
        return
    click.echo(f"{one.name}\n{one.about}")
    if one.guide:
        click.echo(f"Serves model letter {one.guide} of the guide of the International Trade Union Confederation.")
    if one.route == "lender":
        click.echo("Route: the mechanism of the lender; `fairlead letter check` says what it requires.")
    elif one.route:
        click.echo(f"Route: {one.route} (`fairlead routes --route {one.route} ...` says whether it is open to you).")
    click.echo(f"The case must give: {', '.join(one.needs) or 'nothing'}.")
    click.echo(f"Languages: {', '.join(languages(kind))}.")
    click.echo("What only you know:")
    for field in one.fields:
        key = f"{field.key}:NAME" if field.each else field.key
        click.echo(f"  {key:20} {field.label}{'' if field.required else ' (may stay empty)'}")
        if field.help:
            click.echo(f"  {'':20} {field.help}")


@command.command(
    "draft",
    epilog=examples(
        "fairlead letter draft ratification --state Nepal",
        "fairlead letter draft ratification --state Nepal --writer 'Example Union;workers' -o nepal.json",
    ),
)
@click.argument("kind")
@case_options
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where the draft is kept; without it, KIND-STATE.json here.",
)
@click.option("--force", is_flag=True, help="Write over a draft that is there.")
@json_option
def draft_new(kind: str, output: Path | None, force: bool, as_json: bool, **given: Any) -> None:
    """Write a draft from the facts on its date."""
    from fairlead.act.editing import check_fields
    from fairlead.act.rendering import plain_text
    from fairlead.act.writing import write

    check_fields(kind, pairs_of(given["fields"]))
    made = write(kind, case_of(**given))
    path = output or Path("-".join(part for part in (kind, made.case.state) if part) + ".json")
    if path.exists() and not force:
        raise FairleadError(f"{path} is there already.", why="A draft may hold your edits.",
                            fix="Name another file with --output, or write over it with --force.")  # fmt: skip
    keep(made, path)
    if as_json:
        print_draft(made)
        return
    click.echo(plain_text(made))
    tell_open(made, made.case.on, path)


@command.command(
    "batch",
    epilog=examples(
        "fairlead letter batch ratification ministers.csv --writer 'Example Union;workers;Nepal'",
    ),
)
@click.argument("kind")
@click.argument("addressees", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@case_options
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("letters"),
    show_default=True,
    help="Folder for the drafts.",
)
@json_option
def batch_new(kind: str, addressees: Path, output: Path, as_json: bool, **given: Any) -> None:
    """Write one draft for each row of a table of addressees (CSV), all of them or none.

    Columns are the placeholders of the kind, and state, partner, place, sector, good or language where they differ.
    """
    import csv

    from fairlead.act.batch import batch
    from fairlead.act.case import checked

    case = checked(case_of(**given))
    with addressees.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    drafts = batch(kind, case, rows)
    output.mkdir(parents=True, exist_ok=True)
    files = []
    for number, made in enumerate(drafts, start=1):
        files.append(output / f"{number:03d}-{'-'.join(part for part in (kind, made.case.state) if part)}.json")
        keep(made, files[-1])
    if as_json:
        print_json({"files": [str(one) for one in files]})
        return
    click.echo(f"{len(drafts)} drafts in {output}.")


for _one in COMMANDS:
    command.add_command(_one)
