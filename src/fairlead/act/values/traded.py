"""What is published on goods from the place where it happens: listings, and orders of the market's customs."""

from __future__ import annotations

from typing import Any

from fairlead.act.terms import filled, quoted, term
from fairlead.act.values import Scope
from fairlead.act.values.rows import joined, readable, said
from fairlead.act.values.said import Named, country, day
from fairlead.facts import Good, ImportBan, load

__all__ = ["VALUES"]

NAMED = "named"
"""Orders on named producers are left out: a document names only the company of its case."""
LISTED = "{good} from {country}, listed for {why} (US Department of Labor, edition of {edition})"
MADE_WITH = (
    "{good} from {country}, listed because it is made with {input} (US Department of Labor, edition of {edition})"
)
INPUT, SOME_INPUT = "{input} from {country}", "an input from {country}"
"""Sentences that another language may keep in its own words."""


class Goods:
    """Goods of the place that the US Department of Labor lists.

    ``name`` is the good of the case, ``this`` are listings of it, ``others`` those of other goods for forced labour;
    ``edition``: which. Nothing follows from a good not being listed.
    """

    def __init__(self, scope: Scope) -> None:
        self.name = Named(scope.case.good)
        wanted = scope.case.good.casefold().strip()
        rows = [
            row
            for row in load(Good)
            if row.iso3 == scope.case.where and (row.forced_labour or row.forced_child_labour or row.downstream)
        ]
        told = readable(scope, rows, _listing)
        same = [row for row in told if wanted and _same(row.good.casefold(), wanted)]
        self.edition = Named(told[0].edition if told else "")
        self.this = tuple(_item(scope, row) for row in same)
        self.others = tuple(_item(scope, row) for row in told if row not in same and not row.downstream)


def _same(listed: str, wanted: str) -> bool:
    """Whether the names of two goods are the same, or one is a word of the other."""
    return listed == wanted or listed in wanted.split() or wanted in listed.split()


def _item(scope: Scope, row: Good) -> dict[str, Any]:
    return {
        "key": row.good,
        "good": Named(term(row.good, scope.language).lower()),
        "says": said(scope, _listing_in(row, scope.language), row, "listing", _listing(row)),
    }


def _listing_in(row: Good, language: str) -> str:
    """A listing in the language of the document, where its sentence is kept there."""
    about = {"good": term(row.good, language), "country": country(row.iso3, language), "edition": row.edition}
    if row.downstream:
        where = country(row.input_country, language)
        made = filled(
            INPUT if row.input_good else SOME_INPUT, language, input=term(row.input_good, language), country=where
        )
        shown = filled(MADE_WITH, language, **about, input=made)
    else:
        why = joined([term(one, language) for one in _kinds(row)], language)
        shown = filled(LISTED, language, **about, why=why)
    return _capital(shown) or quoted(_listing(row), language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _kinds(row: Good) -> list[str]:
    named = (("forced labour", row.forced_labour), ("forced child labour", row.forced_child_labour))
    return [word for word, is_so in named if is_so]


def _listing(row: Good) -> str:
    if row.downstream:
        where = country(row.input_country, "en")
        made = f"{row.input_good} from {where}" if row.input_good else f"an input from {where}"
        return (
            f"{row.good} from {row.country}, listed because it is made with {made} (US Department of Labor, edition of "
            f"{row.edition})"
        )
    why = " and ".join(_kinds(row))
    return f"{row.good} from {row.country}, listed for {why} (US Department of Labor, edition of {row.edition})"


def _orders(scope: Scope) -> tuple[dict[str, Any], ...]:
    """Orders that hold on the day on goods from the place, into whichever market; those on named producers left out."""
    on = scope.case.on
    rows = [
        row
        for row in load(ImportBan)
        if row.origin == scope.case.where
        and NAMED not in row.kind
        and not row.whose
        and row.from_date <= on
        and not (row.until and row.until <= on)
    ]
    return tuple(
        {
            "key": row.id,
            "into": Named(country(row.into, scope.language) if len(row.into) == 3 else row.into),
            "since": Named(day(row.from_date, scope.language)),
            "says": said(
                scope, quoted(row.says.rstrip("."), scope.language), row, "import order", f"{row.says} {row.reference}"
            ),
        }
        for row in readable(scope, rows, lambda row: row.says)
    )


VALUES = {"goods": Goods, "orders": _orders}
