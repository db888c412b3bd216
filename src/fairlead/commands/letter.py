"""``fairlead letter``: from evidence to a letter or complaint that is ready to sign."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlead.commands._case_input import case_of, case_options, pairs_of
from fairlead.commands._common import examples, format_list, json_option, print_json
from fairlead.errors import FairleadError

if TYPE_CHECKING:
    from fairlead.act.draft import Draft
    from fairlead.act.ready import Readiness

__all__ = ["command"]

DRAFT = click.argument("draft", type=click.Path(exists=True, dir_okay=False, path_type=Path))
FORMATS = ("pdf", "docx", "txt")
DAY = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day; without it, today.")


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


@command.command("list")
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


@command.command("show")
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
    if one.route:
        click.echo(f"Route: {one.route} (`fairlead routes --route {one.route} ...` says whether it is open to you).")
    click.echo(f"The case must give: {', '.join(one.needs) or 'nothing'}.")
    click.echo(f"Languages: {', '.join(languages(kind))}.")
    click.echo("What only you know:")
    for field in one.fields:
        click.echo(f"  {field.key:20} {field.label}{'' if field.required else ' (may stay empty)'}")
        if field.help:
            click.echo(f"  {'':20} {field.help}")


@command.command("draft")
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
    from fairlead.act.rendering import plain_text
    from fairlead.act.writing import write

    made = write(kind, case_of(**given))
    path = output or Path("-".join(part for part in (kind, made.case.state) if part) + ".json")
    if path.exists() and not force:
        raise FairleadError(f"{path} is there already.", why="A draft may hold your edits.",
                            fix="Name another file with --output, or write over it with --force.")  # fmt: skip
    _keep(made, path)
    if as_json:
        _print_json(made)
        return
    click.echo(plain_text(made))
    _open(made, made.case.on, path)


@command.command("complete")
@DRAFT
@click.argument("fields", nargs=-1, required=True, metavar="KEY=TEXT...")
def complete(draft: Path, fields: tuple[str, ...]) -> None:
    """Complete placeholders; an empty text opens one again."""
    from fairlead.act.editing import complete as completed

    made = completed(_read(draft), pairs_of(fields))
    _keep(made, draft)
    _open(made, made.case.on, draft)


@command.command("edit")
@DRAFT
@click.argument("passage")
@click.argument("text", required=False)
@click.option("--take-back", is_flag=True, help="Return to the words written from the facts.")
def edit(draft: Path, passage: str, text: str | None, take_back: bool) -> None:
    """Put your own words in the place of a passage; an empty text leaves it out.

    Without TEXT, the passage is shown as it stands.
    """
    from fairlead.act.editing import edit as edited
    from fairlead.act.editing import text_of

    made = _read(draft)
    if text is None and not take_back:
        found = {one.id: one for one in (*made.passages, *made.annex)}
        if passage not in found:
            raise FairleadError(f"There is no passage {passage!r}.", fix=f"Give one of: {', '.join(found)}.")
        click.echo(text_of(found[passage]))
        return
    _keep(edited(made, {passage: None if take_back else text}), draft)
    click.echo(f"{passage}: {'as written from the facts' if take_back else 'your words'}.")


@command.command("check")
@DRAFT
@DAY
@click.option("--answer", "answers", multiple=True, metavar="KEY=YES", help="Answer a question of the procedure.")
@click.option("--all", "whole", is_flag=True, help="List what the procedure requires and the draft has, too.")
@json_option
@click.pass_context
def check(
    ctx: click.Context, draft: Path, on: datetime | None, answers: tuple[str, ...], whole: bool, as_json: bool
) -> None:
    """Say whether a draft can be sent and received. Ends with 1 if it cannot.

    What is open, what has changed beneath it, what the procedure requires, who may sign and through whom.
    """
    import msgspec

    from fairlead.act.ready import readiness
    from fairlead.commands._receivable import print_receivability, received

    made = _read(draft)
    found = readiness(made, _day(on))
    routes = received(made, pairs_of(answers))
    if as_json:
        print_json(msgspec.to_builtins(found) | {"receivability": [one.plain() for one in routes]})
    else:
        _told(found)
        for one in routes:
            print_receivability(one, whole=whole)
    if not found.ready or (routes and all(one.verdict == "no" for one in routes)):
        ctx.exit(1)


@command.command("renew")
@DRAFT
@DAY
def renew(draft: Path, on: datetime | None) -> None:
    """Write a draft again from the facts of another day; your edits stay."""
    from fairlead.act.editing import renewed
    from fairlead.act.fresh import stale

    made = _read(draft)
    day = _day(on)
    changed = stale(made, day)
    _keep(renewed(made, day), draft)
    for one in changed:
        click.echo(f"{one.kind} {one.passage}: {one.before or '(nothing)'} -> {one.after or '(nothing)'}")
        if one.edited:
            click.echo("  You have put your own words there: read them again.")
    click.echo(f"Written again as of {day}; {len(changed) or 'no'} change{'' if len(changed) == 1 else 's'}.")


@command.command("write")
@DRAFT
@click.option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    callback=format_list(FORMATS),
    metavar="LIST",
    help="pdf, docx, txt; with commas. Without it: txt on the screen.",
)
@click.option("--final", is_flag=True, help="As it is to be sent; refused while something is open or stale.")
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder; without it, this one.",
)
@DAY
def write_out(draft: Path, formats: tuple[str, ...], final: bool, output: Path, on: datetime | None) -> None:
    """Write a draft as PDF, DOCX or plain text."""
    from fairlead.act.ready import readiness
    from fairlead.act.rendering import plain_text, write_file

    made = _read(draft)
    if final:
        found = readiness(made, _day(on))
        if not found.ready:
            _told(found)
            raise FairleadError(
                "The draft cannot be sent yet.",
                why="Something is open, or facts have changed.",
                fix=f"`fairlead letter check {draft}` lists it; `renew` takes up changed facts.",
            )
    if not formats:
        click.echo(plain_text(made, final=final), nl=False)
    if formats:
        output.mkdir(parents=True, exist_ok=True)
    for form in formats:
        click.echo(write_file(made, output / f"{draft.stem}.{form}", final=final))


@command.command("batch")
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
def batch_new(kind: str, addressees: Path, output: Path, **given: Any) -> None:
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
    for number, made in enumerate(drafts, start=1):
        _keep(made, output / f"{number:03d}-{'-'.join(part for part in (kind, made.case.state) if part)}.json")
    click.echo(f"{len(drafts)} drafts in {output}.")


def _day(on: datetime | None) -> str:
    return (on.date() if on else datetime.now().astimezone().date()).isoformat()


def _read(path: Path) -> Draft:
    from fairlead.act.format import FORMAT

    return FORMAT.load(path)


def _keep(draft: Draft, path: Path) -> None:
    """Write a draft whole or not at all."""
    from fairlead.act.format import FORMAT

    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    FORMAT.write(draft, beside)
    beside.replace(path)


def _print_json(draft: Draft) -> None:
    from fairlead.report.formats import dumps

    click.echo(dumps(draft).decode(), nl=False)


def _open(draft: Draft, on: str, path: Path) -> None:
    from fairlead.act.ready import readiness

    _told(readiness(draft, on))
    click.echo(f"Kept in {path}.")


def _told(found: Readiness) -> None:
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
