"""How a language names itself, countries and days, from the Unicode CLDR (``cldr.json``, written by a tool)."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from fairlead.dossier.names import known_countries, spoken

__all__ = ["LANGUAGES", "InstrumentName", "country_in", "day_in", "digits_in", "instrument_names_in", "own_name"]

_FILE = Path(__file__).parent / "cldr.json"


@cache
def _known() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))["languages"]
    return found


LANGUAGES = tuple(_known())
"""The languages that any page is offered in, English first."""


class InstrumentName(msgspec.Struct, frozen=True, kw_only=True):
    """The name of an instrument in another language, and the page where it was read."""

    code: str
    language: str
    name: str
    source: str
    as_of: str
    status: str


@cache
def _instrument_names() -> tuple[InstrumentName, ...]:
    with (_FILE.parent / "instrument_names.csv").open(encoding="utf-8", newline="") as file:
        return tuple(InstrumentName(**row) for row in csv.DictReader(file))


def instrument_names_in(code: str) -> tuple[InstrumentName, ...]:
    """The names of an instrument in other languages, where a page that was read gives them.

    Examples
    --------
    >>> [(one.language, one.name) for one in instrument_names_in("C029")]
    [('fr', 'Convention (n° 29) sur le travail forcé, 1930'),
     ('es', 'Convenio sobre el trabajo forzoso, 1930 (núm. 29)')]
    """
    return tuple(one for one in _instrument_names() if one.code == code)


def own_name(language: str) -> str:
    """The name of a language in itself.

    Examples
    --------
    >>> [own_name(language) for language in LANGUAGES]
    ['English', 'Bahasa Indonesia', 'नेपाली', 'Tagalog']
    >>> own_name("fr"), own_name("ar")  # languages of documents, in which no page is offered
    ('Français', 'العربية')
    """
    if language in _known():
        return str(_known()[language]["name"])
    from babel import Locale

    said = str(Locale(language).get_language_name(language))
    return said[:1].upper() + said[1:]


def country_in(language: str, code: str, *, sentence: bool = False) -> str:
    """The name of a country in a language; inside a sentence, English adds its article.

    Examples
    --------
    >>> country_in("ne", "QAT"), country_in("en", "ARE", sentence=True)
    ('कतार', 'the United Arab Emirates')
    """
    name = _known()[language]["countries"].get(code)
    if name:
        return str(name)
    english = known_countries()[code]
    return spoken(english) if sentence else english


def day_in(language: str, day: str) -> str:
    """A day, month or year of ISO 8601 as the language writes it.

    Examples
    --------
    >>> day_in("en", "2026-11-21"), day_in("tl", "2021-03"), day_in("id", "2019")
    ('21 November 2026', 'Marso 2021', '2019')
    >>> day_in("ne", "2026-11-21")
    '२०२६ नोभेम्बर २१'
    """
    parts = day.split("-")
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", day):
        return day
    said = _known()[language]
    if len(parts) == 1:
        return digits_in(language, day)
    pattern = said["day"] if len(parts) == 3 else said["month"]
    number = str(int(parts[2])) if len(parts) == 3 else ""
    return digits_in(language, pattern.format(year=parts[0], month=said["months"][int(parts[1]) - 1], day=number))


def digits_in(language: str, text: str) -> str:
    """A text with the digits that the language uses by default.

    Examples
    --------
    >>> digits_in("ne", "48"), digits_in("id", "48")
    ('४८', '48')
    """
    return text.translate(str.maketrans("0123456789", _known()[language]["digits"]))
