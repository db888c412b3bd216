"""Words that every format of a dossier uses."""

from __future__ import annotations

import re

from fairlead.dossier.model import Fact, Judgement, Kind, Reply
from fairlead.report.words import sentence

__all__ = [
    "FIRST",
    "FOOT",
    "HOW_TO_READ",
    "INSTRUMENT",
    "KINDS",
    "answered",
    "aside",
    "beside",
    "capital",
    "leading",
    "named",
    "plain_text",
    "quoted",
    "signature",
    "subject",
]

FIRST = "Read this first"
FOOT = "Estimates belong to a country and an industry, never to a named supplier."
HOW_TO_READ = (
    "Numbers in brackets lead to the sources at the end. A label behind a statement says what in it is still to be "
    "checked."
)
KINDS: dict[Kind, str] = {
    "country": "Dossier of a country",
    "industry": "Dossier of an industry",
    "good": "Dossier of a good",
    "corridor": "Dossier of a migration corridor",
}
MARITIME = ("MLC2006", "MLC, 2006")
"""The one instrument whose code is not the one that people use."""
INSTRUMENT = re.compile(r"[CPR]\d{3}|MLC2006")
_SAID = re.compile(r"\s*[(\[](?:in part )?to be checked[)\]]")
_SAID_WITH_MORE = re.compile(r"(?<=\()to be checked: ")
_STOPS = re.compile(r"\.(?:\s*\.)+(?=\s|$)")
_NUMBER = re.compile(r"\(No\. \d+\)")


def plain_text(text: str, mark: str) -> str:
    """Give a statement without the marks in it, where its mark stands beside it as a label.

    Examples
    --------
    >>> plain_text("Ratified in 2019 (to be checked).", "to be checked")
    'Ratified in 2019.'
    >>> plain_text("Open. (to be checked). 3 States. (to be checked: 1 date is recalled)", "to be checked")
    'Open. 3 States. (1 date is recalled)'
    >>> plain_text("Ratified in 2019.", "")
    'Ratified in 2019.'
    """
    text = text.replace(*MARITIME)
    return _STOPS.sub(".", _SAID_WITH_MORE.sub("", _SAID.sub("", text))) if mark else text


def subject(fact: Fact) -> str:
    """Say what a fact is about: an instrument by its name and code, anything else by its label.

    Examples
    --------
    >>> subject(Fact(text="", rows=(), label="C029", note="Forced Labour Convention, 1930 (No. 29)"))
    'Forced Labour Convention, 1930 (C029)'
    >>> subject(Fact(text="", rows=(), label="tied visa"))
    'Tied visa'
    """
    if named(fact):
        code = f"({fact.label})".replace(*MARITIME)
        return _NUMBER.sub(code, fact.note) if _NUMBER.search(fact.note) else f"{fact.note} {code}"
    return fact.label[:1].upper() + fact.label[1:]


def aside(fact: Fact) -> str:
    """Give what stands behind a fact in small letters: its note, unless that is its subject."""
    return "" if named(fact) else fact.note


def named(fact: Fact) -> bool:
    """Whether a fact is on an instrument and its note is the name of it."""
    return bool(fact.note and INSTRUMENT.fullmatch(fact.label))


def beside(fact: Fact) -> str:
    """Give a statement as it reads beside its subject, which it need not name again.

    Examples
    --------
    >>> beside(Fact(text="Modern Slavery Act (United Kingdom; law). Report.", rows=(), label="Modern Slavery Act"))
    'United Kingdom; law. Report.'
    >>> beside(Fact(text="Migrants who work in Qatar, tied visa: partly.", rows=(), label="tied visa"))
    'Migrants who work in Qatar: partly.'
    >>> beside(Fact(text="Representation (ILO): open. A union may.", rows=(), label="Representation", value="open"))
    'ILO. A union may.'
    """
    text = plain_text(fact.text, fact.mark)
    for about in filter(None, (fact.note if named(fact) else "", fact.label)):
        if text.startswith(f"{about}: "):
            return _capital(text.removeprefix(f"{about}: "))
        if text.startswith(f"{about} ("):
            return _capital(_opened(text.removeprefix(f"{about} ("), fact.value))
    return text.replace(f", {fact.label}: ", ": ", 1) if fact.label else text


def _opened(text: str, value: str) -> str:
    """Open the bracket that ends in a text, and leave out a value that ends in it or stands behind it."""
    depth = 1
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            inside = text[:place].removesuffix(f", {value}") if value else text[:place]
            after = text[place + 1 :]
            return inside + (after.removeprefix(f": {value}") if value else after)
    return text


def answered(fact: Fact) -> str:
    """Give the value beside a subject, unless the statement says it too.

    Examples
    --------
    >>> answered(Fact(text="Weekly hours limit: 48.", rows=(), label="hours", value="48"))
    ''
    """
    return "" if fact.value.casefold() in beside(fact).casefold() and not named(fact) else fact.value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    """Put what stands between backticks, such as a command, in quotation marks.

    Examples
    --------
    >>> quoted("Ask `fairlead routes`.")
    'Ask “fairlead routes”.'
    """
    return re.sub(r"`([^`]+)`", "“\\1”", text)


def signature(item: Judgement | Reply) -> str:
    """Say who signs, and when.

    Examples
    --------
    >>> signature(Reply(text="No.", organisation="The Ministry", on="2026-02-01", rows=()))
    'The Ministry, 2026-02-01.'
    """
    return f"{item.organisation}, {item.on}."


def capital(text: str) -> str:
    """Begin a sentence with a capital and end it with a full stop.

    Examples
    --------
    >>> capital("from 3.1 in 2015 to 2.9 in 2023: down")
    'From 3.1 in 2015 to 2.9 in 2023: down.'
    """
    return sentence(text[:1].upper() + text[1:])


def leading(fact: Fact) -> str:
    """Give the words before a statement in running text: its subject and value, unless it says both itself.

    Examples
    --------
    >>> leading(Fact(text="Bricks of India: listed for forced labour.", rows=(), label="Bricks", value="forced labour"))
    ''
    >>> leading(Fact(text="C029 binds Nepal.", rows=(), label="C029", value="in force"))
    'C029: in force'
    """
    about, value = subject(fact), answered(fact)
    if not about or (not value and beside(fact).casefold().startswith(f"{about.casefold()} ")):
        return ""
    return f"{about}: {value}" if value else about
