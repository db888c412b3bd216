"""Errors that say what is wrong, where, why it matters and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

__all__ = ["AddingOverlapError", "FairleadError", "InputError", "Problem", "TableError"]

Severity = Literal["error", "warning", "note"]


class FairleadError(Exception):
    """Base of all errors that Fairlead raises on purpose.

    Parameters
    ----------
    what
        One sentence: what is wrong and where.
    why
        Why it matters, if that is not plain.
    fix
        What the user can do.
    """

    def __init__(self, what: str, *, why: str = "", fix: str = "") -> None:
        self.what, self.why, self.fix = what, why, fix
        super().__init__(" ".join(part for part in (what, why, fix) if part))


class TableError(FairleadError):
    """A trade table or one of its inputs is not what it must be."""


class AddingOverlapError(FairleadError):
    """Somebody tried to add counts of people that overlap (forced labour, child labour, trafficking)."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong with one place of an input.

    Attributes
    ----------
    code
        Stable name of the kind of problem, for tests and documentation.
    severity
        ``error``: the row is left out; ``warning``: the row is used, look at it; ``note``: for information.
    what, why, fix
        What is wrong, why it matters, how to mend it.
    file, sheet, row, column, value
        Where. ``row`` counts as the user's program shows it: the first line is 1.
    """

    code: str
    severity: Severity
    what: str
    why: str = ""
    fix: str = ""
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None


class InputError(FairleadError):
    """An input cannot be used; carries every problem found, not only the first."""

    def __init__(self, what: str, problems: Iterable[Problem] = (), *, why: str = "", fix: str = "") -> None:
        super().__init__(what, why=why, fix=fix)
        self.problems = tuple(problems)
