"""The dossier of a listed good."""

from __future__ import annotations

import re
from datetime import date

from fairlead.dossier.assemble import assemble
from fairlead.dossier.estimates import chain_by_origin, in_countries
from fairlead.dossier.industry import bans_block, together
from fairlead.dossier.listed import ABSENCE, good_facts
from fairlead.dossier.model import Block, Dossier, Facts, Section
from fairlead.dossier.packaged import packaged
from fairlead.dossier.partners import global_unions
from fairlead.dossier.places import cases, imposed_in, standing_in
from fairlead.dossier.rows import fact
from fairlead.errors import FairleadError
from fairlead.facts import Good, GoodIndustries, load

__all__ = ["dossier_good", "good_named"]


def dossier_good(name: str, *, on: date | None = None) -> Dossier:
    """All that is known of one listed good.

    Parameters
    ----------
    name
        As the list names it, in any case, or a word by which purchase lists name it (``"brick"``).
    on
        The date for which every status is asked; today, if none.

    Raises
    ------
    FairleadError
        If no listed good has this name; the message names near ones.

    Examples
    --------
    >>> dossier_good("cotton", on=date(2026, 6, 4)).title
    'Cotton'
    """
    good = good_named(name)
    day = on or date.today()  # noqa: DTZ011 - a calendar day where the reader is
    listings = [row for row in load(Good) if row.good == good.good]
    order = sorted(listings, key=lambda row: (not (row.forced_labour or row.forced_child_labour), row.country))
    countries = [row.iso3 for row in order]
    industry = good.industries[0]
    sections = (
        Section(
            key="law",
            title="Law and practice where it is listed",
            about="Forced labour is produced by laws, policies and practices; so they come before any number.",
            blocks=(
                standing_in("P029", countries, day, "where the good is listed"),
                cases(countries),
                imposed_in((), [good.good]),
            ),
        ),
        Section(
            key="association",
            title="Freedom of association and unions",
            blocks=(
                *(standing_in(code, countries, day, "where the good is listed") for code in ("C087", "C098")),
                global_unions(good.industries),
            ),
        ),
        _listed(good, listings),
        _people(good, countries),
        Section(key="buyers", title="Bans that reach it", blocks=(bans_block((good.good,), day),)),
        together(good.industries, (), packaged().name(industry).lower()),
    )
    return assemble("good", slug(good.good), good.good, "Dossier of a good", day, sections)


def good_named(name: str) -> GoodIndustries:
    """The good of this name.

    Raises
    ------
    FairleadError
        If no listed good is called so; it names those that come near.

    Examples
    --------
    >>> good_named("BRICKS").good
    'Bricks'
    """
    wanted = name.strip().casefold()
    rows = load(GoodIndustries)
    called = [row for row in rows if wanted in (row.good.casefold(), slug(row.good))]
    found = called or [row for row in rows if wanted in row.words]
    if found:
        return min(found, key=lambda row: len(row.good))
    near = [row.good for row in rows if wanted and wanted in row.good.casefold()]
    fix = f"Near it: {', '.join(near[:8])}." if near else "`fairlead facts show goods` shows the goods."
    raise FairleadError(f"No listed good is called {name!r}.", why="Not listed is not evidence of absence.", fix=fix)


def slug(name: str) -> str:
    """The name of a good as the name of a file.

    Examples
    --------
    >>> slug("Beans (green, soy, yellow)")
    'beans-green-soy-yellow'
    """
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-")


def _listed(good: GoodIndustries, listings: list[Good]) -> Section:
    data = packaged()
    names = ", ".join(data.name(code).lower() for code in good.industries)
    mapped = fact(f"In the trade tables the good belongs to {names}, in Fairlead's reading.", good, label="industry")
    more = []
    if good.headings:
        more.append(fact(f"Headings of the Harmonized System: {', '.join(good.headings)}.", good, label="headings"))
    if good.used_in_industries:
        used = ", ".join(data.name(code).lower() for code in good.used_in_industries)
        more.append(fact(f"Products that often contain it are made in {used}.", good, label="used in"))
    made = [row for row in load(Good) if row.downstream and row.input_good.casefold() == good.good.casefold()]
    return Section(
        key="goods",
        title="Where it is listed",
        about="The list of the US Department of Labor names goods and countries, never companies. A country that is "
        "not listed is not thereby free of it.",
        blocks=(
            Facts(key="goods", title="Listings, edition of 2022", facts=good_facts(listings, country=True)),
            Facts(
                key="made_with",
                title="Listed goods that are made with it",
                facts=good_facts(made, country=True),
                not_collected=() if made else (f"Goods made with it: {ABSENCE}.",),
            ),
            Facts(key="classification", title="Where the good stands in trade", facts=(mapped, *more)),
        ),
    )


def _people(good: GoodIndustries, countries: list[str]) -> Section:
    data = packaged()
    industry = good.industries[0]
    known = [code for code in dict.fromkeys(countries) if code in data.countries]
    outside = [code for code in dict.fromkeys(countries) if code not in data.countries]
    blocks: list[Block] = [
        in_countries("forced_labour", industry, known),
        in_countries("child_labour", industry, known),
        chain_by_origin("forced_labour", industry),
    ]
    if outside:
        missing = f"Estimates of people in {', '.join(outside)}: the trade table does not have these countries."
        blocks.append(Facts(key="outside", title="Countries without estimates", not_collected=(missing,)))
    return Section(
        key="people",
        title="Estimated people in its industry",
        about=f"The estimates are of the whole industry ({data.name(industry).lower()}) of each country where the good "
        "is listed, of which the good is a part: no estimate is of the good itself.",
        blocks=tuple(blocks),
    )
