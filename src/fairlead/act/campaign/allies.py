"""Who might stand beside: by what they said in public, by the initiatives they are in, by agreements they signed."""

from __future__ import annotations

from datetime import date

from fairlead.act.campaign.industry import agreements_at, initiatives_at
from fairlead.act.campaign.model import Campaign
from fairlead.dossier.model import NOT_COLLECTED, Fact, Facts
from fairlead.dossier.names import country_name, spoken
from fairlead.dossier.partners import partners_block
from fairlead.dossier.rows import fact
from fairlead.facts import load
from fairlead.facts.records.campaigns import PublicSupport
from fairlead.reason.company import contains

__all__ = ["ally_blocks", "public_support"]

ASK = "That somebody said so once is no promise: ask before you name it."


def ally_blocks(campaign: Campaign, on: date) -> tuple[Facts, ...]:
    """Allies, each with the reason why it is named and the rows it rests on.

    Parameters
    ----------
    campaign
        Its objective, country, sector and instrument are used.
    on
        Date of the facts.

    Examples
    --------
    >>> blocks = ally_blocks(Campaign(objective="ratify", country="GBR"), date(2026, 11, 21))
    >>> [block.key for block in blocks]
    ['support', 'partners', 'international.initiatives', 'industry.agreements']
    """
    return (
        public_support(campaign, on),
        _partners(campaign),
        initiatives_at(campaign, "international"),
        agreements_at(campaign),
    )


def public_support(campaign: Campaign, on: date) -> Facts:
    """Who has supported the objective in public: here first, then in the world, then elsewhere as an example."""
    nearest: list[tuple[int, str, Fact]] = []
    for row in load(PublicSupport):
        if campaign.objective not in row.objectives or not _of_instrument(campaign, row) or row.made > on.isoformat():
            continue
        here = any(contains(place, campaign.country, on) == "yes" for place in row.places)
        place = 0 if here else 1 if not row.places else 2
        where = "" if here or not row.places else f" (an example from elsewhere: {', '.join(_named(row.places))})"
        said = f"{row.supporter}: {row.says[:1].lower()}{row.says[1:]} ({row.made}){where}."
        about = f"{row.instrument}, {row.kind}" if row.instrument else row.kind
        nearest.append((place, row.made, fact(said, row, label=row.supporter, value=about, note=row.note)))
    nearest.sort(key=lambda one: (one[0], one[1]))
    more = "More public support" if nearest else "Who has supported this in public"
    return Facts(
        key="support",
        title="Who has supported this in public",
        facts=tuple(one for _, _, one in nearest),
        about=ASK if nearest else "",
        not_collected=(f"{more}: {NOT_COLLECTED}.",),
    )


def _of_instrument(campaign: Campaign, row: PublicSupport) -> bool:
    """Whether a statement is about what is asked: support for one Convention is not support for another."""
    return campaign.objective != "ratify" or not row.instrument or row.instrument == campaign.about


def _named(places: tuple[str, ...]) -> list[str]:
    return ["the European Union" if place == "EU" else spoken(country_name(place)) for place in places]


def _partners(campaign: Campaign) -> Facts:
    """The national organisations of both sides, as facts."""
    name = spoken(country_name(campaign.country))
    found = partners_block(campaign.country, name)
    facts = [
        Fact(
            text=f"{one.name} ({one.side}){f': {one.affiliation}' if one.affiliation else ''}."
            + (f" ({one.mark})" if one.mark else ""),
            rows=one.rows,
            label=one.name,
            value=one.side,
            mark=one.mark,
            note=one.note,
        )
        for one in found.partners
    ]
    return Facts(
        key="partners",
        title=found.title,
        facts=(*facts, *found.facts),
        about="Both sides of industry together are heard better than each alone.",
        not_collected=found.not_collected,
    )
