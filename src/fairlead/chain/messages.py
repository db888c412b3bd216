"""The problems an import can have: their texts are data, their places are filled in here."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import get_args

from fairlead.chain.tables import read_data
from fairlead.errors import InputError, Problem, Severity

__all__ = ["LISTED", "ProblemLog", "messages", "shown"]

LISTED = 1000
"""Problems of one kind that are listed; the rest is counted, so that a bad column of 100,000 rows stays readable."""

_SHOWN = 80


@cache
def messages() -> dict[str, tuple[Severity, str, str, str]]:
    """Every problem code with its severity and its texts: what, why, fix.

    Examples
    --------
    >>> messages()["amount_missing"][1]
    'The amount is missing.'
    """
    rows = read_data("messages")
    severities: dict[str, Severity] = {severity: severity for severity in get_args(Severity)}
    return {row["code"]: (severities[row["severity"]], row["what"], row["why"], row["fix"]) for row in rows}


def shown(value: object) -> str:
    r"""A value made safe to show: shortened, with control and direction characters written out.

    Examples
    --------
    >>> shown("a\u202eb\x00")
    'a\\u202eb\\x00'
    """
    text = str(value)
    if len(text) > _SHOWN:
        text = text[: _SHOWN - 1] + "…"
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else " " if unicodedata.category(c) == "Zs" else c.encode("unicode_escape").decode()
        for c in text
    )


class ProblemLog:
    """Collects problems with the place where they were found.

    Parameters
    ----------
    file
        Name of the input for people.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.sheet: str | None = None
        self._problems: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._problems)

    def add(
        self,
        code: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
        detail: object = "",
        sheet: str | None = None,
    ) -> None:
        """Note one problem; over `LISTED` of one code they are only counted."""
        self._counts[code] += 1
        if self._counts[code] > LISTED:
            return
        severity, what, why, fix = messages()[code]
        safe = {
            "column": shown(column if column is not None else ""),
            "value": shown(value if value is not None else ""),
            "detail": re.sub(r"[\x00-\x1f\x7f]", " ", str(detail))[:400],
        }
        self._problems.append(
            Problem(
                code=code,
                severity=severity,
                what=what.format(**safe),
                why=why.format(**safe),
                fix=fix.format(**safe),
                file=self.file,
                sheet=sheet if sheet is not None else self.sheet,
                row=row,
                column=None if column is None else shown(column),
                value=None if value is None else shown(value),
            )
        )

    def problems(self) -> tuple[Problem, ...]:
        """All problems, those of the whole file first, then by sheet and row; the uncounted ones summed up."""
        problems = list(self._problems)
        for code, count in self._counts.items():
            if count > LISTED:
                _, what, why, fix = messages()["more_of_the_same"]
                extra = what.format(detail=f"{count - LISTED:,}", value=code)
                severity = messages()[code][0]
                problems.append(
                    Problem(
                        code="more_of_the_same",
                        severity=severity,
                        what=extra,
                        why=why,
                        fix=fix,
                        file=self.file,
                        value=code,
                    )
                )
        return tuple(problems)

    def count(self, code: str) -> int:
        """How often a problem was noted, listed or not."""
        return self._counts[code]

    def has_errors(self) -> bool:
        """Whether any noted problem is an error."""
        return any(messages()[code][0] == "error" for code in self._counts)

    def stop(self, code: str, **place: object) -> InputError:
        """The exception for a file that cannot be used at all, with all problems found so far."""
        self.add(code, **place)  # type: ignore[arg-type]
        last = self._problems[-1] if self._problems else None
        what = last.what if last else messages()[code][1]
        return InputError(
            f"{self.file}: {what}",
            self.problems(),
            why=last.why if last else "",
            fix=last.fix if last else "",
        )
