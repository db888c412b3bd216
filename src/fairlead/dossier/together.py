"""Initiatives, agreements and routes: where and with whom something can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from fairlead.dossier.model import NOT_COLLECTED, Fact, Facts, Section
from fairlead.dossier.rows import collected, fact
from fairlead.facts import load
from fairlead.reason.company import contains

__all__ = ["framework_agreements", "initiatives", "practices", "together_section", "trade_agreements"]

Chosen = Callable[[Any], bool]
BANS = ("import ban", "market ban")
"""Kinds of measure that a section of their own shows."""


def together_section(iso3: str, name: str, on: date) -> Section:
    """What people can join or use for one country."""
    from fairlead.dossier.openings import routes_block
    from fairlead.dossier.outcomes import outcomes_block

    return Section(
        key="together",
        title="Initiatives, agreements and routes",
        blocks=(
            initiatives(lambda row: iso3 in row.countries, f"that name {name}"),
            practices(lambda row: iso3 in row.countries, f"in {name}"),
            framework_agreements(lambda row: row.home == iso3, f"with companies at home in {name}"),
            trade_agreements([iso3], name, on),
            routes_block(iso3, name, on),
            outcomes_block(iso3, name),
        ),
    )


def _block(key: str, title: str, table: str, chosen: Chosen, say: Callable[[Any], Fact], about: str = "") -> Facts:
    rows = [row for row in load(table) if chosen(row)] if collected(table) else []
    return Facts(
        key=key,
        title=title,
        facts=tuple(say(row) for row in rows),
        about=about if rows else "",
        not_collected=(f"{'More' if rows else title}: {NOT_COLLECTED}.",),
    )


def initiatives(chosen: Chosen, which: str) -> Facts:
    """Initiatives with what each can do that others cannot."""

    def say(row: Any) -> Fact:
        sides = (("workers", row.workers), ("employers", row.employers), ("governments", row.governments))
        steering = [f"{side}{' in part' if part == 'partly' else ''}" for side, part in sides if part != "no"]
        who = f" Take part in steering, in Fairlead's reading: {', '.join(steering)}." if steering else ""
        text = f"{row.name} ({row.level}, {row.role}): {row.advantage.rstrip('.')}.{who}"
        return fact(text, row, label=row.name, value=row.level, note=row.note)

    return _block("initiatives", f"Initiatives {which}", "initiatives", chosen, say)


def practices(chosen: Chosen, which: str) -> Facts:
    """What has been tried, with the grade of its evidence."""

    def say(row: Any) -> Fact:
        figures = f" Published figures: {row.figures}." if row.figures else ""
        limits = row.limits.rstrip(".")
        text = f"{row.name} ({row.place}; {row.who}): {row.changed.rstrip('.')}.{figures} Limits: {limits}."
        return fact(text, row, label=row.name, value=f"evidence {row.evidence}", note=row.note)

    about = (
        "Evidence, in Fairlead's reading: A evaluated with a comparison, B several independent accounts, C accounts "
    )
    about += "of those involved, D recent or on paper."
    return _block("practices", f"What has been tried {which}", "practices", chosen, say, about)


def framework_agreements(chosen: Chosen, which: str) -> Facts:
    """Agreements of global unions with companies; they say nothing about how a company treats people."""

    def say(row: Any) -> Fact:
        since = f", first signed {row.first_year}" if row.first_year else ""
        renewed = f", renewed {row.renewed}" if row.renewed else ""
        text = (
            f"{row.name} ({row.sector}): {row.kind} with {', '.join(row.unions)}{since}{renewed}; state: {row.state}."
        )
        return fact(text, row, label=row.name, value=row.state, note=row.note)

    return _block(
        "framework_agreements",
        f"Agreements of global unions {which}",
        "framework_agreements",
        chosen,
        say,
        "That an agreement exists says nothing about how a company treats people; it is a way to be heard.",
    )


def trade_agreements(codes: Iterable[str], name: str, on: date) -> Facts:
    """Trade agreements and preferences with labour clauses to which all of these States are party."""
    parties = [{code, "EU"} if contains("EU", code, on) == "yes" else {code} for code in codes]

    def say(row: Any) -> Fact:
        force = f"in force since {row.in_force}" if row.in_force else "not in force, or not known to be"
        if row.lapsed:
            force += f", {'lapsed' if row.lapsed <= on.isoformat() else 'until'} {row.lapsed}"
        enforced = f" Enforcement: {row.enforceable}." if row.enforceable else ""
        use = f" How to use it: {row.use}." if row.use else ""
        text = f"{row.name} ({row.kind}, {force}): {row.provision.rstrip('.')}.{enforced}{use}"
        return fact(text, row, label=row.name, value=force, note=row.note)

    return _block(
        "trade_agreements",
        f"Trade agreements and preferences with labour clauses, {name}",
        "trade_agreements",
        lambda row: row.kind not in BANS and all(party & set(row.parties) for party in parties),
        say,
        "Dates are those of the agreement itself: a State that joined later is bound later.",
    )
