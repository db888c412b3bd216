"""Goods that the US Department of Labor lists, as facts."""

from __future__ import annotations

from collections.abc import Sequence

from fairlead.dossier.model import Fact, Facts, Section
from fairlead.dossier.names import spoken
from fairlead.dossier.rows import fact, rows_of
from fairlead.facts import Good

__all__ = ["ABSENCE", "good_facts", "goods_section"]

ABSENCE = "not listed in the 2022 edition; absence is not evidence of absence"


def goods_section(iso3: str, name: str) -> Section:
    """The listed goods of one country."""
    rows: Sequence[Good] = rows_of(Good.table, iso3)
    return Section(
        key="goods",
        title="Goods that are listed",
        about="The list of the US Department of Labor names goods and countries, never companies.",
        blocks=(
            Facts(
                key="goods",
                title=f"Goods of {name} in the edition of 2022",
                facts=good_facts(rows, country=False),
                not_collected=() if rows else (f"Goods of {name}: {ABSENCE}.",),
            ),
        ),
    )


def good_facts(rows: Sequence[Good], *, country: bool) -> tuple[Fact, ...]:
    """Listings as facts: those for forced labour first, then in the order of the names.

    Parameters
    ----------
    rows
        Listings.
    country
        Whether the label is the country (dossiers of goods) or the good (dossiers of countries).
    """
    order = sorted(
        rows, key=lambda row: (not (row.forced_labour or row.forced_child_labour), row.country if country else row.good)
    )
    facts = []
    for row in order:
        kinds = [
            word
            for word, named in (
                ("forced labour", row.forced_labour),
                ("forced child labour", row.forced_child_labour),
                ("child labour", row.child_labour),
            )
            if named
        ]
        why = ", ".join(kinds)
        text = (
            f"{row.good} of {spoken(row.country)}: listed for {why}."
            if kinds
            else f"{row.good} of {spoken(row.country)}: listed."
        )
        if row.downstream:
            made = f"{row.input_good} of {row.input_country}" if row.input_good else f"an input of {row.input_country}"
            text = f"{row.good} of {spoken(row.country)}: listed because it is made with {made}."
            why = "made with a listed input"
        facts.append(fact(text, row, label=row.country if country else row.good, value=why, note=row.note))
    return tuple(facts)
