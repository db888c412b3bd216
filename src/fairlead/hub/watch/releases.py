"""What a new release of Fairlead's data changes, noted once when the hub first runs with it."""

from __future__ import annotations

import csv
import hashlib
import io
import zlib
from collections import Counter
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead import __version__
from fairlead.facts import schema, tables
from fairlead.facts.store import DATA_FOLDER
from fairlead.hub.corrections.about import countries_of
from fairlead.hub.lookup.permalinks import BETWEEN
from fairlead.hub.watch.changes import change_of, change_of_many, told
from fairlead.hub.watch.models import Change, Kind, TableSeen

__all__ = ["SINGLY", "note_release"]

SINGLY = 200
"""Up to so many changed rows of a table are told one by one; of more the rows of a country are told together."""


@transaction.atomic
def note_release() -> int:
    """Compare the tables with those that ran here last, write down what differs, and keep the new ones.

    Returns
    -------
    int
        Changes that were noted; none when the hub runs for the first time.
    """
    seen = {one.table: one for one in TableSeen.objects.select_for_update()}
    found: list[Change] = []
    for table in tables():
        content = (DATA_FOLDER / f"{table}.csv").read_bytes()
        checksum = hashlib.sha256(content).hexdigest()
        old = seen.get(table)
        if old is not None and old.sha256 == checksum:
            continue
        if old is not None:
            found += _differences(table, _rows(table, zlib.decompress(bytes(old.rows))), _rows(table, content))
        elif seen:
            found += _differences(table, {}, _rows(table, content))
        TableSeen.objects.update_or_create(
            table=table, defaults={"sha256": checksum, "release": __version__, "rows": zlib.compress(content, 6)}
        )
    for table in set(seen) - set(tables()):
        seen[table].delete()
    Change.objects.bulk_create(found, batch_size=200)
    return len(found)


def _differences(table: str, before: Mapping[str, dict[str, str]], after: Mapping[str, dict[str, str]]) -> list[Change]:
    keys = [key for key in after if before.get(key) != after[key]] + [key for key in before if key not in after]
    if len(keys) > SINGLY:
        return _by_country(table, keys, before, after)
    return [_change(table, key, before.get(key, {}), after.get(key, {})) for key in keys]


def _change(table: str, key: str, before: dict[str, str], after: dict[str, str]) -> Change:
    return change_of(Kind.RELEASE, table, key, before, after, f"{_release()} {told(before, after)}")


def _by_country(
    table: str, keys: list[str], before: Mapping[str, dict[str, str]], after: Mapping[str, dict[str, str]]
) -> list[Change]:
    """One change for each country that the rows are about, so that whoever watches it hears of it; one for the rest."""
    groups: dict[str, list[dict[str, str]]] = {}
    numbers: Counter[str] = Counter()
    for key in keys:
        rows = [row for row in (before.get(key), after.get(key)) if row]
        for code in countries_of(table, rows) or ("",):
            groups.setdefault(code, []).extend(rows)
            numbers[code] += 1
    return [
        change_of_many(Kind.RELEASE, table, code, rows, f"{_release()} {_differ(numbers[code])}")
        for code, rows in sorted(groups.items())
    ]


def _differ(number: int) -> str:
    return ngettext("%(n)d row differs.", "%(n)d rows differ.", number) % {"n": number}


def _release() -> str:
    return _("Data of Fairlead %(version)s.") % {"version": __version__}


def _rows(table: str, content: bytes) -> dict[str, dict[str, str]]:
    """Rows by key; of an earlier release whatever columns it had."""
    found = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    key = schema(table).key
    return {
        BETWEEN.join(row.get(column) or "" for column in key): {
            name: text or "" for name, text in row.items() if name is not None
        }
        for row in found
    }
