"""``fairlead ratifications``: who had ratified what on a date, and what is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime
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
    from fairlead.reason import ratification
    from fairlead.reason.plans import published

    day = on or _record_day(code)
    total = ratification.count(code, day)
    notes = published(day) if code == PROTOCOL else ()
    rows = ratification.ratifiers(code, day)
    had = [row for row, given in rows if given.verdict == "yes"]
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
    data = {
        "instrument": code,
        "on": day.isoformat(),
        "low": total.low,
        "high": total.high,
        "text": total.text,
        "as_of": total.as_of,
        "to_be_checked": total.to_be_checked,
        "undecided": [row.iso3 for row in total.undecided],
        "recalled": [row.iso3 for row in total.recalled],
        "published": list(notes),
        "states": [
            {"iso3": row.iso3, "verdict": given.verdict, "text": given.text, "row": _plain(row)} for row, given in rows
        ],
    }
    return data, lines


def _one_state(code: str, iso3: str, on: date | None) -> tuple[dict[str, Any], list[str]]:
    from fairlead.reason import plans
    from fairlead.reason.ratification import instrument_status

    day = on or _record_day(code)
    status = instrument_status(code, iso3, day)
    data: dict[str, Any] = {
        "instrument": code,
        "iso3": iso3,
        "on": day.isoformat(),
        "ratified": status.ratified.plain(),
        "in_force": status.in_force.plain(),
    }
    lines = [f"{code} on {day}", *_lines("ratified", status.ratified), *_lines("in force", status.in_force)]
    if code == PROTOCOL:
        horizon = plans.plan_horizon(iso3, day)
        data["plan"] = {
            "status": horizon.status,
            "protocol_says": horizon.protocol_says,
            "as_read_by_the_guide": [str(end) for end in (horizon.earliest, horizon.latest) if end],
            "passed": horizon.passed,
            "text": horizon.text,
            "to_be_checked": horizon.to_be_checked,
            "rows": [_plain(row) for row in (*horizon.plans, *horizon.research)],
        }
        data["commitments"] = [_plain(row) for row in plans.commitments(iso3)]
        lines.append(f"  plan of action: {horizon.status}. {horizon.text}")
    return data, lines


def _gaps(profile: str, iso3: str | None, on: date | None) -> tuple[dict[str, Any], list[str]]:
    from fairlead.reason import gaps
    from fairlead.reason.ratification import members

    if iso3:
        found = gaps.gaps(profile, iso3, on)
        data: dict[str, Any] = {
            "profile": profile,
            "iso3": iso3,
            "gaps": [
                {"instrument": each.instrument, "name": each.name, "why": each.why, "on": each.on.isoformat()}
                | {"gap": each.answer.plain()}
                for each in found
            ],
        }
        lines = [line for each in found for line in (f"{each.name}: {each.why}.", f"  {each.answer.text}")]
        return data, lines
    codes = gaps.profiles().get(profile) or tuple(each.instrument for each in gaps.gaps(profile, "", on))
    data, lines = {"profile": profile, "instruments": []}, []
    for code in codes:
        day = on or _record_day(code)
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
    from fairlead.reason.plans import pathfinders
    from fairlead.reason.ratification import members

    day = on or _record_day(PROTOCOL)
    data: dict[str, Any] = {"on": day.isoformat(), "lists": []}
    lines: list[str] = []
    for listing in ("2021", "2025"):
        found = pathfinders(day, listing)
        lines += [found.text, *(f"  {note}" for note in found.notes)]
        for words, states in (("had", found.had), ("had not", found.had_not), ("not decided", found.undecided)):
            if states:
                lines.append(f"  {words}: {', '.join(members()[iso3] for iso3 in states)}")
        data["lists"].append(
            {
                "listing": listing,
                "total": found.total,
                "low": found.low,
                "high": found.high,
                "had": list(found.had),
                "had_not": list(found.had_not),
                "undecided": list(found.undecided),
                "text": found.text,
                "notes": list(found.notes),
                "to_be_checked": found.to_be_checked,
            }
        )
    return data, lines


def _lines(question: str, given: Answer) -> list[str]:
    lines = [f"  {question}: {given.verdict}. {given.text}"]
    lines += [f"    what would change it: {change}" for change in given.changes]
    if given.nearest:
        lines.append(f"    nearest: {given.nearest}")
    lines += [f"    source: {row.source}{', ' + row.url if row.url else ''}, as of {row.as_of}" for row in given.rows]
    return lines


def _record_day(code: str) -> date:
    from fairlead.reason.ratification import coverage

    held = coverage(code)
    return date.fromisoformat(held.as_of) if held else datetime.now(UTC).date()


def _plain(row: Any) -> dict[str, Any]:
    import msgspec

    return {"table": row.table, **msgspec.to_builtins(row)}
