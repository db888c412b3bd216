"""The procedure that a document starts: its body, its terms, and the Contact Point that is competent."""

from __future__ import annotations

import re
from typing import Any

from fairlead.act.terms import term
from fairlead.act.values import Scope
from fairlead.act.values.rows import said
from fairlead.act.values.said import Known, Named, country
from fairlead.facts import ProcedureTerm, load
from fairlead.reason.contact_points import adheres, competent
from fairlead.reason.route_question import abuse, route_rows

__all__ = ["VALUES", "Procedure"]


ASKED = re.compile(r"^(Complaint|Request|Submission|Information) to the ")
"""How the name of a route begins that is named after its body."""


class Procedure:
    """The route of this kind of document.

    ``body`` decides, ``mechanism`` is the part of it that is written to; ``opens`` is the first day, ISO 8601;
    ``terms.answer`` is one of its terms. ``inquiry`` and ``contact_point`` are the terms of a Commission of Inquiry
    and of a National Contact Point.
    """

    def __init__(self, scope: Scope) -> None:
        from fairlead.act.receivable import routes_of

        found = routes_of(scope.kind, scope.case)
        row = route_rows().get(found[0]) if found else None
        self.id = row.id if row else ""
        self.body = Named(term(row.body, scope.language) if row else "")
        self.mechanism = Named(term(ASKED.sub("", row.name), scope.language) if row else "")
        self.opens = row.opens if row else ""
        self.terms = Terms(scope, self.id)
        self.inquiry = Terms(scope, "ILO28")
        self.contact_point = Terms(scope, "OECDNCP")


class Terms:
    """The terms of a route by their names, each ``length`` with its row; one that nobody has read is left out."""

    def __init__(self, scope: Scope, route: str) -> None:
        self._scope = scope
        self._rows = {row.term: row for row in load(ProcedureTerm) if row.route == route}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        row = self._rows.get(name)
        text = term(row.length, self._scope.language) if row else ""
        says = f"{row.event[:1].upper()}{row.event[1:]}: {row.length} ({row.reference})" if row else ""
        return said(self._scope, text, [row] if row else (), f"term: {name}", says)


class Point:
    """The National Contact Point: ``name`` of its country; ``answer``: that it adheres; ``others`` may be asked too.

    ``here``: whether it is that of the place where the matter arose.
    """

    def __init__(self, scope: Scope) -> None:
        case = scope.case
        target = case.target
        found = competent(case.where, target.home, case.day, target.buyers, target.parents) if case.where else None
        lead = found.lead if found else ""
        self.name = Named(country(lead, scope.language) if lead else "")
        self.known = bool(lead)
        self.here = bool(lead) and lead == case.where
        self.answer = Known(scope.recorder, adheres(lead, case.day)) if lead else None
        self.others = tuple(
            {
                "key": code,
                "name": Named(country(code, scope.language)),
                "why": Named(term(why, scope.language)),
                "answer": Known(scope.recorder, adheres(code, case.day)),
            }
            for code, why in (found.also if found else ())
        )


VALUES = {
    "procedure": Procedure,
    "contact_point": Point,
    "matter": lambda scope: Named(_small(term(abuse(scope.case.abuse).name, scope.language))),
}


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
