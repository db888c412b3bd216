"""One public indicator of one country, as `fairlead.facts.series` reads it, with the rows it rests on."""

from __future__ import annotations

import re
from functools import cache

from fairlead.dossier.model import NO_OPEN_DATA, NOT_COLLECTED, Indicator, Position, Trend
from fairlead.dossier.rows import collected, mark_of, ref
from fairlead.facts import load, series

__all__ = ["indicator"]

ROUNDED = "Worked back from scaled figures, and so rounded."
"""Part of a note on values, which says nothing where there is none."""


def indicator(key: str, iso3: str) -> Indicator:
    """What one indicator says of a country, or why it says nothing.

    Parameters
    ----------
    key
        Short name of the indicator.
    iso3
        The country.

    Examples
    --------
    >>> indicator("no such indicator", "BGD").absent
    'not collected yet'
    >>> indicator("gsi_vuln_governance", "BGD").absent
    'no open data; load yours'
    """
    if key not in _known():
        return Indicator(key=key, label=key.replace("_", " "), absent=NOT_COLLECTED)
    found = series.value(key, iso3)
    about = found.indicator
    if found.row is None:
        own = about.terms == "own copy"
        return Indicator(
            key=key,
            label=about.name,
            unit=about.unit,
            absent=NO_OPEN_DATA if own else f"no value for this country{_edition(about.edition)}; it is not zero",
            rows=(ref(about),),
            mark=mark_of([about]),
            note=about.note.replace(ROUNDED, "").strip(),
        )
    return Indicator(
        key=key,
        label=about.name,
        unit=about.unit,
        value=found.number,
        year=found.year,
        text=found.text,
        position=_position(key, iso3),
        trend=_trend(key, iso3),
        rows=(ref(found.row), ref(about)),
        mark=mark_of([found.row, about]),
        note=found.row.note or about.note,
    )


def _edition(edition: str) -> str:
    """Where a value was looked for, without the publisher's code of a series."""
    said = re.sub(r"\b[A-Z0-9]+_[A-Z0-9_]+,? ?", "", edition)
    return f" ({said})" if said else ""


def _position(key: str, iso3: str) -> Position | None:
    """The place in the world, where countries may be put in order by the indicator."""
    found = series.position(key, iso3)
    if found.first is None or found.last is None:
        return None
    worst_is_lowest = found.indicator.direction == "higher is better"
    rank = found.first if worst_is_lowest else found.countries - found.last + 1
    return Position(rank_from_lowest=rank, of=found.countries, text=found.text)


def _trend(key: str, iso3: str) -> Trend | None:
    found = series.trend(key, iso3)
    if found.direction == "unknown":
        return None
    years, values = zip(*found.observations, strict=True)
    return Trend(years=tuple(years), values=tuple(values), text=found.text)


@cache
def _known() -> frozenset[str]:
    return frozenset(row.indicator for row in load("indicators")) if collected("indicators") else frozenset()
