"""Who can help, in the order of `fairlead.reason.help`: people's own organisations first, near before far."""

from __future__ import annotations

import re

import msgspec

from fairlead.facts import HelpPoint, SocialPartner, load
from fairlead.hub.help.rights import Say, sentence_in
from fairlead.hub.locale.names import day_in
from fairlead.hub.lookup.permalinks import row_address
from fairlead.hub.pages import today
from fairlead.reason.help import assistance

__all__ = ["Contact", "Piece", "contacts", "unchecked"]

ITUC = "affiliated to the ITUC"  # of what a row says of an organisation, the part that tells a worker something
_NUMBER = re.compile(r"\+?\d[\d\- ]{1,}\d")


class Piece(msgspec.Struct, frozen=True):
    """A piece of what is printed as telephone: text, with the number to call where it is one."""

    text: str
    number: str = ""


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """A body that helps, as the page that was read tells it.

    Attributes
    ----------
    where
        Which end it is at: ``place`` or ``origin``.
    day, day_said
        The day of the page that was read.
    old
        Whether that page was older than three years when it was read.
    notes
        Other doubts.
    """

    where: str
    name: str
    kind: str
    does: str
    how: str
    telephone: tuple[Piece, ...]
    web: str
    day: str
    day_said: str
    old: bool
    notes: tuple[str, ...]
    fact: str


def contacts(place: str, origin: str, language: str, say: Say) -> tuple[Contact, ...]:
    """Bodies in the place, and of the country of origin, whose page somebody has read."""
    found = []
    for helper in assistance("worker", place, today(), origin).helpers:
        row = helper.row
        if isinstance(row, HelpPoint) and row.scope != "world":
            found.append(_point(row, language, say))
        elif isinstance(row, SocialPartner):
            found.append(_union(row, place, language, say))
    return tuple(found)


def unchecked(country: str) -> tuple[str, ...]:
    """Names of trade-union centres of a country that nobody has checked."""
    return tuple(
        row.name
        for row in load(SocialPartner)
        if (row.iso3, row.side, row.kind) == (country, "workers", "organisation") and row.to_be_checked
    )


def _point(row: HelpPoint, language: str, say: Say) -> Contact:
    notes = [note for note in row.note.split("; ") if note]
    aged = [note for note in notes if note.startswith(("the page read is older", "the page is older"))]
    return Contact(
        where="place" if row.scope == "destination" else "origin",
        name=row.name,
        kind=say(row.kind),
        does=sentence_in(say(row.does), language),
        how=say(row.how),
        telephone=_pieces(say(row.telephone) if re.search(r"[a-z]", row.telephone) else row.telephone),
        web=row.web,
        day=row.page_read,
        day_said=day_in(language, row.page_read),
        old=bool(aged),
        notes=tuple(
            sentence_in(say(note), language)
            for note in notes
            if note not in aged and not note.startswith("look at the present")
        ),
        fact=row_address(row),
    )


def _union(row: SocialPartner, place: str, language: str, say: Say) -> Contact:
    return Contact(
        where="place" if row.iso3 == place else "origin",
        name=row.name,
        kind=say("trade union organisation"),
        does=sentence_in(say(ITUC), language) if row.affiliation.startswith(ITUC) else "",
        how="",
        telephone=(),
        web="",
        day=row.as_of,
        day_said=day_in(language, row.as_of),
        old=False,
        notes=(),  # they say how the row was read: the look-up shows them
        fact=row_address(row),
    )


def _pieces(text: str) -> tuple[Piece, ...]:
    """Split what is printed as telephone into text and numbers.

    Examples
    --------
    >>> [piece.number for piece in _pieces("1348 (in the Philippines), +6321348 (from abroad)")]
    ['1348', '', '+6321348', '']
    """
    found, at = [], 0
    for number in _NUMBER.finditer(text):
        if number.start() > at:
            found.append(Piece(text[at : number.start()]))
        found.append(Piece(number.group(), re.sub(r"[^\d+]", "", number.group())))
        at = number.end()
    return (*found, Piece(text[at:])) if at < len(text) else tuple(found)
