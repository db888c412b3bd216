"""The organisations of workers and employers of the State, global unions of the industry, and what has been tried."""

from __future__ import annotations

from typing import Any

from fairlead.act.terms import quoted, term
from fairlead.act.values import Scope
from fairlead.act.values.rows import Together, joined, readable, said
from fairlead.act.values.said import Named
from fairlead.facts import GlobalUnion, Practice, SocialPartner, load

__all__ = ["VALUES"]

MOST = 3


def _partners(scope: Scope) -> dict[str, Any]:
    """``workers`` and ``employers``: organisations whose names were read; names from memory are left out."""
    rows = [row for row in load(SocialPartner) if row.iso3 == scope.case.state and row.kind == "organisation"]
    told = readable(scope, rows, lambda row: f"{row.name}, organisation of {row.side} in {row.country}")
    return {side: _side(scope, [row for row in told if row.side == side]) for side in ("workers", "employers")}


def _side(scope: Scope, rows: list[SocialPartner]) -> Together:
    names = joined([row.name for row in rows], scope.language)
    where = rows[0].country if rows else ""
    side = rows[0].side if rows else ""
    says = f"Organisations of {side} in {where}: {names}"
    return Together(
        scope, names, rows, says, each=lambda row: f"{row.name}, organisation of {row.side} in {row.country}"
    )


def _unions(scope: Scope) -> Together:
    """Global unions that organise in the industry of the case."""
    sector = scope.case.sector
    rows = [row for row in load(GlobalUnion) if row.kind == "global union" and sector and sector in row.industries]
    rows.sort(key=lambda row: row.industries.index(sector))
    told = list(readable(scope, rows, lambda row: row.name))[:MOST]
    names = joined([row.name for row in told], scope.language)
    says = f"Global unions of the industry: {names}"
    return Together(scope, names, told, says, each=lambda row: f"{row.name}, global union: {row.work}")


def _practices(scope: Scope) -> tuple[dict[str, Any], ...]:
    """What has been tried in the State or in the industry, the better evidence first; each with its limits."""
    state, sector = scope.case.state, scope.case.sector
    rows = [
        row for row in load(Practice) if (state and state in row.countries) or (sector and sector in row.industries)
    ]
    rows.sort(key=lambda row: (state not in row.countries, row.evidence))
    return tuple(
        {
            "key": row.id,
            "name": Named(term(row.name, scope.language)),
            "place": Named(term(row.place, scope.language)),
            "changed": said(
                scope, quoted(row.changed.rstrip("."), scope.language), row, "what has been tried", _practice(row)
            ),
            "limits": Named(quoted(row.limits.rstrip("."), scope.language)),
            "evidence": row.evidence,
        }
        for row in readable(scope, rows, lambda row: f"{row.name} ({row.place})")[:MOST]
    )


def _practice(row: Practice) -> str:
    limits = f" Limits: {row.limits.rstrip('.')}" if row.limits else ""
    return f"{row.name} ({row.place}): {row.changed.rstrip('.')}.{limits}"


VALUES = {"partners": _partners, "unions": _unions, "practices": _practices}
