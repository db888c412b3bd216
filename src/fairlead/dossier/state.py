"""The State's efforts and commitments: findings, plans of action, promises, and laws that bind its companies."""

from __future__ import annotations

from datetime import date
from typing import Any

from fairlead.dossier.model import NOT_COLLECTED, Fact, Facts, Section
from fairlead.dossier.rows import collected, fact, rows_of
from fairlead.facts import BusinessLaw, CountryFinding
from fairlead.reason.laws import laws_of
from fairlead.reason.plans import plan_horizon

__all__ = ["state_section"]

LAW_STATES = ("in force", "applies later", "bill", "not binding", "replaced", "never in force")


def state_section(iso3: str, name: str, on: date) -> Section:
    """What the State does and has promised."""
    return Section(
        key="state",
        title="The State's efforts and commitments",
        blocks=(_findings(iso3, name), _plans(iso3, name, on), _commitments(iso3, name), _laws(iso3, name, on)),
    )


def _findings(iso3: str, name: str) -> Facts:
    facts: list[Fact] = []
    for row in rows_of(CountryFinding.table, iso3):
        held = {
            "law": ", lowered because a law held them back",
            "practice": ", lowered because a practice held them back",
            "law and practice": ", lowered because a law and a practice held them back",
        }.get(row.held_back_by, f", because of {row.held_back_by}" if row.held_back_by else "")
        level = "did not assess" if row.advancement == "not assessed" else f"found {row.advancement} advancement in"
        text = (
            f"The US Department of Labor {level} the efforts of {name} against the worst forms of child labour in 2022"
        )
        facts.append(fact(f"{text}{held}.", row, label="advancement", value=row.advancement, note=row.note))
        if row.inspectors is not None:
            text = (
                f"{name} had {row.inspectors:,} labour inspectors, as recorded by the US Department of Labor in 2022."
            )
            facts.append(fact(text, row, label="inspectors", value=f"{row.inspectors:,}"))
    return Facts(
        key="efforts",
        title="Efforts, as others found them",
        facts=tuple(facts),
        not_collected=() if facts else (f"Findings on the efforts of {name}: {NOT_COLLECTED}.",),
    )


def _plans(iso3: str, name: str, on: date) -> Facts:
    """The plan on forced labour that Article 1(2) of the Protocol asks for, and plans on neighbouring subjects."""
    rows = rows_of("action_plans", iso3)
    horizon = plan_horizon(iso3, on)
    used = [row for row in (*horizon.plans, *horizon.research) if row is not None]
    facts = []
    if used:
        text = horizon.text.replace(" (to be checked)", "")
        facts.append(fact(text, *used, label="plan against forced labour", value=horizon.status))
    facts += [_plan(row) for row in rows if row not in horizon.plans]
    missing = [] if used else [f"A plan of action of {name} against forced labour: not researched yet."]
    if not rows:
        missing.append(f"Plans of {name} on neighbouring subjects: {NOT_COLLECTED}.")
    return Facts(
        key="plans",
        title="Plans of action",
        facts=tuple(facts),
        about="A plan recorded says nothing about its quality or its execution.",
        not_collected=tuple(missing),
    )


def _plan(row: Any) -> Fact:
    years = f"{row.begins} to {row.ends}" if row.ends else f"from {row.begins}"
    kind = "" if row.kind in row.title.lower() else f" ({row.kind})"
    return fact(f"{row.title}{kind}, {years}.", row, label=row.kind, value=years, note=row.note)


def _commitments(iso3: str, name: str) -> Facts:
    facts = []
    for row in rows_of("pathfinders", iso3):
        lists = [text for text, listed in (("2021", row.listed_2021), ("2025", row.listed_2025 == "yes")) if listed]
        where = (
            f"in the list of {' and '.join(lists)}" if lists else "in the list of 2025, of which the name was not read"
        )
        facts.append(
            fact(f"{name} is a pathfinder country of Alliance 8.7, {where}.", row, label="pathfinder", note=row.note)
        )
    for row in rows_of("state_commitments", iso3):
        when = f", made {row.made}" if row.made else ""
        facts.append(fact(f"{row.commitment.rstrip('.')} ({row.kind}{when}).", row, label=row.kind, note=row.note))
    return Facts(
        key="commitments",
        title="Commitments",
        facts=tuple(facts),
        not_collected=(f"{'Other commitments' if facts else 'Commitments'} of {name}: {NOT_COLLECTED}.",),
    )


def _laws(iso3: str, name: str, on: date) -> Facts:
    """Laws of this State, and of the European Union for its members, that bind business."""
    if not collected(BusinessLaw.table):
        return Facts(key="business_laws", title="Laws that bind business", not_collected=(_no_laws(name),))
    order = list(LAW_STATES)
    rows = [row for row in laws_of(iso3, on) if row.kind != "amendment"]
    rows = [row for row in rows if row.forced_labour != "no" or row.child_labour != "no"]
    rows.sort(key=lambda row: (order.index(row.state) if row.state in order else len(order), row.adopted))
    more = f"Other laws of {name} that bind companies on forced labour: {NOT_COLLECTED}."
    return Facts(
        key="business_laws",
        title="Laws that bind business",
        facts=tuple(fact(_law(row), row, label=row.name, value=row.state, note=row.note) for row in rows),
        about="The state is that of the date of the row; `fairlead laws` asks whether a law binds a company on a date. "
        "Notes that speak of a first and a second compilation mean the two lists that were reconciled here."
        if rows
        else "",
        not_collected=(more if rows else _no_laws(name),),
    )


def _no_laws(name: str) -> str:
    return f"Laws of {name} that bind companies on forced labour: {NOT_COLLECTED}."


def _law(row: BusinessLaw) -> str:
    binds = "" if row.binds in ("companies", "nobody") else f", binds {row.binds}"
    asks = f"{row.asks[:1].upper()}{row.asks[1:].rstrip('.')}."
    by_when = f" By when: {row.by_when.rstrip('.')}." if row.by_when else ""
    sanction = f" Sanction: {row.sanction.rstrip('.')}." if row.sanction else ""
    return f"{row.name} ({row.jurisdiction}; {row.kind}{binds}). {asks}{by_when}{sanction}"
