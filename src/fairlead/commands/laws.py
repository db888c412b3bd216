"""``fairlead laws``: which laws bind a company on a date, what one law asks, and which import bans touch a good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from fairlead.commands._common import examples, json_option, print_json
from fairlead.commands._laws_input import (
    AMOUNT,
    currency_of,
    facts_said,
    good_of,
    goods_of,
    number,
    pairs,
    place_of,
    places_of,
    words_of,
)

if TYPE_CHECKING:
    from fairlead.reason.company import Company
    from fairlead.reason.import_bans import BanFinding
    from fairlead.reason.laws import LawFinding

__all__ = ["command"]

HEADINGS = {"yes": "Bind it", "unknown": "Open: say more", "no": "Do not bind it"}
OPTIONS = {
    "seat": "--company-in",
    "sells_in": "--sells-in",
    "contracts": "--public-contracts",
    "turnover_in": "--turnover-in",
    "staff_in": "--staff-in",
}
PROPERTIES = ("scope", "tiers", "remedy", "union role", "sanction")


def _day_option(function: Any) -> Any:
    return click.option(
        "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day asked about; without it, today."
    )(function)


@click.group(
    name="laws",
    invoke_without_command=True,
    epilog=examples(
        "fairlead laws",
        "fairlead laws --company-in SWE --turnover 2e9 --currency EUR --staff 6000 --sells-in DEU,USA "
        "--imports USA --goods cotton --on 2027-12-31",
        "fairlead laws --company-in FRA --staff-in FRA=5200 --sells-in none --compare",
        "fairlead laws --compare",
        "fairlead laws show EU-FLR",
        "fairlead laws bans --good cotton --origin TKM --into USA",
    ),
)
@click.option("--company-in", "seat", metavar="PLACE", help="Where its seat is: a country's name or code.")
@click.option("--turnover", type=AMOUNT, metavar="AMOUNT", help="Yearly turnover, worldwide.")
@click.option("--currency", default="EUR", show_default=True, metavar="CODE", help="Currency of all amounts.")
@click.option("--assets", type=AMOUNT, metavar="AMOUNT", help="Balance sheet total.")
@click.option("--staff", type=click.IntRange(min=0), metavar="NUMBER", help="Employees worldwide, with subsidiaries.")
@click.option(
    "--turnover-in", "turnover_in", multiple=True, metavar="PLACE=AMOUNT", help="Turnover made there; may be repeated."
)
@click.option("--staff-in", "staff_in", multiple=True, metavar="PLACE=NUMBER", help="Employees there; may be repeated.")
@click.option("--sells-in", metavar="PLACES", help='Where it sells or does business, with commas; "none" for nowhere.')
@click.option("--imports", metavar="PLACES", help='Into where it imports goods, with commas; "none" for nowhere.')
@click.option("--public-contracts", metavar="PLACES", help='Where it has or seeks public contracts; or "none".')
@click.option("--listed", metavar="PLACES", help='On whose stock exchanges it is listed; or "none".')
@click.option("--goods", metavar="WORDS", help='Goods it deals in: words or HS codes, with commas; or "none".')
@click.option("--sectors", metavar="WORDS", help='For instance retail or manufacturing; or "none".')
@click.option(
    "--fact", "facts", multiple=True, metavar="NAME=yes|no", help="Answer to a law's own question; may be repeated."
)
@click.option("--compare", is_flag=True, help="Show how strong the laws are, side by side.")
@_day_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    seat: str | None,
    turnover: float | None,
    currency: str,
    assets: float | None,
    staff: int | None,
    turnover_in: tuple[str, ...],
    staff_in: tuple[str, ...],
    sells_in: str | None,
    imports: str | None,
    public_contracts: str | None,
    listed: str | None,
    goods: str | None,
    sectors: str | None,
    facts: tuple[str, ...],
    compare: bool,
    on: datetime | None,
    as_json: bool,
) -> None:
    """Say which laws bind a company on a date, what they ask, and which import bans touch a good.

    The laws are those on forced and child labour in business. Each is yes, no or unknown, with the facts it rests on
    and what would change it. What is not said of the company is unknown, never no. Without any option the laws are
    listed. Not legal advice.
    """
    if ctx.invoked_subcommand is not None:
        return
    from fairlead.reason.company import Company

    company = Company(
        seat=place_of(seat) if seat else None,
        turnover=turnover,
        currency=currency_of(currency),
        assets=assets,
        staff=staff,
        turnover_in={place: number(value, "--turnover-in") for place, value in pairs(turnover_in, "--turnover-in")},
        staff_in={place: int(number(value, "--staff-in")) for place, value in pairs(staff_in, "--staff-in")},
        sells_in=places_of(sells_in),
        imports=places_of(imports),
        contracts=places_of(public_contracts),
        listed=places_of(listed),
        goods=goods_of(goods),
        sectors=words_of(sectors),
        facts=facts_said(facts),
    )
    if company == Company(currency=company.currency) and on is None:
        _compared(as_json) if compare else _table(as_json)
        return
    _answer(company, _day(on), compare=compare, as_json=as_json)


@command.command(epilog=examples("fairlead laws show EU-FLR", "fairlead laws show DE-LKSG --json"))
@click.argument("law_id", metavar="ID")
@json_option
def show(law_id: str, as_json: bool) -> None:
    """Show one law: whom it binds, what it asks and by when, its dates, and how strong it is."""
    from fairlead.facts import BusinessLawScope, load
    from fairlead.reason import laws
    from fairlead.reason.plain import law_in_full

    row = laws.law(law_id)
    scopes = [scope for scope in load(BusinessLawScope) if scope.law == row.id]
    dates, strength = laws.dates_of(row.id), laws.strength([row.id])
    if as_json:
        print_json(law_in_full(row.id))
        return
    click.echo(f"{row.id}  {row.name}, {row.jurisdiction}")
    for label, text in _about(row):
        click.echo(f"  {label}: {text}")
    if scopes:
        click.echo("Whom it binds")
    for scope in scopes:
        until = f" until {scope.to_date}" if scope.to_date else ""
        click.echo(f"  from {scope.from_date}{until}: {scope.who} ({scope.reference}){_mark(scope)}")
        if scope.question:
            click.echo(f"    Question: {scope.question} (--fact {scope.fact}=yes or no)")
    if dates:
        click.echo("Dates")
    for day in dates:
        click.echo(f"  {day.date}  {day.role}: {day.event}{_mark(day)}")
    if strength:
        click.echo("How strong (our judgement of each property; never added up)")
    for one in strength:
        click.echo(f"  {one.aspect}: {one.grade}. {one.finding} ({one.reference}){_mark(one)}")
    click.echo(laws.NOT_ADVICE)


@command.command(
    epilog=examples(
        "fairlead laws bans --good cotton --origin TKM --into USA",
        'fairlead laws bans --good "cotton shirts" --origin BGD --on 2027-12-14',
        'fairlead laws bans --made-by "nationals of North Korea" --into USA --json',
    )
)
@click.option("--good", metavar="WORDS", help="The good: words or an HS code.")
@click.option("--origin", metavar="PLACE", help="Where it, or the input that matters, comes from (CN-XJ for Xinjiang).")
@click.option("--into", metavar="PLACE", help="The market it goes to; without it, all markets of the table.")
@click.option("--made-by", "maker", metavar="WORDS", help="Who made it, where a ban looks at that.")
@_day_option
@json_option
def bans(
    good: str | None, origin: str | None, into: str | None, maker: str | None, on: datetime | None, as_json: bool
) -> None:
    """Say which import and market bans touch a good, an origin or its makers on a date.

    Producers are not named: where an order names some, the authority's own list is given, and a name given with
    --made-by is looked up in your own copies of the lists. A good that no row names is not thereby free of forced
    labour.
    """
    from fairlead.reason.import_bans import bans_touching
    from fairlead.reason.named_producers import named_in_lists
    from fairlead.reason.plain import banned

    day = _day(on)
    places = [None if place is None else place_of(place) for place in (origin, into)]
    good = good_of(good) if good else None
    found = bans_touching(day, good=good, origin=places[0], into=places[1], maker=maker)
    lists = [one.plain() for one in named_in_lists(maker, day)] if maker else []
    if as_json:
        print_json({**banned(day, good, places[0], places[1], maker, found), "lists": lists})
        return
    click.echo(f"Import and market bans on {day}")
    for line in _ban_lines(found):
        click.echo(line)
    if lists:
        click.echo("\nLists of named producers, in your own copies")
    for one in lists:
        click.echo(f"  {one['verdict']}: {' '.join([one['text'], *one['changes']])}")


def _answer(company: Company, day: date, *, compare: bool, as_json: bool) -> None:
    import msgspec

    from fairlead.reason import laws, plain

    found = laws.which_laws(company, day)
    concerned = [one.law.id for one in found if one.answer.verdict == "yes" or one.answer.nearest == "" or one.ahead]
    strength = laws.strength(concerned) if compare else ()
    if as_json:
        data = plain.binding(company, day, found)
        if compare:
            data["strength"] = msgspec.to_builtins(strength)
        print_json(data)
        return
    click.echo(f"Laws that bind the company on {day}")
    for line in _law_lines(found):
        click.echo(line)
    if compare:
        click.echo("\nHow strong, side by side (our judgement of each property; never added up)")
        for line in _strength_lines(strength):
            click.echo(line)
    if not any(one.answer.verdict == "yes" for one in found):
        click.echo(f"\n{laws.EXPECTED}")
    click.echo(f"\n{laws.NOT_ADVICE}")


def _law_lines(found: Iterable[LawFinding]) -> Iterator[str]:
    rows = list(found)
    for verdict, heading in HEADINGS.items():
        group = [one for one in rows if one.answer.verdict == verdict]
        yield f"\n{heading} ({len(group)})"
        for one in group:
            yield f"  {one.law.id}  {one.answer.text}"
            if verdict == "yes":
                yield f"    Asks: {one.law.asks}"
                for label, text in (("By when", one.law.by_when), ("Otherwise", one.law.sanction)):
                    if text:
                        yield f"    {label}: {text}"
            if verdict != "no":
                for change in one.answer.changes:
                    yield f"    {_label(one, change)}{change}"
            for day in one.ahead:
                yield f"    {day.date}: {day.event}"
            yield f"    {'; '.join(one.answer.references) or one.law.jurisdiction}; last checked {one.law.as_of}"


def _label(finding: LawFinding, change: str) -> str:
    """What a sentence of `changes` is: something to say, with its options, or what would change the answer."""
    if finding.law.pending and change.endswith(finding.law.pending):
        return ""
    if finding.answer.verdict == "yes":
        return "Changes it: "
    needs = next((check.needs for check in finding.checks if check.change == change), ())
    options = ", ".join(OPTIONS.get(need, "--" + need) for need in needs)
    return f"To say ({options}): " if options else "To say: "


def _ban_lines(found: Iterable[BanFinding]) -> Iterator[str]:
    rows = list(found)
    for verdict, heading in (("yes", "Touch it"), ("unknown", "Open"), ("no", "Do not touch it")):
        group = [one for one in rows if one.answer.verdict == verdict]
        if verdict == "no":
            yield f"\n{heading}: {', '.join(one.ban.id for one in group) or 'none of the table'}"
            continue
        yield f"\n{heading} ({len(group)})"
        for one in group:
            yield f"  {one.ban.id}  {one.answer.text}"
            for change in one.answer.changes:
                yield f"    {'To lift it' if verdict == 'yes' else 'Decides'}: {change}"
            yield f"    {one.ban.reference}; last checked {one.ban.as_of}"


def _strength_lines(strength: Iterable[Any]) -> Iterator[str]:
    grades: dict[str, dict[str, str]] = {}
    for row in strength:
        grades.setdefault(row.law, {})[row.aspect] = row.grade + ("*" if row.to_be_checked else "")
    yield "  " + "law".ljust(18) + "".join(name.ljust(12) for name in PROPERTIES).rstrip()
    for law_id, row in grades.items():
        yield "  " + law_id.ljust(18) + "".join(row.get(name, "").ljust(12) for name in PROPERTIES).rstrip()
    yield "  * to be checked. `fairlead laws show ID` gives the provision behind each."


def _compared(as_json: bool) -> None:
    """Every law that is judged, side by side."""
    import msgspec

    from fairlead.facts import LawStrength, load

    rows = load(LawStrength)
    if as_json:
        print_json(msgspec.to_builtins(rows))
        return
    click.echo("How strong, side by side (our judgement of each property; never added up)")
    for line in _strength_lines(rows):
        click.echo(line)


def _table(as_json: bool) -> None:
    import msgspec

    from fairlead.facts import BusinessLaw, load

    rows = load(BusinessLaw)
    if as_json:
        print_json([{"id": row.id, **msgspec.to_builtins(row)} for row in rows])
        return
    for row in sorted(rows, key=lambda row: row.id):
        click.echo(f"{row.id:<16}  {row.state:<14}  {row.name} ({row.jurisdiction}){_mark(row)}")
    click.echo("A selection: a jurisdiction that is not here is not collected yet.")


def _about(row: Any) -> Iterator[tuple[str, str]]:
    yield "Kind", f"{row.kind}; {row.state}; binds {row.binds}{_mark(row)}"
    for label, text in (
        ("Asks", row.asks),
        ("By when", row.by_when),
        ("Otherwise", row.sanction),
        ("Authority", row.authority),
        ("Under way, not law when checked", row.pending),
        ("Source", row.url),
        ("Last checked", row.as_of),
        ("Note", row.note),
    ):
        if text:
            yield label, text


def _mark(row: Any) -> str:
    return " (to be checked)" if row.to_be_checked else ""


def _day(on: datetime | None) -> date:
    return on.date() if on else datetime.now(UTC).date()
