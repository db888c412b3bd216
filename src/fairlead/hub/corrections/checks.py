"""Checks of what people propose: every problem at once, named by the field it is in."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from django.utils.translation import gettext as _

from fairlead.classify.countries import country_codes
from fairlead.errors import InputError, Problem
from fairlead.facts import schema, tables
from fairlead.facts.overlay import own_note
from fairlead.facts.schema import Field
from fairlead.facts.values import read_value
from fairlead.hub.corrections.about import standing
from fairlead.hub.corrections.models import Change
from fairlead.hub.lookup.permalinks import BETWEEN
from fairlead.report.references import safe_address

__all__ = ["FIXED", "SOURCE", "Asked", "checked", "cleaned", "refuse", "source_problems"]

FIXED = ("source", "url", "status")
"""Columns that nobody fills in: they follow from the source that is named and from the decision."""
SOURCE = ("source_url", "source_title", "source_date", "source_says", "why")
LONGEST = {"source_url": 500, "source_title": 300, "source_date": 10, "source_says": 2000, "why": 2000}
CELL = 4000


@dataclass(frozen=True)
class Asked:
    """A proposal as it was sent in, cleaned: nothing in it is checked against the facts yet."""

    table: str
    kind: str
    key: str
    cells: Mapping[str, str]
    before: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)


def cleaned(text: object) -> str:
    r"""A text without control characters and hidden marks, lines kept apart, nothing around it.

    Examples
    --------
    >>> cleaned("  a\x00b  ")
    'ab'
    """
    lines = unicodedata.normalize("NFC", str(text)).replace("\r\n", "\n").split("\n")
    bad = {"Cc", "Cf", "Cs", "Co", "Cn"}
    return "\n".join("".join(sign for sign in line if unicodedata.category(sign) not in bad) for line in lines).strip()


def checked(table: str, kind: str, key: str, cells: Mapping[str, object], source: Mapping[str, object]) -> Asked:
    """A proposal whose every cell fits the schema and whose source is named.

    Parameters
    ----------
    table, kind, key
        The row: `key` as in its address, empty for a row that is to be added.
    cells
        Texts by column. Of a change those that are as they were are left out.
    source
        ``source_url``, ``source_title``, ``source_date``, ``source_says`` and ``why``.

    Raises
    ------
    InputError
        With every problem, each with the name of its field as column.
    """
    said = {name: cleaned(source.get(name, "")) for name in SOURCE}
    found = source_problems(said)
    if table not in tables():
        found.append(_problem("table", table[:80], _("There is no table of facts with this name.")))
        refuse(found)
    if kind not in Change.values:
        found.append(_problem("kind", kind[:20], _("Say whether a row is changed, added or removed.")))
        refuse(found)
    form = schema(table)
    given = {name: cleaned(text) for name, text in cells.items()}
    for name in given:
        if name not in form.fields or (name in FIXED and form.provenance):
            found.append(_problem(name, given[name], _("This table has no column to fill in with this name.")))
    given = {name: given[name] for name in form.fields if name in given}
    before = standing(table, key) if kind != Change.ADD else None
    if kind == Change.ADD:
        return _addition(table, given, said, found)
    if before is None:
        found.append(_problem("key", key[:80], _("There is no row with this key.")))
        refuse(found)
    assert before is not None
    if kind == Change.REMOVE:
        refuse(found)
        return Asked(table, kind, key, {}, before, said)
    if "note" in given and form.provenance:
        given["note"] = own_note(given["note"])  # what a correction added to it is no part of the row
        if given["note"].rstrip(".") == own_note(before["note"]).rstrip("."):
            del given["note"]
    changed = {name: text for name, text in given.items() if text != before[name]}
    if not changed:
        found.append(_problem("", "", _("Nothing is changed: change at least one cell.")))
    for name in form.key:
        if name in changed:
            found.append(_problem(name, changed.pop(name), _("A key is not changed: remove the row and add another.")))
    found += _cell_problems(table, changed, before)
    refuse(found)
    return Asked(table, kind, key, changed, before, said)


def refuse(found: list[Problem]) -> None:
    """Refuse what has problems.

    Raises
    ------
    InputError
        If there are any.
    """
    if found:
        raise InputError(
            _("This cannot be proposed yet."), found, fix=_("Mend what is named; what you wrote is kept in the form.")
        )


def _addition(table: str, given: dict[str, str], said: dict[str, str], found: list[Problem]) -> Asked:
    form = schema(table)
    key = BETWEEN.join(given.get(name, "") for name in form.key)
    if any(BETWEEN in given.get(name, "") for name in form.key):
        found.append(_problem(form.key[0], key, _("A key cannot hold the sign %(sign)s.") % {"sign": BETWEEN}))
    elif len(key) > 400 or "\n" in key:
        found.append(_problem(form.key[0], key[:80], _("The key is too long.")))
    elif standing(table, key) is not None:
        found.append(_problem(form.key[0], key, _("There is a row with this key: propose a change of it.")))
    filled = {name: text for name, text in given.items() if text}
    if form.provenance and "as_of" not in filled and said["source_date"]:
        filled["as_of"] = said["source_date"]
    found += _cell_problems(table, {**dict.fromkeys(form.fields, ""), **filled}, {})
    refuse(found)
    return Asked(table, Change.ADD, key, filled, {}, said)


def _cell_problems(table: str, cells: Mapping[str, str], before: Mapping[str, str]) -> list[Problem]:
    form, found = schema(table), []
    references: dict[str, str] = {}
    for name, text in cells.items():
        column = form.fields[name]
        if name in FIXED and form.provenance:
            continue
        if len(text) > CELL:
            found.append(_problem(name, text[:80], _("It is too long.")))
            continue
        try:
            value = read_value(text, column)
        except ValueError as error:
            found.append(_problem(name, text, _("It cannot be used because %(why)s.") % {"why": error}))
            continue
        if _country_missing(column, text):
            found.append(_problem(name, text, _("There is no country with this code.")))
        elif isinstance(value, str) and "\n" in text:
            found.append(_problem(name, text[:80], _("Write it on one line.")))
        elif column.type == "reference":
            references[name] = text
    if references:
        found += _unreferred(table, references, before)
    return found


def _unreferred(table: str, cells: Mapping[str, str], before: Mapping[str, str]) -> list[Problem]:
    from fairlead.facts import load

    found = []
    for name, text in cells.items():
        other, column = schema(table).fields[name].of.split(".")
        if text != before.get(name) and not any(getattr(row, column) == text for row in load(other)):
            found.append(_problem(name, text, _("The table %(table)s has no such row.") % {"table": other}))
    return found


def _country_missing(column: Field, text: str) -> bool:
    if column.type == "country":
        return bool(text) and text not in _known()
    return (
        column.type == "list"
        and column.items == "country"
        and any(one not in _known() for one in text.split(";") if one)
    )


@cache
def _known() -> frozenset[str]:
    return frozenset(country_codes())


def source_problems(said: Mapping[str, str]) -> list[Problem]:
    """What is missing or wrong in how a source is named; only the fields that are given are looked at."""
    wanted = {
        "source_url": _("Give the address of the source."),
        "source_title": _("Say what the source is called, and who published it."),
        "source_date": _("Say of when the source is."),
        "source_says": _("Say in your own words what the source says about this."),
        "why": _("Say why it should be corrected."),
    }
    found = []
    for name, asked in wanted.items():
        if name not in said:
            continue
        text = said[name]
        if not text:
            found.append(_problem(name, "", asked))
        elif len(text) > LONGEST[name]:
            found.append(
                _problem(name, text[:80], _("It is too long: at most %(n)d characters.") % {"n": LONGEST[name]})
            )
    url = said["source_url"]
    if url and (not safe_address(url) or _unreadable(url, "url")):
        found.append(_problem("source_url", url[:80], _("Write a whole address that begins with https:// or http://.")))
    if said["source_date"] and _unreadable(said["source_date"], "date"):
        why = _("Write a day, month or year such as 2014-06-11, 2014-06 or 2014.")
        found.append(_problem("source_date", said["source_date"][:20], why))
    if "\n" in said["source_title"]:
        found.append(_problem("source_title", said["source_title"][:80], _("Write it on one line.")))
    return found


def _unreadable(text: str, kind: Literal["url", "date"]) -> bool:
    try:
        read_value(text, Field(about="", type=kind))
    except ValueError:
        return True
    return not text.isascii() and kind == "date"


def _problem(column: str, value: str, what: str) -> Problem:
    return Problem(code="proposal", severity="error", what=what, column=column, value=value[:200])
