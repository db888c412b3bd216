"""Who sees an assessment: an organisation, a network, or whoever has a link; and what the link shows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.assessments import operations
from fairlead.hub.assessments.models import Assessment, Share
from fairlead.hub.assessments.results import PARTS, result_of, set_parts
from fairlead.hub.assessments.views.common import Answer, shell
from fairlead.hub.assessments.views.result import FILES, as_file, part_titles
from fairlead.hub.pages import Page, today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.models import Audience, Network, Organisation, Role
from fairlead.hub.people.policy import visible
from fairlead.hub.turns import Turns
from fairlead.hub.undoing import undoable

__all__ = ["audience", "revoke", "share", "shared", "shared_file"]

_FILES = Turns()
_DAYS = ("7", "30", "90", "366", "")


def share(request: HttpRequest, assessment: UUID) -> Answer:
    """Step 6: make a link, after asking who could suffer for it; see and withdraw the links there are."""
    frame = shell(request, assessment, "share", "share")
    thing, run = frame["it"], frame["latest"]
    error: FairleadError | None = None
    made = ""
    if request.method == "POST":
        try:
            secret = _made(request, assessment, run)
            request.session["assessment_link"] = secret
            return redirect("assessment-share", assessment=assessment)
        except FairleadError as refused:
            error = refused
    if "assessment_link" in request.session:
        made = settings.ADDRESS + reverse("shared", args=[request.session.pop("assessment_link")])
    names = [line.supplier for line in result_of(run).suppliers if line.supplier] if run is not None else []
    actor = actor_of(request)
    editing = [pk for pk in actor.roles if actor.holds(pk, Role.EDITOR)]
    return Page(
        "assessments/share.html",
        _("Share"),
        [_link(one) for one in thing.shares.select_related("run")],
        status=400 if error else 200,
        cite=False,
        context={
            **frame,
            "made": made,
            "error": error,
            "links": list(thing.shares.select_related("run")),
            "suppliers": len(set(names)),
            "organisations": list(Organisation.objects.filter(pk__in=editing)),
            "networks": list(
                Network.objects.filter(Q(members__in=editing) | Q(keeper__in=editing)).distinct().order_by("name")
            ),
            "typed": request.POST,
        },
    )


def _link(one: Share) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "for": one.note,
        "version": one.run.number,
        "names": one.names,
        "created": one.created,
        "expires": one.expires,
        "revoked": one.revoked,
        "open": one.open,
    }


def _made(request: HttpRequest, assessment: UUID, run: Any) -> str:
    if run is None:
        raise FairleadError(_("There is no result to share yet."), fix=_("Assess the list first."))
    if request.POST.get("thought") != "yes":
        raise FairleadError(
            _("Say first that nobody can suffer for what you share."),
            why=_("Workers and suppliers can be made to pay for a figure that says nothing about them."),
            fix=_("Think of those named and those who could be recognised, withhold names, and tick the box."),
        )
    days = request.POST.get("days", "30")
    if days not in _DAYS:
        raise FairleadError(_("Choose how long the link lasts."))
    _share, secret = operations.share(
        actor_of(request),
        assessment,
        run.number,
        names=request.POST.get("names") == "shown",
        days=int(days) if days else None,
        note=request.POST.get("note", ""),
    )
    return secret


def revoke(request: HttpRequest, assessment: UUID, share: UUID) -> Answer:
    """Withdraw a link."""
    operations.revoke(actor_of(request), assessment, share)
    messages.success(request, _("The link leads nowhere from now on."))
    return redirect("assessment-share", assessment=assessment)


def audience(request: HttpRequest, assessment: UUID) -> Answer:
    """Say which organisation or network sees it."""
    chosen, _sep, slug = request.POST.get("audience", "").partition(":")
    organisation = request.POST.get("organisation", "")
    if chosen == Audience.ORGANISATION:
        organisation = slug or organisation
    actor = actor_of(request)
    before = visible(actor, Assessment).filter(pk=assessment).select_related("organisation", "network").first()
    operations.set_audience(actor, assessment, chosen, organisation, slug if chosen == Audience.NETWORK else "")
    if before is not None:
        group = before.network if before.audience == Audience.NETWORK else before.organisation
        undoable(
            request,
            _("Who sees this assessment was changed."),
            reverse("assessment-audience", args=[assessment]),
            audience=f"{before.audience}:{group.slug}" if group is not None else before.audience,
            organisation=before.organisation.slug if before.organisation is not None else "",
        )
    return redirect("assessment-share", assessment=assessment)


def shared(request: HttpRequest, secret: str, part: str = "") -> HttpResponseBase:
    """What a link shows: read-only, without an account, and nothing of its owner."""
    link = _opened(request, secret)
    if part and part not in PARTS:
        raise Http404
    base = reverse("shared", args=[secret])
    model = model_of(link)
    page = Page("assessments/shared.html", model.title, cite=False)
    context = {
        "page": page,
        "formats": {},
        "on": today(),
        "link": link,
        "a": model,
        "base": base,
        "drawn": set_parts(model, (part or "summary",), base),
        "parts": {**part_titles(), "list": _("The list")},
        "part": part,
        "files": FILES,
    }
    return quiet(TemplateResponse(request, page.template, context))


def shared_file(request: HttpRequest, secret: str, form: str) -> HttpResponseBase:
    """What a link shows, as a file."""
    link = _opened(request, secret)
    with _FILES.turn():  # anybody who has the link may ask
        return quiet(as_file(model_of(link), form, f"assessment-{link.run.number}"))


def _opened(request: HttpRequest, secret: str) -> Share:
    if request.method not in ("GET", "HEAD"):
        raise Http404
    return operations.find_shared(secret)


def model_of(link: Share) -> Any:
    """The result as the link shows it: names only where the owner chose so."""
    from fairlead.report.withhold import without_names

    model = result_of(link.run)
    return model if link.names else without_names(model)


def quiet(response: HttpResponseBase) -> HttpResponseBase:
    """Keep an answer out of search engines, caches, and the address out of other servers' logs."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response
