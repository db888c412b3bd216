"""Every operation of the hub by its name, ``noun.verb``, with one line on what it does.

The list is what a token may be given, what the permission matrix runs over, and what the audit log names.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["OPERATIONS", "Operation", "add_operation"]

COMMON = {
    "see": _("see and export"),
    "create": _("add"),
    "change": _("change"),
    "delete": _("delete for good"),
    "share": _("share"),
}
"""What the usual verbs mean, where a part says nothing of its own."""


@dataclass(frozen=True)
class Operation:
    """One thing that somebody may do.

    Attributes
    ----------
    name
        ``noun.verb``.
    meaning
        One line for people, translated when it is shown.
    by_token
        Whether a token may be given it. What concerns the account itself needs the person.
    """

    name: str
    meaning: str | Promise
    by_token: bool = True

    @property
    def noun(self) -> str:
        """What it is done to."""
        return self.name.partition(".")[0]

    @property
    def verb(self) -> str:
        """What is done."""
        return self.name.partition(".")[2]


OPERATIONS: dict[str, Operation] = {}


def add_operation(name: str, meaning: str | Promise = "", *, by_token: bool = True) -> Operation:
    """List an operation; a part calls it for what has no model with a policy, as ``assessment.create``.

    Raises
    ------
    ValueError
        If the name is not ``noun.verb``, or is listed already with another meaning.
    """
    noun, dot, verb = name.partition(".")
    if not (noun.isidentifier() and dot and verb.isidentifier()):
        raise ValueError(f"{name!r} is not a name of an operation: write noun.verb")
    usual = COMMON.get(verb, verb.replace("_", " "))
    known = OPERATIONS.get(name)
    if known is not None and (not meaning or meaning == known.meaning):
        return known
    if known is not None and known.meaning != usual:
        raise ValueError(f"{name} is listed twice, with different meanings")
    OPERATIONS[name] = Operation(name, meaning or usual, by_token)
    return OPERATIONS[name]
