"""What people answered: each to a requirement of the route, and readable."""

from __future__ import annotations

from collections.abc import Mapping

from fairlead.act.receivability.days import OPEN, span
from fairlead.act.receivability.decide import WORDS
from fairlead.act.receivability.gather import PARTS, requirements_of
from fairlead.errors import InputError, Problem

__all__ = ["asks_for", "checked_answers"]


def checked_answers(route_id: str, given: Mapping[str, str | bool]) -> Mapping[str, str | bool]:
    """The answers, if each is to a requirement of the route and can be read.

    Raises
    ------
    InputError
        With every answer that cannot be used.
    """
    days, yes_no = _days_of(route_id), _answers_of(route_id)
    wrong = [
        _problem(key, str(value), _because(key, str(value).strip().lower(), days, yes_no))
        for key, value in given.items()
        if _because(key, str(value).strip().lower(), days, yes_no)
    ]
    if wrong:
        raise InputError(
            "Some answers cannot be used.",
            wrong,
            why="An answer that is misread would turn a requirement into its opposite.",
            fix=f"Answer by: {', '.join(sorted(yes_no | days))}.",
        )
    return given


def asks_for(route_id: str) -> frozenset[str]:
    """What `receivability` takes as answers for a route: ids of requirements, and names of days.

    Examples
    --------
    >>> "final_decision" in asks_for("ECTHR"), "final_decision" in asks_for("ILO24")
    (True, False)
    """
    return frozenset(_days_of(route_id) | _answers_of(route_id))


def _days_of(route_id: str) -> set[str]:
    rows = requirements_of(route_id)
    return {row.by[-1] for row in rows if row.decided == "day" or (row.decided == "term" and len(row.by) > 1)}


def _answers_of(route_id: str) -> set[str]:
    return {row.id for row in requirements_of(route_id)} | set(PARTS) | {"provided"}


def _because(key: str, value: str, days: set[str], yes_no: set[str]) -> str:
    if key in days:
        return "" if value in ("", *OPEN) or span(value) else f"{key}: it is neither a day as in 2026-11-21 nor open"
    if key in yes_no:
        return "" if value in WORDS else f"{key}: it is neither yes nor no"
    return f"{key}: this route asks nothing by this name"


def _problem(key: str, value: str, what: str) -> Problem:
    return Problem(code="receivability_answer", severity="error", what=what, column=key, value=value)
