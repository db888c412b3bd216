"""Publishing a matter, and the public register."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fairlead.act.follow.ics import calendar_text
from fairlead.act.follow.outcomes import OUTCOMES
from fairlead.act.follow.states import answers_of
from fairlead.act.follow.transitions import STATE_WORDS
from fairlead.act.kinds import kinds
from fairlead.act.rendering import plain_text
from fairlead.classify.countries import country_codes, country_name
from fairlead.errors import FairleadError
from fairlead.hub.documents.shown import shown
from fairlead.hub.letters.views.common import changes, signed_in
from fairlead.hub.matters import operations, register
from fairlead.hub.matters.forms import KINDS, PrepareForm
from fairlead.hub.matters.views.common import frame, refused
from fairlead.hub.pages import Page, today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.forms import countries
from fairlead.hub.people.views.common import done
from fairlead.hub.undoing import Undo
from fairlead.reason.route_question import route_rows

__all__ = [
    "calendar",
    "calendar_settings",
    "letter",
    "matter",
    "publish",
    "register_list",
    "safety",
    "show",
    "unpublish",
]


@signed_in("GET", "HEAD", "POST")
def show(request: HttpRequest, matter: UUID) -> HttpResponseBase:
    """Say what everyone would read, see it, and publish it."""
    around = frame(request, matter, "public", "publish")
    it = around["it"]
    form = PrepareForm(
        request.POST if request.method == "POST" else None, initial={"summary": it.summary, "shows": it.shows}
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.prepare(actor_of(request), matter, form.cleaned_data["summary"], form.cleaned_data["shows"])
        except FairleadError as error:
            refused(form, error)
        else:
            return done(request, _("Kept. Answer who could suffer for it, then publish it."), "matter-public",
                        matter=matter)  # fmt: skip
    from fairlead.hub.matters.operations.following import public_of

    context = {
        **around,
        "form": form,
        "preview": public_of(it) if it.summary else None,
        "decision": operations.safe(it, around["log"], today(), publish=True),
        **_words(),
    }
    return render(request, "matters/public.html", context, status=400 if form.errors else 200)


@signed_in("GET", "HEAD", "POST")
def safety(request: HttpRequest, matter: UUID) -> HttpResponseBase:
    """Say who could suffer for it: before one writes again, and before anything is published."""
    post = request.method == "POST"
    around = frame(request, matter, "safety", "change" if post else "see")
    it = around["it"]
    publishing = bool(it.summary)
    if post:
        operations.answer_safety(actor_of(request), matter, request.POST, publish=publishing)
        return done(request, _("Kept, in the log."), "matter-safety", matter=matter)
    asked = operations.questions(it, today(), publish=publishing)
    context = {
        **around,
        "questions": asked,
        "given": {one.question: one for one in answers_of(around["log"])},
        "decision": operations.safe(it, around["log"], today(), publish=publishing),
    }
    return render(request, "matters/safety.html", context)


@changes
def publish(request: HttpRequest, matter: UUID) -> HttpResponseBase:
    """Let everyone read it."""
    made = operations.publish(actor_of(request), matter)
    said = _("Everyone can read it now.")
    if made.embargo and made.embargo > today():
        said = _("Everyone can read it from %(day)s on.") % {"day": made.embargo}
    back: Undo = (reverse("matter-unpublish", args=[matter]), {})
    return done(request, said, "matter-public", undo=back, matter=matter)


@changes
def unpublish(request: HttpRequest, matter: UUID) -> HttpResponseBase:
    """Take it out of the public register."""
    operations.unpublish(actor_of(request), matter)
    return done(request, _("It is in the public register no more."), "matter-public", matter=matter)


def register_list(request: HttpRequest) -> Page:
    """What members chose to publish, newest first."""
    filters = {name: request.GET.get(name, "") for name in ("state", "what", "outcome")}
    known = {"state": {*country_codes()}, "what": {"letter", "matter"}, "outcome": {*OUTCOMES}}
    for name, value in filters.items():
        if value and value not in known[name]:
            raise BadRequest(_("%(name)s cannot be %(value)s.") % {"name": name, "value": value[:40]})
    rows = register.entries(today(), **filters)
    named = [{**one, "country": country_name(one["state"]) if one["state"] else ""} for one in rows]
    context = {"rows": named, "filters": filters, "countries": countries(), "outcomes": OUTCOMES, **_words()}
    return Page(
        "matters/register.html", _("Public register"), named, named, context,
        description=_("Letters, complaints and what came of them, as members chose to show them."),
    )  # fmt: skip


def letter(request: HttpRequest, entry: UUID) -> Page:  # noqa: ARG001
    """A letter as it was sent."""
    found = register.published_letter(entry, today())
    if found is None:
        raise Http404
    draft, sent = register.sent_text(found)
    sources = [{"number": one.number, "says": one.says, "where": one.where} for one in draft.sources]
    data = {
        "title": draft.title,
        "kind": found.kind,
        "state": draft.case.state,
        "sent": sent.on.isoformat(),
        "language": draft.language,
        "text": plain_text(draft, final=True),
        "sources": sources,
    }
    context = {
        "it": found,
        "shown": shown(draft),
        "sent": sent,
        "kind": kinds().get(found.kind),
        "others": [(one, register.sent_text(one)[0].title) for one in register.batch_of(found, today())],
        "matter": register.matter_of_letter(found, today()),
        "country": country_name(draft.case.state) if draft.case.state else "",
    }
    return Page("matters/register_letter.html", draft.title, data, sources, context)


def matter(request: HttpRequest, entry: UUID) -> Page:  # noqa: ARG001
    """What came of a matter, as its people chose to show it."""
    found = register.published_matter(entry, today())
    if found is None or found.public is None:
        raise Http404
    public = register.shown_matter(found)
    context = {"it": found, "public": public, "letter": register.letter_of_matter(found, today()), **_words()}
    rows = public.get("events") or public.get("ledgers") or [{"title": public["title"], "summary": public["summary"]}]
    return Page("matters/register_matter.html", public["title"], public, rows, context)


def _words() -> dict[str, Any]:
    events = {**KINDS, "sent": _("sent"), "sent_elsewhere": _("sent"), "filed": _("a paper came in"),
              "drafted": _("drafted"), "agreed": _("agreed")}  # fmt: skip
    return {"states": STATE_WORDS, "outcome_words": OUTCOMES, "event_words": events, "routes": route_rows(),
            "name_of": country_name}  # fmt: skip


@changes
def calendar_settings(request: HttpRequest, do: str) -> HttpResponseBase:
    """Set whether reminders come by mail; make or revoke the private calendar."""
    from django.conf import settings

    actor = actor_of(request)
    if do == "mail":
        held = operations.set_mail(actor, wanted=request.POST.get("mail") == "yes")
        said = _("You are reminded by e-mail.") if held.mail else _("No more reminders by e-mail.")
        return done(request, said, "matters")
    if do == "revoke":
        operations.revoke_calendar(actor)
        return done(request, _("The private calendar is revoked: its address leads nowhere now."), "matters")
    secret = operations.new_calendar(actor)
    where = settings.ADDRESS + reverse("private-ics", kwargs={"secret": secret})
    return render(request, "matters/calendar.html", {"title": _("Your private calendar"), "where": where})


def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """What is due, for a calendar program that knows the private address."""
    if request.method not in ("GET", "HEAD"):
        from django.http import HttpResponseNotAllowed

        return HttpResponseNotAllowed(["GET", "HEAD"])
    actor = operations.calendar_owner(secret)
    if actor is None:
        raise Http404
    text = calendar_text(
        operations.reminders_of(actor, today()), stamp=timezone.now(), title=_("Fairlead: what is due")
    )
    answer = HttpResponse(text.encode(), content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
