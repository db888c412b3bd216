"""``fairlead ratifications``: who had ratified what on a date, and what is missing."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from fairlead.commands._common import examples, json_option, one_country, print_json

if TYPE_CHECKING:
    from fairlead.reason.answer import Answer

__all__ = ["command"]

PROTOCOL = "P029"


@click.command(
    epilog=examples(
        "fairlead ratifications P029 --on 2021-03-17",
        "fairlead ratifications C029 --on 2021-03-17 --country QAT",
        'fairlead ratifications --gaps "domestic work" --country QAT',
        "fairlead ratifications P029 --pathfinders --on 2021-03-31",
    )
)
@click.argument("instrument", required=False)
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day asked about, for instance 2021-03-17; without it, the day of the record.",
)
@click.option("--country", metavar="STATE", help="One State: its name or ISO 3166 alpha-3 code.")
@click.option("--gaps", "profile", metavar="PROFILE", help="Instruments of a subject that had not been ratified.")
@click.option("--pathfinders", is_flag=True, help="Pathfinder countries of Alliance 8.7 against the Protocol.")
@json_option
def command(
    instrument: str | None,
    on: datetime | None,
    country: str | None,
    profile: str | None,
    pathfinders: bool,
    as_json: bool,
) -> None:
    """Say who had ratified an ILO instrument on a date, and what is missing.

    A Convention or Protocol binds a State twelve months after its own ratification. Dates known only to the year give
    ranges. Gaps are read only from complete records; otherwise the answer is "unknown as of".
    """
    from fairlead.reason.ratification import members

    asked = [what for what in (instrument, profile, pathfinders) if what]
    if len(asked) > 1 and not (pathfinders and not profile and (instrument or "").upper() == PROTOCOL):
        raise click.UsageError("Ask one thing at a time: an instrument, --gaps, or --pathfinders (of P029).")
    day = on.date() if on else None
    iso3 = one_country(country, members(), "the member States of the ILO") if country else None
    if profile:
        data, lines = _gaps(profile, iso3, day)
    elif pathfinders:
        data, lines = _pathfinders(day)
    elif instrument:
        code = instrument.upper()
        data, lines = _one_state(code, iso3, day) if iso3 else _count(code, day)
    else:
        raise click.UsageError("Name an instrument, for instance P029, or use --gaps PROFILE or --pathfinders.")
    if as_json:
        print_json(data)
        return
    for line in lines:
        click.echo(line)


def _count(code: str, on: date | None) -> tuple[dict[str, Any], list[str]]:
    from fairlead.reason import plain, ratification
    from fairlead.reason.plans import published

    day = on or plain.record_day(code)
    total = ratification.count(code, day)
    notes = published(day) if code == PROTOCOL else ()
    had = [row for row, given in ratification.ratifiers(code, day) if given.verdict == "yes"]
    lines = [total.text, *notes]
    if total.undecided:
        named = ", ".join(f"{row.country} ({row.ratified})" for row in total.undecided)
        lines.append(f"Not decided, because only the year is known: {named}.")
    lines += [f"Record as of {total.as_of}.", ""]
    width = max((len(row.country) for row in had), default=0)
    for row in sorted(had, key=lambda row: row.ratified):
        lines.append(
            f"  {row.country:<{width}}  {row.ratified}{'  to be checked' if row.to_be_checked else ''}".rstrip()
        )
    return plain.counted(code, day), lines


def _one_state(code: str, iso3: str, on: date | None) -> tuple[dict[str, Any], list[str]]:
    from fairlead.reason import plain, plans
    from fairlead.reason.ratification import instrument_status

    day = on or plain.record_day(code)
    status = instrument_status(code, iso3, day)
    lines = [f"{code} on {day}", *_lines("ratified", status.ratified), *_lines("in force", status.in_force)]
    if code == PROTOCOL:
        horizon = plans.plan_horizon(iso3, day)
        lines.append(f"  plan of action: {horizon.status}. {horizon.text}")
    return plain.status_of_state(code, iso3, day), lines


def _gaps(profile: str, iso3: str | None, on: date | None) -> tuple[dict[str, Any], list[str]]:
    from fairlead.reason import gaps, plain
    from fairlead.reason.ratification import members

    if iso3:
        found = gaps.gaps(profile, iso3, on)
        lines = [line for each in found for line in (f"{each.name}: {each.why}.", f"  {each.answer.text}")]
        return plain.gaps_of_state(profile, iso3, on), lines
    codes = gaps.profiles().get(profile) or tuple(each.instrument for each in gaps.gaps(profile, "", on))
    data: dict[str, Any] = {"profile": profile, "instruments": []}
    lines = []
    for code in codes:
        day = on or plain.record_day(code)
        tally = gaps.world(code, day)
        lacking = [iso3 for iso3 in members() if tally.gap and gaps.gap(code, iso3, day).verdict == "yes"]
        lines.append(f"{code} on {day}: ratified {tally.ratified}, gap {tally.gap}, unknown {tally.unknown}.")
        lines += [f"  {members()[iso3]}" for iso3 in lacking]
        data["instruments"].append(
            {
                "instrument": code,
                "on": day.isoformat(),
                "ratified": tally.ratified,
                "unknown": tally.unknown,
                "gap": lacking,
            }
        )
    return data, lines


def _pathfinders(on: date | None) -> tuple[dict[str, Any], list[str]]:
    from fairlead.reason import plain
    from fairlead.reason.ratification import members

    data = plain.pathfinder_lists(on or plain.record_day(PROTOCOL))
    lines: list[str] = []
    for found in data["lists"]:
        lines += [found["text"], *(f"  {note}" for note in found["notes"])]
        for words, name in (("had", "had"), ("had not", "had_not"), ("not decided", "undecided")):
            if found[name]:
                lines.append(f"  {words}: {', '.join(members()[iso3] for iso3 in found[name])}")
    return data, lines


def _lines(question: str, given: Answer) -> list[str]:
    lines = [f"  {question}: {given.verdict}. {given.text}"]
    lines += [f"    what would change it: {change}" for change in given.changes]
    if given.nearest:
        lines.append(f"    nearest: {given.nearest}")
    lines += [f"    source: {row.source}{', ' + row.url if row.url else ''}, as of {row.as_of}" for row in given.rows]
    return lines
