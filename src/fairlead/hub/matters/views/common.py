"""What all pages of a matter share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponseBase

from fairlead.act.follow.status import status
from fairlead.errors import FairleadError, InputError
from fairlead.hub.campaigns.together import sides
from fairlead.hub.letters.models import Letter
from fairlead.hub.letters.views.common import seen_of
from fairlead.hub.matters import operations
from fairlead.hub.matters.models import Matter
from fairlead.hub.pages import Page, today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.models import Network, Organisation, Role
from fairlead.hub.people.policy import allowed_of, find, visible
from fairlead.reason.route_question import route_rows

__all__ = ["Answer", "frame", "refused", "seen_of"]

Answer = Page | HttpResponseBase
VERBS = ("change", "share", "publish", "reprisal", "delete")


def frame(request: HttpRequest, matter: UUID, step: str, verb: str = "see") -> dict[str, Any]:
    """What the frame of a matter's pages shows.

    Raises
    ------
    Http404, PermissionDenied
        As `fairlead.hub.people.policy.find` does.
    """
    actor = actor_of(request)
    it = find(actor, Matter, verb, pk=matter)
    log = it.log
    on = today()
    mine = Organisation.objects.filter(pk__in=[pk for pk in actor.roles if actor.holds(pk, Role.EDITOR)])
    belongs = Network.objects.filter(members__in=mine) | Network.objects.filter(keeper__in=mine)
    letter = visible(actor, Letter).filter(pk=it.letter_id).first() if it.letter_id else None
    return {
        **sides(actor, it.letter.campaign if it.letter is not None else it.campaign),
        "it": it,
        "log": log,
        "seen": len(log.events),
        "status": status(log, on),
        "safe": operations.safe(it, log, on).leaves,
        "letter": letter,
        "route": route_rows().get(it.route),
        "may": allowed_of(actor, VERBS, it),
        "step": step,
        "my_organisations": list(mine),
        "networks": list(belongs.distinct().order_by("name")),
        "title": it.title,
        "today": on.isoformat(),
    }


def refused(form: Form, error: FairleadError) -> None:
    """Tell beside a form what was refused; that somebody else was quicker is a page of its own."""
    from fairlead.hub.letters.operations import ConflictError

    if isinstance(error, ConflictError):
        raise error
    problems = error.problems if isinstance(error, InputError) else ()
    for text in (str(error), *(one.what for one in problems)):
        form.add_error(None, text)
