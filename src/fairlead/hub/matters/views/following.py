"""One's matters: beginning, the log, what is due, sharing, deleting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.act.follow.ics import calendar_text
from fairlead.act.follow.states import next_events
from fairlead.act.follow.status import status
from fairlead.act.follow.transitions import STATE_WORDS
from fairlead.errors import FairleadError
from fairlead.hub.documents.kinds import campaign_asked
from fairlead.hub.letters.views.common import changes, signed_in
from fairlead.hub.matters import operations
from fairlead.hub.matters.forms import KINDS, BeginForm, LogForm
from fairlead.hub.matters.models import Matter
from fairlead.hub.matters.views.common import Answer, frame, refused, seen_of
from fairlead.hub.pages import Page, today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import find, visible
from fairlead.hub.people.views.common import audience_asked, done

__all__ = ["audience", "begin", "campaign", "follow", "log", "log_form", "matter", "matters", "remove", "undo"]


@signed_in("GET", "HEAD")
def matters(request: HttpRequest) -> Answer:
    """All matters that the reader sees, what is due in them, and how one is reminded."""
    actor = actor_of(request)
    on = today()
    kept = list(visible(actor, Matter).prefetch_related("rows").select_related("organisation")[:500])
    rows = [_row(one) for one in kept]
    due = operations.reminders_of(actor, on)
    held = operations.reminding_of(actor)
    context = {
        "matters": list(zip(kept, rows, strict=True)),
        "due": due,
        "today": on.isoformat(),
        "words": STATE_WORDS,
        "reminding": held,
        "has_calendar": bool(held.calendar),
    }
    return Page("matters/mine.html", _("What you follow"), rows, rows, context, cite=False)


def _row(one: Matter) -> dict[str, Any]:
    now = status(one.log, today())
    following = next((due for due in now.dues if due.day and not due.done and not due.conditional), None)
    return {
        "id": str(one.pk),
        "title": one.title,
        "addressee": one.addressee,
        "route": one.route,
        "stands": now.word,
        "since": now.since,
        "due": following.day if following else "",
        "due_what": following.what if following else "",
        "outcome": now.outcome,
        "audience": one.audience,
    }


@signed_in("GET", "HEAD", "POST")
def begin(request: HttpRequest) -> HttpResponseBase:
    """Follow what was sent by another way."""
    posted = request.method == "POST"
    campaign = campaign_asked(request.POST if posted else request.GET)
    form = BeginForm(request.POST if posted else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.begin(
                actor_of(request), **form.cleaned_data, campaign=UUID(campaign) if campaign else None
            )
        except FairleadError as error:
            refused(form, error)
        else:
            return done(request, _("It is followed. Only you see it."), "matter", matter=made.pk)
    context = {"form": form, "campaign": campaign, "title": _("Follow a letter or complaint")}
    return render(request, "matters/begin.html", context, status=400 if form.errors else 200)


@changes
def follow(request: HttpRequest, letter: UUID) -> HttpResponseBase:
    """Follow a letter of the hub."""
    made = operations.follow_letter(actor_of(request), letter)
    return redirect("matter", matter=made.pk)


@signed_in("GET", "HEAD")
def matter(request: HttpRequest, matter: UUID) -> Answer:
    """Where it stands, what is due and why, what can be recorded, and the log."""
    around = frame(request, matter, "log")
    return _matter(around, log_form(around))


def log_form(around: dict[str, Any], data: Any = None) -> LogForm:
    """What can be recorded now, and the form for it."""
    possible = [key for key, one in next_events(around["log"]).items() if key in KINDS]
    if around["safe"].verdict != "yes":
        possible = [key for key in possible if key != "pursued"]
    return LogForm(data, possible=possible, route=around["it"].route)


def _matter(around: dict[str, Any], form: LogForm) -> Page:
    log_ = around["log"]
    events = msgspec.to_builtins(log_.events)
    data = {**msgspec.to_builtins(log_), "status": msgspec.to_builtins(around["status"])}
    gone = {one.of for one in log_.events if one.kind == "undone"}
    context = {**around, "form": form, "events": log_.events, "gone": gone, "kinds": KINDS}
    rows = [{name: one.get(name, "") for name in ("number", "day", "kind", "said", "recorded")} for one in events]
    return Page(
        "matters/matter.html", around["it"].title, data, rows, context, cite=False, status=400 if form.errors else 200
    )


@signed_in("GET", "HEAD", "POST")
def log(request: HttpRequest, matter: UUID) -> HttpResponseBase:
    """Record what has happened."""
    if request.method != "POST":
        return redirect("matter", matter=find(actor_of(request), Matter, pk=matter).pk)
    around = frame(request, matter, "log", "change")
    form = log_form(around, request.POST)
    if form.is_valid():
        try:
            entered = form.cleaned_data
            operations.log(
                actor_of(request), matter, seen_of(request), entered["kind"], day=entered["day"], fields=form.event()
            )
        except FairleadError as error:
            refused(form, error)
        else:
            return done(request, _("Recorded."), "matter", matter=matter)
    page = _matter(around, form)
    return render(request, page.template, {**page.context, "page": page, "formats": {}}, status=page.status)


@changes
def undo(request: HttpRequest, matter: UUID) -> HttpResponseBase:
    """Take the last step back; both stay in the log."""
    operations.step_back(actor_of(request), matter, seen_of(request), request.POST.get("why", ""))
    return done(request, _("Taken back. Both stay in the log."), "matter", matter=matter)


@changes
def campaign(request: HttpRequest, matter: UUID) -> HttpResponseBase:
    """Say to which campaign it belongs, or to none."""
    before = str(find(actor_of(request), Matter, pk=matter).campaign_id or "")
    chosen = campaign_asked(request.POST)
    operations.set_campaign(actor_of(request), matter, UUID(chosen) if chosen else None)
    back = (reverse("matter-campaign", kwargs={"matter": matter}), {"campaign": before})
    return done(request, _("Kept."), "matter", undo=back, matter=matter)


@changes
def audience(request: HttpRequest, matter: UUID) -> HttpResponseBase:
    """Say which organisation or network sees it."""
    operations.set_audience(actor_of(request), matter, *audience_asked(request))
    return done(request, _("Kept."), "matter", matter=matter)


@signed_in("GET", "HEAD", "POST")
def remove(request: HttpRequest, matter: UUID) -> HttpResponseBase:
    """Delete the matter for good, after asking."""
    around = frame(request, matter, "delete", "delete")
    if request.method == "POST":
        operations.delete(actor_of(request), matter)
        return done(request, _("The matter is deleted."), "matters")
    return render(request, "matters/delete.html", around)


@signed_in("GET", "HEAD")
def ics(request: HttpRequest, matter: UUID) -> HttpResponse:
    """What is due in one matter, as a calendar."""
    from django.utils import timezone

    from fairlead.act.follow.status import reminders

    around = frame(request, matter, "log")
    text = calendar_text(reminders([around["log"]], today()), stamp=timezone.now(), title=around["it"].title)
    answer = HttpResponse(text.encode(), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="matter-{matter}.ics"'
    return answer
