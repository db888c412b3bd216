"""What the State has promised, and the obstacles that were named, with what answers them."""

from __future__ import annotations

from datetime import date
from typing import Any

from fairlead.act.campaign.model import Campaign
from fairlead.dossier.law import standings
from fairlead.dossier.model import NOT_COLLECTED, Fact, Facts
from fairlead.dossier.names import country_name, spoken
from fairlead.dossier.rows import fact, rows_of
from fairlead.dossier.state import state_section
from fairlead.dossier.together import trade_agreements
from fairlead.errors import FairleadError
from fairlead.facts import Ratification, load, schema
from fairlead.facts.records.campaigns import RatificationObstacle
from fairlead.facts.store import RECORD_OF

__all__ = ["answering", "commitment_blocks", "obstacles"]

OWN_TABLE = "obstacle"
"""Word that stands for the table of obstacles itself, in the column of answers."""
OPEN_TO_ALL = "state_commitments"


def commitment_blocks(campaign: Campaign, on: date) -> tuple[Facts, ...]:
    """Commitments of the State: declarations, pathfinder status, plans, and trade agreements with labour clauses.

    Parameters
    ----------
    campaign
        Its country and partner are used.
    on
        Date of the facts.

    Examples
    --------
    >>> blocks = commitment_blocks(Campaign(objective="ratify", country="NPL"), date(2026, 11, 21))
    >>> [block.key for block in blocks]
    ['commitments', 'open_to_all', 'plans', 'trade_agreements']
    """
    name = spoken(country_name(campaign.country))
    blocks = {
        block.key: block for block in state_section(campaign.country, name, on).blocks if isinstance(block, Facts)
    }
    codes = [code for code in (campaign.country, campaign.partner) if code]
    both = f"{name} and {spoken(country_name(campaign.partner))}" if campaign.partner else name
    return (blocks["commitments"], _open_to_all(), blocks["plans"], trade_agreements(codes, both, on))


def _open_to_all() -> Facts:
    """Goals and declarations that every State may be reminded of."""
    facts = [
        fact(f"{row.commitment.rstrip('.')} ({row.made}).", row, label=row.kind, note=row.note)
        for row in load(OPEN_TO_ALL)
        if not row.iso3
    ]
    return Facts(
        key="open_to_all",
        title="Goals and declarations open to all States",
        facts=tuple(facts),
        about="Whether this State took part in each is not collected here.",
    )


def obstacles(campaign: Campaign, on: date) -> Facts:
    """Known obstacles to ratification in this State, each with what speaks against it.

    Parameters
    ----------
    campaign
        Its country and instrument are used.
    on
        Date of the facts.

    Examples
    --------
    >>> campaign = Campaign(objective="ratify", country="KOR", instrument="C105")
    >>> obstacles(campaign, date(2026, 11, 21)).facts[0].label
    'Ratification of C105'
    """
    name = spoken(country_name(campaign.country))
    rows: tuple[RatificationObstacle, ...] = rows_of(RatificationObstacle.table, campaign.country)
    of_this = [row for row in rows if campaign.objective != "ratify" or row.instrument == campaign.about]
    facts = tuple(_obstacle(row, on) for row in of_this)
    what = (
        f"ratification of {campaign.about} by {name}" if campaign.objective == "ratify" else f"ratifications by {name}"
    )
    return Facts(
        key="obstacles",
        title="Obstacles that were named, and what answers them",
        facts=facts,
        about="An obstacle is what somebody said; what answers it are facts, not a judgement of the State."
        if facts
        else "",
        not_collected=(f"{'Other obstacles' if facts else 'Obstacles'} to {what}: {NOT_COLLECTED}.",),
    )


def _obstacle(row: RatificationObstacle, on: date) -> Fact:
    answers = [answering(reference, on) for reference in row.answers]
    counter = (
        " Against it: " + " ".join(text for text, _ in answers) if answers else " What answers it: not collected yet."
    )
    text = (
        f"{row.instrument}: {row.obstacle[:1].lower()}{row.obstacle[1:]}. So said {row.said_by} ({row.said}).{counter}"
    )
    found = tuple(other for _, others in answers for other in others)
    return fact(text, row, *found, label=f"Ratification of {row.instrument}", note=row.note)


def answering(reference: str, on: date) -> tuple[str, tuple[Any, ...]]:
    """A row that answers an obstacle, as a sentence with its rows.

    Parameters
    ----------
    reference
        ``table/key/key``, or ``obstacle/id``.
    on
        Date of the facts.

    Raises
    ------
    FairleadError
        If there is no such row.

    Examples
    --------
    >>> answering("ratifications/P029/PAK", date(2026, 11, 21))[0]
    'Pakistan ratified it (P029) in 2025.'
    """
    table, *key = reference.split("/")
    name = RatificationObstacle.table if table == OWN_TABLE else table
    if name not in RECORD_OF:
        raise FairleadError(f"There is no table of facts named {name!r}.")
    columns = schema(name).key
    for row in load(name):
        if [str(getattr(row, column)) for column in columns] == key:
            return _sentence(row, on), (row,)
    raise FairleadError(f"There is no row {reference}.")


def _sentence(row: Any, on: date) -> str:
    if isinstance(row, Ratification):
        name = spoken(country_name(row.iso3))
        standing = standings(row.iso3, name, on, only=(row.instrument,)).facts
        if any(one.value.startswith(("not", "denounced", "unknown")) for one in standing):
            return f"Look at the standing of {name} towards {row.instrument}."
        return f"{name[:1].upper()}{name[1:]} ratified it ({row.instrument}) in {row.ratified[:4]}."
    if isinstance(row, RatificationObstacle):
        return f"{row.country} had a like obstacle: {row.obstacle[:1].lower()}{row.obstacle[1:]}."
    return f"{row.name}: {row.changed.rstrip('.')}."
