"""The three levels of joint action: what speaks for and against each, and whom to go to, for one country and sector."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

import msgspec

from fairlead.act.campaign.bodies import bodies_at
from fairlead.act.campaign.industry import initiatives_at, unions_at
from fairlead.act.campaign.model import Campaign, Level
from fairlead.act.campaign.objectives import objective
from fairlead.dossier.law import standings
from fairlead.dossier.model import NOT_COLLECTED, Fact, Facts
from fairlead.dossier.names import country_name, spoken
from fairlead.dossier.rows import fact, rows_of
from fairlead.facts import SocialPartner, load
from fairlead.facts.records.campaigns import CampaignLevel

__all__ = ["LEVEL_NAMES", "LevelView", "level_views"]

LEVEL_NAMES: dict[str, str] = {
    "national": "In the country",
    "industry": "In the industry",
    "international": "Internationally",
}
WORLD = ("IOE", "ITUC")
SIDES = {"IOE": "employers", "ITUC": "workers"}


class LevelView(msgspec.Struct, frozen=True, kw_only=True):
    """One level for one campaign.

    Attributes
    ----------
    level, name
        Which.
    rank
        Its place among those that fit the objective, from 1 (Fairlead's reading); 0: not among them.
    benefits, challenges
        What speaks for it and against it, each with its rows.
    bodies
        Whom to go to; closed ones are among them and say so.
    """

    level: Level
    name: str
    rank: int
    benefits: Facts
    challenges: Facts
    bodies: tuple[Facts, ...]


def level_views(campaign: Campaign, on: date) -> tuple[LevelView, ...]:
    """The levels, the most fitting first.

    Parameters
    ----------
    campaign
        Its objective, country and sector are used.
    on
        Date of the facts.

    Examples
    --------
    >>> views = level_views(Campaign(objective="ratify", country="NPL"), date(2026, 11, 21))
    >>> [(view.level, view.rank) for view in views]
    [('national', 1), ('international', 2), ('industry', 3)]
    """
    order = objective(campaign.objective).levels
    levels: tuple[Level, ...] = get_args(Level)
    views = [_view(campaign, level, order.index(level) + 1 if level in order else 0, on) for level in levels]
    return tuple(sorted(views, key=lambda one: one.rank or len(order) + 1))


def _view(campaign: Campaign, level: Level, rank: int, on: date) -> LevelView:
    speaks = {"benefit": [], "challenge": []}  # type: dict[str, list[Fact]]
    for row in load(CampaignLevel):
        if row.level == level:
            speaks[row.side].append(fact(f"{row.text}.", row, note=row.note if row.side == "challenge" else ""))
    missing: list[str] = []
    if level == "national":
        _national(campaign, on, speaks, missing)
    name = LEVEL_NAMES[level]
    return LevelView(
        level=level,
        name=name,
        rank=rank,
        benefits=Facts(
            key=f"{level}.benefits",
            title=f"{name}: what speaks for it",
            facts=tuple(speaks["benefit"]),
            not_collected=tuple(missing),
        ),
        challenges=Facts(
            key=f"{level}.challenges", title=f"{name}: what is difficult", facts=tuple(speaks["challenge"])
        ),
        bodies=tuple(_bodies(campaign, level, on)),
    )


def _bodies(campaign: Campaign, level: Level, on: date) -> Iterator[Facts]:
    if level == "industry":
        yield unions_at(campaign)
        yield initiatives_at(campaign, level)
        return
    yield bodies_at(campaign, level, on)


def _national(campaign: Campaign, on: date, speaks: dict[str, list[Fact]], missing: list[str]) -> None:
    """What depends on the country: its organisations, and the Conventions that let them speak."""
    name = spoken(country_name(campaign.country))
    rows: tuple[SocialPartner, ...] = rows_of(SocialPartner.table, campaign.country)
    for side, world in (("employers", "IOE"), ("workers", "ITUC")):
        there = [row for row in rows if row.side == side and row.kind == "organisation"]
        joined = [row for row in there if _belongs(row, world)]
        if joined:
            speaks["benefit"].append(_seat(joined, name, world))
        elif there:
            named = "; ".join(row.name for row in there)
            missing.append(
                f"Whether {named} ({side}) {'belong' if len(there) > 1 else 'belongs'} to the {world}: {NOT_COLLECTED}."
            )
        elif not any(row.side == side for row in rows):
            missing.append(f"A national organisation of {side} in {name}: {NOT_COLLECTED}.")
    for row in rows:
        if row.kind in ("official centre", "closed"):
            text = f"{row.name} ({row.side}): {row.affiliation}"
            speaks["challenge"].append(fact(f"{text}.", row, label=row.kind))
        if row.kind == "no free union":
            text = f"No free trade union is recorded in {name}: workers there are heard through others, from outside"
            speaks["challenge"].append(fact(f"{text}.", row, label="no free union"))
    found = standings(campaign.country, name, on, only=("C144", "C087", "C098"))
    for one in found.facts:
        if one.value == "in force":
            speaks["benefit"].append(_convention(one))
        elif one.value.startswith(("not ratified", "denounced")):
            speaks["challenge"].append(_convention(one))
        else:
            missing.append(one.text)
    missing += found.not_collected


def _belongs(row: SocialPartner, world: str) -> bool:
    """Whether its affiliation says that it is a member, which one that left or was expelled is not.

    Examples
    --------
    >>> from fairlead.facts import load
    >>> found = {row.name.split(" ")[0]: _belongs(row, "ITUC") for row in load(SocialPartner) if row.iso3 == "PER"}
    >>> found["CUT"], found["CGTP"]
    (True, False)
    """
    return row.affiliation.startswith((f"affiliated to the {world}", f"member of the {world}"))


def _seat(rows: list[SocialPartner], name: str, world: str) -> Fact:
    named = "; ".join(row.name for row in rows)
    seat = {"IOE": "the Employers' Group", "ITUC": "the Workers' Group"}[world]
    sure = any("probable" not in row.affiliation for row in rows)
    way = "have a way" if sure else "have a way, if membership is confirmed,"
    text = f"{SIDES[world].capitalize()} of {name} {way} to {seat} of the ILO through the {world}: {named}."
    return fact(text, *rows, label=f"{SIDES[world]}' organisation", value=world)


def _convention(one: Fact) -> Fact:
    """The standing towards a Convention, with what it means for consultation."""
    means = {
        "C144": "It asks the State to consult both sides on ILO standards, ratification among them.",
        "C087": "It protects those who organise.",
        "C098": "It protects those who organise and bargain.",
    }[one.label]
    if one.value != "in force":
        means = means.replace("asks", "would ask").replace("protects", "would protect")
    return msgspec.structs.replace(one, text=f"{one.text} {means}")
