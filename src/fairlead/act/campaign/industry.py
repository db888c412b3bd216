"""Whom to go to in an industry: global unions, initiatives and framework agreements."""

from __future__ import annotations

from functools import cache

import msgspec

from fairlead.act.campaign.model import Campaign, Level
from fairlead.dossier.model import NOT_COLLECTED, Fact, Facts
from fairlead.dossier.names import country_name, spoken
from fairlead.dossier.rows import fact
from fairlead.dossier.together import framework_agreements, initiatives
from fairlead.facts import FrameworkAgreement, GlobalUnion, Initiative

__all__ = ["agreements_at", "initiatives_at", "sector_name", "unions_at"]

WORDS: dict[str, tuple[str, ...]] = {
    "c1": ("agricult", "food", "farm", "fish", "banana", "flower"),
    "c2": ("mining", "mineral", "energy", "oil"),
    "c3": ("food", "drink", "bever"),
    "c4": ("garment", "textile", "clothing", "fashion", "sport"),
    "c5": ("leather", "shoe", "footwear"),
    "c6": ("wood", "furniture"),
    "c7": ("paper", "print"),
    "c9": ("chemic",),
    "c11": ("cement", "building material", "glass"),
    "c12": ("metal", "steel"),
    "c13": ("machin", "engineer"),
    "c14": ("electr",),
    "c15": ("automot", "vehicle"),
    "c18": ("construct", "building"),
    "c20": ("retail", "wholesale", "trade"),
    "c21": ("retail", "consumer"),
    "c22": ("hotel", "cater", "tour"),
    "c27": ("post", "telecom"),
    "c28": ("bank", "financ", "insur"),
    "c30": ("security", "clean", "facility", "services"),
}
"""Words of the column `sector` of the agreements that name an industry: our reading, to find and not to prove."""


ROLES = ("brings parties together", "organises and presses", "binds")
"""What an initiative does that joins a campaign; those that check, advise or gather knowledge are for other work."""


def unions_at(campaign: Campaign) -> Facts:
    """The global unions of the industry; of all industries, where none is given."""
    from fairlead.facts import load

    rows = [
        row
        for row in load(GlobalUnion)
        if row.kind == "global union" and (not campaign.sector or campaign.sector in row.industries)
    ]
    facts = tuple(fact(f"{row.name}: {row.work}.", row, label=row.name, value="workers' side") for row in rows)
    where = sector_name(campaign.sector)
    missing = [f"Associations of employers of the industry ({where}) in the country: {NOT_COLLECTED}."]
    if not facts:
        missing.append(f"A global union of the industry ({where}): {NOT_COLLECTED}.")
    return Facts(
        key="industry.unions", title="Global unions of the industry", facts=facts, not_collected=tuple(missing)
    )


def initiatives_at(campaign: Campaign, level: Level) -> Facts:
    """Initiatives of the level that bring parties together, press or bind, for this country and industry.

    Those that name the country come first, whatever they do. Without a sector, those of single industries are left out.
    """

    def fits(row: Initiative) -> bool:
        if (row.level == "industry") != (level == "industry"):
            return False
        if campaign.country in row.countries:
            return not campaign.sector or campaign.sector in row.industries or not row.industries
        trade = campaign.sector in row.industries if row.industries else level != "industry"
        return not row.countries and trade and row.role in ROLES

    where = "in the industry" if level == "industry" else "that work across countries"
    found = initiatives(fits, where)
    near = [one for one in found.facts if campaign.country in _countries(one)]
    rest = [one for one in found.facts if one not in near]
    return msgspec.structs.replace(found, key=f"{level}.initiatives", facts=(*near, *rest))


def agreements_at(campaign: Campaign) -> Facts:
    """Agreements of global unions with companies of the industry, or at home in the country."""
    words = WORDS.get(campaign.sector, ())

    def fits(row: FrameworkAgreement) -> bool:
        return row.home == campaign.country or any(word in row.sector.casefold() for word in words)

    name = spoken(country_name(campaign.country))
    which = f"in {sector_name(campaign.sector).lower()}, or at home in {name}" if words else f"at home in {name}"
    return msgspec.structs.replace(framework_agreements(fits, which), key="industry.agreements")


def sector_name(code: str) -> str:
    """The name of an industry.

    Examples
    --------
    >>> sector_name("c4"), sector_name("")
    ('Textiles and clothing', 'all industries')
    """
    if not code:
        return "all industries"
    from fairlead.dossier.packaged import packaged

    return packaged().name(code)


def _countries(one: Fact) -> tuple[str, ...]:
    return _places().get(one.rows[0].key[0], ())


@cache
def _places() -> dict[str, tuple[str, ...]]:
    from fairlead.facts import load

    return {row.id: row.countries for row in load(Initiative)}
