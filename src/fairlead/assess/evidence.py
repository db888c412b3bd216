"""Published evidence on goods and countries, shown beside the estimates and never multiplied into them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, get_args

from fairlead.assess import result
from fairlead.facts import Good, StateImposed, load, source
from fairlead.facts.matching import Texts, grade, industries_of

__all__ = ["EDITION", "NOT_IN_NUMBER", "absent_statement", "fact_sources", "goods_evidence", "state_imposed_notes"]

EDITION = "US Department of Labor, List of Goods Produced by Child Labor or Forced Labor, 2022 edition"
NOT_IN_NUMBER = "Forced labour by the State is named here: it is not in this number."

NO_TEXTS = Texts(())
LONGEST_QUOTE = 80
"""Characters of a product text that a statement quotes."""

CellKey = tuple[str, str]

_CLOSENESS = get_args(result.EvidenceMatch)
Relation = Literal["purchase", "upstream"]


def goods_evidence(
    purchase_cells: Iterable[CellKey],
    upstream_cells: Iterable[CellKey] = (),
    product_texts: Mapping[CellKey, Iterable[str]] | None = None,
) -> tuple[result.Evidence, ...]:
    """Listed goods of the countries and industries a list buys from, and of those that stand upstream.

    Parameters
    ----------
    purchase_cells
        Country (ISO 3166 alpha-3) and industry (c1 to c35) of each purchase.
    upstream_cells
        The cells upstream that carry most of the estimate; which ones, the caller says.
    product_texts
        Product texts or Harmonized System codes of the purchases, by cell. They only sharpen the sentence.

    Returns
    -------
    tuple of Evidence
        Ordered by how close the good is to the list, then by country and good; never by an estimate or a supplier.
        Each good and country stands once, as ``purchase`` where the list buys from its industry (or a product often
        made with it), else ``upstream``.

    Examples
    --------
    >>> found = goods_evidence([("TKM", "c4")], [("TKM", "c1")], {("TKM", "c4"): ["Cotton towels"]})
    >>> [(item.good, item.relation, item.state_imposed) for item in found]
    [('Cotton', 'purchase', True)]
    >>> goods_evidence([("NOR", "c14")])
    ()
    """
    texts = {cell: Texts(found) for cell, found in (product_texts or {}).items()}
    bought = dict.fromkeys(purchase_cells)
    upstream = dict.fromkeys(upstream_cells)
    industries_bought = {industry for _, industry in bought}
    evidence: list[result.Evidence] = []
    for country in sorted({iso3 for iso3, _ in (*bought, *upstream)}):
        for good in _goods_of().get(country, ()):
            item = _purchase(good, [cell for cell in bought if cell[0] == country], texts)
            item = item or _upstream(good, [cell for cell in upstream if cell[0] == country], industries_bought)
            if item is not None:
                evidence.append(item)
    return tuple(
        sorted(evidence, key=lambda item: (_CLOSENESS.index(item.match), item.country_name, item.country, item.good))
    )


def absent_statement(edition: str = EDITION) -> str:
    """What to say where nothing is listed.

    Examples
    --------
    >>> absent_statement("the 2022 edition")
    'not listed in the 2022 edition; absence is not evidence of absence'
    """
    return f"not listed in {edition}; absence is not evidence of absence"


def fact_sources(ids: Iterable[str]) -> tuple[result.Source, ...]:
    """The sources with these ids, each once, for the list of sources of an assessment.

    Parameters
    ----------
    ids
        The `source` of items of evidence, statements and social partners.

    Examples
    --------
    >>> [item.id for item in fact_sources(["normlex", "normlex"])]
    ['normlex']
    """
    found = (source(name) for name in dict.fromkeys(ids))
    return tuple(
        result.Source(
            id=row.id,
            title=row.title,
            url=row.address,
            as_of=row.as_of,
            status=row.status,
            licence=row.licence,
            note=row.note,
        )
        for row in found
    )


def _purchase(good: Good, cells: list[CellKey], texts: Mapping[CellKey, Texts]) -> result.Evidence | None:
    """The evidence for a good whose industry, or a product made with it, is on the list; the closest match wins."""
    best: tuple[int, result.EvidenceMatch, str, str] | None = None
    for cell in cells:
        found, text = grade(good.good, cell[1], texts.get(cell, NO_TEXTS))
        if found != "none" and (best is None or _CLOSENESS.index(found) < best[0]):
            best = _CLOSENESS.index(found), found, text, cell[1]
    if best is None:
        return None
    _, match, text, industry = best
    text = text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
    if match == "named":
        link = f"Your list says “{text}”."
    elif match == "made with it":
        link = f"Your list says “{text}”, which is often made with it; where yours comes from is not known."
    else:
        link = "Your list buys from the same industry of this country; it does not name this good."
    return _evidence(good, industry, "purchase", match, link)


def _upstream(good: Good, cells: list[CellKey], industries_bought: set[str]) -> result.Evidence | None:
    row = industries_of()[good.good]
    industry = next((industry for _, industry in cells if industry in row.industries), None)
    if industry is None:
        return None
    link = "This industry of this country is among the largest upstream of your purchases in the trade table"
    if industries_bought.intersection(row.used_in_industries):
        link += ", and products of industries you buy from often contain the good; yours may or may not."
        return _evidence(good, industry, "upstream", "often contained", link)
    link += "; no direct link of the good to what you buy is known."
    return _evidence(good, industry, "upstream", "no known link", link)


def _evidence(good: Good, industry: str, relation: Relation, match: result.EvidenceMatch, link: str) -> result.Evidence:
    state = _state_rows(good)
    exploitation = _exploitation(good)
    parts = [_named(good, exploitation), link]
    if state:
        parts += [state[0].statement, NOT_IN_NUMBER]
    return result.Evidence(
        kind="goods_list",
        good=good.good,
        country=good.iso3,
        country_name=good.country,
        industry=industry,
        exploitation=exploitation,
        relation=relation,
        statement=" ".join(parts),
        edition=good.edition,
        source=good.source,
        state_imposed=bool(state),
        match=match,
    )


def state_imposed_notes(evidence: Iterable[result.Evidence]) -> tuple[str, ...]:
    """One sentence a country where forced labour by the State is named on goods linked to the list.

    Goods without a known link to the list are left to the evidence itself.
    """
    goods: dict[tuple[str, str], list[str]] = {}
    for item in evidence:
        if item.state_imposed and item.match != "no known link":
            goods.setdefault((item.country, item.country_name), []).append(item.good.lower())
    notes = []
    for (iso3, name), named in sorted(goods.items(), key=lambda pair: pair[0][1]):
        rows = [
            row.statement
            for row in load(StateImposed)
            if row.iso3 == iso3 and set(named) & {g.lower() for g in row.goods}
        ]
        about = " ".join(dict.fromkeys(rows))
        notes.append(f"{name} ({_and(tuple(dict.fromkeys(named)))}): {about} Not in this number.")
    return tuple(notes)


def _exploitation(good: Good) -> tuple[str, ...]:
    kinds = (
        ("child labour", good.child_labour),
        ("forced labour", good.forced_labour),
        ("forced child labour", good.forced_child_labour),
        ("made with an input of child labour or forced labour", good.downstream),
    )
    return tuple(name for name, named in kinds if named)


def _named(good: Good, exploitation: tuple[str, ...]) -> str:
    name = f"The US list of {good.edition} names {good.good.lower()} from {good.country}"
    if not good.downstream:
        return f"{name} for {_and(exploitation)}."
    origin = next((row.country for row in load(Good) if row.iso3 == good.input_country), good.input_country)
    inner = f"{good.input_good.lower()}, our reading, to be checked"
    return f"{name} as made with an input from {origin} produced by child labour or forced labour ({inner})."


def _and(items: tuple[str, ...]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _state_rows(good: Good) -> tuple[StateImposed, ...]:
    """Rows that connect this very good with forced labour by the State; only where forced labour is named."""
    if not (good.forced_labour or good.forced_child_labour):
        return ()
    return tuple(row for row in load(StateImposed) if row.iso3 == good.iso3 and good.good in row.goods)


@cache
def _goods_of() -> dict[str, tuple[Good, ...]]:
    by_country: dict[str, list[Good]] = {}
    for row in load(Good):
        by_country.setdefault(row.iso3, []).append(row)
    return {iso3: tuple(rows) for iso3, rows in by_country.items()}
