"""An assessment without the names of the buyer's suppliers, for readers outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import msgspec

from fairlead.assess.result import Assessment, Input

__all__ = ["without_names"]

_WITHHELD = "withheld"


def without_names(assessment: Assessment) -> Assessment:
    """Take names out of an assessment; its figures stay as they are.

    Suppliers become "Supplier 1", "Supplier 2" ... in the order of the list, one number for one name. The file's name,
    sheets and digest, the title, and the values quoted in problems are withheld, for they can name suppliers.
    Countries, industries and the texts of products stay, for they are what the estimate rests on; where such a text
    holds a supplier's name, the name is withheld there too.

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
    change = msgspec.structs.replace
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
        mappings=tuple(
            change(item, text=hide(item.text), label=hide(item.label), reason=hide(item.reason),
                   candidates=tuple(hide(text) for text in item.candidates))
            for item in assessment.mappings
        ),
        evidence=tuple(change(item, statement=hide(item.statement)) for item in assessment.evidence),
    )  # fmt: skip


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
