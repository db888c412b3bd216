"""From a kind of document and a case to a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from fairlead import __version__
from fairlead.act.case import Case, checked
from fairlead.act.draft import Draft, Passage, Piece, Provenance
from fairlead.act.kinds import Kind, Template, Translation, kind, languages, shared, translation, words
from fairlead.act.recorder import Recorder
from fairlead.act.values import Scope, Values
from fairlead.act.values.people import hidden, shown_name
from fairlead.act.values.said import finalize
from fairlead.errors import FairleadError, InputError, Problem

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

__all__ = ["lacking", "write"]

NOT_REVIEWED, NOT_COMPARED = "not_reviewed", "translation"


def write(id: str, case: Case) -> Draft:  # noqa: A002
    """Write a document of a kind for a case, from the facts on its date.

    Parameters
    ----------
    id
        Name of the kind (`fairlead.act.kinds.kinds`).
    case
        What it is written for.

    Raises
    ------
    FairleadError
        If there is no such kind, or it is not complete in the language of the case.
    InputError
        If the case lacks what this kind cannot do without, or holds what there is not.

    Examples
    --------
    >>> draft = write("ratification", Case(on="2026-11-21", state="NPL"))
    >>> draft.title
    'Ratification of the Protocol of 2014: Nepal'
    >>> "minister" in [blank.key for blank in draft.blanks]
    True
    """
    whole = kind(id)
    case = _complete(whole, checked(case))
    told = translation(id, case.language) if case.language != "en" else None
    if case.language != "en" and told is None:
        raise FairleadError(
            f"{whole.name} is not complete in the language {case.language!r}.",
            why="A document that is half translated misleads.",
            fix=f"Take one of: {', '.join(languages(id))}.",
        )
    recorder = Recorder(case.language)
    scope = Scope(case=case, kind=whole, recorder=recorder, labels=told.fields if told else {})
    values = Values(scope)
    body: list[Passage] = []
    annex: list[Passage] = []
    for together in _blocks(whole.passages):
        for template, passage in _passages(together, scope, values, told, whole.words):
            (annex if template.annex else body).append(passage)
    title = "".join(piece.text for piece in _rendered(told.title if told else whole.title, scope, values))
    order = _order([*body, *annex], len(recorder.sources))
    return Draft(
        kind=id,
        title=title,
        language=case.language,
        case=case,
        passages=tuple(_renumbered(one, order) for one in body),
        annex=tuple(_renumbered(one, order) for one in annex),
        sources=tuple(
            sorted(
                (msgspec.structs.replace(one, number=order[one.number]) for one in recorder.sources),
                key=lambda one: one.number,
            )
        ),
        blanks=tuple(recorder.blanks.values()),
        left_out=tuple(recorder.left_out.values()),
        marks=(
            *_marks([*body, *annex], told),
            *(mark.word for mark in whole.marks if _evaluated(mark.when, values)),
        ),
        program=__version__,
    )


def lacking(whole: Kind, case: Case) -> tuple[str, ...]:
    """What a kind of document needs and a case does not give, by name.

    Examples
    --------
    >>> from fairlead.act.kinds import kind
    >>> lacking(kind("ratification"), Case(on="2026-11-21"))
    ('state',)
    """
    return tuple(need for need in whole.needs if not _given(case, need))


_OPTIONS = {"target.name": "--target", "target.home": "--target-home", "target.lender": "--lender"}
"""How the command line asks for parts of a case that are called otherwise there."""


def _complete(whole: Kind, case: Case) -> Case:
    missing = lacking(whole, case)
    if missing:
        raise InputError(
            f"{whole.name} cannot be written yet.",
            [
                Problem(code="case_missing", severity="error", column=need, what=f"The case does not say: {need}.",
                        fix=f"Give {need} in the case ({_OPTIONS.get(need, f'--{need}')} on the command line).")
                for need in missing
            ],
            why="Without it the document would not say whom or what it is about.",
            fix="Give what is named in the problems.",
        )  # fmt: skip
    return case


def _given(case: Case, need: str) -> bool:
    found: Any = case
    for part in need.split("."):
        found = getattr(found, part)
    return bool(found)


def _blocks(templates: Sequence[Template]) -> Iterator[list[Template]]:
    """The templates, those of one block together."""
    found: list[Template] = []
    for one in templates:
        if found and not (one.block and one.block == found[0].block):
            yield found
            found = []
        found.append(one)
    if found:
        yield found


def _passages(
    block: Sequence[Template], scope: Scope, values: Values, told: Translation | None, given: Provenance
) -> Iterator[tuple[Template, Passage]]:
    """The passages that the templates of one block become: none, one of each, or each for every member."""
    owns = [_own(template, scope, told) for template in block]
    each = block[0].each or owns[0].each
    for index, item in enumerate([None] if not each else list(_evaluated(each, values)), start=1):
        seen: Mapping[str, Any] = values if item is None else _With(values, item)
        suffix = f"-{_named(item, index)}" if each else ""
        for template, own in zip(block, owns, strict=True):
            when = [one for one in (template.when, own.when if template.use else "") if one]
            if not all(_evaluated(one, seen) for one in when):
                continue
            provenance = (own if template.use else template).provenance(given)
            if isinstance(item, Mapping) and item.get("provision"):
                provenance = msgspec.structs.replace(provenance, reference=str(item["provision"]))
            if told is not None:
                provenance = msgspec.structs.replace(provenance, translator_reviewed=told.reviewer)
            for passage in _made(template, own, scope, seen, provenance, suffix):
                yield template, passage


def _named(item: Any, index: int) -> str:
    """The name of a member within a passage that is repeated, in letters that stand in an address."""
    known = str(item["key"]) if isinstance(item, Mapping) and "key" in item else str(index)
    return re.sub(r"[^A-Za-z0-9_-]+", "_", known)


def _own(template: Template, scope: Scope, told: Translation | None) -> Template:
    """The template with the words that it uses: those kept once for all kinds, or those of another language."""
    if template.use:
        return shared(scope.language)[template.use]
    if told is not None and template.text:
        return msgspec.structs.replace(template, text=told.passages[template.id])
    return template


def _made(
    template: Template, own: Template, scope: Scope, seen: Mapping[str, Any], provenance: Provenance, suffix: str
) -> Iterator[Passage]:
    form = own.form if template.use else template.form
    if own.text:
        yield Passage(
            id=template.id + suffix, form=form, pieces=_rendered(own.text, scope, seen), provenance=provenance
        )
    elif form in ("from", "signature"):
        yield from _people(template.id, form, scope)


def _people(id_: str, form: Any, scope: Scope) -> Iterator[Passage]:
    """A line for each who writes; a signature stands for whoever signs, and each signs for itself alone."""
    case = scope.case
    signing = (case.through,) if case.withhold and case.through else case.writers
    if case.through is not None and not case.withhold:
        signing = (*signing, case.through)
    if not signing:
        yield Passage(id=id_, form=form, pieces=scope.recorder.pieces(_blank(scope)))
    for index, one in enumerate(signing, start=1):
        lines = [shown_name(one, scope)]
        if form == "signature" and not hidden(one, scope):
            lines = [line for line in (one.person, one.post) if line] + lines
        yield Passage(id=f"{id_}-{index}", form=form, pieces=(Piece(text="\n".join(lines)),))


def _blank(scope: Scope) -> str:
    return scope.recorder.blank("case:writers", words(scope.language)["writers"])


class _With(Mapping[str, Any]):
    """The values with one more: the member that a passage is repeated for."""

    def __init__(self, values: Mapping[str, Any], item: Any) -> None:
        self._values, self._item = values, item

    def __getitem__(self, name: str) -> Any:
        return self._item if name == "item" else self._values[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._values
        yield "item"

    def __len__(self) -> int:
        return len(self._values) + 1


def _rendered(text: str, scope: Scope, values: Mapping[str, Any]) -> tuple[Piece, ...]:
    """A text with its values. Only our own templates are ever rendered; what people give is a value."""
    needed = _names(text)
    rendered = _template(" ".join(text.split(" "))).render({name: values[name] for name in needed if name in values})
    return _once(scope.recorder.pieces(rendered.strip()))


def _once(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with each source cited once, where it is cited last."""
    kept: list[Piece] = []
    seen: set[int] = set()
    for piece in reversed(pieces):
        cites = tuple(one for one in piece.cites if one not in seen)
        seen |= set(cites)
        kept.append(msgspec.structs.replace(piece, cites=cites))
    return tuple(one for one in reversed(kept) if one.text or one.cites)


def _order(passages: Sequence[Passage], sources: int) -> dict[int, int]:
    """New numbers of sources by their old ones, as a reader meets them; a value may be cited late in its passage."""
    met = [number for one in passages for piece in one.pieces for number in piece.cites]
    return {old: new for new, old in enumerate(dict.fromkeys([*met, *range(1, sources + 1)]), start=1)}


def _renumbered(passage: Passage, order: Mapping[int, int]) -> Passage:
    pieces = (
        msgspec.structs.replace(one, cites=tuple(sorted(order[number] for number in one.cites))) if one.cites else one
        for one in passage.pieces
    )
    return msgspec.structs.replace(passage, pieces=tuple(pieces))


def _evaluated(expression: str, values: Mapping[str, Any]) -> Any:
    needed = _names("{{" + expression + "}}")
    return _expression(expression)(**{name: values[name] for name in needed if name in values})


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined, finalize=finalize, keep_trailing_newline=False)


@cache
def _template(text: str) -> Any:
    return _environment().from_string(text)


@cache
def _expression(text: str) -> Any:
    return _environment().compile_expression(text, undefined_to_none=False)


@cache
def _names(text: str) -> frozenset[str]:
    from jinja2.meta import find_undeclared_variables

    return frozenset(find_undeclared_variables(_environment().parse(text)))


def _marks(passages: list[Passage], told: Translation | None) -> tuple[str, ...]:
    """What the document must say of itself, by the name of the words."""
    marks = []
    if not all(one.provenance.reviewer for one in passages if one.provenance.drafter):
        marks.append(NOT_REVIEWED)
    if told is not None and not told.reviewer:
        marks.append(NOT_COMPARED)
    return tuple(marks)
