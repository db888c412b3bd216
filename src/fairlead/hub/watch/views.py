"""Pages of changes, of what one watches, and of feeds and mails about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.classify.countries import country_name
from fairlead.facts import schema, tables
from fairlead.hub.corrections.about import address
from fairlead.hub.lookup.lists import part
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.forms import countries
from fairlead.hub.people.policy import find, visible
from fairlead.hub.people.views.common import done, members_only
from fairlead.hub.undoing import Undo
from fairlead.hub.watch import operations
from fairlead.hub.watch.changes import address_of, asked, label, matching, of_watches
from fairlead.hub.watch.feeds import LENGTH, feed
from fairlead.hub.watch.models import Change, Every, Watch

__all__ = [
    "FILTERS",
    "add",
    "atom",
    "change",
    "changes",
    "plain_change",
    "private",
    "remove",
    "settings_do",
    "unsubscribe",
    "watches",
]

FILTERS = {
    "country": "country",
    "table": "table",
    "instrument": "instrument",
    "law": "law",
    "row": "row",
    "q": "search",
}


def changes(request: HttpRequest) -> Page:
    """What changed in the facts, newest first: corrections made here, and what new releases brought."""
    filters, found = _filtered(request)
    kept = list(found[:5000])
    rows = [plain_change(one) for one in kept]
    query = urlencode({name: value for name, value in filters.items() if value})
    context = {
        "part": part(request, kept),
        "filters": {name: filters.get(name, "") for name in FILTERS},
        "feed": reverse("changes-atom") + (f"?{query}" if query else ""),
        "countries": countries(),
        "tables": [(name, schema(name).title) for name in tables()],
        "filtered": [(FILTERS[name], value) for name, value in filters.items() if value],
    }
    return Page("watch/changes.html", _("What changed"), rows, rows, context)


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """The same as a feed."""
    filters, found = _filtered(request)
    named = [country_name(value) if name == "country" else value for name, value in filters.items() if value]
    title = _("Fairlead: what changed") + (f" ({', '.join(named)})" if named else "")
    return feed(request, title, list(found[:LENGTH]))


def change(request: HttpRequest, change: int) -> Page:  # noqa: ARG001
    """One change."""
    found = Change.objects.filter(pk=change).first()
    if found is None:
        raise Http404
    row = address(found.table, found.key) if found.key and found.table in tables() else ""
    history = reverse("fact-history", kwargs={"table": found.table, "key": found.key}) if found.version else ""
    return Page(
        "watch/change.html",
        found.title,
        plain_change(found),
        [plain_change(found)],
        {"one": found, "row": row, "history": history},
    )


@members_only
def watches(request: HttpRequest) -> Page:
    """What one watches, what changed in it, and how one hears of it."""
    actor = actor_of(request)
    mine = list(visible(actor, Watch))
    kept = list(Change.objects.filter(of_watches(mine))[:20])
    rows = [{"what": one.what, "value": one.value, "name": label(one.what, one.value)} for one in mine]
    subscription = operations.subscription_of(actor)
    context = {
        "mine": [(one, label(one.what, one.value), address_of(one.what, one.value)) for one in mine],
        "changes": kept,
        "every": subscription.every,
        "choices": Every.choices,
        "has_feed": bool(subscription.feed),
        "mail": bool(actor.user and actor.user.email),
    }
    return Page("watch/watches.html", _("What you watch"), rows, rows, context, cite=False)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponseBase:
    """Watch something; a link from any page comes here and asks once more, because only a form changes anything."""
    given = request.POST if request.method == "POST" else request.GET
    what, value = given.get("what", ""), given.get("value", "")
    kind, clean = asked(what, value)
    if request.method == "POST":
        made = operations.watch(actor_of(request), kind, clean)
        undo: Undo = (reverse("watch-remove", args=[made.pk]), {})
        return done(request, _("You watch %(what)s now.") % {"what": label(kind, clean)}, "watches", undo=undo)
    context = {"title": _("Watch %(what)s") % {"what": label(kind, clean)}, "what": kind, "value": clean}
    return render(request, "watch/add.html", context)


@members_only
@require_POST
def remove(request: HttpRequest, watch: UUID) -> HttpResponseBase:
    """Stop watching something; the page offers to watch it again."""
    actor = actor_of(request)
    found = find(actor, Watch, "delete", pk=watch)
    what, value = found.what, found.value
    operations.unwatch(actor, found)
    said = _("You no longer watch %(what)s.") % {"what": label(what, value)}
    return done(request, said, "watches", undo=(reverse("watch-add"), {"what": what, "value": value}))


@members_only
@require_POST
def settings_do(request: HttpRequest, do: str) -> HttpResponseBase:
    """Set how often mail comes; make or revoke the private feed."""
    actor = actor_of(request)
    if do == "every":
        undo = (request.path, {"every": operations.subscription_of(actor).every})
        operations.set_every(actor, request.POST.get("every", ""))
        return done(request, _("Kept."), "watches", undo=undo)
    if do == "revoke":
        operations.revoke_feed(actor)
        return done(request, _("The private feed is revoked: its address leads nowhere now."), "watches")
    secret = operations.new_feed(actor)
    where = settings.ADDRESS + reverse("private-atom", kwargs={"secret": secret})
    return render(request, "watch/feed.html", {"title": _("Your private feed"), "where": where})


@require_safe
def private(request: HttpRequest, secret: str) -> HttpResponse:
    """One person's feed; who has its address reads what they watch, and no more."""
    actor = operations.feed_owner(secret)
    if actor is None:
        raise Http404
    found = Change.objects.filter(of_watches(visible(actor, Watch)))[:LENGTH]
    return feed(request, _("Fairlead: what you watch"), list(found), private=True)


@csrf_exempt  # mail programs press the button for the reader, without our form
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, secret: str) -> HttpResponse:
    """End the digests from a link in one; looking at the page changes nothing, its button does."""
    if request.method != "POST":
        return render(request, "watch/unsubscribe.html", {"title": _("No more of these mails"), "ended": False})
    if not operations.unsubscribe(secret):
        raise Http404
    return render(request, "watch/unsubscribe.html", {"title": _("No more mails come"), "ended": True})


def _filtered(request: HttpRequest) -> tuple[dict[str, str], QuerySet[Change]]:
    filters: dict[str, str] = {}
    found = Change.objects.all()
    for name, what in FILTERS.items():
        value = request.GET.get(name, "").strip()
        if value:
            _what, filters[name] = asked(what, value)
            found = found.filter(matching(what, filters[name]))
    return filters, found


def plain_change(one: Change) -> dict[str, Any]:
    """A change as public data."""
    return {
        "id": one.pk,
        "on": one.at.isoformat(timespec="seconds"),
        "kind": one.kind,
        "table": one.table,
        "key": one.key,
        "title": one.title,
        "summary": one.summary,
        "address": settings.ADDRESS + reverse("change", kwargs={"change": one.pk}),
    }
