"""The commands of ``fairlead letter`` that work on a draft: complete, edit, check, renew, write."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from fairlead.commands._case_input import pairs_of
from fairlead.commands._common import examples, format_list, json_option, print_json
from fairlead.commands._drafts import day_of, keep, print_draft, read, tell_open, told
from fairlead.errors import FairleadError

__all__ = ["COMMANDS"]

DRAFT = click.argument("draft", type=click.Path(exists=True, dir_okay=False, path_type=Path))
FORMATS = ("pdf", "docx", "txt")
DAY = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day; without it, today.")


@click.command(
    "complete",
    epilog=examples(
        "fairlead letter complete ratification-NPL.json minister='Minister of Labour'",
    ),
)
@DRAFT
@click.argument("fields", nargs=-1, required=True, metavar="KEY=TEXT...")
@json_option
def complete(draft: Path, fields: tuple[str, ...], as_json: bool) -> None:
    """Complete placeholders; an empty text opens one again."""
    from fairlead.act.editing import complete as completed

    made = completed(read(draft), pairs_of(fields))
    keep(made, draft)
    if as_json:
        print_draft(made)
        return
    tell_open(made, made.case.on, draft)


@click.command(
    "edit",
    epilog=examples(
        "fairlead letter edit ratification-NPL.json ask",
        'fairlead letter edit ratification-NPL.json ask "We ask you to ratify it."',
        "fairlead letter edit ratification-NPL.json ask --take-back",
    ),
)
@DRAFT
@click.argument("passage")
@click.argument("text", required=False)
@click.option("--take-back", is_flag=True, help="Return to the words written from the facts.")
@json_option
def edit(draft: Path, passage: str, text: str | None, take_back: bool, as_json: bool) -> None:
    """Put your own words in the place of a passage; an empty text leaves it out.

    Without TEXT, the passage is shown as it stands.
    """
    from fairlead.act.editing import edit as edited
    from fairlead.act.editing import text_of

    made = read(draft)
    if text is None and not take_back:
        found = {one.id: one for one in (*made.passages, *made.annex)}
        if passage not in found:
            raise FairleadError(f"There is no passage {passage!r}.", fix=f"Give one of: {', '.join(found)}.")
        if as_json:
            print_json({"passage": passage, "text": text_of(found[passage])})
        else:
            click.echo(text_of(found[passage]))
        return
    made = edited(made, {passage: None if take_back else text})
    keep(made, draft)
    if as_json:
        print_draft(made)
        return
    click.echo(f"{passage}: {'as written from the facts' if take_back else 'your words'}.")


@click.command(
    "check",
    epilog=examples(
        "fairlead letter check ratification-NPL.json",
        "fairlead letter check ratification-NPL.json --on 2027-01-31 --json",
    ),
)
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
    from fairlead.act.receivable import received
    from fairlead.commands._receivable import print_receivability

    made = read(draft)
    found = readiness(made, day_of(on))
    routes = received(made, pairs_of(answers))
    if as_json:
        print_json(msgspec.to_builtins(found) | {"receivability": [one.plain() for one in routes]})
    else:
        told(found)
        for one in routes:
            print_receivability(one, whole=whole)
    if not found.ready or (routes and all(one.verdict == "no" for one in routes)):
        ctx.exit(1)


@click.command(
    "renew",
    epilog=examples(
        "fairlead letter renew ratification-NPL.json",
    ),
)
@DRAFT
@DAY
@json_option
def renew(draft: Path, on: datetime | None, as_json: bool) -> None:
    """Write a draft again from the facts of another day; your edits stay."""
    import msgspec

    from fairlead.act.editing import renewed
    from fairlead.act.fresh import stale

    made = read(draft)
    day = day_of(on)
    changed = stale(made, day)
    keep(renewed(made, day), draft)
    if as_json:
        print_json({"on": day, "changes": msgspec.to_builtins(changed)})
        return
    for one in changed:
        click.echo(f"{one.kind} {one.passage}: {one.before or '(nothing)'} -> {one.after or '(nothing)'}")
        if one.edited:
            click.echo("  You have put your own words there: read them again.")
    click.echo(f"Written again as of {day}; {len(changed) or 'no'} change{'' if len(changed) == 1 else 's'}.")


@click.command(
    "write",
    epilog=examples(
        "fairlead letter write ratification-NPL.json",
        "fairlead letter write ratification-NPL.json --format pdf,docx --final --output sent",
    ),
)
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
@json_option
def write_out(
    draft: Path, formats: tuple[str, ...], final: bool, output: Path, on: datetime | None, as_json: bool
) -> None:
    """Write a draft as PDF, DOCX or plain text."""
    from fairlead.act.ready import readiness
    from fairlead.act.rendering import plain_text, write_file

    made = read(draft)
    if final:
        found = readiness(made, day_of(on))
        if not found.ready:
            told(found)
            raise FairleadError(
                "The draft cannot be sent yet.",
                why="Something is open, or facts have changed.",
                fix=f"`fairlead letter check {draft}` lists it; `renew` takes up changed facts.",
            )
    if formats:
        output.mkdir(parents=True, exist_ok=True)
    files = [str(write_file(made, output / f"{draft.stem}.{form}", final=final)) for form in formats]
    if as_json:
        print_json({"final": final, "files": files, "text": plain_text(made, final=final)})
    elif formats:
        click.echo("\n".join(files))
    else:
        click.echo(plain_text(made, final=final), nl=False)


COMMANDS = (complete, edit, check, renew, write_out)
