"""In what order routes are best taken."""

from __future__ import annotations

from functools import cache

import msgspec

from fairlead.facts import load
from fairlead.facts.records.routes import RouteOrder
from fairlead.reason.route_question import route_rows

__all__ = ["Before", "before", "beside", "step_of"]

FORWARD = ("must come first", "better first")


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """A route or step that comes before, runs beside or excludes another, with the reason and its row."""

    id: str
    name: str
    kind: str
    why: str
    row: RouteOrder


def before(route: str) -> tuple[Before, ...]:
    """What must, or had better, come before the route.

    Examples
    --------
    >>> [(one.id, one.kind) for one in before("ILO24")]
    [('ILO22', 'better first')]
    """
    return tuple(_before(row, row.first) for row in load(RouteOrder) if row.then == route and row.kind in FORWARD)


def beside(route: str) -> tuple[Before, ...]:
    """What can run beside the route, and what excludes it.

    Examples
    --------
    >>> [(one.id, one.kind) for one in beside("HRC")]
    [('ECTHR', 'excludes'), ('IACHR', 'excludes')]
    """
    return tuple(
        _before(row, row.then if row.first == route else row.first)
        for row in load(RouteOrder)
        if row.kind not in FORWARD and route in (row.first, row.then)
    )


def step_of(route: str) -> int:
    """The step at which the route comes, counted from 1, along the longest chain of routes before it.

    Examples
    --------
    >>> step_of("ILO23"), step_of("ILO22"), step_of("ILO24"), step_of("ILO26")
    (1, 2, 3, 4)
    """
    return 1 + max((step_of(first) for first in _earlier().get(route, ())), default=0)


@cache
def _earlier() -> dict[str, tuple[str, ...]]:
    earlier: dict[str, tuple[str, ...]] = {}
    for row in load(RouteOrder):
        if row.kind in FORWARD and row.first in route_rows():
            earlier[row.then] = (*earlier.get(row.then, ()), row.first)
    return earlier


def _before(row: RouteOrder, other: str) -> Before:
    name = route_rows()[other].name if other in route_rows() else other
    return Before(id=other if other in route_rows() else "", name=name, kind=row.kind, why=row.why, row=row)
