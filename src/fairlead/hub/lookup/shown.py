"""How look-up pages show a fact: its mark, its source in one step, names for codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, reverse
from markupsafe import Markup, escape

from fairlead.dossier.report.wording import capital, plain_text
from fairlead.dossier.rows import mark_of
from fairlead.facts import Instrument, Row, load, source
from fairlead.hub.lookup.asked import countries
from fairlead.hub.pages import Page
from fairlead.reason.said import place_name
from fairlead.report.references import safe_address

__all__ = ["cited", "instrument_name", "instrument_names", "linked_instruments", "look_up", "short_name"]


def look_up(
    template: str,
    title: str,
    data: Any = None,
    rows: Sequence[Mapping[str, Any]] | None = None,
    *,
    description: str = "",
    cite: bool = True,
    **context: Any,
) -> Page:
    """A look-up page: its template may use all that this module offers."""
    return Page(
        f"lookup/{template}",
        title,
        data,
        rows,
        context={**SHARED, **context},
        cite=cite,
        description=description,
    )


def cited(row: Row) -> dict[str, str]:
    """What stands behind a fact: its source, the day it holds for, the page and its site, its mark, and the row."""
    known = source(row.source)
    return {
        "source": known.title,
        "as_of": row.as_of,
        "url": safe_address(row.url) or safe_address(known.address),
        "site": (urlsplit(safe_address(row.url) or "").hostname or "").removeprefix("www."),
        "mark": mark_of([row]),
        "note": row.note,
        "row": _row_address(row),
    }


def _row_address(row: Row) -> str:
    from fairlead.hub.lookup.permalinks import row_address

    try:
        return row_address(row)
    except NoReverseMatch:
        return ""


@cache
def instrument_names() -> dict[str, str]:
    """The full name of each instrument by its code."""
    return {row.code: row.name for row in load(Instrument)}


def instrument_name(code: str) -> str:
    """The full name of an instrument; its code where it has none in the table."""
    return instrument_names().get(code, code)


@cache
def short_name(code: str) -> str:
    """The name of an instrument without its number.

    Examples
    --------
    >>> short_name("C029"), short_name("P029")
    ('Forced Labour Convention, 1930', 'Protocol of 2014 to the Forced Labour Convention, 1930')
    """
    return re.sub(r"\s*\(No\. \d+\)$", "", instrument_name(code))


def linked_instruments(text: str) -> Markup:
    """A text in which each code of an instrument leads to its page and says its name."""

    def link(found: re.Match[str]) -> str:
        code = found.group(0)
        if code not in instrument_names():
            return code
        address = reverse("instrument", kwargs={"code": code})
        return f'<a href="{escape(address)}" title="{escape(instrument_name(code))}">{code}</a>'

    return Markup(re.sub(r"\b(?:[CPR]\d{3}|MLC2006)\b", link, str(escape(text))))  # noqa: S704 - escaped before


def _country_name(code: str) -> str:
    return countries().get(code) or place_name(code)


SHARED: dict[str, Callable[..., Any]] = {
    "cited": cited,
    "instrument_name": instrument_name,
    "short_name": short_name,
    "with_links": linked_instruments,
    "country_name": _country_name,
    "place_name": place_name,
    "mark_of": lambda *rows: mark_of(rows),
    "capital": capital,
    "unmarked": lambda text, row: plain_text(text, mark_of([row])),
}
