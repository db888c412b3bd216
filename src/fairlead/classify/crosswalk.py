"""From ISIC Rev.4 to the 35 industries of the WIOD 2013 tables, and names of codes."""

from __future__ import annotations

import math
from functools import cache

from fairlead.classify.match import Match, Target
from fairlead.classify.tables import Row, read_table

__all__ = ["by_code", "industry_name", "parse_shares", "wiod_industries", "wiod_targets"]


@cache
def by_code(table: str) -> dict[str, Row]:
    """Return the rows of a table by their first column."""
    rows = read_table(table)
    first = next(iter(rows[0]))
    return {row[first]: row for row in rows}


def parse_shares(text: str) -> dict[str, float]:
    """Read ``"27:0.8 28:0.2"``; the shares are scaled to add up to 1.

    Examples
    --------
    >>> parse_shares("27:0.8 28:0.2")
    {'27': 0.8, '28': 0.2}
    """
    pairs = [part.split(":") for part in text.split()]
    total = math.fsum(float(share) for _, share in pairs)
    return {code: float(share) / total for code, share in pairs}


def industry_name(code: str) -> str:
    """Return the name of an ISIC Rev.4 division or section, or of a WIOD industry.

    Examples
    --------
    >>> industry_name("14"), industry_name("c4")
    ('Clothing', 'Textiles and Textile Products')
    """
    row = by_code("isic4").get(code) or by_code("wiod").get(code)
    return row["name"] if row else code


def wiod_targets(shares: dict[str, float]) -> tuple[Target, ...]:
    """Name the WIOD industries of shares that are already theirs; largest first."""
    ranked = sorted(shares.items(), key=lambda item: (-item[1], int(item[0][1:])))
    return tuple(Target(code, industry_name(code), share) for code, share in ranked if share > 0)


def wiod_industries(match: Match) -> tuple[Target, ...]:
    """Carry an industry match to the industries c1 to c35 of the WIOD 2013 tables.

    For goods by HS heading the finer way straight from the heading is kept; otherwise each ISIC Rev.4 division is
    shared out over the industries by ISIC Rev.3, on which those tables stand.

    Parameters
    ----------
    match
        Of kind ``industry``.

    Returns
    -------
    tuple of Target
        Shares add up to 1; empty if the match is ``unknown``.

    Raises
    ------
    ValueError
        If the match is of another kind.

    Examples
    --------
    >>> from fairlead.classify.industries import match_industry
    >>> [(t.code, t.share) for t in wiod_industries(match_industry("14", scheme="isic4"))]
    [('c4', 1.0)]
    """
    if match.kind != "industry":
        raise ValueError(f"wiod_industries needs an industry match, got one of kind {match.kind!r}")
    if match.wiod or not match.targets:
        return match.wiod
    shares: dict[str, float] = {}
    for target in match.targets:
        for code, share in parse_shares(by_code("isic4")[target.code]["wiod"]).items():
            shares[code] = shares.get(code, 0.0) + share * target.share
    total = math.fsum(shares.values())
    return wiod_targets({code: share / total for code, share in shares.items()})
