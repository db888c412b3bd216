"""Bodies to go to, national and international, out of the table of bodies that make policy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from fairlead.act.campaign.model import Campaign, Level
from fairlead.act.campaign.objectives import objective
from fairlead.dossier.model import NOT_COLLECTED, Fact, Facts
from fairlead.dossier.names import country_name, spoken
from fairlead.dossier.rows import fact, rows_of
from fairlead.facts import PolicyBody, SocialPartner, load

__all__ = ["CLOSED", "bodies_at", "in_areas"]

NATIONAL = ("country",)
INTERNATIONAL = ("world", "region")
CLOSED = "closed"
PARTNERS = {"NATEMP": "employers", "NATUNION": "workers"}
"""Kinds of bodies that stand by name in the table of social partners."""
FINANCE = "finance"


def bodies_at(campaign: Campaign, level: Level, on: date) -> Facts:
    """The bodies of a level that fit the objective; closed ones come last and say so.

    Parameters
    ----------
    campaign
        Its objective, country and lender are used.
    level
        national or international.
    on
        Date on which a body is open or closed.

    Examples
    --------
    >>> found = bodies_at(Campaign(objective="representation", country="NPL"), "international", date(2026, 11, 21))
    >>> [one.value for one in found.facts][-1], found.facts[-1].label
    ('closed', 'UN Global Initiative to Fight Human Trafficking')
    """
    wanted = objective(campaign.objective).bodies
    rows = {row.id: row for row in load(PolicyBody)}
    where = NATIONAL if level == "national" else INTERNATIONAL
    found: list[Fact] = []
    for ident in wanted:
        row = rows.get(ident)
        if row is None or row.level not in where or not _may_sit(campaign, row):
            continue
        found += _said(campaign, row, on)
    found.sort(key=lambda one: one.value == CLOSED)
    name = spoken(country_name(campaign.country))
    missing = (
        f"Names of the ministries, councils and coordinators of {name}: {NOT_COLLECTED}; a row stands for the kind."
        if level == "national"
        else f"Other bodies: {NOT_COLLECTED}."
    )
    return Facts(
        key=f"{level}.bodies",
        title="Whom to go to" + (f" in {name}" if level == "national" else ""),
        facts=tuple(found),
        about="Which body fits is Fairlead's reading; who sits where, and whether it takes the matter up, people ask.",
        not_collected=(missing,),
    )


def in_areas(areas: tuple[str, ...], iso3: str) -> bool:
    """Whether a State lies in one of these areas, so that it may have a seat; no area: the world.

    Examples
    --------
    >>> in_areas(("ASEAN",), "NPL"), in_areas(("Asia",), "NPL"), in_areas((), "NPL"), in_areas(("USA",), "USA")
    (False, True, True, True)
    """
    return not areas or iso3 in areas or any(iso3 in _members(area) for area in areas if len(area) != 3)


@cache
def _members(area: str) -> frozenset[str]:
    from fairlead.classify import match_country

    return frozenset(target.code for target in match_country(area).targets)


def _may_sit(campaign: Campaign, row: PolicyBody) -> bool:
    if campaign.lender and FINANCE in row.topics:
        return row.id == campaign.lender or campaign.lender not in {one.id for one in load(PolicyBody)}
    return in_areas(row.areas, campaign.country) or bool(campaign.partner and in_areas(row.areas, campaign.partner))


def _said(campaign: Campaign, row: PolicyBody, on: date) -> Iterator[Fact]:
    if row.closed and row.closed <= on.isoformat()[: len(row.closed)]:
        yield fact(f"{row.name}: closed in {row.closed}. It {row.does}; {row.how}.", row, label=row.name, value=CLOSED)
        return
    if side := PARTNERS.get(row.id):
        partners: tuple[SocialPartner, ...] = rows_of(SocialPartner.table, campaign.country)
        there = [one for one in partners if one.side == side and one.kind == "organisation"]
        for one in there:
            belongs = f" ({one.affiliation})" if one.affiliation else ""
            text = f"{one.name}{belongs}: {row.does}. Who may go to it: {row.who_may_approach}, through {row.how}."
            yield fact(text, one, row, label=one.name, value=f"{side}' side")
        if there:
            return
    kind = "a kind of body" if "a kind of body" in row.note else "open"
    seat = " Whether the State takes part: to be asked." if row.areas else ""
    text = f"{row.name} ({row.kind}): {row.does}. Who may go to it: {row.who_may_approach}; how: {row.how}.{seat}"
    yield fact(text, row, label=row.name, value=kind)
