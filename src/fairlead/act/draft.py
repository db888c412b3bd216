"""A document before it is sent: its passages, what they rest on, what is missing, and what was edited.

The JSON form of `Draft` is the public, versioned format ``fairlead.draft/1``. `fairlead.act.writing.write` makes one
from a kind of document and a case; nothing in it is ever read as mark-up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from fairlead.act.case import Case
from fairlead.dossier.model import RowRef

__all__ = ["SCHEMA", "Blank", "Cited", "Draft", "Form", "LeftOut", "Passage", "Piece", "Provenance"]

SCHEMA = "fairlead.draft/1"

Form = Literal[
    "to", "cc", "from", "date", "subject", "salutation", "heading", "subheading", "paragraph", "point", "number", "row",
    "closing", "signature", "note",
]  # fmt: skip
"""What a passage is.

Points and numbers that follow each other make a list; rows make a table, headings first. A note is a remark to whoever
writes: it must be dealt with before anything is sent (its fact looked up, its passage edited or emptied), and is never
printed as a part of the document.
"""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text of one kind.

    Attributes
    ----------
    text
        The words.
    cites
        Numbers of the sources that they rest on.
    blank
        Key of the placeholder that is still to be completed; then `text` says what belongs there.
    """

    text: str
    cites: tuple[int, ...] = ()
    blank: str = ""


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Who wrote the fixed words of a passage, on what ground, and who reviewed them.

    Attributes
    ----------
    reference
        The provision or principle that they apply.
    drafter, drafted
        Who wrote them, and when.
    reviewer, reviewed
        Who read them as counsel, and when; empty: nobody yet.
    translator_reviewed
        For another language than English: who compared it with the English; empty: nobody, it is a draft.
    """

    reference: str = ""
    drafter: str = ""
    drafted: str = ""
    reviewer: str = ""
    reviewed: str = ""
    translator_reviewed: str = ""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the document: a paragraph, a heading, one point of a list, a row of a table, a signature.

    Attributes
    ----------
    id
        Stable name within the kind of document; edits are kept by it.
    form
        What it is.
    pieces
        Its text. For a row of a table: the cells, divided by pieces whose text is a tab.
    edited
        Words that a person put in the place of the pieces, empty to leave it out; the sources stay listed.
    """

    id: str
    form: Form
    pieces: tuple[Piece, ...]
    provenance: Provenance = Provenance()
    edited: str | None = None


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered source: the row of facts, in words and as it was on the day of the draft.

    Attributes
    ----------
    number
        From 1, in the order in which the text needs them.
    says
        What the row says, in a sentence.
    where
        Title of the source and its date.
    row
        The row; empty for an estimate of Fairlead's own, which `says` names with its method and range.
    print_
        Fingerprint of the row, to see later whether it has changed.
    """

    number: int
    says: str
    where: str
    row: RowRef | None = None
    print_: str = msgspec.field(default="", name="fingerprint")


class Blank(msgspec.Struct, frozen=True, kw_only=True):
    """Something that only people know and that is still to be completed."""

    key: str
    label: str
    help: str = ""
    required: bool = True


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that would belong here and is left out, because nobody has read its source yet, or because it is unknown.

    Attributes
    ----------
    what
        What it would say.
    why
        Why it is left out.
    where
        Where it could be checked.
    """

    what: str
    why: str
    where: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A document before it is sent.

    Attributes
    ----------
    schema
        `SCHEMA`.
    kind, title
        Id of the kind of document, and the title of this one.
    language
        Language of its words.
    case
        What it was written for.
    passages
        Its parts in their order.
    annex
        Parts of the annex of evidence.
    sources
        Numbered sources.
    blanks
        Placeholders that are still to be completed.
    left_out
        Facts that were left out, and why.
    marks
        What the document says of itself: "not reviewed by counsel", "translation not yet reviewed".
    program
        Version of Fairlead that wrote it.
    edits
        Texts of passages that a person changed, by id.
    """

    schema: str = SCHEMA
    kind: str
    title: str
    language: str
    case: Case
    passages: tuple[Passage, ...]
    annex: tuple[Passage, ...] = ()
    sources: tuple[Cited, ...] = ()
    blanks: tuple[Blank, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    marks: tuple[str, ...] = ()
    program: str = ""
    edits: Mapping[str, str] = {}
