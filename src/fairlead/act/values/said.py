"""The values that stand in documents: each brings its rows, and knows whether it may be said at all.

A value that rests on a row nobody has read in its source (recalled, in part recalled, or disputed) is not known: it is
never written, a placeholder stands in its place, and the draft lists what was left out and where it can be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from fairlead.act.draft import Piece
from fairlead.act.recorder import Recorder, plain, where_read
from fairlead.facts import Row
from fairlead.reason.answer import Answer

__all__ = ["Known", "Named", "Said", "country", "dated", "day", "number", "to_check"]

UNREAD = "Nobody has read its source yet, or sources differ."


class Said:
    """Words with the rows that they rest on.

    Parameters
    ----------
    recorder
        Of the document.
    text
        The words, in the language of the document; empty: not known.
    rows
        What they rest on.
    label
        What it is, for the placeholder that stands where it is not known.
    says
        The row in a sentence, for the list of sources; the words themselves where empty.
    """

    def __init__(self, recorder: Recorder, text: str, rows: Iterable[Row], label: str, says: str = "") -> None:
        self.recorder, self.text, self.rows, self.label = recorder, text, tuple(rows), label
        self.says = says or f"{label}: {text}"
        self.unread = any(row.to_be_checked for row in self.rows)

    @property
    def known(self) -> bool:
        """Whether it may be said; noted as left out where a row is there that nobody has read."""
        if self.unread and self.text:
            self.recorder.leave_out(self.says, UNREAD, self.rows)
        return bool(self.text) and not self.unread

    def token(self) -> str:
        """What stands in the text."""
        if not self.known:
            return self.recorder.blank(f"fact:{self.label}", to_check(self.label, self.recorder.language))
        cites = self.recorder.cite(self.rows, self.says)
        ends = self.text.endswith(".")  # the citation stands before the full stop, as everywhere in the document
        return self.recorder.put(Piece(text=self.text.removesuffix("."), cites=cites)) + ("." if ends else "")

    def __bool__(self) -> bool:
        return self.known


def to_check(label: str, language: str) -> str:
    """What a placeholder says that stands for a fact nobody has read, in the language of the document.

    Examples
    --------
    >>> to_check("day of ratification of C029", "en")
    'day of ratification: Forced Labour Convention, 1930 (No. 29): to be checked'
    >>> to_check("commitment", "es"), to_check("term: answer", "en")
    ('compromiso: por comprobar', 'term of the procedure: to be checked')
    """
    from fairlead.act.kinds import words
    from fairlead.act.terms import term
    from fairlead.facts import Instrument, load

    colon = words(language)["colon"]
    general = next((said for start, said in GENERAL.items() if re.search(start, label)), label)
    code = label.rpartition(" ")[2] if general == DAY_OF_RATIFICATION else ""
    name = next((term(row.name, language) for row in load(Instrument) if row.code == code), "")
    return colon.join([term(general, language), *([name] if name else []), words(language)["to_be_checked"]])


DAY_OF_RATIFICATION = "day of ratification"
GENERAL = {
    "^day of ratification of ": DAY_OF_RATIFICATION,
    "^term: ": "term of the procedure",
    "^what .* counts$": "global estimate",
    " in the world, ": "global estimate",
}
"""Labels with a part that differs, by how they begin or end, and the words that say them in every language."""


class Known:
    """The answer of a rule: ``yes``, ``no`` or ``unknown``; written, it is the citation alone."""

    def __init__(self, recorder: Recorder, given: Answer) -> None:
        self.recorder, self.answer = recorder, given

    def _verdict(self) -> str:
        if self.answer.to_be_checked and self.answer.verdict != "unknown":
            self.recorder.leave_out(self.answer.text, UNREAD, self.answer.rows)
            return "unknown"
        return self.answer.verdict

    @property
    def yes(self) -> bool:
        """Whether it is so, on rows that were read."""
        return self._verdict() == "yes"

    @property
    def no(self) -> bool:
        """Whether it is not so, on rows that were read."""
        return self._verdict() == "no"

    @property
    def unknown(self) -> bool:
        """Whether it is not known, or rests on a row that nobody has read."""
        return self._verdict() == "unknown"

    def token(self) -> str:
        """The citation of the rows, with no words."""
        rows = [row for row in self.answer.rows if not row.to_be_checked]
        cites = self.recorder.cite(rows, self.answer.text)
        if not rows and not self.answer.to_be_checked:
            cites = self._without_days()
        return self.recorder.put(Piece(text="", cites=cites))

    def _without_days(self) -> tuple[int, ...]:
        """Rows of which all was read but the day: what they say of the day is left out."""
        from fairlead.facts import Ratification
        from fairlead.facts import source as fact_source

        return tuple(
            number
            for row in self.answer.rows
            if isinstance(row, Ratification) and row.status == "verified"
            for number in self.recorder.cite_own(
                f"{row.country} has ratified {row.instrument}; the day was not read.",
                f"{where_read(row)}. {row.url or fact_source(row.source).address}",
            )
        )


class Named:
    """Plain words without a source: the name of a place, or what a person gave."""

    def __init__(self, text: str) -> None:
        self.text = plain(text)

    def token(self) -> str:
        """The words."""
        return self.text

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def country(iso3: str, language: str) -> str:
    """The name of a country inside a sentence.

    Examples
    --------
    >>> country("NLD", "en"), country("MRT", "fr"), country("QAT", "es")
    ('the Netherlands', 'Mauritanie', 'Catar')
    """
    if language == "en":
        from fairlead.reason.said import place_said

        return place_said(iso3)
    from babel import Locale

    from fairlead.act.terms import terms
    from fairlead.classify.countries import alpha2

    return terms(language).get(iso3) or str(Locale(language).territories.get(alpha2(iso3), iso3))


def day(iso: str, language: str) -> str:
    """A day, month or year in words; months by the names that a language keeps, as Arabic does, which has two of each.

    Examples
    --------
    >>> day("2022-01-20", "en"), day("2022-01", "fr"), day("2022", "es")
    ('20 January 2022', 'janvier 2022', '2022')
    >>> day("2022-02-01", "fr"), day("2022-03-01", "ar")
    ('1er février 2022', '1 آذار/مارس 2022')
    """
    from babel.dates import format_date, format_skeleton

    from fairlead.act.terms import terms

    parts = iso.split("-")
    locale = "en_GB" if language == "en" else language
    if len(parts) == 1:
        return iso
    if month := terms(language).get(f"month {int(parts[1])}"):
        return " ".join([*(str(int(one)) for one in parts[2:]), month, parts[0]])
    if len(parts) == 2:
        return str(format_skeleton("yMMMM", date(int(parts[0]), int(parts[1]), 1), locale=locale))
    said = str(format_date(date.fromisoformat(iso), format="long", locale=locale))
    return f"1er {said[2:]}" if language == "fr" and said.startswith("1 ") else said


_BEFORE = {"en": ("in", "in", "on"), "fr": ("en", "en", "le"), "es": ("en", "en", "el"), "ar": ("في عام", "في", "في")}
"""The word before a year, a month and a day."""


def dated(iso: str, language: str) -> str:
    """A day, month or year with the word before it.

    Examples
    --------
    >>> dated("2022-01-20", "en"), dated("2002", "en"), dated("2022-01-20", "fr")
    ('on 20 January 2022', 'in 2002', 'le 20 janvier 2022')
    >>> dated("2002", "ar"), dated("2002-03", "ar")
    ('في عام 2002', 'في آذار/مارس 2002')
    """
    return f"{_BEFORE[language][iso.count('-')]} {day(iso, language)}"


def number(value: float, language: str, places: int = 0) -> str:
    """A number with the signs of the language.

    Examples
    --------
    >>> number(27600000, "en"), number(27600000, "es"), number(27.6, "en", 1)
    ('27,600,000', '27.600.000', '27.6')
    """
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * places if places else "")
    return str(format_decimal(value, format=pattern, locale="en_GB" if language == "en" else language))


def finalize(value: Any) -> Any:
    """How values enter a rendered text: as tokens; plain texts without the signs that tokens are made of."""
    return value.token() if hasattr(value, "token") else value
