"""The nine risk factors, side by side and never a composite."""

from __future__ import annotations

from datetime import date
from typing import Any

from fairlead.dossier.indicators import indicator
from fairlead.dossier.law import standing
from fairlead.dossier.migration import rule_facts
from fairlead.dossier.model import NO_OPEN_DATA, NOT_COLLECTED, RiskFactor, RiskFactors, Section
from fairlead.dossier.rows import collected, mark_of, ref, rows_of
from fairlead.facts import Instrument, load

__all__ = ["risk_section"]

TABLE = "risk_factors"


def risk_section(iso3: str, name: str, on: date) -> Section:
    """The nine risk factors with the public indicators that can stand for each."""
    factors = [row for row in load(TABLE) if row.set == "risk factor"] if collected(TABLE) else []
    return Section(
        key="risk",
        title="Nine risk factors",
        about="Named by OECD, ILO, IOM and UNICEF in 2019. An indicator stands for a factor and is not the factor; "
        "nothing is added up into a score. A trend is said only from three or more years of one source.",
        blocks=(
            RiskFactors(
                key="risk_factors",
                title=f"Risk factors in {name}",
                factors=tuple(_factor(row, iso3, on) for row in factors),
                not_collected=() if factors else (f"The nine risk factors: {NOT_COLLECTED}.",),
            ),
        ),
    )


def _factor(row: Any, iso3: str, on: date) -> RiskFactor:
    instruments = {instrument.code: instrument for instrument in load(Instrument)}
    found = [standing(instruments[code], iso3, on) for code in row.instruments if code in instruments]
    rules = [
        rule for rule in rows_of("migration_rules", iso3) if rule.field in row.migration and rule.scope != "corridor"
    ]
    return RiskFactor(
        key=row.id,
        name=row.name,
        text=row.about,
        indicators=tuple(indicator(key, iso3) for key in row.indicators),
        facts=(*(one for one in found if one is not None), *rule_facts(rules)),
        rows=(ref(row),),
        absent=f"{row.missing.rstrip('.')}: {NO_OPEN_DATA}." if row.missing else "",
        mark=mark_of([row]),
    )
