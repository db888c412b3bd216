"""The dossier of a corridor of labour migration: both ends, held to the same rigour."""

from __future__ import annotations

from datetime import date

import msgspec

from fairlead.dossier.assemble import assemble
from fairlead.dossier.chains import Subject, subject
from fairlead.dossier.country import people_section
from fairlead.dossier.law import law_section
from fairlead.dossier.migration import as_destination, as_origin, domestic_work, help_block, rule_facts
from fairlead.dossier.model import NOT_COLLECTED, Dossier, Facts, RiskFactors, Section
from fairlead.dossier.names import country_name, spoken
from fairlead.dossier.openings import routes_block
from fairlead.dossier.partners import association_section, global_unions
from fairlead.dossier.places import instruments_block
from fairlead.dossier.risk import risk_section
from fairlead.dossier.rows import rows_of
from fairlead.dossier.together import initiatives, practices, trade_agreements
from fairlead.errors import FairleadError
from fairlead.facts import MigrationRule

__all__ = ["dossier_corridor"]

INSTRUMENTS = ("P029", "C029", "C097", "C143", "C181", "C189", "C190")
FACTORS = ("RF5", "RF6", "RF7", "RF4")
"""Migration, recruitment, debt and discrimination: the factors that a corridor turns on."""


def dossier_corridor(origin: str, destination: str, sector: str | None = None, *, on: date | None = None) -> Dossier:
    """All that is known of people from one country who work in another.

    Parameters
    ----------
    origin, destination
        ISO 3166 alpha-3.
    sector
        An industry (``c1`` to ``c35``) or a chain they work in; all, if none.
    on
        The date for which every status is asked; today, if none.

    Raises
    ------
    FairleadError
        If the countries are the same or not known, or the sector is not.

    Examples
    --------
    >>> dossier_corridor("NPL", "QAT", on=date(2026, 6, 4)).title
    'Nepal to Qatar'
    """
    if origin == destination:
        raise FairleadError("A corridor needs two countries.", fix="Give the origin and the destination.")
    ends = ((destination, country_name(destination)), (origin, country_name(origin)))
    topic = subject(sector) if sector else None
    day = on or date.today()  # noqa: DTZ011 - a calendar day where the reader is
    to, came_from = (spoken(name) for _, name in ends)
    pair = {origin, destination}
    sections = (
        _terms(origin, destination, ends, day),
        *(_end(law_section(iso3, spoken(name), day), iso3, name) for iso3, name in ends),
        _partners(ends, topic, day),
        _risk(ends, day),
        _people(destination, to, came_from, topic),
        Section(
            key="together",
            title="Help, initiatives, agreements and routes",
            blocks=(
                *(
                    _renamed(help_block(iso3, spoken(name)), iso3, f"Who can help in {spoken(name)}")
                    for iso3, name in ends
                ),
                initiatives(lambda row: bool(pair & set(row.countries)), f"that name {to} or {came_from}"),
                practices(lambda row: bool(pair & set(row.countries)), f"in {to} or {came_from}"),
                trade_agreements([origin, destination], f"to which both {to} and {came_from} are party", day),
                *(_renamed(routes_block(iso3, spoken(name), day), iso3) for iso3, name in ends),
            ),
        ),
    )
    code = f"{origin}-{destination}" + (f"-{topic.code}" if topic else "")
    title = f"{ends[1][1]} to {ends[0][1]}" + (f", {topic.title.lower()}" if topic else "")
    return assemble("corridor", code, title, "Corridor dossier", day, sections)


def _terms(origin: str, destination: str, ends: tuple[tuple[str, str], ...], on: date) -> Section:
    """The agreement between the two, and the rules at each end."""
    to, came_from = (spoken(name) for _, name in ends)
    both = [
        row for row in rows_of(MigrationRule.table, origin) if row.scope == "corridor" and row.partner == destination
    ]
    missing = f"{'Other agreements' if both else 'An agreement'} between {came_from} and {to}: {NOT_COLLECTED}."
    here, there = as_destination(destination, to), as_origin(origin, came_from)
    return Section(
        key="terms",
        title="The terms on which people go",
        about="Fees paid, documents held and a visa tied to one employer make a job one that cannot be left.",
        blocks=(
            Facts(
                key="agreement",
                title=f"Between {came_from} and {to}",
                facts=rule_facts(both),
                not_collected=(missing, f"How many people from {came_from} work in {to}: {NOT_COLLECTED}."),
            ),
            _only(here, "corridor", f"What {to} allows people who come to work"),
            _only(there, "corridor", f"What {came_from} rules for people who leave to work"),
            domestic_work(destination, to, on),
            instruments_block(INSTRUMENTS, on),
        ),
    )


def _only(block: Facts, without: str, title: str) -> Facts:
    """A block without the rules of corridors, which would name other countries."""
    kept = tuple(one for one in block.facts if one.rows[0].key[0] != without)
    return msgspec.structs.replace(block, facts=kept, title=title)


def _end(section: Section, iso3: str, name: str) -> Section:
    return msgspec.structs.replace(section, key=f"{section.key}.{iso3}", title=f"{section.title}: {name}")


def _renamed(block: Facts, iso3: str, title: str = "") -> Facts:
    return msgspec.structs.replace(block, key=f"{block.key}.{iso3}", title=title or block.title)


def _partners(ends: tuple[tuple[str, str], ...], topic: Subject | None, on: date) -> Section:
    """Association and organisations at both ends; unions of both are the ones who can agree."""
    blocks = []
    for iso3, name in ends:
        for block in association_section(iso3, spoken(name), on).blocks:
            title = block.title if name in block.title else f"{name}: {block.title[:1].lower()}{block.title[1:]}"
            key = block.key if iso3 in block.key else f"{block.key}.{iso3}"
            blocks.append(msgspec.structs.replace(block, key=key, title=title))
    industries = topic.industries if topic else ("c18", "c35")
    return Section(
        key="association",
        title="Freedom of association, unions and employers at both ends",
        about="Unions of origin and destination can agree to stand for members in both countries.",
        blocks=(*blocks, global_unions(industries)),
    )


def _risk(ends: tuple[tuple[str, str], ...], on: date) -> Section:
    blocks = []
    for iso3, name in ends:
        for block in risk_section(iso3, spoken(name), on).blocks:
            if isinstance(block, RiskFactors):
                chosen = sorted(
                    (factor for factor in block.factors if factor.key in FACTORS),
                    key=lambda factor: FACTORS.index(factor.key),
                )
                blocks.append(
                    msgspec.structs.replace(block, key=f"risk_factors.{iso3}", title=name, factors=tuple(chosen))
                )
    return Section(
        key="risk",
        title="Migration, recruitment, debt and discrimination",
        about="Four of the nine risk factors, at both ends; the others stand in the dossiers of the countries. An "
        "indicator stands for a factor and is not the factor.",
        blocks=tuple(blocks),
    )


def _people(destination: str, to: str, came_from: str, topic: Subject | None) -> Section:
    from fairlead.dossier.estimates import in_countries
    from fairlead.dossier.packaged import packaged

    whole = people_section(destination, to)
    about = (
        f"All people in forced labour who are estimated to work in {to}, whatever their nationality: how many of them "
        f"came from {came_from} is {NOT_COLLECTED}."
    )
    blocks = whole.blocks[:1]
    if topic and destination in packaged().countries:
        about += f" {topic.caution}" if topic.caution else ""
        blocks = (in_countries("forced_labour", topic.estimates, [destination]), *blocks)
    return Section(key="people", title=f"Estimated people in {to}", about=about, blocks=blocks)
