"""What all pages of assessments share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fairlead.hub.assessments.models import Assessment, Run
from fairlead.hub.assessments.results import latest, latest_check
from fairlead.hub.assessments.stages import stage_in_words
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import Actor, actor_of
from fairlead.hub.people.policy import allowed_of, find

__all__ = ["READ", "Answer", "SignedIn", "chosen", "posted", "shell", "signed_in"]

READ = ("GET", "HEAD")
Answer = Page | HttpResponseBase
View = Callable[..., Answer]


class SignedIn(HttpRequest):
    """A request of somebody who is signed in."""

    actor: Actor


def signed_in(view: View, methods: tuple[str, ...] = READ) -> View:
    """Ask those who are not signed in to sign in; answer only these methods."""

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> Answer:
        if request.method not in methods:
            return HttpResponseNotAllowed(list(methods))
        if actor_of(request).user is None:
            if request.method not in READ or request.path.endswith((".json", ".csv")):
                raise PermissionDenied(_("Sign in first."))
            return redirect_to_login(request.get_full_path())
        if request.method not in READ and request.path.endswith((".json", ".csv")):
            return HttpResponseNotAllowed(list(READ))
        return view(request, **named)

    return answer


def posted(view: View) -> View:
    """A change: only by POST, only signed in."""
    return signed_in(view, ("POST",))


def chosen(request: HttpRequest, name: str, options: dict[str, str], usual: str) -> str:
    """A filter with few values.

    Raises
    ------
    BadRequest
        If it is another one.
    """
    value = request.GET.get(name, usual)
    if value not in options:
        raise BadRequest(
            _("The filter %(name)s cannot be %(value)s; it may be %(options)s.")
            % {"name": name, "value": value[:40], "options": ", ".join(options)}
        )
    return value


def shell(request: HttpRequest, assessment: UUID, step: str, verb: str = "see") -> dict[str, Any]:
    """What the frame of an assessment's pages shows: its steps, and what the reader may do."""
    actor = actor_of(request)
    thing = find(actor, Assessment, verb, pk=assessment)
    run = latest(thing)
    check = latest_check(thing)
    running = next((r for r in thing.runs.defer("answer", "draws").order_by("-asked")[:1] if r.active), None)
    return {
        "it": thing,
        "actor": actor,
        "mine": actor.user is not None and thing.owner_id == actor.user.pk,
        "may": allowed_of(actor, ("change", "run", "share", "delete", "download"), thing),
        "latest": run,
        "check": check,
        "running": running,
        "step": step,
    }


def state_of(run: Run | None) -> dict[str, Any] | None:
    """A run as programs read it."""
    if run is None:
        return None
    return {
        "purpose": run.purpose,
        "version": run.number,
        "state": str(run.state_now.value),
        "percent": run.percent,
        "stage": stage_in_words(run.stage),
        "asked": run.asked,
        "finished": run.finished,
        "program": run.program,
        "input_sha256": run.sha256,
        "options": run.options,
        "summary": run.summary,
        "error": run.error or None,
    }


def to(name: str, **named: Any) -> HttpResponseBase:
    """Go to a page."""
    return redirect(name, **named)
