"""The list of assessments, and the first step: a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError, InputError
from fairlead.hub.assessments import operations
from fairlead.hub.assessments.files import NoSpaceError, TooLargeError
from fairlead.hub.assessments.models import Assessment, Purpose, Run, State
from fairlead.hub.assessments.uploads import takes_list
from fairlead.hub.assessments.views.common import Answer, chosen, shell, signed_in
from fairlead.hub.options import number
from fairlead.hub.pages import Page, today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import visible
from fairlead.hub.undoing import undoable
from fairlead.report.words import clean

__all__ = ["all_assessments", "delete_for_good", "new", "rename", "replace", "start_example"]

_PAGE = 50


def all_assessments(request: HttpRequest) -> Answer:
    """Assessments that the reader sees: own ones and shared ones."""
    actor = actor_of(request)
    whose = chosen(request, "whose", {"": "", "mine": "", "shared": ""}, "")
    state = chosen(request, "state", {"": "", "result": "", "open": ""}, "")
    order = chosen(request, "order", {"": "", "title": ""}, "")
    text = clean(request.GET.get("q", "").strip(), 200)
    found = visible(actor, Assessment)
    if whose:
        found = found.filter(owner=actor.user) if whose == "mine" else found.exclude(owner=actor.user)
    if text:
        found = found.filter(title__icontains=text)
    done = Run.objects.filter(number__isnull=False, state=State.DONE).values("assessment_id")
    if state:
        found = found.filter(pk__in=done) if state == "result" else found.exclude(pk__in=done)
    found = found.order_by("title", "pk") if order else found.order_by("-changed", "pk")
    pager = Paginator(found.select_related("owner", "organisation"), _PAGE)
    wanted = request.GET.get("page", "1")
    if not wanted.isascii() or not wanted.isdigit() or not 1 <= int(wanted[:9]) <= pager.num_pages:
        raise BadRequest(_("There is no such page of the list."))
    shown = pager.page(int(wanted))
    things = list(shown)
    runs: dict[UUID, Run] = {}
    for run in Run.objects.filter(assessment__in=things).defer("answer", "draws").order_by("asked"):
        kept = runs.get(run.assessment_id)
        if run.number or run.active or kept is None or not kept.number:
            runs[run.assessment_id] = run
    rows = [_row(thing, runs.get(thing.pk), mine=thing.owner_id == getattr(actor.user, "pk", None)) for thing in things]
    return Page(
        "assessments/list.html",
        _("Assessments"),
        rows,
        rows=[{k: v for k, v in row.items() if not isinstance(v, dict)} for row in rows],
        cite=False,
        context={
            "items": list(zip(things, rows, [runs.get(t.pk) for t in things], strict=True)),
            "shown": shown,
            "filters": {"q": text, "whose": whose, "state": state, "order": order},
            "total": visible(actor, Assessment).count(),
        },
    )


def _row(thing: Assessment, run: Run | None, *, mine: bool) -> dict[str, Any]:
    summary: Mapping[str, Any] = run.summary if run is not None and run.number else {}
    return {
        "id": str(thing.pk),
        "title": thing.title,
        "mine": mine,
        "audience": thing.audience,
        "changed": thing.changed,
        "state": str(run.state_now.value) if run is not None else "new",
        "version": run.number if run is not None else None,
        "forced_labour": summary.get("forced_labour"),
        "child_labour": summary.get("child_labour"),
        "assessed_usd": summary.get("spend_usd"),
    }


def _refused(error: FairleadError) -> int:
    if isinstance(error, TooLargeError):
        return 413
    return 507 if isinstance(error, NoSpaceError) else 400


def _form(request: HttpRequest, again: Assessment | None = None, error: FairleadError | None = None) -> Any:
    title = _("A mended list") if again is not None else _("New assessment")
    page = Page("assessments/new.html", title, cite=False)
    problems = error.problems[:20] if isinstance(error, InputError) else ()
    context = {
        "page": page,
        "formats": {},
        "again": again,
        "error": error,
        "problems": [p for p in problems if error is None or p.what not in error.what],
        "limit": number("FAIRLEAD_UPLOAD_MB"),
        "title": request.POST.get("title", "")[:200] if request.method == "POST" else "",
        "on": today(),
    }
    return TemplateResponse(request, page.template, context, status=_refused(error) if error else 200)


@takes_list
def new(request: HttpRequest) -> HttpResponseBase:
    """Step 1: upload a list, or take the example."""

    def view(request: HttpRequest) -> Answer:
        if request.method != "POST":
            return _form(request)
        try:
            incoming, name = _taken(request)
            made = operations.create(actor_of(request), incoming, name, request.POST.get("title", ""))
        except FairleadError as error:
            return _form(request, error=error)
        return redirect("assessment-columns", assessment=made.pk)

    answer = signed_in(view, ("GET", "HEAD", "POST"))(request)
    assert isinstance(answer, HttpResponseBase)
    return answer


@takes_list
def replace(request: HttpRequest, assessment: UUID) -> HttpResponseBase:
    """Upload a mended list in place of the old one."""

    def view(request: HttpRequest) -> Answer:
        thing = shell(request, assessment, "list", "change")["it"]
        if request.method != "POST":
            return _form(request, thing)
        try:
            incoming, name = _taken(request)
            operations.replace_list(actor_of(request), assessment, incoming, name)
        except FairleadError as error:
            return _form(request, thing, error)
        return redirect("assessment-columns", assessment=assessment)

    answer = signed_in(view, ("GET", "HEAD", "POST"))(request)
    assert isinstance(answer, HttpResponseBase)
    return answer


def _taken(request: HttpRequest) -> tuple[Any, str]:
    upload = request.FILES.get("list")
    fault = request.list_upload.fault  # type: ignore[attr-defined]
    if fault is not None:
        raise fault
    if upload is None or not hasattr(upload, "incoming"):
        raise FairleadError(_("No list was chosen."), fix=_("Choose a CSV, XLSX or ODS file from your device."))
    return upload.incoming, upload.name or "list"


def start_example(request: HttpRequest) -> Answer:
    """Begin with the example list: its columns need no look."""
    actor = actor_of(request)
    made = operations.create_example(actor)
    operations.start(actor, made.pk, Purpose.CHECK)
    return redirect("assessment-progress", assessment=made.pk)


def rename(request: HttpRequest, assessment: UUID) -> Answer:
    """Call it something else."""
    old = operations.rename(actor_of(request), assessment, request.POST.get("title", ""))
    undoable(request, _("The title was changed."), reverse("assessment-rename", args=[assessment]), title=old)
    return redirect("assessment", assessment=assessment)


def delete_for_good(request: HttpRequest, assessment: UUID) -> Answer:
    """Say what will go, ask once, and delete it."""
    frame = shell(request, assessment, "delete", "delete")
    if request.method == "POST":
        operations.delete(actor_of(request), assessment)
        messages.success(request, _("The assessment was deleted for good."))
        return redirect("assessments")
    thing = frame["it"]
    return Page(
        "assessments/delete.html",
        _("Delete “%(title)s” for good?") % {"title": thing.title},
        {"id": str(thing.pk), "versions": thing.runs.filter(number__isnull=False).count()},
        cite=False,
        context={
            **frame,
            "versions": thing.runs.filter(number__isnull=False).count(),
            "links": thing.shares.count(),
        },
    )
