"""The brief of a campaign: everything the facts say for it, each statement with its reason and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

import msgspec

from fairlead import __version__
from fairlead.act.campaign.allies import ally_blocks
from fairlead.act.campaign.checks import checked
from fairlead.act.campaign.documents import DocumentHint, fitting
from fairlead.act.campaign.levels import LevelView, level_views
from fairlead.act.campaign.model import Campaign
from fairlead.act.campaign.objectives import objective
from fairlead.act.campaign.reached import already
from fairlead.act.campaign.shows import shown_blocks
from fairlead.act.campaign.state import commitment_blocks, obstacles
from fairlead.act.campaign.timeline import Entry, timeline
from fairlead.assess.result import Source
from fairlead.dossier.assemble import LIMITS as DOSSIER_LIMITS
from fairlead.dossier.model import Dossier, Fact, Facts, Section
from fairlead.dossier.names import country_name, spoken
from fairlead.dossier.rows import fact, sources

__all__ = ["LIMITS", "SCHEMA", "CampaignBrief", "as_dossier", "brief", "titled"]

SCHEMA = "fairlead.campaign-brief/1"
LIMITS = (
    "People decide what fits, who is asked first and what is risked, together with those who could suffer for it.",
    "Levels and bodies are proposals with reasons; no State is ranked and none is called late.",
    *DOSSIER_LIMITS[-2:],
)


class CampaignBrief(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known for one campaign on a date.

    Attributes
    ----------
    campaign
        What it is for, with its plan, coalition and log.
    on
        The date for which every status is asked, ISO 8601.
    title, subtitle
        For people.
    summary
        A few facts to read first, each also in its section.
    sections
        The ask, the facts, the levels, allies, promises and obstacles, as in dossiers.
    documents
        Kinds of documents that fit.
    timeline
        What happened and what is planned.
    sources
        Everything that the statements rest on.
    limits
        What the brief does not say.
    """

    schema: str = SCHEMA
    fairlead_version: str = __version__
    created: str
    campaign: Campaign
    on: str
    title: str
    subtitle: str
    summary: tuple[Fact, ...]
    sections: tuple[Section, ...]
    documents: tuple[DocumentHint, ...]
    timeline: tuple[Entry, ...]
    sources: tuple[Source, ...]
    limits: tuple[str, ...] = LIMITS

    def facts(self) -> Iterator[Fact]:
        """Every statement, in order; each leads to its rows."""
        yield from self.summary
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Facts):
                    yield from block.facts


def brief(campaign: Campaign, on: date) -> CampaignBrief:
    """Bring together what the facts say for a campaign on a date.

    Parameters
    ----------
    campaign
        An objective and a country are enough.
    on
        The date.

    Raises
    ------
    InputError
        If the campaign cannot be used.

    Examples
    --------
    >>> made = brief(Campaign(objective="ratify", country="NPL"), date(2026, 11, 21))
    >>> made.title
    'Ratify an ILO instrument (P029): Nepal'
    >>> [section.key for section in made.sections][:3]
    ['ask', 'facts', 'level.national']
    >>> all(one.rows for one in made.facts())
    True
    """
    checked(campaign)
    sections = tuple(_sections(campaign, on))
    found = CampaignBrief(
        created=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        campaign=campaign,
        on=on.isoformat(),
        title=campaign.title or titled(campaign),
        subtitle=f"Campaign brief. {titled(campaign)}" if campaign.title else "Campaign brief",
        summary=tuple(_summary(campaign, sections)),
        sections=sections,
        documents=fitting(campaign),
        timeline=timeline(campaign),
        sources=(),
    )
    return msgspec.structs.replace(found, sources=sources(as_dossier(found)))


def as_dossier(found: CampaignBrief) -> Dossier:
    """The facts of a brief in the form of a dossier, for the writers that dossiers have."""
    return Dossier(
        schema=found.schema,
        fairlead_version=found.fairlead_version,
        created=found.created,
        kind="corridor" if found.campaign.partner else "country",
        id=f"{found.campaign.objective}-{found.campaign.country}",
        title=found.title,
        subtitle=found.subtitle,
        on=found.on,
        summary=found.summary,
        sections=found.sections,
        methods=(),
        sources=found.sources,
        limits=found.limits,
    )


def titled(campaign: Campaign) -> str:
    """What a campaign is called that has no title of its own.

    Examples
    --------
    >>> titled(Campaign(objective="recruitment", country="QAT", partner="NPL"))
    'Better recruitment rules in a corridor: Nepal to Qatar'
    """
    which = f" ({campaign.about})" if campaign.objective == "ratify" else ""
    return f"{objective(campaign.objective).name}{which}: {_where(campaign)}"


def _where(campaign: Campaign) -> str:
    name = country_name(campaign.country)
    if not campaign.partner:
        return name
    other = country_name(campaign.partner)
    return f"{other} to {name}" if campaign.objective == "recruitment" else f"{name} and {other}"


def _sections(campaign: Campaign, on: date) -> Iterator[Section]:
    yield Section(key="ask", title="What is asked, and of whom", blocks=(_ask(campaign, on),))
    shown = shown_blocks(campaign, on)
    yield Section(key="facts", title="What the facts say", blocks=shown)
    for view in level_views(campaign, on):
        yield _level(campaign, view)
    yield Section(key="allies", title="Who might stand beside", blocks=ally_blocks(campaign, on))
    promised = tuple(block for block in commitment_blocks(campaign, on) if block.key not in {one.key for one in shown})
    yield Section(key="promises", title="What the State has promised", blocks=promised)
    yield Section(key="obstacles", title="Obstacles", blocks=(obstacles(campaign, on),))


def _ask(campaign: Campaign, on: date) -> Facts:
    aim = objective(campaign.objective)
    name = spoken(country_name(campaign.country))
    which = f" ({campaign.about})" if campaign.objective == "ratify" else ""
    facts = [
        fact(f"{aim.ask}{which}.", aim, label="The ask"),
        fact(f"{f'In {name}: ' if _of_state(aim.id) else ''}{aim.duty_bearer}.", aim, label="Who can grant it"),
        *already(campaign, on),
    ]  # fmt: skip
    return Facts(key="ask", title=aim.name, facts=tuple(facts), about=campaign.goal)


def _of_state(ident: str) -> bool:
    return ident not in ("lender", "representation", "recruitment")


def _level(campaign: Campaign, view: LevelView) -> Section:
    chosen = "Chosen for this campaign. " if campaign.level == view.level else ""
    place = f"Fits this objective in place {view.rank}, in Fairlead's reading." if view.rank else ""
    return Section(
        key=f"level.{view.level}",
        title=view.name,
        blocks=(view.benefits, view.challenges, *view.bodies),
        about=f"{chosen}{place}".strip(),
    )


def _summary(campaign: Campaign, sections: Iterable[Section]) -> Iterator[Fact]:
    """The ask, where things stand, who has supported it, a promise, an obstacle."""
    blocks = {block.key: block.facts for section in sections for block in section.blocks if isinstance(block, Facts)}
    yield blocks["ask"][0]
    yield from blocks["ask"][2:]
    standing = blocks.get("ratifications", ())
    yield from [one for one in standing if one.label == campaign.about][:1]
    for key in ("agreement", "destination", "plans", "trade_agreements", "support", "commitments", "obstacles"):
        yield from blocks.get(key, ())[:1]
