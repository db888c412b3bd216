"""The dossier of an industry, or of a chain such as garments."""

from __future__ import annotations

from datetime import date
from typing import Any

from fairlead.dossier.assemble import assemble
from fairlead.dossier.buyers import ban_facts
from fairlead.dossier.chains import Subject, subject
from fairlead.dossier.estimates import by_country, by_destination, chain_by_industry, chain_by_origin
from fairlead.dossier.listed import ABSENCE, good_facts
from fairlead.dossier.model import NOT_COLLECTED, Dossier, Facts, Section
from fairlead.dossier.names import country_name
from fairlead.dossier.packaged import packaged
from fairlead.dossier.partners import global_unions
from fairlead.dossier.places import cases, gaps_of_industries, imposed_in, instruments_block, standing_in
from fairlead.dossier.rows import collected
from fairlead.dossier.together import framework_agreements, initiatives, practices
from fairlead.facts import Good, GoodIndustries, load

__all__ = ["bans_block", "dossier_industry", "together"]

PLACES = 12
"""Countries shown with their law: those where most people of the industry are estimated."""


def dossier_industry(code: str, *, on: date | None = None) -> Dossier:
    """All that is known of one industry or chain.

    Parameters
    ----------
    code
        An industry of the trade tables (``c1`` to ``c35``) or a chain (``garments``, ``fishing``, ``construction``).
    on
        The date for which every status is asked; today, if none.

    Raises
    ------
    FairleadError
        If there is no such industry or chain.

    Examples
    --------
    >>> dossier_industry("garments", on=date(2026, 6, 4)).title
    'Garments'
    """
    topic = subject(code)
    day = on or date.today()  # noqa: DTZ011 - a calendar day where the reader is
    goods = _goods(topic)
    sections = (
        _law(topic, day, goods),
        Section(
            key="association",
            title="Freedom of association and unions",
            about="Where workers cannot organise, forced labour goes unheard, and a clean audit says little.",
            blocks=(
                *(standing_in(convention, places(topic), day, _where(topic)) for convention in ("C087", "C098")),
                global_unions(topic.industries),
            ),
        ),
        _listed(goods),
        _people(topic),
        Section(
            key="buyers",
            title="Who buys what is at risk",
            blocks=(by_destination(topic.estimates), bans_block(tuple(row.good for row in goods), day)),
        ),
        together(topic.industries, topic.sectors, topic.title.lower()),
    )
    return assemble("industry", topic.code, topic.title, "Industry dossier", day, sections)


def places(topic: Subject) -> list[str]:
    """The countries where most people in forced labour in the industry are estimated, or where its goods are listed."""
    data = packaged()
    if topic.places == "listed":
        listed = [row.iso3 for row in load(Good) if row.good in topic.goods and row.forced_labour]
        return sorted(dict.fromkeys(listed), key=country_name)
    order = sorted(data.named, key=lambda code: -data.figure("forced_labour", "cell", code, topic.estimates).central)
    return order[:PLACES]


def _where(topic: Subject) -> str:
    if topic.places == "listed":
        return "where goods of this chain are listed for forced labour"
    return f"in the {PLACES} countries where most people are estimated in {packaged().name(topic.estimates).lower()}"


def _goods(topic: Subject) -> list[Good]:
    if topic.goods:
        return [row for row in load(Good) if row.good in topic.goods]
    of_industry = {row.good for row in load(GoodIndustries) if set(row.industries) & set(topic.industries)}
    return [row for row in load(Good) if row.good in of_industry]


def _law(topic: Subject, on: date, goods: list[Good]) -> Section:
    return Section(
        key="law",
        title="Law and practice",
        about="Forced labour is produced by laws, policies and practices; so they come before any number.",
        blocks=(
            standing_in("P029", places(topic), on, _where(topic)),
            cases(places(topic)),
            imposed_in(() if topic.places == "listed" else topic.industries, [row.good for row in goods]),
            gaps_of_industries(topic.industries, topic.beside),
            instruments_block(topic.instruments, on),
        ),
    )


def _listed(goods: list[Good]) -> Section:
    block = Facts(
        key="goods",
        title="Goods of this industry in the edition of 2022",
        facts=good_facts(sorted(goods, key=lambda row: row.good), country=False),
        not_collected=() if goods else (f"Goods of this industry: {ABSENCE}.",),
    )
    about = "The list of the US Department of Labor names goods and countries, never companies."
    return Section(key="goods", title="Goods that are listed", about=about, blocks=(block,))


def _people(topic: Subject) -> Section:
    return Section(
        key="people",
        title="Estimated people",
        about=(topic.caution + " " if topic.caution else "")
        + "Modelled from world and regional counts. The counts of forced labour and child labour overlap and are never "
        "added.",
        blocks=(
            by_country("forced_labour", topic.estimates),
            chain_by_origin("forced_labour", topic.estimates),
            chain_by_industry("forced_labour", topic.estimates),
            by_country("child_labour", topic.estimates),
        ),
    )


def bans_block(goods: tuple[str, ...], on: date) -> Facts:
    """Bans that reach these goods."""
    if not collected("import_bans"):
        return Facts(key="bans", title="Import and market bans", not_collected=(f"Import bans: {NOT_COLLECTED}.",))
    return Facts(
        key="bans",
        title="Import and market bans",
        facts=ban_facts(on, goods=goods),
        about="A ban stops goods and can also leave workers behind; who lifts it, and on what remedy, belongs to it.",
    )


def together(industries: tuple[str, ...], sectors: tuple[str, ...], name: str) -> Section:
    """Initiatives, practices and agreements of these industries."""
    main = set(industries[:1])

    def about_it(row: Any) -> bool:
        return any(word in row.sectors for word in sectors) if sectors else bool(main & set(row.industries))

    blocks = [initiatives(about_it, f"on {name}"), practices(about_it, f"in {name}")]
    if sectors:
        blocks.append(framework_agreements(lambda row: any(word in row.sector for word in sectors), f"in {name}"))
    return Section(key="together", title="Initiatives and agreements", blocks=tuple(blocks))
