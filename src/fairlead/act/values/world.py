"""The global estimates, by those who publish them: figures of the whole world, never of a country."""

from __future__ import annotations

from typing import Any

from fairlead.act.terms import term
from fairlead.act.values import Scope
from fairlead.act.values.rows import joined, readable, said
from fairlead.act.values.said import Named, Said
from fairlead.facts import GlobalEstimate, load

__all__ = ["VALUES", "Estimated", "millions"]


class Estimated:
    """The latest estimate of one subject that was published by the date of the document.

    ``figure``, ``women``, ``girls``, ``children``, ``hazardous``: parts, each with its row; ``year``, ``by``,
    ``includes``: which year it speaks of, who published it, and what it counts.
    """

    def __init__(self, scope: Scope, subject: str) -> None:
        self._scope, self._subject = scope, subject
        rows = [row for row in load(GlobalEstimate) if row.subject == subject and row.published <= scope.case.on]
        latest = max((row.year for row in rows), default="")
        told = readable(scope, (row for row in rows if row.year == latest), _says)
        self._rows = {row.part: row for row in told}

    @property
    def known(self) -> bool:
        """Whether there is one."""
        return "all" in self._rows

    @property
    def figure(self) -> Said:
        """The whole."""
        return self._part("all")

    @property
    def women(self) -> Said:
        """Women and girls."""
        return self._part("women and girls")

    @property
    def girls(self) -> Said:
        """Girls."""
        return self._part("girls")

    @property
    def children(self) -> Said:
        """Children."""
        return self._part("children")

    @property
    def hazardous(self) -> Said:
        """Children in hazardous work."""
        return self._part("hazardous work")

    @property
    def year(self) -> Named:
        """The year it speaks of."""
        return Named(self._rows["all"].year if self.known else "")

    @property
    def by(self) -> Named:
        """Who published it."""
        language = self._scope.language
        names = [_named(name, language) for name in self._rows["all"].publishers] if self.known else []
        return Named(joined(names, language))

    @property
    def includes(self) -> Said:
        """What is counted."""
        row = self._rows.get("all")
        return said(
            self._scope,
            term(row.includes, self._scope.language) if row else "",
            row or (),
            f"what {self._subject} counts",
            _say(row),
        )

    def _part(self, part: str) -> Said:
        row = self._rows.get(part)
        text = millions(row.figure, self._scope.language) if row else ""
        return said(self._scope, text, row or (), f"{self._subject} in the world, {part}", _say(row))


def _say(row: GlobalEstimate | None) -> str:
    return _says(row) if row else ""


def _says(row: GlobalEstimate) -> str:
    of = "" if row.part == "all" else f", {row.part}"
    counts = f". It counts {row.includes}" if row.part == "all" else ""
    by = f"{'; '.join(row.publishers)}, published {row.published}"
    return (
        f"{row.subject.capitalize()} in the whole world in {row.year}{of}: {millions(row.figure, 'en')} ({by}){counts}"
    )


def _named(name: str, language: str) -> str:
    article = language == "en" and name.startswith(("International", "United"))
    return f"the {name}" if article else term(name, language)


def millions(figure: int, language: str) -> str:
    """A large round number in words.

    Examples
    --------
    >>> millions(27600000, "en"), millions(138000000, "fr")
    ('27.6 million', '138 millions')
    """
    from babel.numbers import format_compact_decimal

    locale = "en_GB" if language == "en" else language
    whole: Any = format_compact_decimal(figure, format_type="long", locale=locale, fraction_digits=1)
    return str(whole).replace("\xa0", " ")


def _world(scope: Scope) -> dict[str, Estimated]:
    return {"forced_labour": Estimated(scope, "forced labour"), "child_labour": Estimated(scope, "child labour")}


VALUES = {"world": _world}
