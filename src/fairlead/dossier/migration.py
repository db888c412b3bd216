"""Labour migration and domestic work: destinations held to the same rigour as origins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fairlead.assess import sentences
from fairlead.dossier.law import is_short, law_block, standings
from fairlead.dossier.model import NOT_COLLECTED, Fact, Facts, Section
from fairlead.dossier.names import country_name, spoken
from fairlead.dossier.rows import fact, rows_of
from fairlead.facts import MigrationRule

__all__ = ["as_destination", "as_origin", "domestic_work", "help_block", "migration_section", "rule_facts"]

CONVENTIONS = ("C097", "C143", "C181")
DOMESTIC = ("C189",)


def migration_section(iso3: str, name: str, on: date) -> Section:
    """Migrants who work here, people who leave to work, domestic work, and help that somebody has looked at."""
    bound = standings(iso3, name, on, only=CONVENTIONS)
    return Section(
        key="migration",
        title="Labour migration and domestic work",
        about="A visa tied to one employer is a practice of the destination, whatever the wealth of the State.",
        blocks=(
            as_destination(iso3, name),
            as_origin(iso3, name),
            Facts(
                key="migration_conventions",
                title="Conventions on migration and agencies",
                facts=bound.facts,
                not_collected=bound.not_collected,
            ),
            domestic_work(iso3, name, on),
            help_block(iso3, name),
        ),
    )


def rule_facts(rows: Sequence[MigrationRule]) -> tuple[Fact, ...]:
    """Rules as facts, each with its field as label."""
    facts = []
    for row in rows:
        partner = spoken(country_name(row.partner)) if row.scope == "corridor" else ""
        text = sentences.rule(row, spoken(country_name(row.iso3)), partner)
        facts.append(fact(text, row, label=row.field, value=row.value if is_short(row.value) else "", note=row.note))
    return tuple(facts)


def as_destination(iso3: str, name: str) -> Facts:
    """Visas, change of employer, exit and fees of people who come to work."""
    rules = [row for row in rows_of(MigrationRule.table, iso3) if row.scope == "destination"]
    coming = [row for row in rows_of(MigrationRule.table, iso3, "partner") if row.scope == "corridor"]
    fields = {row.field for row in rules}
    wanted = ("tied visa", "change of employer", "exit permission", "recruitment fees", "association")
    open_fields = [field for field in wanted if field not in fields]
    missing = f"For people who come to {name} to work, {', '.join(open_fields)}: {NOT_COLLECTED}."
    return Facts(
        key="destination",
        title=f"People who come to {name} to work",
        facts=rule_facts([*rules, *coming]),
        not_collected=(missing,) if open_fields else (),
    )


def as_origin(iso3: str, name: str) -> Facts:
    """Fees, licences and agreements of people who leave to work."""
    rules = [row for row in rows_of(MigrationRule.table, iso3) if row.scope in ("origin", "corridor")]
    missing = f"Rules for people who leave {name} to work (fees, licences, agreements): {NOT_COLLECTED}."
    return Facts(
        key="origin",
        title=f"People who leave {name} to work",
        facts=rule_facts(rules),
        not_collected=() if rules else (missing,),
    )


def domestic_work(iso3: str, name: str, on: date) -> Facts:
    """Whether people who work in homes are protected like others."""
    law = law_block("domestic_work", "Work in private homes", ("domestic work",), iso3=iso3, name=name)
    bound = standings(iso3, name, on, only=DOMESTIC)
    return Facts(
        key="domestic_work",
        title="Work in private homes",
        facts=(*law.facts, *bound.facts),
        about="Trade tables hardly employ domestic workers, so the estimates count few of those in forced labour.",
        not_collected=(*law.not_collected, *bound.not_collected),
    )


def help_block(iso3: str, name: str) -> Facts:
    """Bodies that help; only those for which somebody has read a page that names them."""
    rows = [row for row in rows_of("help_points", iso3) if row.status == "verified" and not row.to_be_checked]
    facts = tuple(
        fact(
            f"{row.name} ({row.kind}): {row.does}. How: {row.reach}.",
            row,
            label=row.name,
            note=f"page of {row.page_read}",
        )
        for row in rows
    )
    missing = (
        f"{'Other help points' if facts else 'Help points'} in {name} that somebody has looked at: {NOT_COLLECTED}."
    )
    return Facts(key="help", title="Who can help", facts=facts, not_collected=(missing,))
