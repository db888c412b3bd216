"""An assessment without the names of the buyer's suppliers, for readers outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import msgspec

from fairlead.assess.result import Assessment, Input, Mapping

__all__ = ["without_names"]

_WITHHELD = "withheld"
_SHORTEST = 3
"""Letters of a word of a name that is looked for by itself."""


def without_names(assessment: Assessment) -> Assessment:
    """Take names out of an assessment; its figures stay as they are.

    Suppliers become "Supplier 1", "Supplier 2" ... in the order of the list, one number for one name. The file's name,
    sheets and digest, the title, and the values quoted in problems are withheld, for they can name suppliers.
    Countries, industries and the texts of products stay, for they are what the estimate rests on; where such a text
    holds a supplier's name, or a word of it that could tell who is meant, that is withheld there too. Texts of rows
    that were left out are withheld, since the names of their suppliers are not known here.

    Examples
    --------
    >>> without_names.__name__
    'without_names'
    """
    numbers: dict[str, str] = {}
    for line in assessment.suppliers:
        if line.supplier:
            numbers.setdefault(line.supplier, f"Supplier {len(numbers) + 1}")
    hide = _hider(numbers)
    parts = _hider(_parts(numbers, assessment))
    change = msgspec.structs.replace

    def shown(item: Mapping) -> Mapping:
        if not item.spend_usd:  # of rows that were left out: whose supplier is not in the list of suppliers
            return change(item, text=_WITHHELD, reason="", candidates=())
        if item.kind == "country":
            return change(
                item,
                text=hide(item.text),
                label=hide(item.label),
                reason=hide(item.reason),
                candidates=tuple(hide(text) for text in item.candidates),
            )
        return change(
            item,
            text=parts(item.text),
            label=hide(item.label),
            reason=parts(item.reason),
            candidates=tuple(parts(text) for text in item.candidates),
        )

    mappings = tuple(shown(item) for item in assessment.mappings)
    told = {old.text: new.text for old, new in zip(assessment.mappings, mappings, strict=True) if old.text != new.text}

    def quoted(statement: str) -> str:
        return re.sub("“(.*?)”", lambda found: f"“{told.get(found[1], found[1])}”", statement, flags=re.DOTALL)

    return change(
        assessment,
        title="Assessment of a list of purchases",
        input=Input(file=_WITHHELD, sha256=_WITHHELD),
        suppliers=tuple(
            change(line, supplier=numbers.get(line.supplier, ""), country=hide(line.country),
                   industry=hide(line.industry))
            for line in assessment.suppliers
        ),
        problems=tuple(
            change(problem, file=None, sheet=None, row=None, column=None, value=None,
                   what=_said(problem.code, problem.what))
            for problem in assessment.problems
        ),
        mappings=mappings,
        evidence=tuple(change(item, statement=hide(quoted(item.statement))) for item in assessment.evidence),
    )  # fmt: skip


def _parts(names: Iterable[str], assessment: Assessment) -> set[str]:
    """Names, and the single words of them that could tell who is meant: not those in names of industries or places."""
    known = " ".join(f"{item.label} {item.text if item.kind == 'country' else ''}" for item in assessment.mappings)
    usual = {word.casefold() for word in re.findall(r"\w+", known)}
    words = {word for name in names for word in re.findall(r"\w+", name) if len(word) >= _SHORTEST}
    return {*names, *(word for word in words if word.casefold() not in usual)}


def _hider(names: Iterable[str]) -> Callable[[str], str]:
    """Give what takes names out of a text; very short ones only where they are words of their own."""
    longest = sorted(names, key=len, reverse=True)
    if not longest:
        return lambda text: text
    found = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest), re.IGNORECASE)
    return lambda text: found.sub(_WITHHELD, text)


def _said(code: str, what: str) -> str:
    """What a problem says without what it quotes: its own words where they quote nothing."""
    from fairlead.chain.messages import messages

    template = messages().get(code, ("", "", "", ""))[1]
    return what if template == what else f"A problem of the kind “{code.replace('_', ' ')}”."
