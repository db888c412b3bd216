"""``fairlead campaign``: joint action from its brief to what came of it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlead.commands._common import examples, format_list, json_option, print_json, quiet_console
from fairlead.errors import FairleadError

if TYPE_CHECKING:
    from fairlead.act.campaign.model import Campaign
    from fairlead.report.document.model import Block

__all__ = ["command"]

FORMATS = ("html", "pdf", "docx", "json")
CAMPAIGN = click.argument("campaign", type=click.Path(exists=True, dir_okay=False, path_type=Path))
DAY = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day; without it, today.")
OUTPUT = click.option(
    "--output", "-o", type=click.Path(file_okay=False, path_type=Path), default=Path(), metavar="DIR", help="Folder."
)


@click.group(
    name="campaign",
    epilog=examples(
        "fairlead campaign new nepal.json ratify Nepal --start 2027-01-10 --target 2028-01-10",
        "fairlead campaign brief nepal.json --output brief --format pdf,docx",
        "fairlead campaign levels nepal.json",
        "fairlead campaign steps nepal.json group --owner 'Example Federation'",
        "fairlead campaign agree nepal.json 'Example Federation' --text letter.txt",
        "fairlead campaign log nepal.json 'Ministry of Labour' 'Ratify the Protocol' --how meeting",
        "fairlead campaign export nepal.json --format csv,ics,kit --output kit",
    ),
)
def command() -> None:
    """Act together: objective, levels, allies, a coalition that agrees on texts, steps and a log.

    A campaign is a file. What the facts say for it is worked out on a date, each statement with its source.
    """


@command.command("new", epilog=examples("fairlead campaign new corridor.json recruitment Qatar --partner Nepal"))
@click.argument("campaign", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("objective")
@click.argument("country")
@click.option("--partner", metavar="COUNTRY", help="The other State: of a trade deal, or of origin in a corridor.")
@click.option("--sector", default="", metavar="CODE", help="Industry, c1 to c35.")
@click.option("--level", default="", metavar="LEVEL", help="national, industry or international.")
@click.option("--instrument", default="", metavar="CODE", help="ILO instrument; without it, P029.")
@click.option("--lender", default="", metavar="ID", help="The lender that is to act.")
@click.option("--title", default="", metavar="TEXT", help="Name of the campaign.")
@click.option("--goal", default="", metavar="TEXT", help="What is asked, in your own words.")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="First day; without it, today.")
@click.option("--target", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Last day; without it, in a year.")
@json_option
def new(
    campaign: Path,
    country: str,
    objective: str,
    partner: str | None,
    start: datetime | None,
    target: datetime | None,
    as_json: bool,
    **given: str,
) -> None:
    """Begin a campaign for an OBJECTIVE in a COUNTRY, with the seven steps as its plan.

    Objectives: ratify, amend_law, inspection, dialogue, plan, trade_clause, bind_business, lender, representation,
    recruitment.
    """
    from fairlead.act.campaign.changes import new as made

    if campaign.exists():
        raise FairleadError(f"{campaign} is there already.", fix="Give another name.")
    instrument = given.pop("instrument").upper()
    begun = made(
        objective,
        _code(country),
        start=_day(start).isoformat(),
        target=target.date().isoformat() if target else "",
        partner=_code(partner) if partner else "",
        instrument=instrument,
        **given,
    )
    _keep(begun, campaign)
    _answer(begun, as_json, f"Kept in {campaign}. `fairlead campaign brief {campaign}` says what the facts say.")


@command.command("show", epilog=examples("fairlead campaign show nepal.json"))
@CAMPAIGN
@json_option
def show(campaign: Path, as_json: bool) -> None:
    """Show a campaign: its plan, coalition and timeline."""
    import msgspec

    from fairlead.act.campaign.rendering import coalition_blocks, log_blocks, plan_blocks
    from fairlead.act.campaign.timeline import timeline

    made = _read(campaign)
    entries = timeline(made)
    if as_json:
        print_json({"campaign": msgspec.to_builtins(made), "timeline": msgspec.to_builtins(entries)})
        return
    _print(made, (*plan_blocks(made), *coalition_blocks(made), *log_blocks(made)))
    click.echo("\nTimeline")
    for one in entries:
        click.echo(f"  {one.on}  {'(planned) ' if one.planned else ''}{one.text}")


@command.command("brief", epilog=examples("fairlead campaign brief nepal.json --on 2026-11-21 --detail"))
@CAMPAIGN
@DAY
@click.option(
    "--output", "-o", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write files here."
)
@click.option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    callback=format_list(FORMATS),
    metavar=",".join(FORMATS),
    help="Formats of the files.",
)
@click.option("--detail", is_flag=True, help="Print every line and the sources.")
@json_option
def brief_(
    campaign: Path,
    on: datetime | None,
    output: Path | None,
    formats: tuple[str, ...],
    detail: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Bring together what the facts say: the ask, levels, allies, promises, obstacles, documents and the plan."""
    from fairlead.act.campaign.brief import brief
    from fairlead.act.campaign.rendering import document, write

    found = brief(_read(campaign), _day(on))
    if as_json:
        from fairlead.report.formats import dumps

        click.echo(dumps(found).decode(), nl=False)
    elif not formats and not output:
        from fairlead.report.document.terminal import render

        render(document(found), quiet_console(), most=0 if detail else 3, notes=detail)
    folder = output or Path()
    for form in formats or (FORMATS if output else ()):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            click.echo(f"Written: {write(found, folder / f'{campaign.stem}-brief.{form}')}", err=as_json)
        except FairleadError as error:
            if formats:  # it was asked for by name
                raise
            _left_out(f"{campaign.stem}-brief.{form}", error)


@command.command("levels", epilog=examples("fairlead campaign levels nepal.json"))
@CAMPAIGN
@DAY
@json_option
def levels(campaign: Path, on: datetime | None, as_json: bool) -> None:
    """Show the levels, the most fitting first, with what speaks for and against each and whom to go to."""
    _sections(campaign, on, as_json, lambda key: key.startswith("level."))


@command.command("allies", epilog=examples("fairlead campaign allies nepal.json --json"))
@CAMPAIGN
@DAY
@json_option
def allies(campaign: Path, on: datetime | None, as_json: bool) -> None:
    """Show who might stand beside, and why."""
    _sections(campaign, on, as_json, lambda key: key == "allies")


@command.command(
    "steps",
    epilog=examples(
        "fairlead campaign steps nepal.json",
        "fairlead campaign steps nepal.json group --owner 'Example Federation' --ends 2027-03-01",
        "fairlead campaign steps nepal.json hearing --begins 2027-05-01 --ends 2027-05-02",
        "fairlead campaign steps nepal.json --move 14",
    ),
)
@CAMPAIGN
@click.argument("step", required=False)
@click.option("--name", metavar="TEXT", help="Its name; a step that there is not yet is added.")
@click.option("--begins", metavar="DATE", help="First day.")
@click.option("--ends", metavar="DATE", help="Last day.")
@click.option("--owner", metavar="NAME", help="Who sees to it.")
@click.option("--done", metavar="DATE", help="Day on which it was done.")
@click.option("--remove", is_flag=True, help="Take the step out.")
@click.option("--move", type=int, metavar="DAYS", help="Move the step, or all open steps, by so many days.")
@json_option
def steps(
    campaign: Path, step: str | None, remove: bool, move: int | None, as_json: bool, **values: str | None
) -> None:
    """Show the plan, or change one STEP of it; a step of a new name is added."""
    from fairlead.act.campaign.model import Step
    from fairlead.act.campaign.rendering import plan_blocks
    from fairlead.act.campaign.steps import add_step, change_step, move_steps, remove_step

    made = _read(campaign)
    given = {name: value for name, value in values.items() if value is not None}
    if (remove or given) and step is None:
        raise FairleadError("It is not said which step.", fix="Give its short name; `steps` without one lists them.")
    known = {one.id for one in made.steps}
    if step is not None and remove:
        made = remove_step(made, step)
    elif step is not None and given and step not in known:
        name = given.pop("name", step)
        made = add_step(made, Step(id=step, name=name, begins=given.get("begins", ""), ends=given.get("ends", "")))
        rest = {key: value for key, value in given.items() if key not in ("begins", "ends")}
        made = change_step(made, step, **rest) if rest else made
    elif step is not None and given:
        made = change_step(made, step, **given)
    if move is not None:
        made = move_steps(made, move, (step,) if step else ())
    if remove or given or move is not None:
        _keep(made, campaign)
    if as_json:
        _answer(made, as_json, "")
    else:
        _print(made, plan_blocks(made))


@command.command(
    "agree",
    epilog=examples(
        "fairlead campaign agree nepal.json 'Example Federation' --text letter.txt",
        "fairlead campaign agree nepal.json 'Example Federation' --text letter.txt --withdraw",
    ),
)
@CAMPAIGN
@click.argument("member")
@click.option(
    "--text",
    "text_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The words agreed to.",
)
@click.option("--title", metavar="TEXT", help="Title of the text; without it, the name of its file.")
@click.option("--constituency", default="workers", show_default=True, help="For whom a new member speaks.")
@click.option("--withdraw", "back", is_flag=True, help="Take the agreement back.")
@DAY
@json_option
def agree(
    campaign: Path, member: str, text_file: Path, title: str | None, constituency: str, back: bool,
    on: datetime | None, as_json: bool,
) -> None:  # fmt: skip
    """Record that a MEMBER agrees to a text, or takes that back; a new member joins, new words are a new text."""
    from fairlead.act.campaign import changes

    made, day = _read(campaign), _day(on).isoformat()
    content = text_file.read_text(encoding="utf-8")
    who = next((one.id for one in made.members if member in (one.id, one.name)), "")
    if not who and back:
        raise FairleadError(f"There is no member {member!r}.")
    if not who:
        made = changes.join(made, member, day, constituency=constituency)
        who = made.members[-1].id
    shown = title or text_file.stem
    which = next((one.id for one in made.texts if one.sha256 == changes.fingerprint(content)), "")
    if not which:
        before = [one.id for one in made.texts if one.title == shown]
        made = changes.add_text(made, shown, content, day, replaces=before[-1] if before else "")
        which = made.texts[-1].id
    made = changes.withdraw(made, who, which, day) if back else changes.agree(made, who, which, day, words=content)
    _keep(made, campaign)
    names = ", ".join(one.name for one in changes.agreed(made, which)) or "nobody"
    _answer(made, as_json, f"{which}: agreed by {names}.")


@command.command(
    "log",
    epilog=examples(
        "fairlead campaign log nepal.json 'Ministry of Labour' 'Ratify the Protocol' --how meeting --due 2027-04-01",
        "fairlead campaign log nepal.json 2027-02-01-ministry-of-labour --answer 'They will ask the cabinet.' "
        "--reply 'in part'",
        "fairlead campaign log nepal.json --outcome 'The cabinet approved it.' --effect ratified",
    ),
)
@CAMPAIGN
@click.argument("whom", required=False)
@click.argument("ask", required=False)
@click.option("--how", default="letter", show_default=True, help="letter, meeting, hearing, consultation, call, event.")
@click.option("--body", default="", metavar="ID", help="Id of a body that makes policy.")
@click.option("--due", default="", metavar="DATE", help="By when an answer is asked for.")
@click.option("--answer", "said", metavar="TEXT", help="The answer to the engagement WHOM.")
@click.option("--reply", default="acknowledged", show_default=True, help="acknowledged, yes, in part or no.")
@click.option("--outcome", metavar="TEXT", help="What came of it.")
@click.option(
    "--effect",
    default="none",
    show_default=True,
    help="ratified, law changed, practice changed, plan, money, agreement, seat, remedy or none.",
)
@click.option("--source", default="", metavar="URL", help="Where the outcome can be read.")
@DAY
@json_option
def log(
    campaign: Path, whom: str | None, ask: str | None, how: str, body: str, due: str, said: str | None, reply: str,
    outcome: str | None, effect: str, source: str, on: datetime | None, as_json: bool,
) -> None:  # fmt: skip
    """Log WHOM the coalition spoke with and what it asked, the answer to it, or what came of it."""
    from fairlead.act.campaign import changes

    made, day = _read(campaign), _day(on).isoformat()
    if outcome is not None:
        made = changes.record(made, what=outcome, effect=effect, on=day, source=source)
    elif whom and said is not None:
        made = changes.answer(made, whom, said, reply, day)
    elif whom and ask:
        made = changes.log(made, whom, ask, day, how=how, body=body, due=due)
    else:
        raise FairleadError("It is not said whom and what was asked.", fix="Give WHOM and ASK, or --outcome.")
    _keep(made, campaign)
    _answer(made, as_json, f"Logged in {campaign}.")


@command.command("export", epilog=examples("fairlead campaign export nepal.json --format csv,ics,kit --output kit"))
@CAMPAIGN
@click.option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    callback=format_list(("csv", "ics", "kit")),
    metavar="csv,ics,kit",
    help="Without it, all.",
)
@OUTPUT
@DAY
@json_option
def export(campaign: Path, formats: tuple[str, ...], output: Path, on: datetime | None, as_json: bool) -> None:
    """Write the plan as CSV and calendar, and the workshop kit: drafts, and slides as DOCX and PDF."""
    from fairlead.act.campaign.exports import steps_csv, steps_ics
    from fairlead.act.campaign.kit import kit, slides

    made, day = _read(campaign), _day(on)
    output.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []

    def put(name: str, content: str | bytes) -> None:
        path = output / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        written.append(path)

    chosen = formats or ("csv", "ics", "kit")
    if "csv" in chosen:
        put(f"{campaign.stem}-plan.csv", steps_csv(made))
    if "ics" in chosen:
        put(f"{campaign.stem}-plan.ics", steps_ics(made))
    if "kit" in chosen:
        from fairlead.act.rendering import render as draft_file
        from fairlead.report.document import docx, pdf
        from fairlead.report.formats import dumps

        for kind, draft in kit(made, day).items():
            put(f"{kind}.json", dumps(draft))
            put(f"{kind}.docx", draft_file(draft, "docx"))
        outline = slides(made, day)
        put("slides.docx", docx.render(outline))
        try:
            put("slides.pdf", pdf.render(outline))
        except FairleadError as error:
            _left_out("slides.pdf", error)
    if as_json:
        print_json({"written": [str(path) for path in written]})
    else:
        for path in written:
            click.echo(f"Written: {path}")


def _left_out(name: str, error: FairleadError) -> None:
    """Tell of a file that could not be made, such as a PDF with a character of no font: the others are there."""
    click.echo(f"Left out: {name}. {error.what}", err=True)


def _sections(campaign: Path, on: datetime | None, as_json: bool, chosen: Any) -> None:
    import msgspec

    from fairlead.act.campaign.brief import as_dossier, brief
    from fairlead.dossier.report.document import body

    found = brief(_read(campaign), _day(on))
    kept = tuple(section for section in found.sections if chosen(section.key))
    if as_json:
        print_json(msgspec.to_builtins(kept))
        return
    blocks, _notes = body(msgspec.structs.replace(as_dossier(found), summary=(), sections=kept))
    _print(found.campaign, blocks)


def _print(campaign: Campaign, blocks: Any) -> None:
    from fairlead.act.campaign.objectives import objective
    from fairlead.report.document.model import Document
    from fairlead.report.document.terminal import render

    shown: tuple[Block, ...] = tuple(blocks)
    title = campaign.title or f"{objective(campaign.objective).name}, {campaign.country}"
    whole = Document(title=title, subtitle="", about=(), day=_day(None).isoformat(), blocks=shown, notes=())
    render(whole, quiet_console())


def _answer(campaign: Campaign, as_json: bool, told: str) -> None:
    if as_json:
        from fairlead.report.formats import dumps

        click.echo(dumps(campaign).decode(), nl=False)
    else:
        click.echo(told)


def _read(path: Path) -> Campaign:
    from fairlead.act.campaign.form import parse

    return parse(path.read_bytes(), str(path))


def _keep(campaign: Campaign, path: Path) -> None:
    """Write a campaign whole or not at all."""
    from fairlead.act.campaign.form import FORMAT

    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    FORMAT.write(campaign, beside)
    beside.replace(path)


def _day(on: datetime | None) -> date:
    return (on or datetime.now().astimezone()).date()


def _code(text: str) -> str:
    from fairlead.commands._common import one_country
    from fairlead.dossier.names import known_countries

    return one_country(text, known_countries(), "the tables")
