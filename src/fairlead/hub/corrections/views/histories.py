"""Every version of a row, and undoing what was decided without a board."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairlead.facts import schema, tables
from fairlead.hub.corrections import operations
from fairlead.hub.corrections.about import address, standing, title
from fairlead.hub.corrections.models import FactVersion, Proposal, State
from fairlead.hub.corrections.shown import by_whom, plain_version
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import allowed, find, visible
from fairlead.hub.people.views.common import done, members_only

__all__ = ["history", "undo"]


def history(request: HttpRequest, table: str, key: str) -> Page:
    """Who changed a row, when, why and on what source, version by version."""
    actor = actor_of(request)
    if table not in tables():
        raise Http404(_("There is no table of facts with this name."))
    versions = list(visible(actor, FactVersion).filter(table=table, key=key).select_related("proposal", "proposal__by"))
    waiting = list(visible(actor, Proposal).filter(table=table, key=key, state=State.OPEN).select_related("by"))
    now = standing(table, key)
    if now is None and not versions and not waiting:
        raise Http404(_("There is no such row, and there was none."))
    data = [plain_version(one) for one in versions]
    rows = [
        {
            **{name: value for name, value in one.items() if name not in ("before", "after")},
            "changes": _flat(one["before"], one["after"]),
        }
        for one in data
    ]
    context = {
        "table": table,
        "key": key,
        "schema": schema(table),
        "row_title": title(table, key),
        "row_address": address(table, key) if now is not None else "",
        "versions": [(one, _cells(one.before, one.after), by_whom(one.proposal)) for one in versions],
        "waiting": waiting,
        "undoable": versions[0].number
        if versions and versions[0].undoes_id is None and allowed(actor, "undo", versions[0])
        else None,
    }
    return Page("corrections/history.html", _("History: %(row)s") % {"row": title(table, key)}, data, rows, context)


@members_only
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponseBase:
    """Undo the newest version of a row, where it was decided without a board."""
    actor = actor_of(request)
    found = find(actor, FactVersion, "undo", pk=number)
    operations.undo(actor, found, request.POST.get("why", ""))
    said = _("The row is as it was before; the proposal is open again.")
    return done(request, said, "fact-history", table=found.table, key=found.key)


def _cells(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (name, before.get(name, ""), after.get(name, ""))
        for name in dict.fromkeys([*before, *after])
        if before.get(name, "") != after.get(name, "")
    ]


def _flat(before: dict[str, str], after: dict[str, str]) -> str:
    return "; ".join(f"{name}: {old} -> {new}" for name, old, new in _cells(before, after))
