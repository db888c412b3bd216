"""Changes of facts as they are told: noted when they happen, found by what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.classify.countries import country_codes, country_name
from fairlead.errors import FairleadError
from fairlead.facts import schema, tables
from fairlead.hub.corrections.about import address, countries_of, referred, title
from fairlead.hub.search.words import asked as searched
from fairlead.hub.search.words import terms
from fairlead.hub.watch.models import Change, Kind, Watch

if TYPE_CHECKING:
    from fairlead.hub.corrections.models import FactVersion

__all__ = [
    "WATCHABLE",
    "address_of",
    "asked",
    "change_of",
    "change_of_many",
    "label",
    "matching",
    "note_version",
    "of_watches",
    "told",
]

WATCHABLE = ("country", "instrument", "law", "table", "row", "search")
LONGEST = 200
_INSTRUMENT = ("instrument", "instruments", "profile")
_SPACE = re.compile(r"\s+")
_LAW = ("law", "laws", "amends")


def change_of(
    kind: str, table: str, key: str, before: Mapping[str, str], after: Mapping[str, str], summary: str, **more: Any
) -> Change:
    """A change, with all that it can be found by; not saved."""
    rows = [row for row in (before, after) if row]
    return _change(kind, table, key, title(table, key), summary, rows, countries_of(table, rows), **more)


def change_of_many(kind: str, table: str, country: str, rows: Sequence[Mapping[str, str]], summary: str) -> Change:
    """One change that tells of many rows of a table about one country, or about none; not saved."""
    name = schema(table).title if table in tables() else table
    return _change(
        kind,
        table,
        "",
        f"{name}: {country_name(country)}" if country else name,
        summary,
        rows,
        [country] * bool(country),
    )


def _change(
    kind: str,
    table: str,
    key: str,
    name: str,
    summary: str,
    rows: Sequence[Mapping[str, str]],
    countries: Iterable[str],
    **more: Any,
) -> Change:
    countries = list(countries)
    texts = [name, *(text for row in rows for text in row.values()), *map(country_name, countries)]
    texts += [text for row in rows for other in referred(table, row) for text in other.values()]
    words = dict.fromkeys(word for text in dict.fromkeys(texts) for word in terms(text))
    return Change(
        kind=kind,
        table=table,
        key=key,
        title=name[:600],
        summary=summary,
        about=_about(table, key, rows, countries),
        words=f" {' '.join(words)} ",
        **more,
    )


def note_version(version: FactVersion) -> Change:
    """Write down that a version of a fact was published; within its transaction."""
    text = told(version.before, version.after)
    if version.kind == "disputed":
        text = _("Disputed: both versions are shown.")
    if version.undoes_id is not None:
        text = _("Undone: %(text)s") % {"text": text}
    summary = f"{text} {_('Why')}: {version.why}" if version.why else text
    change = change_of(
        Kind.CORRECTION, version.table, version.key, version.before, version.after, summary, version=version.number
    )
    change.save()
    return change


def told(before: Mapping[str, str], after: Mapping[str, str], most: int = 300) -> str:
    """What differs between two versions of a row, in words."""
    if not after:
        return _("Removed.")
    if not before:
        return _("Added.")
    parts = [
        f"{column}: {_cut(before.get(column, ''), most)} → {_cut(text, most)}"
        for column, text in after.items()
        if before.get(column, "") != text
    ]
    return "; ".join(parts) + "." if parts else _("As it was.")


def asked(what: str, value: str) -> tuple[str, str]:
    """What may be watched or filtered by, cleaned.

    Raises
    ------
    FairleadError
        If there is no such thing.
    """
    from fairlead.facts import BusinessLaw, Instrument, load

    text = " ".join(value.replace("\x00", " ").split())
    known: Iterable[str]
    if what == "country":
        known = country_codes()
    elif what == "instrument":
        known = (row.code for row in load(Instrument))
    elif what == "law":
        known = (row.id for row in load(BusinessLaw))
    elif what == "table":
        known = tables()
    elif what == "row":
        table = text.partition("/")[0]
        known = (text,) if table in tables() and 0 < len(text.partition("/")[2]) <= 500 else ()
    elif what == "search":
        known = (text,) if 1 < len(text) <= LONGEST and searched(text).terms else ()
    else:
        known = ()
    if text not in set(known):
        raise FairleadError(
            _("There is nothing to watch called %(what)s %(value)s.") % {"what": what[:20], "value": repr(text[:60])},
            fix=_("Choose a country, an instrument, a law, a table, a row or words of a search."),
        )
    return what, text


def matching(what: str, value: str) -> Q:
    """The changes that something watched is about."""
    if what == "search":
        wanted = searched(value).terms
        return reduce(and_, (Q(words__contains=f" {term}" if len(term) > 2 else f" {term} ") for term in wanted))
    return Q(about__contains=f" {_token(what, value)} ")


def of_watches(watches: Iterable[Watch]) -> Q:
    """The changes that any of the watches is about; none if there are no watches."""
    return reduce(or_, (matching(one.what, one.value) for one in watches), Q(pk__in=[]))


def address_of(what: str, value: str) -> str:
    """The page of something watched."""
    if what == "row":
        table, _slash, key = value.partition("/")
        return address(table, key)
    names = {"country": ("country", "code"), "instrument": ("instrument", "code"), "law": ("law", "law"),
             "table": ("fact_table", "table")}  # fmt: skip
    if what in names:
        name, argument = names[what]
        return reverse(name, kwargs={argument: value})
    from urllib.parse import urlencode

    return f"{reverse('changes')}?{urlencode({'q': value})}"


def label(what: str, value: str) -> str:
    """What people call something watched."""
    if what == "country":
        return country_name(value)
    if what == "row":
        table, _slash, key = value.partition("/")
        return title(table, key)
    if what == "table":
        return schema(value).title if value in tables() else value
    return f"“{value}”" if what == "search" else value


def _about(table: str, key: str, rows: Iterable[Mapping[str, str]], countries: Iterable[str]) -> str:
    found = {_token("table", table)}
    if key:
        found.add(_token("row", f"{table}/{key}"))
    found |= {_token("country", code) for code in countries}
    for row in rows:
        for name, text in row.items():
            what = "instrument" if name in _INSTRUMENT else "law" if name in _LAW else ""
            if what:
                found |= {_token(what, one) for one in text.split(";") if one}
        if table == "instruments":
            found.add(_token("instrument", row.get("code", "")))
        if table == "business_laws":
            found.add(_token("law", row.get("id", "")))
    return f" {' '.join(sorted(found))} "


def _token(what: str, value: str) -> str:
    return f"{what}:{_SPACE.sub('_', value)}"


def _cut(text: str, most: int) -> str:
    if not text:
        return "–"
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
