"""Two results side by side."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.translation import gettext as _

from fairlead.assess.compare import Change, Comparison, compare
from fairlead.hub.assessments.models import Assessment, Run, State
from fairlead.hub.assessments.results import draws_of, result_of
from fairlead.hub.assessments.views.common import Answer
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import Actor, actor_of
from fairlead.hub.people.policy import find, visible

__all__ = ["compared"]

_CHOICES = 200


def compared(request: HttpRequest) -> Answer:
    """Compare two versions or two assessments: ``before`` and ``after`` are ``<assessment>.<version>``."""
    actor = actor_of(request)
    choices = list(
        Run.objects.filter(assessment__in=visible(actor, Assessment), number__isnull=False, state=State.DONE)
        .select_related("assessment")
        .defer("answer", "draws")
        .order_by("-finished")[:_CHOICES]
    )
    given = [request.GET.get(name, "") for name in ("before", "after")]
    offered = [f"{run.assessment_id}.{run.number}" for run in (*choices[1:2], *choices[:1])]
    runs = [_run(actor, text) for text in given if text]
    found: Comparison | None = None
    if len(runs) == 2:
        first, second = runs
        found = compare(result_of(first), result_of(second), (draws_of(first), draws_of(second)))
    return Page(
        "assessments/compare.html",
        _("Compare two results"),
        found,
        rows=_rows(found) if found is not None else [],
        cite=False,
        context={
            "choices": choices,
            "given": [text or new for text, new in zip(given, [*offered, "", ""], strict=False)],
            "found": found,
            "runs": runs,
            "verdicts": verdicts(),
        },
    )


def verdicts() -> dict[str, str]:
    """What the range of a difference says, in words."""
    return {
        "more": _("more: outside the ranges"),
        "less": _("less: outside the ranges"),
        "inside": _("not told apart: inside the ranges"),
        "unknown": _("not known"),
    }


def _run(actor: Actor, text: str) -> Run:
    ident, dot, number = text.partition(".")
    key: UUID | None = None
    with suppress(ValueError):
        key = UUID(ident)
    if key is None or not dot or not number.isascii() or not number.isdigit() or len(number) > 9:
        raise BadRequest(_("A result to compare is written as its assessment, a point and the version."))
    thing = find(actor, Assessment, "see", pk=key)
    run: Run | None = thing.runs.filter(number=int(number), state=State.DONE).select_related("assessment").first()
    if run is None:
        raise BadRequest(_("There is no such version."))
    return run


def _rows(found: Comparison) -> list[dict[str, Any]]:
    rows = []
    for account in found.accounts:
        parts: list[tuple[str, Change]] = [("total", account.total)]
        parts += [("tier", c) for c in account.tiers]
        parts += [("country", c) for c in account.origins]
        parts += [("industry", c) for c in account.industries]
        for kind, change in parts:
            row: dict[str, Any] = {"account": account.id, "part": kind, "code": change.key, "name": change.label}
            for name in ("before", "after", "difference"):
                value = getattr(change, name)
                row |= {
                    name: _number(value and value.central),
                    f"{name}_low_90": _number(value and value.low),
                    f"{name}_high_90": _number(value and value.high),
                }
            rows.append({**row, "verdict": change.verdict})
    return rows


def _number(value: float | None) -> float | None:
    return value if value is not None and value == value else None
