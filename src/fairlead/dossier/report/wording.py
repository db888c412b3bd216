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
    "capital",
    "leading",
    "plain_text",
    "quoted",
    "signature",
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
INSTRUMENT = re.compile(r"[CPR]\d{3}|MLC2006")
_SAID = re.compile(r"\s*[(\[](?:in part )?to be checked[)\]](?=\.?$)")


def plain_text(text: str, mark: str) -> str:
    """Give a statement without the mark at its end, where the mark stands beside it as a label.

    Examples
    --------
    >>> plain_text("Ratified in 2019 (to be checked).", "to be checked")
    'Ratified in 2019.'
    >>> plain_text("Ratified in 2019.", "")
    'Ratified in 2019.'
    """
    return _SAID.sub("", text) if mark else text


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
    """Give the words before a statement in running text: its label and value, unless it says both itself.

    Examples
    --------
    >>> leading(Fact(text="Bricks of India: listed for forced labour.", rows=(), label="Bricks", value="forced labour"))
    ''
    >>> leading(Fact(text="C029 binds Nepal.", rows=(), label="C029", value="in force"))
    'C029: in force'
    """
    if not fact.label:
        return ""
    said = fact.text.casefold()
    repeated = fact.value and all(part.casefold() in said for part in (fact.label, fact.value))
    if repeated and not INSTRUMENT.fullmatch(fact.label):
        return ""
    return f"{fact.label}: {fact.value}" if fact.value else fact.label
