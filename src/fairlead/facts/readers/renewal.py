"""How an official file renews one of Fairlead's tables."""

from __future__ import annotations

from typing import Any

import msgspec

from fairlead.facts.readers.base import Reading
from fairlead.facts.records.core import Good, GoodIndustries, Ratification, RatificationCoverage

__all__ = ["coverage", "goods", "ratifications"]


def ratifications(before: tuple[Any, ...], reading: Reading) -> tuple[Ratification, ...]:
    """Rows of the instruments that the file covers, from the file; the day is kept where the year is the same."""
    covered = set(reading.covers.get("instrument", ()))
    known = {(row.instrument, row.iso3): row for row in before}
    kept = [row for row in before if row.instrument not in covered]
    for row in reading.rows:
        assert isinstance(row, Ratification)
        old = known.get((row.instrument, row.iso3))
        confirmed = old and (old.ratified[:4], old.denounced[:4]) == (row.ratified[:4], row.denounced[:4])
        kept.append(old if old is not None and confirmed else row)
    return tuple(kept)


def coverage(before: tuple[Any, ...], reading: Reading) -> tuple[RatificationCoverage, ...]:
    """The record of what the file covers is complete up to the file's date, unless ours reaches further."""
    covered = set(reading.covers.get("instrument", ()))
    renewed = []
    for row in before:
        if row.instrument in covered and not (row.complete and row.as_of >= reading.copy.as_of):
            total = sum(getattr(other, "instrument", "") == row.instrument for other in reading.rows)
            row = msgspec.structs.replace(
                row,
                complete=True,
                published_total=total,
                source=reading.copy.id,
                url="",
                as_of=reading.copy.as_of,
                status="verified",
                note=reading.copy.note,
            )
        renewed.append(row)
    return tuple(renewed)


def goods(reading: Reading) -> tuple[Good, ...]:
    """Rows of the file whose good is mapped to industries; the others cannot be matched with purchases yet."""
    from fairlead.facts.store import load

    mapped = {row.good for row in load(GoodIndustries)}
    return tuple(row for row in reading.rows if isinstance(row, Good) and row.good in mapped)
