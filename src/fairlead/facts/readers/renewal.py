"""How an official file renews one of Fairlead's tables. A file older than the table changes nothing."""

from __future__ import annotations

from typing import Any

import msgspec

from fairlead.facts.readers.base import Reading
from fairlead.facts.records.base import Row
from fairlead.facts.records.core import Good, GoodIndustries, Ratification

__all__ = ["RENEWED", "renew"]

RENEWED = ("ratifications", "ratification_coverage", "goods", "country_findings")
"""Tables of Fairlead that an official file can renew."""


def renew(table: str, before: tuple[Any, ...], reading: Reading) -> tuple[Any, ...]:
    """The rows of a table with those of an official file in their place.

    A file replaces all rows of what it covers completely: a row that it no longer has is gone. Ratifications keep the
    day of a row whose year the file confirms, since the file gives years only. Goods that are not mapped to
    industries are left out, since they cannot be matched with purchases yet.

    Parameters
    ----------
    table
        One of `RENEWED`.
    before
        Its rows.
    reading
        What was read from the file.
    """
    if table == "ratifications":
        return _ratifications(before, reading)
    if table == "ratification_coverage":
        return _coverage(before, reading)
    if before and reading.copy.as_of[:4] < max(row.as_of for row in before)[:4]:
        return before
    return _goods(reading) if table == "goods" else reading.rows


def _newer(reading: Reading) -> set[str]:
    """Instruments whose record the file carries further than ours."""
    from fairlead.facts.store import packaged

    reached = {row.instrument: row.as_of for row in packaged("ratification_coverage") if row.complete}
    covered = reading.covers.get("instrument", ())
    return {code for code in covered if reached.get(code, "") < reading.copy.as_of}


def _ratifications(before: tuple[Any, ...], reading: Reading) -> tuple[Row, ...]:
    newer = _newer(reading)
    new = {(row.instrument, row.iso3): row for row in reading.rows if isinstance(row, Ratification)}
    kept: list[Row] = []
    for old in before:
        row = new.pop((old.instrument, old.iso3), None)
        if old.instrument not in newer:
            kept.append(old)
        elif row is not None:
            confirmed = (old.ratified[:4], old.denounced[:4]) == (row.ratified[:4], row.denounced[:4])
            kept.append(old if confirmed else row)
    return (*kept, *(row for row in new.values() if row.instrument in newer))


def _coverage(before: tuple[Any, ...], reading: Reading) -> tuple[Row, ...]:
    newer, copy = _newer(reading), reading.copy
    totals = dict.fromkeys(newer, 0)
    for row in reading.rows:
        if isinstance(row, Ratification) and row.instrument in newer:
            totals[row.instrument] += 1
    return tuple(
        msgspec.structs.replace(
            row,
            complete=True,
            published_total=totals[row.instrument],
            source=copy.id,
            url="",
            as_of=copy.as_of,
            status="verified",
            note=copy.note,
        )
        if row.instrument in newer
        else row
        for row in before
    )


def _goods(reading: Reading) -> tuple[Good, ...]:
    from fairlead.facts.store import load

    mapped = {row.good for row in load(GoodIndustries)}
    return tuple(row for row in reading.rows if isinstance(row, Good) and row.good in mapped)
