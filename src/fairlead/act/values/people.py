"""Who writes, whom it is about, what was given by hand, the date, and the evidence."""

from __future__ import annotations

from typing import Any

from fairlead.act.case import Organisation
from fairlead.act.terms import term
from fairlead.act.values import Scope
from fairlead.act.values.rows import OpenInCase
from fairlead.act.values.said import Named, country, day

__all__ = ["VALUES", "hidden", "shown_name"]


class Fields:
    """What only people know, by key: as they gave it, or a placeholder."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def __getattr__(self, key: str) -> Any:
        return self[key]

    def __getitem__(self, key: str) -> Any:
        if self._scope.kind.field(key) is None:
            raise KeyError(f"the kind {self._scope.kind.id} asks for no {key!r}: list it among its fields")
        given = self._scope.case.fields.get(key, "").strip()
        return Named(given) if given else _Blank(self._scope, key)


class _Blank:
    """A placeholder; false, so that an optional passage can be left out."""

    def __init__(self, scope: Scope, key: str) -> None:
        self.scope, self.key = scope, key

    def token(self) -> str:
        asked = self.scope.kind.field(self.key)
        if asked is None:
            raise KeyError(self.key)
        base, _, member = self.key.partition(":")
        label = self.scope.labels.get(base) or asked.label
        if member:
            label = f"{label}: {member.replace('_', ' ')}"
        return self.scope.recorder.blank(self.key, label, help=asked.help, required=asked.required)

    def __bool__(self) -> bool:
        return False


class Target:
    """The company or lender concerned."""

    def __init__(self, scope: Scope) -> None:
        target = scope.case.target
        self.name: Any = Named(target.name) if target.name else OpenInCase(scope, "name of the company")
        self.home: Any = (
            Named(country(target.home, scope.language)) if target.home else OpenInCase(scope, "seat of the company")
        )
        self.lender = target.lender


def hidden(one: Organisation, scope: Scope) -> bool:
    """Whether it was chosen that neither an organisation nor who signs for it is named."""
    return one.withheld or (scope.case.withhold and one is not scope.case.through)


def shown_name(one: Organisation, scope: Scope) -> str:
    """The name of an organisation as it may stand: withheld where that was chosen."""
    from fairlead.act.kinds import words

    return words(scope.language)["withheld"] if hidden(one, scope) else one.name


def _writers(scope: Scope) -> dict[str, Any]:
    case = scope.case
    names = [shown_name(one, scope) for one in case.writers]
    if case.through is not None:
        names = [shown_name(case.through, scope), *dict.fromkeys(names)]
    joined = join(names, scope.language)
    lead = names[0] if names else ""
    return {
        "names": Named(joined) if names else OpenInCase(scope, "name of who writes"),
        "lead": Named(lead) if lead else OpenInCase(scope, "name of who writes"),
        "several": len(names) > 1,
        "all": tuple(case.writers),
        "sides": frozenset(one.constituency for one in case.writers),
    }


def join(names: list[str], language: str) -> str:
    """A list in words, in a language.

    Examples
    --------
    >>> join(["a", "b", "c"], "en")
    'a, b and c'
    """
    from babel.lists import format_list

    return str(format_list(names, locale="en_GB" if language == "en" else language)) if names else ""


def _exhibits(scope: Scope) -> list[dict[str, Any]]:
    """Each piece of evidence as a text may name it."""
    return [
        {
            "number": index,
            "title": Named(one.title),
            "kind": term(one.kind, scope.language),
            "day": Named(day(one.day, scope.language) if one.day else ""),
            "says": Named(one.says),
            "origin": Named(one.origin),
            "file": Named(one.file),
        }
        for index, one in enumerate(scope.case.exhibits, start=1)
    ]


VALUES = {
    "field": Fields,
    "target": Target,
    "writers": _writers,
    "exhibits": _exhibits,
    "today": lambda scope: Named(day(scope.case.on, scope.language)),
    "estimate": lambda scope: scope.case.estimate,
    "case": lambda scope: scope.case,
}
