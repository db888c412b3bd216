"""Who buys what is at risk, and how much of it goes to markets that ban it or will."""

from __future__ import annotations

from datetime import date
from typing import Any

from fairlead.dossier.estimates import ADDED_ENDS, NOT_ILO, added, behind_consumption, by_destination, estimate_ref
from fairlead.dossier.model import NOT_COLLECTED, Estimate, EstimateColumn, Estimates, Fact, Facts, Section
from fairlead.dossier.names import country_name
from fairlead.dossier.packaged import packaged
from fairlead.dossier.rows import collected, fact, ref
from fairlead.facts import load
from fairlead.reason.company import contains

__all__ = ["ban_facts", "buyers_section"]

BANS = "import_bans"


def buyers_section(iso3: str, name: str, on: date) -> Section:
    """Forced labour of a country by whose final use it serves, and the bans that it meets there."""
    missing = f"Import bans, and how much goes to markets that have one: {NOT_COLLECTED}."
    bans = Facts(
        key="bans",
        title="Import and market bans",
        facts=ban_facts(on, iso3) if collected(BANS) else (),
        about="A ban stops goods and can also leave workers behind; who lifts it, and on what remedy, belongs to it.",
        not_collected=() if collected(BANS) else (missing,),
    )
    if iso3 not in packaged().countries:
        none = Facts(key="destinations", title="Whose final use it serves", not_collected=(_outside(name),))
        return Section(key="buyers", title="Who buys what is at risk", blocks=(none, bans))
    return Section(
        key="buyers",
        title="Who buys what is at risk",
        about="People in forced labour whose work reaches final buyers in each country, and those behind what the "
        "country itself uses, in the world table of 2011. Estimates by country say nothing about any company.",
        blocks=(
            by_destination(iso3),
            *((_markets(iso3, name, on),) if collected(BANS) else ()),
            bans,
            behind_consumption(iso3),
        ),
    )


def _outside(name: str) -> str:
    return f"Estimates of people in {name}: the trade table does not have this country."


def ban_facts(on: date, iso3: str = "", goods: tuple[str, ...] = ()) -> tuple[Fact, ...]:
    """Bans that touch an origin, or some goods of any origin: the particular ones first, then the general ones."""
    chosen = [
        row
        for row in load(BANS)
        if (not row.origin or not iso3 or row.origin == iso3)
        and (not goods or not row.goods or _shares(goods, row.goods))
    ]
    ended = {row.id for row in chosen if row.until and row.until <= on.isoformat()}
    order = sorted(chosen, key=lambda row: (not row.origin, row.id in ended, row.from_date))
    return tuple(fact(row.says, row, label=_market(row.into), value=_span(row, on), note=row.note) for row in order)


def _market(code: str) -> str:
    return "European Union" if code == "EU" else country_name(code)


def _shares(goods: tuple[str, ...], named: tuple[str, ...]) -> bool:
    words = {word.casefold() for word in named}
    return any(good.casefold() in words or any(word in good.casefold() for word in words) for good in goods)


def _span(row: Any, on: date) -> str:
    if row.until and row.until <= on.isoformat():
        return f"ended {row.until}"
    until = f", until {row.until}" if row.until else ""
    return (f"since {row.from_date}" if row.from_date <= on.isoformat() else f"will apply from {row.from_date}") + until


def _markets(iso3: str, name: str, on: date) -> Estimates:
    """Forced labour of the country that serves final use in each market with a ban that reaches any of its goods."""
    data = packaged()
    total = data.figure("forced_labour", "country", iso3)
    lines = []
    for market, rows in _by_market(on).items():
        members = [code for code in data.named if code != iso3 and contains(market, code, on) == "yes"]
        if not members:
            continue
        people = added(data.figure("forced_labour", "destination", iso3, code) for code in members)
        first = min(row.from_date for row in rows)
        when = f"since {first}" if first <= on.isoformat() else f"will apply from {first}"
        label = _market(market)
        lines.append(
            Estimate(
                code=market,
                label=f"{label} ({when})",
                values=(people,),
                rows=(
                    *(estimate_ref("forced_labour", "destination", iso3, code) for code in members),
                    *(ref(row) for row in rows),
                ),
                share=people.central / total.central if total.central else None,
                note="; ".join(([ADDED_ENDS] if len(members) > 1 else []) + [row.says.rstrip(".") for row in rows]),
                link="" if market == "EU" else f"country:{market}",
            )
        )
    lines.sort(key=lambda line: -(line.values[0].central if line.values[0] else 0))
    people = added(line.values[0] for line in lines if line.values[0])
    every = Estimate(
        code="",
        label="All these markets",
        values=(people,),
        rows=tuple(row for line in lines for row in line.rows),
        share=people.central / total.central if total.central else None,
        note=ADDED_ENDS,
    )
    info = data.about["accounts"]["forced_labour"]
    return Estimates(
        key="banning_markets",
        title=f"Forced labour in {name} whose work reaches markets that ban such goods or will",
        account="forced_labour",
        definition=info["definition"],
        frame=info["frame"],
        method="destinations",
        columns=(EstimateColumn(key="all", label="all ways", unit="people"),),
        lines=tuple(lines),
        total=every if len(lines) > 1 else None,
        about="Final use in the market, directly or inside other countries' products, services included; a ban catches "
        "only goods that are shown to be made with forced labour. Use in the country itself is left out.",
        cautions=(NOT_ILO,),
    )


def _by_market(on: date) -> dict[str, list[Any]]:
    """Bans that catch any good of any origin, by market; those that ended before the date are left out."""
    found: dict[str, list[Any]] = {}
    for row in load(BANS):
        ended = bool(row.until) and row.until <= on.isoformat()
        general = row.kind == "general prohibition" and not row.goods and not row.origin
        if general and not ended:
            found.setdefault(row.into, []).append(row)
    return found
