"""Everything public that can be found: made from the facts, each with the page that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from django.urls import NoReverseMatch, reverse

from fairlead.classify.countries import country_name
from fairlead.classify.tables import read_table
from fairlead.classify.text import strip_parentheses
from fairlead.dossier.good import slug
from fairlead.dossier.names import known_countries, spoken
from fairlead.dossier.rows import mark_of
from fairlead.facts import load
from fairlead.facts.labour_law import answers
from fairlead.hub.lookup.permalinks import row_address

__all__ = ["Found", "public"]

MOST_NAMES = 120


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can be found.

    Attributes
    ----------
    kind, title, address
        What it is, what it is called, the page that shows it.
    codes, names
        Codes that lead to it before anything else; other names and spellings.
    body
        What the search reads besides, and the snippet shows.
    mark
        "to be checked" where the row behind it is recalled.
    """

    kind: str
    title: str
    address: str
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    body: str = ""
    mark: str = ""


def public() -> Iterator[Found]:
    """Every public thing; nothing here belongs to a person or an organisation."""
    for part in (
        _countries,
        _about_countries,
        _instruments,
        _laws,
        _cases,
        _goods,
        _industries,
        _initiatives,
        _practices,
        _routes,
        _bodies,
        _corridors,
        _partners,
        _labour_law,
        _indicators,
        _agreements,
        _bans,
        _help,
        _sources,
        _pages,
    ):
        yield from part()


def _at(name: str, **named: Any) -> str:
    """The address of a page; empty where this hub does not have it."""
    try:
        return reverse(name, kwargs=named or None)
    except NoReverseMatch:
        return ""


def _bare(name: str) -> str:
    """A name without what stands in brackets."""
    return " ".join(strip_parentheses(name).split())


def _spellings() -> dict[str, tuple[tuple[str, ...], list[str]]]:
    """Codes and names of every country, in all languages and spellings that are read in lists of purchases."""
    found: dict[str, tuple[tuple[str, ...], list[str]]] = {}
    for row in read_table("country_names"):
        found[row["code"]] = ((row["code"], row["alpha2"]), row["keys"].split("|"))
    for row in read_table("country_aliases"):
        for code in row["code"].split():
            if code in found and row["kind"] == "alias":
                found[code][1].extend(row["keys"].split("|"))
    return found


def _countries() -> Iterator[Found]:
    spelt = _spellings()
    for iso3, name in known_countries().items():
        codes, names = spelt.get(iso3, ((iso3,), []))
        yield Found(
            kind="country",
            title=name,
            address=_at("country", code=iso3) or _at("country_indicators", iso3=iso3),
            codes=tuple(code for code in codes if code),
            names=tuple(dict.fromkeys([country_name(iso3), *names]))[:MOST_NAMES],
            body="ratifications, labour law, cases, goods, corridors, indicators, dossier",
        )


def _about_countries() -> Iterator[Found]:
    """Pages about one country, so that "Qatar ratifications" finds the page and not only the country."""
    findings = {row.iso3 for row in load("country_findings")} | {row.iso3 for row in load("goods")}
    kinds = (
        ("country.ratifications", "code", "ratifications", "what it has ratified, gaps, plan of action", None),
        ("labour_law.country", "code", "labour law", "wages, hours, unions, inspection, recruitment, topics", None),
        ("country_indicators", "iso3", "indicators", "statistics, values and years, women and men", None),
        ("finding", "iso3", "findings and listed goods", "US Department of Labor, goods, child labour", findings),
        ("dossier.country", "code", "dossier", "all that is known of the country, PDF, DOCX", None),
        ("help.country", "code", "help for workers", "rights, help points, telephone", None),
    )
    for route, argument, what, body, only in kinds:
        for iso3, name in known_countries().items():
            address = _at(route, **{argument: iso3}) if only is None or iso3 in only else ""
            if address:
                yield Found(kind="country_page", title=f"{name}: {what}", address=address, body=body)


def _instruments() -> Iterator[Found]:
    for row in load("instruments"):
        number = row.code[1:].lstrip("0") if row.code[1:].isdigit() else ""
        letter = row.code[0]
        long = {"C": "Convention", "P": "Protocol", "R": "Recommendation"}.get(letter, "")
        more = (f"{long} No. {number}", f"{long} {number}", f"ILO {number}", f"{letter}{number}") if number else ()
        yield Found(
            kind="instrument",
            title=f"{row.name} ({row.code})",
            address=_at("instrument", code=row.code) or row_address(row),
            codes=(row.code, *((f"{letter}{number}",) if number else ())),
            names=(row.name, *more, *_BY_USE.get(row.code, ())),
            body=f"{row.organisation} {row.kind}, adopted {row.adopted}. {row.relevance}",
            mark=mark_of([row]),
        )


_BY_USE = {
    "P029": ("forced labour protocol", "protocol of 2014", "P29"),
    "C029": ("forced labour convention",),
    "C087": ("freedom of association",),
    "C098": ("right to organise", "collective bargaining"),
    "C182": ("worst forms of child labour",),
    "C138": ("minimum age",),
    "C189": ("domestic workers convention",),
    "C190": ("violence and harassment",),
    "C188": ("work in fishing",),
    "C181": ("private employment agencies",),
    "C081": ("labour inspection",),
    "PALERMO": ("trafficking protocol",),
    "UNGP": ("guiding principles on business and human rights", "Ruggie principles"),
    "SDG87": ("SDG 8.7", "target 8.7"),
    "MLC2006": ("seafarers", "maritime labour convention"),
}


def _laws() -> Iterator[Found]:
    for row in load("business_laws"):
        short = row.id.partition("-")[2]
        yield Found(
            kind="law",
            title=row.name,
            address=_at("law", law=row.id) or row_address(row),
            codes=(row.id, short, *_LAW_CODES.get(row.id, ())),
            names=(_bare(row.name), *_LAW_NAMES.get(row.id, ())),
            body=f"{row.jurisdiction}; {row.kind}; {row.state}. Binds {row.binds}. {row.asks} {row.sanction}",
            mark=mark_of([row]),
        )


_LAW_CODES = {
    "US-S307": ("section 307", "s 307", "307"),
    "EU-CSDDD": ("CS3D", "2024/1760"),
    "EU-CSRD": ("2022/2464",),
    "EU-FLR": ("2024/3015",),
    "CA-S211": ("bill s211", "S-211"),
    "US-CA-TSCA": ("SB 657", "TSCA"),
    "DE-LKSG": ("LkSG",),
    "GB-MSA54": ("MSA", "section 54"),
    "US-DF1502": ("section 1502",),
}
_LAW_NAMES = {
    "US-S307": ("withhold release order", "WRO", "import ban on goods made with forced labour", "tariff act"),
    "EU-FLR": ("EU forced labour ban", "European Union ban on forced labour products"),
    "EU-CSDDD": ("European due diligence directive", "corporate sustainability due diligence"),
    "DE-LKSG": ("Lieferkettengesetz", "Lieferkettensorgfaltspflichtengesetz", "German supply chain act"),
    "FR-VIGILANCE": ("loi de vigilance", "devoir de vigilance", "French duty of vigilance"),
    "GB-MSA54": ("UK modern slavery act",),
    "AU-MSA": ("Australian modern slavery act",),
    "NO-TRANSPARENCY": ("Norwegian transparency act",),
    "BR-LISTASUJA": ("lista suja", "dirty list"),
    "US-UFLPA": ("Uyghur act", "Xinjiang import ban"),
    "US-CA-TSCA": ("California supply chains act",),
    "CA-S211": ("Canadian modern slavery act",),
}


def _cases() -> Iterator[Found]:
    from fairlead.hub.lookup.cases import slugs

    for row in load("supervisory_cases"):
        span = f"{row.from_year}" + ("" if row.to_year in (None, row.from_year) else f" to {row.to_year}")
        yield Found(
            kind="case",
            title=f"{row.country}: {row.topic} ({row.body}, {span})",
            address=_at("case", case=slugs().get(id(row), "")) if slugs().get(id(row)) else row_address(row),
            names=(f"{row.body} {row.country}",),
            body=f"Started by {row.started_by}. {row.outcome}. {row.state}. {', '.join(row.instruments)}",
            mark=mark_of([row]),
        )


def _goods() -> Iterator[Found]:
    listed: dict[str, list[Any]] = {}
    for row in load("goods"):
        listed.setdefault(row.good, []).append(row)
    for good in load("goods_industries"):
        rows = listed.get(good.good, [])
        forced = [row.country for row in rows if row.forced_labour or row.forced_child_labour]
        child = [row.country for row in rows if row.child_labour and row.country not in forced]
        body = f"Listed for forced labour: {', '.join(forced)}. " if forced else ""
        body += f"Listed for child labour: {', '.join(child)}." if child else ""
        yield Found(
            kind="good",
            title=good.good,
            address=_at("good", good=slug(good.good)),
            codes=good.headings,
            names=good.words,
            body=body or "Goods made with listed inputs.",
            mark=mark_of(rows) if rows else "",
        )


def _industries() -> Iterator[Found]:
    for row in read_table("wiod"):
        yield Found(
            kind="industry",
            title=row["name"],
            address=_at("dossier.industry", code=row["code"]) or f"{_at('good_list')}?industry={row['code']}",
            codes=(row["code"],),
            body="industry of the trade tables",
        )


def _initiatives() -> Iterator[Found]:
    for row in load("initiatives"):
        yield Found(
            kind="initiative",
            title=row.name,
            address=_at("initiative", initiative=row.id),
            codes=(row.id,),
            names=(_bare(row.name),),
            body=f"{row.kind}; {row.sectors}; {row.regions}; {', '.join(row.topics)}. {row.advantage}",
            mark=mark_of([row]),
        )


def _practices() -> Iterator[Found]:
    for row in load("practices"):
        yield Found(
            kind="practice",
            title=row.name,
            address=_at("practice", practice=row.id),
            codes=(row.id,),
            body=f"{row.place}; {row.sectors}; {row.who}: {row.changed}. {row.figures}",
            mark=mark_of([row]),
        )


def _routes() -> Iterator[Found]:
    for row in load("accountability_routes"):
        yield Found(
            kind="route",
            title=row.name,
            address=_at("route", route=row.id) or row_address(row),
            codes=(row.id,),
            body=f"{row.body}; {row.category}. Gives {row.gives}. Needs {row.needs}. {row.reference}",
            mark=mark_of([row]),
        )


def _bodies() -> Iterator[Found]:
    unions_named = {row.id.casefold() for row in load("global_unions")}
    for table in ("policy_bodies", "global_unions"):
        for row in load(table):
            unions = table == "global_unions"
            if not unions and row.id.casefold() in unions_named:
                continue
            yield Found(
                kind="body",
                title=row.name,
                address=row_address(row),
                codes=(row.id,),
                body=f"{row.kind}. {row.work if unions else row.does}",
                mark=mark_of([row]),
            )


def _corridors() -> Iterator[Found]:
    by_pair: dict[tuple[str, str], list[Any]] = {}
    for row in load("migration_rules"):
        if row.scope == "corridor":
            by_pair.setdefault((row.iso3, row.partner), []).append(row)
    for (origin, destination), rows in by_pair.items():
        names = country_name(origin), country_name(destination)
        at_ends = [
            row
            for row in load("migration_rules")
            if (row.scope, row.iso3) in (("origin", origin), ("destination", destination))
        ]
        yield Found(
            kind="corridor",
            title=f"{names[0]} to {names[1]}",
            address=_at("corridor", code=f"{origin}-{destination}"),
            codes=(f"{origin}-{destination}",),
            names=(f"migration {names[0]} {names[1]}", "migrant workers recruitment corridor"),
            body="; ".join(f"{row.field}: {row.value}" for row in [*rows, *at_ends]),
            mark=mark_of(rows),
        )


def _partners() -> Iterator[Found]:
    for row in load("social_partners"):
        yield Found(
            kind="partner",
            title=row.name,
            address=row_address(row),
            body=f"{row.country}: {row.side}, {row.kind}. {row.affiliation}",
            mark=mark_of([row]),
        )


def _labour_law() -> Iterator[Found]:
    for iso3, name in known_countries().items():
        for at, one in enumerate(answers(iso3, spoken(name)), start=1):
            if one.collected:
                page = _at("labour_law.country", code=iso3)
                yield Found(
                    kind="labour_law",
                    title=f"{name}: {one.topic.topic}",
                    address=f"{page}#t-{at}" if page else row_address(one.statements[0].row),
                    names=(one.topic.ask,),
                    body=" ".join(said.text for said in one.statements),
                    mark="to be checked" if one.to_be_checked else "",
                )


def _indicators() -> Iterator[Found]:
    for row in load("indicators"):
        yield Found(
            kind="indicator",
            title=row.name,
            address=_at("indicator", indicator=row.indicator),
            codes=(row.indicator,),
            names=(row.indicator.replace("_", " "),),
            body=f"{row.unit}; {row.edition}; {row.countries} countries. {row.note}",
            mark=mark_of([row]),
        )


def _agreements() -> Iterator[Found]:
    for row in load("trade_agreements"):
        parties = ", ".join(country_name(code) for code in row.parties)
        yield Found(
            kind="agreement",
            title=row.name,
            address=row_address(row),
            codes=(row.id,),
            names=(parties,),
            body=f"{row.kind}. {row.provision}. {row.use}",
            mark=mark_of([row]),
        )
    for row in load("framework_agreements"):
        yield Found(
            kind="agreement",
            title=f"{row.name}: {row.kind}",
            address=row_address(row),
            names=(row.name, "global framework agreement"),
            body=f"{row.sector}; {', '.join(row.unions)}; since {row.first_year or 'unknown'}; {row.state}. "
            "An agreement says nothing about how a company treats people.",
            mark=mark_of([row]),
        )


def _bans() -> Iterator[Found]:
    for row in load("import_bans"):
        goods = ", ".join(row.goods)
        origin = country_name(row.origin) if row.origin else ""
        yield Found(
            kind="ban",
            title=f"{row.kind[:1].upper()}{row.kind[1:]}: {goods or 'any good'}{f' of {origin}' if origin else ''}",
            address=row_address(row),
            codes=(row.id,),
            names=(row.law, "WRO withhold release order" if "WRO" in row.id else "import ban"),
            body=row.says,
            mark=mark_of([row]),
        )


def _help() -> Iterator[Found]:
    for row in load("help_points"):
        if row.shown:  # a recalled name is never shown as help
            where = ", ".join(country_name(code) for code in (row.iso3, row.partner) if code)
            yield Found(
                kind="help",
                title=row.name,
                address=(_at("help.country", code=row.iso3) if row.iso3 else "") or row_address(row),
                body=f"{row.kind}{f', {where}' if where else ''}. {row.does} How: {row.reach}",
                mark=mark_of([row]),
            )


def _sources() -> Iterator[Found]:
    for row in load("sources"):
        yield Found(
            kind="source",
            title=row.title,
            address=_at("source", source=row.id),
            codes=(row.id,),
            body=f"{row.licence}. {row.note}",
            mark="to be checked" if row.status == "recalled" else "",
        )


def _pages() -> Iterator[Found]:
    """Pages that are there for everyone, by what people call them."""
    for name, title, names, body in (
        ("about", "About Fairlead", ("what is fairlead", "legal advice", "how estimates are made", "method"), ""),
        ("data", "Sources and data", ("download", "csv", "tables of facts", "checksum", "terms", "licence"), ""),
        ("source_list", "All sources", ("sources", "terms", "licences"), ""),
        ("good_list", "Goods made with forced labour or child labour", ("list of goods", "TVPRA list", "DOL list"), ""),
        ("finding_list", "Findings on the efforts of governments", ("DOL findings", "labour inspectors"), ""),
        ("corridor_list", "Corridors of labour migration", ("migration", "kafala", "recruitment fees", "migrants"), ""),
        ("initiative_list", "Initiatives: who works together", ("matrix of initiatives", "multi-stakeholder"), ""),
        ("initiative_compare", "Initiatives side by side", ("compare initiatives",), ""),
        ("practice_list", "Practices: what has been tried", ("good practices", "what works", "evidence"), ""),
        ("indicator_list", "Indicators by country", ("statistics", "data by country"), ""),
        ("instruments", "Ratifications on any date", ("ratification", "who has ratified", "conventions"), ""),
        ("pathfinders", "Pathfinder countries of Alliance 8.7", ("pathfinders",), ""),
        ("gaps", "Gaps in ratification", ("not ratified", "missing ratifications"), ""),
        ("laws", "Laws that bind companies", ("due diligence laws", "business laws", "law database"), ""),
        ("laws.compare", "Compare laws", ("law comparison",), ""),
        ("laws.bans", "Import bans", ("import bans", "market bans", "WRO"), ""),
        ("cases", "Cases before the bodies of the ILO", ("complaints", "representations", "supervisory cases"), ""),
        ("routes", "Which routes are open", ("routes", "complaint", "remedy", "hold to account"), ""),
        ("labour_law", "Labour law by country", ("labour laws",), ""),
        ("labour_law.compare", "Compare the labour law of two countries", ("compare labour law",), ""),
        ("countries", "Countries", ("list of countries",), ""),
        ("help", "I need help, or want to tell", ("help", "rights", "hotline", "victim"), ""),
        ("map", "World map", ("map", "layers"), ""),
        ("laws.which", "Which laws bind a company", ("which laws apply", "thresholds", "does a law bind us"), ""),
        ("dossiers", "Dossiers", ("dossier", "pdf", "docx", "brief"), ""),
        ("route_list", "All routes", ("complaints", "procedures"), ""),
        ("assessments-quick", "Estimate for one purchase", ("assess", "exposure", "supply chain estimate"), ""),
        ("organisations", "Organisations", ("members", "listed organisations"), ""),
        ("corrections", "Corrections", ("propose a correction", "review board"), ""),
    ):
        if address := _at(name):
            yield Found(kind="page", title=title, address=address, names=names, body=body)
