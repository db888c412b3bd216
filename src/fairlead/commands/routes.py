"""``fairlead routes``: which routes are open, to whom, against whom, and through whom; and who can assist."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from fairlead.commands._common import examples, json_option, print_json
from fairlead.commands._laws_input import AMOUNT
from fairlead.errors import FairleadError

if TYPE_CHECKING:
    from fairlead.reason.company import Company
    from fairlead.reason.help import Help
    from fairlead.reason.routes import Question, RouteAnswer

__all__ = ["command"]

HEADINGS = {"yes": "Open", "unknown": "Not known", "no": "Closed"}
INDUSTRIES = frozenset(f"c{number}" for number in range(1, 36))
FOOT = (
    "The risk of reprisal is Fairlead's own reading. Ask the people concerned before anything is filed or published; "
    "this is not legal advice."
)


@click.command(
    epilog=examples(
        "fairlead routes --as union --in BGD --against state:BGD --abuse forced_labour",
        "fairlead routes --as worker --in QAT --against state:QAT --instrument C029 --route ILO24",
        "fairlead routes --as ngo --in BGD --against company:CHN --buyer DEU --on 2023-12-31",
        "fairlead routes --as union --in UZB --against lender:IFC --json",
        "fairlead routes --as union --in BGD --against company:FRA --staff 20000 --route FRVIG",
        "fairlead routes --as worker --in SGP --help-only",
    )
)
@click.option(
    "--as",
    "applicant",
    required=True,
    metavar="WHO",
    help="Who asks: worker, union, national_centre, employers, ngo, state (or state:FRA), company or investor.",
)
@click.option("--in", "place", required=True, metavar="COUNTRY", help="Where it happened: a country, code or name.")
@click.option(
    "--against",
    metavar="KIND:NAME",
    help="Against whom: state:QAT, company:SWE (its home), importer:USA "
    "(its market), lender:IFC; company alone if its home is not known.",
)
@click.option(
    "--abuse",
    default="forced_labour",
    show_default=True,
    metavar="NAME",
    help="The abuse; `fairlead facts show abuses` lists them.",
)
@click.option(
    "--instrument",
    "instruments",
    multiple=True,
    metavar="CODE",
    help="Rely on this Convention or Protocol; may be repeated. Without it, those of the abuse.",
)
@click.option(
    "--buyer", "buyers", multiple=True, metavar="COUNTRY", help="Home of a buyer of the company; may be repeated."
)
@click.option("--parent", "parents", multiple=True, metavar="COUNTRY", help="Home of a parent company.")
@click.option(
    "--company",
    "name",
    default="",
    metavar="NAME",
    help="Name of the company, to look for a framework agreement. It is not stored.",
)
@click.option("--turnover", type=AMOUNT, metavar="AMOUNT", help="Yearly turnover of the company.")
@click.option("--currency", default="EUR", show_default=True, metavar="CODE", help="Currency of these amounts.")
@click.option("--assets", type=AMOUNT, metavar="AMOUNT", help="Its balance sheet total.")
@click.option("--staff", type=click.IntRange(min=0), metavar="NUMBER", help="Its employees, with subsidiaries.")
@click.option("--staff-in", multiple=True, metavar="PLACE=NUMBER", help="Its employees there; may be repeated.")
@click.option("--sells-in", metavar="PLACES", help='Where it sells or does business, with commas; "none" for nowhere.')
@click.option(
    "--fact", "facts", multiple=True, metavar="NAME=yes|no", help="Answer to a law's own question; may be repeated."
)
@click.option("--from", "origin", default="", metavar="COUNTRY", help="For migrant workers: where they come from.")
@click.option(
    "--industry",
    "industries",
    multiple=True,
    metavar="CODE",
    help="Industry (c1 to c35), for the global unions that can assist; may be repeated.",
)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="DATE", help="The date; today if not given."
)
@click.option("--route", "only", default="", metavar="ID", help="Only this route, in full.")
@click.option("--help-only", is_flag=True, help="Only who can assist.")
@json_option
def command(
    applicant: str,
    place: str,
    against: str | None,
    abuse: str,
    instruments: tuple[str, ...],
    buyers: tuple[str, ...],
    parents: tuple[str, ...],
    name: str,
    turnover: float | None,
    currency: str,
    assets: float | None,
    staff: int | None,
    staff_in: tuple[str, ...],
    sells_in: str | None,
    facts: tuple[str, ...],
    origin: str,
    industries: tuple[str, ...],
    on: Any,
    only: str,
    help_only: bool,
    as_json: bool,
) -> None:
    """Say which routes are open to whom, against whom, and through whom.

    For each route against the State, company, lender or importer: open, closed or not known, why, on which facts,
    what would change it, what it needs and gives, and for a closed one the nearest that is open. Then who can assist.

    The size of the company decides on routes under laws that bind by size; what is not said of it stays not known.
    """
    from fairlead.reason.help import assistance

    unknown = [code for code in industries if code not in INDUSTRIES]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is not one of c1 to c35.", param_hint="--industry")
    day = on.date() if on else datetime.now().astimezone().date()
    who, _, applicant_state = applicant.partition(":")
    where, home = _country(place), _country(origin) if origin else ""
    assisted = assistance(who, where, day, origin=home, industries=industries)
    if help_only or not against:
        if not help_only:
            raise click.UsageError("Give --against, or --help-only.")
        _print(None, (), assisted, as_json)
        return
    from fairlead.reason.routes import Question, route, routes

    kind, _, other = against.partition(":")
    question = Question(
        applicant=who,
        applicant_state=_country(applicant_state) if applicant_state else "",
        duty_bearer=kind,
        against=(other if kind == "lender" else _country(other)) if other else "",
        abuse=abuse,
        place=where,
        on=day,
        instruments=tuple(code.upper() for code in instruments),
        buyers=tuple(_country(one) for one in buyers),
        parents=tuple(_country(one) for one in parents),
        name=name,
        company=_company(kind, turnover, currency, assets, staff, staff_in, sells_in, facts),
    )
    _print(question, (route(only, question),) if only else routes(question), assisted, as_json)


def _company(
    kind: str,
    turnover: float | None,
    currency: str,
    assets: float | None,
    staff: int | None,
    staff_in: tuple[str, ...],
    sells_in: str | None,
    facts: tuple[str, ...],
) -> Company | None:
    """What is said of the company; nothing, where nothing is said."""
    if not (staff_in or facts) and {turnover, assets, staff, sells_in} == {None}:
        return None
    from fairlead.commands import _laws_input as said
    from fairlead.reason.company import Company

    if kind != "company":
        raise click.UsageError("The size is that of a company: give --against company:COUNTRY.")
    return Company(
        turnover=turnover,
        currency=said.currency_of(currency),
        assets=assets,
        staff=staff,
        staff_in={place: int(said.number(value, "--staff-in")) for place, value in said.pairs(staff_in, "--staff-in")},
        sells_in=said.places_of(sells_in),
        facts=said.facts_said(facts),
    )


def _country(text: str) -> str:
    from fairlead.classify.countries import country_name, match_country

    code = text.upper()
    if len(code) == 3 and country_name(code) != code:
        return code
    match = match_country(text)
    if len(match.targets) == 1 and match.status in {"exact", "confident"}:
        return match.targets[0].code
    raise FairleadError(f"{text!r} is not one country.", why=match.reason, fix="Give its name or ISO 3166 code.")


def _print(question: Question | None, found: tuple[RouteAnswer, ...], assisted: Help, as_json: bool) -> None:
    import msgspec

    if as_json:
        print_json(
            {
                "question": msgspec.to_builtins(question) if question else None,
                "routes": [one.plain() for one in found],
                "help": assisted.plain(),
                "note": FOOT,
            }
        )
        return
    for_worker = question is not None and question.applicant == "worker"
    if for_worker:  # help comes before accusation
        _assisted(assisted)
    if len(found) == 1:
        _full(found[0])
    else:
        for verdict, heading in HEADINGS.items():
            group = [one for one in found if one.answer.verdict == verdict]
            if group:
                click.echo(f"{heading}: {len(group)}")
                for one in group:
                    _short(one)
                click.echo()
    if not for_worker:
        _assisted(assisted)
    if found:
        click.echo(FOOT)


def _short(one: RouteAnswer) -> None:
    verdict = one.answer.verdict
    click.echo(f"  {one.route.id}  {one.route.name}")
    click.echo(f"    {one.answer.text}")
    if verdict != "no":
        click.echo(f"    needs: {one.said('needs')}")
        click.echo(f"    gives: {one.said('gives')} ({one.route.effect}); takes: {one.said('takes')}")
        click.echo(f"    risk: {one.risk}")
    if one.through:
        click.echo(f"    through: {' -> '.join(step.name for step in one.through)}")
    elif one.way:
        click.echo(f"    through: {one.way}")
    if one.nearest:
        click.echo(f"    nearest: {'; '.join(alternative.text for alternative in one.nearest)}")


def _full(one: RouteAnswer) -> None:
    from fairlead.reason.routes import case_text

    click.echo(f"{one.route.name} ({one.route.id}), {one.route.body}: {HEADINGS[one.answer.verdict].lower()}")
    lines = {
        "why": one.answer.text,
        "needs": one.said("needs"),
        "gives": f"{one.said('gives')} ({one.route.effect})",
        "takes": one.said("takes"),
        "risk": one.risk,
        "reference": "; ".join(one.answer.references),
        "as of": one.answer.as_of,
    }
    for label, text in lines.items():
        if text:
            click.echo(f"  {label}: {text}")
    for change in one.answer.changes:
        click.echo(f"  would change it: {change}")
    for before in one.first:
        click.echo(f"  {before.kind}: {before.name} ({before.why})")
    for other in one.beside:
        click.echo(f"  {other.kind}: {other.name} ({other.why})")
    for place, step in enumerate(one.through, start=1):
        click.echo(f"  through {place}: {step.name}{'; may start it' if step.starts else ''}")
    if one.way:
        click.echo(f"  way: {one.way}")
    for alternative in one.nearest:
        click.echo(f"  nearest: {alternative.text}")
    for case in one.precedents:
        click.echo(f"  case: {case_text(case)}")
    for row in one.answer.rows:
        click.echo(f"  fact: {row.table}, {row.source}, {row.as_of}, {row.status}")
    click.echo()


def _assisted(assisted: Help) -> None:
    click.echo(f"Who can assist: {assisted.answer.text}")
    for helper in assisted.helpers:
        does = f": {helper.does}" if helper.does else ""
        click.echo(f"  {helper.order}. {helper.name}{does} ({helper.why}; {helper.row.source}, {helper.row.as_of})")
        if helper.how:
            click.echo(f"     how: {helper.how}")
    click.echo()
