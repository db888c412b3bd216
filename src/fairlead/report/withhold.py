"""An assessment without the names of the buyer's suppliers, for readers outside."""

from __future__ import annotations

import msgspec

from fairlead.assess.result import Assessment, Input

__all__ = ["without_names"]

_WITHHELD = "withheld"


def without_names(assessment: Assessment) -> Assessment:
    """Take names out of an assessment; its figures stay as they are.

    Suppliers become "Supplier 1", "Supplier 2" ... in the order of the list, one number for one name. The file's name,
    sheets and digest, the title, and the values quoted in problems are withheld, for they can name suppliers.
    Countries, industries and the texts of products stay: they are what the estimate rests on.

    Examples
    --------
    >>> without_names.__name__
    'without_names'
    """
    numbers: dict[str, str] = {}
    suppliers = tuple(
        msgspec.structs.replace(
            line, supplier=numbers.setdefault(line.supplier, f"Supplier {len(numbers) + 1}") if line.supplier else ""
        )
        for line in assessment.suppliers
    )
    problems = tuple(
        msgspec.structs.replace(problem, file=None, sheet=None, row=None, column=None, value=None, what=what)
        for problem in assessment.problems
        for what in [_said(problem.code, problem.what)]
    )
    return msgspec.structs.replace(
        assessment,
        title="Assessment of a list of purchases",
        input=Input(file=_WITHHELD, sha256=_WITHHELD),
        suppliers=suppliers,
        problems=problems,
    )


def _said(code: str, what: str) -> str:
    """What a problem says without what it quotes: its own words where they quote nothing."""
    from fairlead.chain.messages import messages

    template = messages().get(code, ("", "", "", ""))[1]
    return what if template == what else f"A problem of the kind “{code.replace('_', ' ')}”."
