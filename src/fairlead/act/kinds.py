"""The kinds of documents: one TOML file each in ``documents/en``, which somebody who drafts can read and change.

A file names the kind, what a case must give, what only people know (``fields``) and the passages in their order. The
text of a passage is fixed words in Fairlead's own language with values in it: ``{{ state.name }}`` is looked up on the
date of the document and brings its source; ``{{ field.minister }}`` is what a person gave, or a visible placeholder.
``when`` decides by facts whether a passage stands (``protocol.ratified.no``), ``each`` repeats it. Nothing that can
age stands in fixed words. Files of the same name in another language hold the same passages, by id.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from fairlead.act.case import LANGUAGES
from fairlead.act.draft import Form, Provenance
from fairlead.errors import FairleadError

__all__ = [
    "Field",
    "Group",
    "Kind",
    "Mark",
    "Template",
    "Translation",
    "kind",
    "kinds",
    "languages",
    "shared",
    "words",
]

FOLDER = Path(__file__).parent / "documents"

Group = Literal["policy", "supervision", "complaint", "business", "joint"]


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that only people know, and that stands as a placeholder until they give it.

    With `each`, it is given for every member of what a passage is repeated over, with the key of the member behind a
    colon: ``owner:fees``.
    """

    key: str
    label: str
    help: str = ""
    required: bool = True
    long: bool = False
    each: bool = False


class Mark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that a document says of itself on every page, as long as a condition holds."""

    word: str
    when: str


class Template(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A passage as it is kept.

    Attributes
    ----------
    id, form
        As in `fairlead.act.draft.Passage`.
    text
        Fixed words with values; empty for those that are made from the case alone (``from``, ``signature``).
    when
        A condition on facts and case; empty: always.
    each
        What it is repeated over: each member is ``item`` in the text.
    block
        Passages that follow each other with the same name here are repeated together, member by member.
    use
        Id of a passage that is kept once for all kinds, in ``_shared.toml``.
    annex
        Whether it stands in the annex of evidence.
    reference, drafter, drafted, reviewer, reviewed
        See `fairlead.act.draft.Provenance`; what is empty is taken from the file's ``words``.
    """

    id: str
    form: Form = "paragraph"
    text: str = ""
    when: str = ""
    each: str = ""
    block: str = ""
    use: str = ""
    annex: bool = False
    reference: str = ""
    drafter: str = ""
    drafted: str = ""
    reviewer: str = ""
    reviewed: str = ""

    def by(self, given: Provenance) -> Template:
        """The passage with what is said for all passages of its file."""
        told = self.provenance(given)
        return msgspec.structs.replace(
            self,
            reference=told.reference,
            drafter=told.drafter,
            drafted=told.drafted,
            reviewer=told.reviewer,
            reviewed=told.reviewed,
        )

    def provenance(self, given: Provenance) -> Provenance:
        """Who wrote it, with what the file says for all its passages."""
        return Provenance(
            reference=self.reference or given.reference,
            drafter=self.drafter or given.drafter,
            drafted=self.drafted or given.drafted,
            reviewer=self.reviewer or given.reviewer,
            reviewed=self.reviewed or given.reviewed,
        )


class Kind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of document.

    Attributes
    ----------
    id
        Name of its file.
    name, about
        For people who choose.
    title
        Title of a document of this kind, with values.
    group
        Family.
    guide
        Letter of the model in the guide of the International Trade Union Confederation that it serves in our words.
    route
        Id of the route whose receivability is checked; empty: none.
    needs
        What the case must give: names of its attributes (``state``, ``partner``, ``target.name`` ...).
    writers
        Constituencies it is made for.
    objectives
        Objectives of campaigns that it serves.
    letter
        Whether it is a letter; else a paper with a title.
    words
        Who wrote the fixed words, unless a passage says otherwise.
    marks
        What it says of itself on every page.
    fields, passages
        As above.
    """

    id: str
    name: str
    about: str
    title: str
    group: Group
    guide: str = ""
    route: str = ""
    needs: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    letter: bool = True
    words: Provenance = Provenance()
    marks: tuple[Mark, ...] = ()
    fields: tuple[Field, ...] = ()
    passages: tuple[Template, ...] = ()

    def field(self, key: str) -> Field | None:
        """The placeholder of a key, that of one member of many (``owner:fees``) included; none if it is not asked for.

        Examples
        --------
        >>> kind("ratification").field("minister").key
        'minister'
        """
        base, colon, _ = key.partition(":")
        return next((one for one in self.fields if one.key == base and one.each == bool(colon)), None)


class Translation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind in another language: texts by the ids of passages, labels by the keys of fields."""

    name: str
    title: str
    reviewer: str = ""
    reviewed: str = ""
    fields: dict[str, str] = {}
    passages: dict[str, str] = {}


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by id, the families in their order.

    Examples
    --------
    >>> kinds()["ratification"].guide
    'a'
    """
    found = [_read(path) for path in sorted((FOLDER / "en").glob("[a-z]*.toml"))]
    order = list(Group.__args__)  # type: ignore[attr-defined]
    found.sort(key=lambda one: (order.index(one.group), one.guide or "z", one.id))
    return {one.id: one for one in found}


def kind(id: str) -> Kind:  # noqa: A002
    """One kind.

    Raises
    ------
    FairleadError
        If there is none of this name.
    """
    try:
        return kinds()[id]
    except KeyError:
        raise FairleadError(
            f"There is no kind of document {id!r}.", fix=f"Give one of: {', '.join(kinds())}."
        ) from None


@cache
def shared(language: str = "en") -> dict[str, Template]:
    """The passages that several kinds use, by id."""
    data = _toml(FOLDER / language / "_shared.toml")
    if language == "en":
        given = msgspec.convert(data.get("words", {}), Provenance)
        found = msgspec.convert(data["passages"], tuple[Template, ...])
        return {one.id: one.by(given) for one in found}
    texts: dict[str, str] = data["passages"]
    return {id_: msgspec.structs.replace(one, text=texts.get(id_, "")) for id_, one in shared().items()}


@cache
def words(language: str) -> dict[str, str]:
    """The few words that stand around every document: "To", "Sources" ..."""
    found: dict[str, str] = _toml(FOLDER / language / "_words.toml")
    return found


@cache
def translation(id: str, language: str) -> Translation | None:  # noqa: A002
    """A kind in another language, if it is complete there: its passages, its labels, and what it shares with others."""
    path = FOLDER / language / f"{id}.toml"
    if not path.exists():
        return None
    found = msgspec.convert(_toml(path), Translation)
    whole = kind(id)
    texts = {one.id for one in whole.passages if one.text and not one.use} <= set(found.passages)
    labels = {one.key for one in whole.fields} <= set(found.fields)
    return found if texts and labels and _shared_too(whole, language) else None


def _shared_too(whole: Kind, language: str) -> bool:
    """Whether the words around a document, and the passages that it shares with others, are there in a language."""
    if not all((FOLDER / language / name).exists() for name in ("_words.toml", "_shared.toml")):
        return False
    used = [shared()[one.use].id for one in whole.passages if one.use and shared()[one.use].text]
    return all(shared(language)[one].text for one in used) and words("en").keys() <= words(language).keys()


def languages(id: str) -> tuple[str, ...]:  # noqa: A002
    """Languages in which a kind is complete.

    Examples
    --------
    >>> languages("ratification")[0]
    'en'
    """
    return ("en", *(one for one in LANGUAGES[1:] if translation(id, one) is not None))


def _read(path: Path) -> Kind:
    try:
        return msgspec.convert({"id": path.stem} | _toml(path), Kind)
    except msgspec.ValidationError as error:
        raise FairleadError(f"The kind of document {path.stem} cannot be read: {error}.") from error


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
