"""The lasting address of every row of facts, so that each figure leads to its source in one step."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.urls import Resolver404, get_script_prefix, resolve, reverse

from fairlead.facts import load, schema, tables

__all__ = ["correction_address", "key_of", "row_address", "row_at"]

BETWEEN = "~"
"""Stands between the parts of a key; no key of a table holds it (a test sees to it)."""


def row_address(row: Any) -> str:
    """The address of a row of facts, or of a reference to one (`fairlead.dossier.model.RowRef`).

    Parameters
    ----------
    row
        A record as `fairlead.facts.load` gives it, or anything with ``table`` and ``key``.
    """
    key = BETWEEN.join(row.key) if isinstance(getattr(row, "key", None), tuple) else key_of(row)
    return _kept(row.table, key, get_script_prefix(), settings.ROOT_URLCONF)


@lru_cache(maxsize=16_384)
def _kept(table: str, key: str, _prefix: str, urls: str) -> str:
    return reverse("fact", urls, kwargs={"table": table, "key": key})


def correction_address(table: str, key: str = "") -> str:
    """The form on which to propose a correction of a row, or a new row; empty where this hub takes none."""
    form = "/corrections/new/"
    try:
        resolve(form)
    except Resolver404:
        return ""
    return f"{form}?{urlencode({'table': table, **({'key': key} if key else {})})}"


def key_of(row: Any) -> str:
    """The key of a row as it stands in its address.

    Examples
    --------
    >>> from fairlead.facts import Good
    >>> key_of(load(Good)[0])
    'Alcoholic Beverages~KHM'
    """
    return BETWEEN.join(_text(getattr(row, column)) for column in schema(row.table).key)


def row_at(table: str, key: str) -> Any:
    """The row with this key.

    Raises
    ------
    Http404
        If there is no such table or row.
    """
    if table not in tables():
        raise Http404(f"There is no table of facts named {table}.")
    try:
        return _rows(table)[key]
    except KeyError:
        raise Http404(f"The table {table} has no such row.") from None


@cache
def _rows(table: str) -> dict[str, Any]:
    return {key_of(row): row for row in load(table)}


def _text(value: object) -> str:
    return ";".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
