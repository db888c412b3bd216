"""From the texts of a list to matches, and from matches to cells of a trade table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fairlead.chain.purchases import Purchases, Texts

if TYPE_CHECKING:
    from fairlead.classify import Confirmations, Match
    from fairlead.flows.cells import FloatArray
    from fairlead.flows.table import Table

__all__ = ["SURE", "Combo", "group_rows", "match_texts", "place"]

SURE = frozenset(("exact", "confident", "confirmed", "spread"))
"""Readings that are used without asking."""


@dataclass(frozen=True)
class Combo:
    """One distinct pair of supplier country and product in the list, and where it leads.

    Attributes
    ----------
    country, industry
        The two matches; ``None`` where the list has no text.
    cells
        (ISO alpha-3, industry code) -> share, adding up to 1; empty when the pair cannot be placed.
    members, absent
        Number of countries an area was spread over, 0 when it is no area; number of its members that the table does
        not have by themselves.
    fault, detail
        Code of the problem that keeps it out, and what completes its message.
    note
        Stand-ins used.
    """

    country: Match | None
    industry: Match | None
    cells: Mapping[tuple[str, str], float]
    members: int = 0
    absent: int = 0
    fault: str = ""
    detail: str = ""
    note: str = ""

    @property
    def spread(self) -> bool:
        """Whether an area was spread over several countries."""
        return self.members > 0


_MISSING = frozenset(
    ("", "-", "--", "n/a", "#n/a", "?", "tbd", "null", "none", "nan", "(blank)", "unknown", ".", "n.a.")
)


def group_rows(purchases: Purchases) -> tuple[np.ndarray, np.ndarray]:
    """Distinct combinations of country and product texts.

    Returns
    -------
    first : ndarray, shape (combos,)
        A row of each combination.
    combo_of_row : ndarray, shape (rows,)
    """
    number = np.zeros(len(purchases), dtype=np.int64)
    columns = ("country_text", "code_scheme", "code_text", "product_text", "industry_text")
    first = np.zeros(0, dtype=np.int64)
    for name in columns:
        column: Texts = getattr(purchases, name)
        number = number * max(len(column.values), 1) + column.codes
        _, first, number = np.unique(number, return_index=True, return_inverse=True)
    # in the order of the list
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return first[order], rank[number]


def match_texts(
    purchases: Purchases, row: int, confirmations: Confirmations | None
) -> tuple[Match | None, Match | None]:
    """Match the country and the product of one row: its code first, then product, then industry text.

    The first of them that is read surely is used; when none is, the first uncertain reading.
    """
    from fairlead.classify import match_country, match_industry

    country_text = purchases.country_text[row]
    country = None if country_text.casefold() in _MISSING else match_country(country_text, confirmations)
    scheme = purchases.code_scheme[row]
    texts = (
        (purchases.code_text[row], scheme or None),
        (purchases.product_text[row], None),
        (purchases.industry_text[row], None),
    )
    best: Match | None = None
    for text, kind in texts:
        if text.casefold() in _MISSING:
            continue
        match = match_industry(text, scheme=kind, confirmations=confirmations)
        if match.status in SURE:
            return country, match
        if best is None or (best.status == "unknown" and match.status != "unknown"):
            best = match
    return country, best


def place(
    table: Table, country: Match | None, industry: Match | None, *, accept_uncertain: bool, strict: bool
) -> Combo:
    """Find the cells of a pair of matches.

    Parameters
    ----------
    table
        Trade table.
    country, industry
        Matches, or ``None`` where there is no text.
    accept_uncertain
        Use the best reading of uncertain texts.
    strict
        Refuse areas.

    Returns
    -------
    Combo
        With `fault` set when the pair cannot be used.
    """
    for match, missing, kind in ((country, "country_missing", "country"), (industry, "product_missing", "product")):
        if match is None:
            return Combo(country, industry, {}, fault=missing)
        if match.status == "unknown" or not match.targets:
            return Combo(country, industry, {}, fault=f"{kind}_unknown")
        if match.status == "uncertain" and not accept_uncertain:
            names = ", ".join(f"{target.name} ({target.code})" for target in match.targets[:3])
            return Combo(country, industry, {}, fault=f"{kind}_uncertain", detail=names)
    assert country is not None
    assert industry is not None
    area = country.status == "spread"
    if area and strict:
        return Combo(country, industry, {}, fault="country_area_refused")
    from fairlead.classify import table_country, wiod_industries

    industries = [
        (table.cells.industry_index(t.code), t.share)
        for t in wiod_industries(industry)
        if t.code in table.cells.industries
    ]
    known = set(table.cells.countries)
    places: list[tuple[int, float]] = []
    notes = []
    for target in country.targets:
        if area:
            if target.code in known:
                places.append((table.cells.country_index(target.code), target.share))
            continue
        code, note = table_country(target.code, table.cells.countries)
        if note:
            notes.append(note)
        if code:
            places.append((table.cells.country_index(code), target.share))
    if not places or not industries:
        names = ", ".join(target.name for target in country.targets[:3])
        return Combo(country, industry, {}, fault="country_not_in_table", detail=names)
    cells = _cells(table, places, industries, area=area)
    if not cells:
        names = ", ".join(table.names.get(table.cells.countries[c], table.cells.countries[c]) for c, _ in places[:3])
        return Combo(country, industry, {}, fault="cell_without_output", detail=names)
    members, absent = (len({c for c, _ in cells}), len(country.targets) - len(places)) if area else (0, 0)
    return Combo(country, industry, cells, members=members, absent=absent, note="; ".join(notes))


def _cells(
    table: Table, places: list[tuple[int, float]], industries: list[tuple[int, float]], *, area: bool
) -> dict[tuple[str, str], float]:
    """Shares by cell; cells without output get none, the others of the pair take their part."""
    shape = (len(table.cells.countries), len(table.cells.industries))
    output: FloatArray = table.output.reshape(shape)
    exports: FloatArray = table.exports.reshape(shape)
    at = np.array([country for country, _ in places])
    found: dict[tuple[str, str], float] = {}
    for industry, share in industries:
        alive = output[at, industry] > 0
        if area:
            weight = np.where(alive, np.maximum(exports[at, industry], 0.0), 0.0)
            if not weight.sum():
                weight = np.where(alive, output[at, industry], 0.0)
        else:
            weight = np.where(alive, np.array([given for _, given in places]), 0.0)
        if not weight.sum():
            continue
        for country, part in zip(at.tolist(), (share * weight / weight.sum()).tolist(), strict=True):
            if part > 0:
                key = (table.cells.countries[country], table.cells.industries[industry])
                found[key] = found.get(key, 0.0) + part
    total = sum(found.values())
    return {key: part / total for key, part in found.items()}
