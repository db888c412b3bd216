"""What all pages of a letter share: the letter, its version, who looks at it and what they may do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from fairlead.act.kinds import kind
from fairlead.hub.letters.models import Letter
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.models import Organisation, Role
from fairlead.hub.people.policy import allowed_of, find
from fairlead.hub.people.views.common import members_only

__all__ = ["Answer", "changes", "frame", "seen_of", "signed_in"]

Answer = Page | HttpResponseBase
VERBS = ("history", "change", "share", "sign", "send", "publish", "delete")


def signed_in(*methods: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Only for those who are signed in, and only by these methods."""

    def made(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def answer(request: HttpRequest, **named: Any) -> Any:
            if request.method not in methods:
                return HttpResponseNotAllowed(list(methods))
            return view(request, **named)

        return members_only(answer)

    return made


def changes(view: Callable[..., Any]) -> Callable[..., Any]:
    """A change: only by POST, only signed in."""
    return signed_in("POST")(view)


def frame(request: HttpRequest, letter: UUID, step: str, verb: str = "see") -> dict[str, Any]:
    """What the frame of a letter's pages shows.

    Raises
    ------
    Http404, PermissionDenied
        As `fairlead.hub.people.policy.find` does.
    """
    actor = actor_of(request)
    it = find(actor, Letter, verb, pk=letter)
    version = it.version
    mine = Organisation.objects.filter(pk__in=[pk for pk in actor.roles if actor.holds(pk, Role.EDITOR)])
    return {
        "it": it,
        "version": version,
        "draft": version.draft,
        "kind": kind(it.kind),
        "may": allowed_of(actor, VERBS, it),
        "mine": actor.user is not None and it.owner_id == actor.user.pk,
        "step": step,
        "sending": next((one for one in it.dispatches.all() if one.waiting), None),
        "sent": [one for one in it.dispatches.select_related("version") if one.sent],
        "matter": getattr(it, "matter", None),
        "my_organisations": list(mine),
        "title": it.title,
    }


def seen_of(request: HttpRequest) -> int:
    """The number of the version that the person had before them.

    Raises
    ------
    PermissionDenied
        If the form does not say it.
    """
    given = request.POST.get("seen", "")
    if not given.isdigit() or len(given) > 9:
        raise PermissionDenied("The form does not say which version it was made on.")
    return int(given)
