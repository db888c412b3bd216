"""The facts that bear on an objective, out of the blocks that dossiers are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import msgspec

from fairlead.act.campaign.model import Campaign
from fairlead.act.campaign.objectives import objective
from fairlead.dossier.law import law_section, standings
from fairlead.dossier.migration import as_destination, as_origin, migration_section, rule_facts
from fairlead.dossier.model import NOT_COLLECTED, Facts, Section
from fairlead.dossier.names import country_name, spoken
from fairlead.dossier.partners import association_section
from fairlead.dossier.rows import rows_of
from fairlead.dossier.state import state_section
from fairlead.dossier.together import initiatives, practices, trade_agreements
from fairlead.facts import MigrationRule
from fairlead.reason.ratification import FORCED_LABOUR

__all__ = ["shown_blocks"]

CORRIDOR = ("agreement", "destination", "origin")
Made = Callable[[], Iterator[Facts]]


def shown_blocks(campaign: Campaign, on: date) -> tuple[Facts, ...]:
    """The groups of facts that the objective names, in its order.

    Parameters
    ----------
    campaign
        Its objective, country, partner and instrument are used.
    on
        Date of the facts.

    Examples
    --------
    >>> campaign = Campaign(objective="recruitment", country="QAT", partner="NPL")
    >>> [block.key for block in shown_blocks(campaign, date(2026, 11, 21))][:3]
    ['agreement', 'destination', 'origin']
    """
    found = _found(campaign, on)
    return tuple(found[key] for key in objective(campaign.objective).shows if key in found)


def _found(campaign: Campaign, on: date) -> dict[str, Facts]:
    iso3 = campaign.country
    name = spoken(country_name(iso3))
    wanted = set(objective(campaign.objective).shows)
    sections: tuple[tuple[set[str], Callable[[], Section]], ...] = (
        (
            {"gaps", "supervision", "state_imposed", "left_out", "labour_law"},
            lambda: law_section(iso3, name, on),
        ),
        ({"association_conventions", "association_law"}, lambda: association_section(iso3, name, on)),
        ({"efforts", "plans", "commitments", "business_laws"}, lambda: state_section(iso3, name, on)),
        ({"migration_conventions", "domestic_work"}, lambda: migration_section(iso3, name, on)),
    )
    blocks = {
        block.key: block
        for keys, make in sections
        if keys & wanted
        for block in make().blocks
        if isinstance(block, Facts)
    }
    if "ratifications" in wanted:
        few = standings(iso3, name, on, only=(campaign.about, *FORCED_LABOUR))
        blocks["ratifications"] = _first(few, campaign.about)
    if wanted & set(CORRIDOR):
        blocks |= {block.key: block for block in _corridor(campaign, name)}
    if "practices" in wanted:
        blocks["practices"] = practices(_near(campaign), "here or in the industry")
    if "initiatives" in wanted:
        blocks["initiatives"] = initiatives(lambda row: iso3 in row.countries, f"that name {name}")
    if "trade_agreements" in wanted:
        codes = [code for code in (iso3, campaign.partner) if code]
        both = f"{name} and {spoken(country_name(campaign.partner))}" if campaign.partner else name
        blocks["trade_agreements"] = trade_agreements(codes, both, on)
    return blocks


def _near(campaign: Campaign) -> Callable[[object], bool]:
    """Practices of the country; with a sector, those of the industry too."""

    def near(row: object) -> bool:
        countries, industries = getattr(row, "countries", ()), getattr(row, "industries", ())
        return campaign.country in countries or bool(campaign.sector and campaign.sector in industries)

    return near


def _corridor(campaign: Campaign, name: str) -> Iterator[Facts]:
    """The terms at both ends and between them; without a partner, at the destination alone."""
    here = as_destination(campaign.country, name)
    kept = tuple(one for one in here.facts if one.rows[0].key[0] != "corridor")
    yield msgspec.structs.replace(here, facts=kept, title=f"What {name} allows people who come to work")
    if not campaign.partner:
        yield as_origin(campaign.country, name)
        return
    came_from = spoken(country_name(campaign.partner))
    there = as_origin(campaign.partner, came_from)
    own = tuple(one for one in there.facts if one.rows[0].key[0] != "corridor")
    yield msgspec.structs.replace(there, facts=own, title=f"What {came_from} rules for people who leave to work")
    both = [
        row
        for row in rows_of(MigrationRule.table, campaign.partner)
        if row.scope == "corridor" and row.partner == campaign.country
    ]
    missing = f"{'Other agreements' if both else 'An agreement'} between {came_from} and {name}: {NOT_COLLECTED}."
    yield Facts(
        key="agreement", title=f"Between {came_from} and {name}", facts=rule_facts(both), not_collected=(missing,)
    )


def _first(block: Facts, code: str) -> Facts:
    """A block with the instrument concerned at its head."""
    facts = sorted(block.facts, key=lambda one: one.label != code)
    return msgspec.structs.replace(block, facts=tuple(facts))
