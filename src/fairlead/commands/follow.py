"""``fairlead follow``: follow a letter or complaint until it has an effect."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from fairlead.commands._common import examples, json_option, print_json
from fairlead.errors import FairleadError

if TYPE_CHECKING:
    from fairlead.act.follow.matter import EventKind, Matter
    from fairlead.act.follow.states import Standing
    from fairlead.act.follow.status import Status

__all__ = ["command"]

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
MATTER = click.argument("matter", type=EXISTING)
DAY = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day; without it, today.")
DRAFT = click.option("--draft", "draft_file", type=EXISTING, metavar="FILE", help="The draft that the matter is about.")
BY = click.option("--by", default="", metavar="WHO", help="Role or organisation that records it; no names of people.")
SAID = click.option("--said", default="", metavar="TEXT", help="What there is to say, in a sentence.")
ROLE = click.option(
    "--role", type=click.Choice(["lead", "signatory", "helper"]), default="lead", show_default=True, help="Your role."
)


@click.group(
    name="follow",
    epilog=examples(
        "fairlead follow new request.json --title 'Request for information' --route NOTRA --country Norway",
        "fairlead follow log request.json sent_elsewhere --on 2026-11-02",
        "fairlead follow log request.json received --on 2026-11-04",
        "fairlead follow show request.json",
        "fairlead follow due request.json --on 2026-12-31",
        "fairlead follow undo request.json --said 'The wrong letter.'",
        "fairlead follow reply request.json answer --from 'Harbour Foods AB' --summary 'They ask for time.'",
        "fairlead follow close request.json 'answer only'",
        "fairlead follow ics request.json other.json --output matters.ics",
    ),
)
def command() -> None:
    """Follow a letter or complaint until it has an effect.

    A matter is a file with a log that is only added to. Where it stands is computed from the log; whether it is
    overdue, from the terms of its procedure and the dates that people set.
    """


@command.command(
    "new", epilog=examples("fairlead follow new nepal.json --draft ratification-NPL.json --to 'Ministry of Labour'")
)
@click.argument("matter", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--title", metavar="TEXT", help="What it is about; that of the draft if there is one.")
@DRAFT
@click.option("--route", default="", metavar="ID", help="The procedure; `fairlead routes` names them.")
@click.option("--to", "addressee", default="", metavar="NAME", help="To whom it goes.")
@click.option("--country", metavar="COUNTRY", help="Country of the addressee: its working days count.")
@click.option("--state", metavar="COUNTRY", help="The State concerned.")
@click.option("--signatory", "signatories", multiple=True, metavar="NAME", help="Who signs; may be repeated.")
@BY
@DAY
@json_option
def new(
    matter: Path,
    title: str | None,
    draft_file: Path | None,
    route: str,
    addressee: str,
    country: str | None,
    state: str | None,
    signatories: tuple[str, ...],
    by: str,
    on: datetime | None,
    as_json: bool,
) -> None:
    """Begin a matter, with a draft or for what went by another way."""
    from fairlead.act.follow.states import start
    from fairlead.commands._case_input import country_of
    from fairlead.reason.route_question import route_rows

    if matter.exists():
        raise FairleadError(f"{matter} is there already.", why="Its log would be lost.", fix="Name another file.")
    if route and route not in route_rows():
        raise FairleadError(f"There is no route {route!r}.", fix=f"Give one of: {', '.join(route_rows())}.")
    where = country_of(country) if country else ""
    if draft_file is not None:
        from fairlead.act.follow.drafts import matter_of
        from fairlead.act.format import FORMAT

        made = matter_of(
            FORMAT.load(draft_file), matter.stem, day=_day(on), recorded=_now(), by=by, addressee=addressee,
            country=where, route=route,
        )  # fmt: skip
    elif title:
        made = start(
            matter.stem, title, day=_day(on), recorded=_now(), by=by, route=route, addressee=addressee, country=where,
            state=country_of(state) if state else "", signatories=signatories,
        )  # fmt: skip
    else:
        raise click.UsageError("Give --title, or --draft.")
    _keep(made, matter)
    _show(made, _day(None), as_json)


@command.command(
    "log",
    epilog=examples(
        "fairlead follow log request.json received --on 2026-11-04",
        "fairlead follow log request.json due_set --due 2026-12-15",
    ),
)
@MATTER
@click.argument("event")
@DRAFT
@click.option("--signatory", metavar="NAME", help="For approved: which signatory.")
@click.option("--due", metavar="DATE", help="For due_set: the date.")
@click.option("--term", metavar="NAME", help="For fulfilled and due_set: the term of the procedure.")
@click.option("--after", metavar="NAME", help="For happened: harm, known, exhausted, notice or closed.")
@click.option("--until", metavar="DATE", help="For embargoed: the first day on which others may see it.")
@ROLE
@BY
@SAID
@DAY
@json_option
def log(
    matter: Path,
    event: str,
    draft_file: Path | None,
    role: Any,
    by: str,
    said: str,
    on: datetime | None,
    as_json: bool,
    **given: Any,
) -> None:
    """Record what has happened. Refused, with all reasons, where it cannot be.

    What belongs to a text that was written here (agreed, sent, accepted) asks for its --draft.
    """
    found = _load(matter)
    fields = {name: value for name, value in given.items() if value is not None}
    _record(found, matter, event, draft_file, role=role, by=by, said=said, on=_day(on), fields=fields, as_json=as_json)


@command.command("show", epilog=examples("fairlead follow show request.json --on 2026-12-01"))
@MATTER
@DAY
@DRAFT
@json_option
def show(matter: Path, on: datetime | None, draft_file: Path | None, as_json: bool) -> None:
    """Show where a matter stands, what is due and why, what can come next, and its log."""
    import msgspec

    from fairlead.act.follow.states import next_events
    from fairlead.act.follow.status import status

    found, day = _load(matter), _day(on)
    standing = _standing(found, draft_file, day)
    coming = next_events(found, standing=standing)
    if as_json:
        print_json(
            {
                "matter": msgspec.to_builtins(found),
                "status": msgspec.to_builtins(status(found, day)),
                "next": {kind: {"verdict": one.verdict, "text": one.text} for kind, one in coming.items()},
            }
        )
        return
    _show(found, day)
    click.echo("Next:")
    for kind, one in coming.items():
        click.echo(f"  {kind:16} {'yes' if one.verdict == 'yes' else 'no '}  {one.text}")
    click.echo("Log:")
    for event in found.events:
        extra = f" (takes back {event.of})" if event.of else ""
        words = ": ".join(part for part in (event.by, event.said) if part)
        click.echo(f"  {event.number:3}  {event.day}  {event.kind}{extra}{'  ' + words if words else ''}")


@command.command("due", epilog=examples("fairlead follow due request.json other.json"))
@click.argument("matters", nargs=-1, required=True, type=EXISTING)
@DAY
@json_option
def due(matters: tuple[Path, ...], on: datetime | None, as_json: bool) -> None:
    """List what is due when, for whom, in one matter or several, and how each date was found."""
    import msgspec

    from fairlead.act.follow.status import reminders

    found = reminders([_load(path) for path in matters], _day(on))
    if as_json:
        print_json(msgspec.to_builtins(found))
        return
    for one in found:
        passed = " PASSED" if one.due.passed(_day(on)) else ""
        click.echo(f"{one.due.day}{passed}  {one.title}: {one.due.what} ({one.due.who})")
        click.echo(f"            {one.text}")
    if not found:
        click.echo("Nothing is due of which the date is known.")


@command.command("undo", epilog=examples("fairlead follow undo request.json --said 'The wrong letter.'"))
@MATTER
@BY
@SAID
@json_option
def undo_last(matter: Path, by: str, said: str, as_json: bool) -> None:
    """Take back the last step that counts. Both stay in the log; a letter that has left cannot be called back."""
    from fairlead.act.follow.states import undo

    made = undo(_load(matter), recorded=_now(), by=by, said=said)
    _keep(made, matter)
    _show(made, _day(None), as_json)


@command.command("reply", epilog=examples("fairlead follow reply request.json answer --from 'Harbour Foods AB'"))
@MATTER
@click.argument("kind", type=click.Choice(["acknowledgement", "answer", "refusal", "decision", "question", "other"]))
@click.option("--from", "origin", required=True, metavar="NAME", help="The body or organisation it is from.")
@click.option("--file", "file_name", default="", metavar="NAME", help="Name of its file, which is kept beside.")
@click.option("--summary", default="", metavar="TEXT", help="What it says, without names of workers.")
@ROLE
@BY
@DAY
@json_option
def reply(
    matter: Path,
    kind: Any,
    origin: str,
    file_name: str,
    summary: str,
    role: Any,
    by: str,
    on: datetime | None,
    as_json: bool,
) -> None:
    """File a reply; an acknowledgement, answer, refusal or decision moves the matter on."""
    from fairlead.act.follow.matter import Reply

    moves = {"acknowledgement": "acknowledged", "answer": "answered", "refusal": "refused", "decision": "decided"}
    day = _day(on)
    paper = Reply(day=day.isoformat(), origin=origin, kind=kind, file=file_name, summary=summary)
    _record(
        _load(matter),
        matter,
        moves.get(kind, "filed"),
        None,
        role=role,
        by=by,
        said="",
        on=day,
        fields={"reply": paper},
        as_json=as_json,
    )


@command.command("close", epilog=examples("fairlead follow close request.json 'answer only'"))
@MATTER
@click.argument("outcome")
@BY
@SAID
@DAY
@json_option
def close(matter: Path, outcome: str, by: str, said: str, on: datetime | None, as_json: bool) -> None:
    """Close a matter with its outcome.

    One of: reform, payment, reinstatement, "answer only", refusal, withdrawn, "no answer".
    """
    _record(
        _load(matter),
        matter,
        "closed",
        None,
        role="lead",
        by=by,
        said=said,
        on=_day(on),
        fields={"outcome": outcome},
        as_json=as_json,
    )


@command.command(
    "safety", epilog=examples("fairlead follow safety nepal.json --draft ratification-NPL.json --answer 'named=none'")
)
@MATTER
@click.option("--draft", "draft_file", type=EXISTING, required=True, metavar="FILE", help="The draft.")
@click.option("--publish", is_flag=True, help="It is to be published, and not only sent.")
@click.option("--answer", "answers", multiple=True, metavar="ID=OPTION[:REASON]", help="Answer; may be repeated.")
@BY
@DAY
@json_option
@click.pass_context
def safety(
    ctx: click.Context,
    matter: Path,
    draft_file: Path,
    publish: bool,
    answers: tuple[str, ...],
    by: str,
    on: datetime | None,
    as_json: bool,
) -> None:
    """Ask who could suffer for it, and record the answers. Ends with 1 while it may not leave."""
    from fairlead.act.follow.drafts import asked_of, decided
    from fairlead.act.follow.matter import SafetyAnswer
    from fairlead.act.follow.states import answers_of, happen
    from fairlead.act.format import FORMAT
    from fairlead.act.safety import decide

    found, draft, day = _load(matter), FORMAT.load(draft_file), _day(on)
    questions = asked_of(draft, found.route, publish=publish)
    given = tuple(_answer(one) for one in answers)
    if strange := {one.question for one in given} - {one.id for one in questions}:
        raise FairleadError(
            f"{sorted(strange)[0]!r} is not asked.", fix=f"Give: {', '.join(one.id for one in questions)}."
        )
    decide(questions, given, draft.case)
    if given:
        found = happen(found, "safety", day=day, recorded=_now(), by=by, answers=given)
        _keep(found, matter)
    decision = decided(found, draft, day, publish=publish)
    told: dict[str, SafetyAnswer] = {one.question: one for one in answers_of(found)}
    if as_json:
        print_json(
            {
                "leaves": decision.leaves.verdict,
                "open": decision.open,
                "questions": [
                    {"id": one.id, "who": one.who, "text": one.text, "why": one.why, "advice": one.advice,
                     "options": {option.id: option.label for option in one.options},
                     "answer": told[one.id].option if one.id in told else None}
                    for one in questions
                ],
            }
        )  # fmt: skip
    else:
        for one in questions:
            said = f"answered: {told[one.id].option}" if one.id in told else "open"
            click.echo(f"{one.id} ({said}): {one.text}\n  Who: {one.who}. Why: {one.why}\n  {one.advice}")
            for option in one.options:
                click.echo(f"    {option.id:10} {option.label}")
        click.echo(decision.leaves.text)
    if decision.leaves.verdict != "yes":
        ctx.exit(1)


@command.command(
    "redact", epilog=examples("fairlead follow redact answer.txt names.txt --output answer-for-others.txt")
)
@click.argument("text", type=EXISTING)
@click.argument("rules", type=EXISTING)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE", help="The copy."
)
@json_option
def redact_file(text: Path, rules: Path, output: Path, as_json: bool) -> None:
    """Write a copy of a text with everything blacked out that RULES name.

    RULES is a text: on each line words, or a regular expression between slashes.
    """
    from fairlead.act.follow.redaction import Rule, redact

    lines = [line.strip() for line in rules.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    found = redact(text.read_text(encoding="utf-8-sig"), [_rule(Rule, line) for line in lines])
    output.write_text(found.text, encoding="utf-8")
    if as_json:
        unused = [lines[place - 1] for place in found.unused]
        print_json({"file": str(output), "times": found.times, "found_nothing": unused})
        return
    click.echo(f"{found.times} places blacked out in {output}.")
    for place in found.unused:
        click.echo(f"Found nothing: {lines[place - 1]}", err=True)


@command.command("ics", epilog=examples("fairlead follow ics request.json other.json --output matters.ics"))
@click.argument("matters", nargs=-1, required=True, type=EXISTING)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Without it: here."
)
@DAY
@json_option
def ics(matters: tuple[Path, ...], output: Path | None, on: datetime | None, as_json: bool) -> None:
    """Write what is due as a calendar that other programs read."""
    import msgspec

    from fairlead.act.follow.ics import calendar_text
    from fairlead.act.follow.status import reminders

    found = reminders([_load(path) for path in matters], _day(on))
    text = calendar_text(found, stamp=_now())
    if output is not None:
        output.write_bytes(text.encode())
    if as_json:
        print_json({"file": str(output) if output else None, "reminders": msgspec.to_builtins(found)})
    elif output is None:
        click.echo(text, nl=False)
    else:
        click.echo(output)


def _record(
    found: Matter, path: Path, event: str, draft_file: Path | None, *, role: Any, by: str, said: str, on: date,
    fields: dict[str, Any], as_json: bool,
) -> None:  # fmt: skip
    from fairlead.act.follow.matter import KINDS
    from fairlead.act.follow.states import happen

    if event not in KINDS:
        raise FairleadError(f"There is no event {event!r}.", fix=f"Give one of: {', '.join(KINDS)}.")
    standing = _standing(found, draft_file, on)
    made = happen(
        found,
        cast("EventKind", event),
        day=on,
        recorded=_now(),
        role=role,
        by=by,
        standing=standing,
        **(fields | {"said": said}),
    )
    _keep(made, path)
    _show(made, on, as_json)


def _standing(found: Matter, draft_file: Path | None, on: date) -> Standing:
    from fairlead.act.follow.states import Standing

    if draft_file is None:
        return Standing()
    from fairlead.act.follow.drafts import standing_of
    from fairlead.act.format import FORMAT

    return standing_of(found, FORMAT.load(draft_file), on)


def _show(found: Matter, on: date, as_json: bool = False) -> None:
    from fairlead.act.follow.status import status

    now: Status = status(found, on)
    if as_json:
        import msgspec

        print_json({"matter": msgspec.to_builtins(found), "status": msgspec.to_builtins(now)})
        return
    click.echo(f"{found.title}\n  {now.text}")
    if now.embargo:
        click.echo(f"  Embargo: not shown to others before {now.embargo}.")
    for one in now.dues:
        when = one.day or "date not known"
        done = f", done {one.done}" if one.done else ""
        aims = {"must": "", "aims": ", aimed at", "people": ", set by people"}[one.binds]
        only = ", if it applies" if one.conditional else ""
        click.echo(f"  {when:14} {one.who}: {one.what} ({one.term}{aims}{only}{done})")
        click.echo(f"  {'':14} {one.why}")


def _answer(text: str) -> Any:
    from fairlead.act.follow.matter import SafetyAnswer

    question, mark, rest = text.partition("=")
    if not mark:
        raise click.BadParameter(f"{text!r} is not ID=OPTION.", param_hint="--answer")
    option, _, why = rest.partition(":")
    return SafetyAnswer(question=question.strip(), option=option.strip(), why=why.strip())


def _rule(kind: Any, line: str) -> Any:
    if len(line) > 2 and line[0] == line[-1] == "/":
        return kind(pattern=line[1:-1])
    return kind(text=line)


def _load(path: Path) -> Matter:
    from fairlead.act.follow.matter import load_matter

    return load_matter(path)


def _keep(matter: Matter, path: Path) -> None:
    from fairlead.act.follow.matter import save_matter

    save_matter(matter, path)


def _day(on: datetime | None) -> date:
    return on.date() if on else _now().date()


def _now() -> datetime:
    return datetime.now().astimezone()
