"""The audit log, as its readers may see it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from fairlead.hub.pages import Page
from fairlead.hub.people.actor import Actor, actor_of
from fairlead.hub.people.audit import AuditEntry
from fairlead.hub.people.models import Organisation, User
from fairlead.hub.people.policy import visible
from fairlead.hub.people.registry import OPERATIONS
from fairlead.hub.people.views.common import choice, members_only, second_factor_first

__all__ = ["audit", "entries", "names_of", "rows_of"]

SHOWN = 200
"""Entries on a page; files hold up to `GIVEN`."""
GIVEN = 10_000


@members_only
def audit(request: HttpRequest) -> Page | HttpResponseBase:
    """All entries that one may see: operators every one, managers those of their organisations, others their own."""
    actor = actor_of(request)
    if actor.unproven and not request.path.endswith((".json", ".csv")):
        return second_factor_first(request)
    return entries(request, actor, _("Audit log"))


def entries(request: HttpRequest, actor: Actor, title: str, **only: Any) -> Page:
    """A page of entries, newest first.

    Parameters
    ----------
    request
        Its filters: ``operation``, and ``before``, the number of an entry that is followed by older ones.
    actor
        Who reads.
    title
        Of the page.
    only
        What narrows the entries further.
    """
    operation = choice(request, "operation", set(OPERATIONS))
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) < 19):
        raise BadRequest(_("before must be the number of an entry."))
    found: QuerySet[AuditEntry] = visible(actor, AuditEntry).filter(**only)
    if operation:
        found = found.filter(operation=operation)
    if before:
        found = found.filter(pk__lt=int(before))
    found = found.order_by("-pk")
    as_file = request.path.endswith((".json", ".csv"))
    kept = list(found[: GIVEN if as_file else SHOWN + 1])
    more = not as_file and len(kept) > SHOWN
    kept = kept if as_file else kept[:SHOWN]
    rows = rows_of(actor, kept)
    context = {
        "rows": rows,
        "operation": operation,
        "operations": sorted(OPERATIONS),
        "older": kept[-1].pk if more else 0,
    }
    return Page("people/audit.html", title, rows, rows, context, cite=False)


def names_of(ids: set[str]) -> dict[str, str]:
    """Names of people who still have an account, by id as text."""
    return {str(one.pk): str(one) for one in User.objects.filter(pk__in=[one for one in ids if one])}


def rows_of(actor: Actor, found: list[AuditEntry]) -> list[dict[str, Any]]:
    """Entries as rows, with the names of people who still have an account and of organisations that the actor sees."""
    people = names_of({one.who for one in found})
    organisations = dict(
        visible(actor, Organisation)
        .filter(pk__in={one.organisation for one in found if one.organisation})
        .values_list("pk", "name")
    )
    return [
        {
            "number": one.pk,
            "when": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "who": people.get(one.who, _("an account that is no more") if one.who else _("the hub")),
            "who_id": one.who,
            "by_token": one.token,
            "operation": one.operation,
            "thing": one.thing,
            "thing_id": one.thing_id,
            "organisation": organisations.get(one.organisation, "") if one.organisation else "",
            "organisation_id": str(one.organisation or ""),
            "why": one.why,
        }
        for one in found
    ]
