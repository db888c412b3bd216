"""Kinds of documents that fit a campaign, as far as they can be written."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from fairlead.act.campaign.model import OBJECTIVE_INSTRUMENT, Campaign
from fairlead.act.campaign.objectives import objective
from fairlead.act.case import Case, Target
from fairlead.act.kinds import kinds

__all__ = ["DocumentHint", "case_of", "fits", "fitting", "hints"]

OF_THE_PROTOCOL = ("ratification", "convene_plan")
"""Kinds that speak of the Protocol of 2014 alone."""


class DocumentHint(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of document.

    Attributes
    ----------
    id
        Its name, as ``fairlead letter draft`` takes it.
    name, about
        For people.
    """

    id: str
    name: str
    about: str


def fits(kind: str, campaign: Campaign) -> bool:
    """Whether a kind of document is about the instrument of a campaign.

    Examples
    --------
    >>> fits("ratification", Campaign(objective="ratify", country="KOR", instrument="C105"))
    False
    """
    return kind not in OF_THE_PROTOCOL or campaign.about == OBJECTIVE_INSTRUMENT


def hints(wanted: Iterable[str]) -> tuple[DocumentHint, ...]:
    """Those of the kinds that there are templates for, in the order asked.

    Examples
    --------
    >>> hints(["ratification"])[0].id
    'ratification'
    """
    there = kinds()
    return tuple(DocumentHint(id=one, name=there[one].name, about=there[one].about) for one in wanted if one in there)


def fitting(campaign: Campaign) -> tuple[DocumentHint, ...]:
    """The documents that the objective of a campaign fits, in the order of the table of objectives.

    Examples
    --------
    >>> [one.id for one in fitting(Campaign(objective="ratify", country="NPL"))][0]
    'ratification'
    """
    return hints(one for one in objective(campaign.objective).documents if fits(one, campaign))


def case_of(campaign: Campaign, on: str) -> Case:
    """What a document of a campaign is written for, as far as the campaign says it; who writes, people say.

    Parameters
    ----------
    campaign
        Its country, partner, industry, lender and instrument are used.
    on
        ISO 8601 date of the document.

    Examples
    --------
    >>> case_of(Campaign(objective="ratify", country="KOR", instrument="C105"), "2026-11-21").instruments
    ('C105',)
    """
    return Case(
        on=on,
        state=campaign.country,
        partner=campaign.partner,
        sector=campaign.sector,
        instruments=(campaign.instrument,) if campaign.instrument else (),
        target=Target(lender=campaign.lender),
    )
