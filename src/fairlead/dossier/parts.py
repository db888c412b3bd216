"""A dossier in parts: pages that load on any telephone, each with its own sources; and its statements as a table."""

from __future__ import annotations

from typing import Any

import msgspec

from fairlead.dossier.model import (
    Dossier,
    Economies,
    Estimates,
    Facts,
    Judgements,
    Kind,
    Partners,
    RiskFactors,
    RowRef,
)
from fairlead.dossier.rows import sources
from fairlead.errors import FairleadError

__all__ = ["PARTS", "Part", "flat", "part"]


class Part(msgspec.Struct, frozen=True):
    """A part: its short name, its title, and the sections it shows; those of no part belong to the first."""

    key: str
    title: str
    sections: tuple[str, ...] = ()


PARTS: dict[Kind, tuple[Part, ...]] = {
    "country": (
        Part("law", "Law and practice"),
        Part("conditions", "Risk, political economy, partners", ("risk", "economies", "together")),
        Part("estimates", "Estimated people", ("people", "own", "buyers")),
    ),
    "industry": (
        Part("law", "Law, unions, initiatives"),
        Part("goods", "Goods and bans", ("goods", "buyers")),
        Part("estimates", "Estimated people", ("people",)),
    ),
    "good": (
        Part("law", "Law, unions, listings"),
        Part("estimates", "Estimated people", ("people",)),
    ),
    "corridor": (
        Part("law", "Law and terms on both sides"),
        Part("conditions", "Risk, unions, partners", ("association", "risk", "together")),
        Part("estimates", "Estimated people", ("people",)),
    ),
}
"""The parts of each kind, the first first. It carries the summary."""


def part(dossier: Dossier, key: str) -> Dossier:
    """One part of a dossier, as a dossier: its sections with the methods and sources that they name.

    Parameters
    ----------
    dossier
        The whole.
    key
        A part of its kind.

    Raises
    ------
    FairleadError
        If its kind has no such part.

    Examples
    --------
    >>> from datetime import date
    >>> from fairlead.dossier import dossier_good
    >>> [one.key for one in part(dossier_good("cotton", on=date(2026, 6, 4)), "estimates").sections]
    ['people']
    """
    parts = PARTS[dossier.kind]
    chosen = next((one for one in parts if one.key == key), None)
    if chosen is None:
        names = ", ".join(one.key for one in parts)
        raise FairleadError(f"A dossier of this kind has no part {key!r}.", fix=f"Parts: {names}.")
    elsewhere = {name for one in parts[1:] for name in one.sections}
    first = chosen is parts[0]
    kept = tuple(
        section
        for section in dossier.sections
        if (section.key not in elsewhere if first else section.key in chosen.sections)
    )
    used = {block.method for section in kept for block in section.blocks if isinstance(block, Estimates)}
    methods = tuple(method for method in dossier.methods if method.id in used or (used and method.id == "destinations"))
    found = msgspec.structs.replace(
        dossier, summary=dossier.summary if first else (), sections=kept, methods=methods, sources=()
    )
    return msgspec.structs.replace(found, sources=_sources(dossier, found))


def flat(dossier: Dossier) -> list[dict[str, Any]]:
    """Every statement of a dossier as a row of a table, with its section and block; estimates one row for each figure.

    Examples
    --------
    >>> from datetime import date
    >>> from fairlead.dossier import dossier_good
    >>> rows = flat(dossier_good("cotton", on=date(2026, 6, 4)))
    >>> {"section", "block", "label", "text", "value", "low", "high", "sources"} <= set(rows[0])
    True
    """
    rows: list[dict[str, Any]] = []
    for section in dossier.sections:
        for block in section.blocks:
            head = {"section": section.title, "block": block.title}
            match block:
                case Estimates():
                    for line in (*block.lines, *(one for one in (block.rest, block.total) if one is not None)):
                        for column, value in zip(block.columns, line.values, strict=True):
                            if value is not None:
                                figures = {"value": value.central, "low": value.low, "high": value.high}
                                label = f"{line.label}: {column.label}"
                                rows.append(
                                    head | _row(label, block.account, line.rows) | figures | {"unit": column.unit}
                                )
                case Facts() | Partners():
                    rows += [head | _said(one) for one in block.facts]
                    rows += [head | _said(one) for one in getattr(block, "partners", ())]
                case RiskFactors():
                    for factor in block.factors:
                        rows.append(head | _said(factor))
                        rows += [head | _said(one) for one in (*factor.indicators, *factor.facts)]
                case Economies():
                    for economy in block.economies:
                        rows.append(head | _said(economy))
                        for way, facts in (("for", economy.speaks_for), ("against", economy.speaks_against)):
                            rows += [
                                head | _said(one) | {"label": f"{economy.name}, {way}: {one.label}"} for one in facts
                            ]
                case Judgements():
                    rows += [head | _said(one) for one in block.judgements]
    return rows


def _sources(whole: Dossier, found: Dossier) -> Any:
    """The sources of the part, and those that its methods rest on."""
    named = {source.id: source for source in sources(found)}
    of_methods = {name for method in found.methods for name in method.sources}
    return tuple(source for source in whole.sources if source.id in named or source.id in of_methods)


def _said(one: Any) -> dict[str, Any]:
    label = getattr(one, "label", "") or getattr(one, "name", "")
    text = getattr(one, "text", "") or getattr(one, "affiliation", "") or getattr(one, "absent", "")
    row = _row(label, text, one.rows, getattr(one, "mark", ""))
    value = getattr(one, "value", "")
    return row | {"value": value if value not in ("", None) else "", "unit": getattr(one, "unit", "")}


def _row(label: str, text: str, rows: tuple[RowRef, ...], mark: str = "") -> dict[str, Any]:
    return {
        "label": label,
        "text": text,
        "value": "",
        "low": "",
        "high": "",
        "unit": "",
        "to_be_checked": mark,
        "tables": list(dict.fromkeys(row.table for row in rows)),
        "sources": list(dict.fromkeys(row.source for row in rows)),
        "as_of": list(dict.fromkeys(row.as_of for row in rows)),
    }
