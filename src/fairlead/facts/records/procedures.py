"""Typed records of what procedures require and of their terms."""

from __future__ import annotations

from typing import ClassVar

from fairlead.facts.records.base import Record, Row

__all__ = ["RECORDS", "ProcedureTerm", "RouteRequirement"]


class ProcedureTerm(Row, frozen=True, kw_only=True):
    """By when somebody has to act in a procedure."""

    table: ClassVar[str] = "procedure_terms"
    route: str
    rank: int
    term: str
    who: str
    event: str
    number: int | None
    unit: str
    yearly: str
    after: str
    binds: str
    ends: bool
    next_step: str
    reference: str

    @property
    def length(self) -> str:
        """How long it is, in words.

        Examples
        --------
        >>> from fairlead.facts import load
        >>> {row.term: row.length for row in load(ProcedureTerm) if row.route == "NOTRA"}["answer"]
        '3 weeks'
        """
        if self.number is None:
            return f"by {self.yearly} of each year"
        unit = self.unit.removesuffix("s") if self.number == 1 else self.unit
        return f"{self.number} {unit}"


class RouteRequirement(Row, frozen=True, kw_only=True):
    """What a procedure asks for before it takes a matter up."""

    table: ClassVar[str] = "route_requirements"
    route: str
    rank: int
    id: str
    requirement: str
    kind: str
    need: str
    decided: str
    by: tuple[str, ...]
    settles: str
    when: str
    question: str
    mend: str
    reference: str


RECORDS: tuple[type[Record], ...] = (ProcedureTerm, RouteRequirement)
