"""The State's plan of action, its standing as a pathfinder, and what else it has promised."""

from __future__ import annotations

from typing import Any

from fairlead.act.terms import quoted, term
from fairlead.act.values import Scope
from fairlead.act.values.rows import joined, readable, said
from fairlead.act.values.said import Named, Said, dated
from fairlead.act.worded import worded
from fairlead.facts import ActionPlan, Pathfinder, StateCommitment, load
from fairlead.reason.plans import plan_horizon

__all__ = ["VALUES", "Path", "Plan"]


class Plan:
    """The plan against forced labour that Article 1(2) of the Protocol of 2014 asks for; never called late.

    ``recorded``: one was read; ``none``: somebody searched and found none; else it is not known, and nothing follows.
    ``all``: the plans, ``latest`` the last of them; ``others``: plans on neighbouring subjects.
    """

    def __init__(self, scope: Scope) -> None:
        found = plan_horizon(scope.case.state, scope.case.day) if scope.case.state else None
        self._scope = scope
        self._research = readable(scope, found.research if found else (), lambda row: f"Search for a plan: {row.found}")
        self.all = self._items(found.plans if found else ())
        self.others = self._items(found.others if found else ())
        self.recorded = bool(self.all)
        self.none = bool(found and found.status == "none recorded" and not self.recorded and self._research)
        self.latest = self.all[-1] if self.all else {}

    @property
    def searched(self) -> Said:
        """Where somebody searched in vain."""
        row = next((row for row in self._research if row.found == "none"), None)
        says = f"A search on {row.searched} ({row.where}) found no plan, which is no proof" if row else ""
        return said(self._scope, worded(row.where) if row else "", row or (), "search for a plan", says)

    @property
    def searched_on(self) -> Said:
        """When somebody searched in vain."""
        row = next((row for row in self._research if row.found == "none"), None)
        text = dated(row.searched, self._scope.language) if row else ""
        says = f"A search on {row.searched} ({row.where}) found no plan, which is no proof" if row else ""
        return said(self._scope, text, row or (), "search for a plan", says)

    def _items(self, rows: tuple[ActionPlan, ...]) -> tuple[dict[str, Any], ...]:
        told = readable(self._scope, rows, _plan)
        return tuple(
            {
                "key": f"{row.kind}-{row.begins[:4]}".replace(" ", "_"),
                "title": said(self._scope, row.title, row, "title of the plan", _plan(row)),
                "years": Named(_years(row, self._scope.language)),
                "begins": Named(row.begins[:4]),
                "over": bool(row.ends) and row.ends[:4] < self._scope.case.on[:4],
            }
            for row in told
        )


def _plan(row: ActionPlan) -> str:
    return f"{row.country}: {row.title} ({row.kind}), {_years(row)}"


def _years(row: ActionPlan, language: str = "en") -> str:
    begins, ends = row.begins[:4], row.ends[:4]
    if not ends:
        return f"{term('from', language)} {begins}"
    return f"{begins} to {ends}" if language == "en" else f"{begins}–{ends}"


class Path:
    """Whether the State was read in a list of the pathfinder countries of Alliance 8.7, and in which."""

    def __init__(self, scope: Scope) -> None:
        rows = [row for row in load(Pathfinder) if row.iso3 == scope.case.state]
        told = readable(scope, rows, lambda row: f"{row.country} as a pathfinder country of Alliance 8.7")
        row = told[0] if told else None
        year = scope.case.on[:4]
        lists = [name for name, is_in in _lists(row) if is_in and name <= year]
        self.yes = bool(lists)
        self.gone = bool(lists) and row is not None and row.listed_2025 == "no"
        says = f"{row.country} stands in the list of pathfinder countries of {' and '.join(lists)}" if row else ""
        self.lists = said(scope, joined(lists, scope.language), row or (), "lists of pathfinder countries", says)


def _lists(row: Pathfinder | None) -> tuple[tuple[str, bool], ...]:
    return () if row is None else (("2021", row.listed_2021), ("2025", row.listed_2025 == "yes"))


def _promises(scope: Scope) -> tuple[dict[str, Any], ...]:
    """What the State itself has promised, beside its ratifications."""
    rows = [row for row in load(StateCommitment) if row.iso3 == scope.case.state and row.made[:10] <= scope.case.on]
    return tuple(
        {
            "key": row.id,
            "kind": Named(row.kind),
            "commitment": said(
                scope, quoted(row.commitment.rstrip("."), scope.language), row, "commitment", _promise(row)
            ),
            "made": Named(dated(row.made, scope.language) if row.made else ""),
        }
        for row in readable(scope, rows, _promise)
    )


def _promise(row: StateCommitment) -> str:
    return f"{row.commitment.rstrip('.')} ({row.kind}{f', {row.made}' if row.made else ''})"


VALUES = {"plan": Plan, "pathfinder": Path, "promises": _promises}
