"""What the user's own copies say of a country: a section of its own, labelled, only where there are any."""

from __future__ import annotations

from typing import Any

from fairlead.dossier.model import Fact, Facts, Section
from fairlead.dossier.rows import fact, rows_of
from fairlead.facts import load, source

__all__ = ["own_sections"]

RATE, PEOPLE = "gsi_prevalence_per_1000", "gsi_people_in_modern_slavery"
ELSEWHERE = ("gsi_vuln_", "gsi_response_")
"""Scores that stand beside the risk factors already."""


def own_sections(iso3: str, name: str) -> tuple[Section, ...]:
    """The section of own copies, or nothing.

    Examples
    --------
    >>> own_sections("BGD", "Bangladesh")
    ()
    """
    own = {row.indicator: row for row in rows_of("country_indicators", iso3) if row.source.startswith("own:")}
    shown = {key: row for key, row in own.items() if not key.startswith(ELSEWHERE)}
    if not shown:
        return ()
    about = {row.indicator: row for row in load("indicators")}
    facts = [*_index(shown, iso3, name)]
    facts += [_value(row, about[key]) for key, row in shown.items() if key not in (RATE, PEOPLE)]
    labels = "; ".join(sorted({source(row.source).note for row in shown.values()}))
    block = Facts(
        key="own_copies",
        title=f"{name} in your own copies",
        facts=tuple(facts),
    )
    terms = f"Read on this machine and no part of Fairlead: {labels}."
    return (Section(key="own", title="From your own copies", about=terms, blocks=(block,)),)


def _index(shown: dict[str, Any], iso3: str, name: str) -> tuple[Fact, ...]:
    """The Global Slavery Index as it stands, and rescaled to forced labour."""
    from fairlead.facts.readers import own

    row = next((row for row in own.rows("gsi2023") if row.iso3 == iso3), None)
    if RATE not in shown or row is None:
        return ()
    rests = [shown[key] for key in (RATE, PEOPLE) if key in shown]
    people = f", {row.people:,.0f} people" if row.people is not None else ""
    rate = f"{row.prevalence_per_1000:.4g} per 1,000"
    text = (
        f"The Global Slavery Index 2023 puts modern slavery in {name} at {rate} people in 2021{people}; "
        "it counts forced marriage too"
    )
    found = [fact(f"{text}.", *rests, label="Modern slavery", value=rate)]
    if row.state_imposed:
        text = (
            f"Forced labour in {name} is mostly imposed by the State, so that the index is not rescaled to forced "
            "labour here and does not enter the estimates"
        )
        found.append(fact(f"{text}.", *rests, label="Forced labour"))
    elif row.forced_labour_per_1000 is not None:
        text = (
            f"Rescaled to forced labour by the ratio of the two in {row.region} (Global Estimates of 2021), that is "
            f"{row.forced_labour_per_1000:.2g} per 1,000 people"
        )
        value = f"{row.forced_labour_per_1000:.2g} per 1,000"
        found.append(fact(f"{text}.", *rests, label="Forced labour, rescaled", value=value))
    return tuple(found)


def _value(row: Any, about: Any) -> Fact:
    said = row.grade or f"{row.value:,.10g} {about.unit}"
    return fact(f"{about.name}: {said} ({row.year}).", row, label=about.name, value=f"{said} ({row.year})")
