"""The workshop kit: invitation, agenda and terms of reference as drafts, and an outline of slides from the facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from fairlead.act.campaign.brief import CampaignBrief, as_dossier, brief
from fairlead.act.campaign.model import Campaign
from fairlead.act.case import Case, Organisation
from fairlead.act.draft import Draft
from fairlead.act.kinds import kinds
from fairlead.act.writing import write
from fairlead.dossier.model import Dossier, Facts, Section
from fairlead.dossier.report.document import body
from fairlead.report.document.model import Block, Bullets, Document, Heading, Paragraph, words

__all__ = ["KIT", "case_of", "draft", "kit", "slides"]

KIT = ("workshop_invitation", "workshop_agenda", "terms_of_reference")
"""Kinds of documents in the kit."""
POINTS = 4
"""Statements on a slide."""
TURNS = (
    ("ask", "What we want"),
    ("facts", "What the facts say"),
    ("obstacles", "What stands in the way"),
    ("promises", "What the State has promised"),
    ("allies", "Who might stand beside us"),
    ("level.national", "What we can do at home"),
)
DISCUSS = (
    "Which of these facts do we know better? Who can correct them?",
    "Who could suffer if we act openly, and what protects them?",
    "What do we ask, of whom, and by when?",
    "Who does which step? What do we need for it?",
)


def case_of(campaign: Campaign, on: date) -> Case:
    """The case that documents of a campaign are written for; its members write, each for itself."""
    return Case(
        on=on.isoformat(),
        state=campaign.country,
        partner=campaign.partner,
        sector=campaign.sector,
        instruments=(campaign.instrument,) if campaign.instrument else (),
        writers=tuple(
            Organisation(name=one.name, constituency=one.constituency, country=one.country)
            for one in campaign.members
            if not one.left
        ),
    )


def draft(campaign: Campaign, kind: str, on: date) -> Draft:
    """A draft of one kind of document for a campaign.

    Raises
    ------
    FairleadError
        If there is no such kind, or the campaign lacks what it cannot do without.
    """
    return write(kind, case_of(campaign, on))


def kit(campaign: Campaign, on: date) -> dict[str, Draft]:
    """The drafts of the kit, by kind.

    Examples
    --------
    >>> sorted(kit(Campaign(objective="ratify", country="NPL"), date(2026, 11, 21)))
    ['terms_of_reference', 'workshop_agenda', 'workshop_invitation']
    """
    return {kind: draft(campaign, kind, on) for kind in KIT if kind in kinds()}


def slides(campaign: Campaign, on: date) -> Document:
    """An outline of slides: a heading for each, a few statements with their sources, and questions to discuss.

    Parameters
    ----------
    campaign
        Whose workshop.
    on
        Date of the facts.

    Examples
    --------
    >>> made = slides(Campaign(objective="ratify", country="NPL"), date(2026, 11, 21))
    >>> [block.text for block in made.blocks if isinstance(block, Heading)][0]
    'What we want'
    """
    found = brief(campaign, on)
    blocks, notes = body(_short(found))
    return Document(
        title=found.title,
        subtitle="Outline for slides",
        about=(f"As of {found.on}. One heading for each slide; change it as you speak.",),
        day=found.on,
        blocks=(*blocks, *_discussion()),
        notes=notes,
        foot="Numbers in brackets lead to the sources at the end.",
    )


def _short(found: CampaignBrief) -> Dossier:
    """The facts of the brief as slides: a section for each, with a few statements."""
    sections = {section.key: section for section in found.sections}
    kept = tuple(_slide(sections[key], title) for key, title in TURNS if key in sections)
    changes: dict[str, Any] = {"summary": (), "sections": tuple(one for one in kept if one.blocks)}
    return msgspec.structs.replace(as_dossier(found), **changes)


def _slide(section: Section, title: str) -> Section:
    facts = [one for block in section.blocks if isinstance(block, Facts) for one in block.facts[:2]][:POINTS]
    missing = [text for block in section.blocks if isinstance(block, Facts) and not block.facts
               for text in block.not_collected][:1]  # fmt: skip
    block = Facts(key="slide", title=section.title, facts=tuple(facts), not_collected=() if facts else tuple(missing))
    return Section(key=section.key, title=title, blocks=(block,) if facts or missing else ())


def _discussion() -> Iterator[Block]:
    yield Heading("To discuss")
    yield Bullets(tuple(words(text) for text in DISCUSS))
    yield Paragraph(words("Write down who took part, what was decided, who does it and by when."), soft=True)
