"""One's campaigns: list, plan, log, outcomes, files, sharing, deleting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec
from django.core.exceptions import BadRequest
from django.forms import Form as Asked
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairlead.act.campaign import changes as goes_on
from fairlead.act.campaign.exports import steps_csv, steps_ics
from fairlead.act.campaign.kit import KIT, draft
from fairlead.act.campaign.model import Campaign as Whole
from fairlead.act.campaign.model import Step
from fairlead.act.campaign.objectives import objectives
from fairlead.act.campaign.steps import add_step, change_step, remove_step
from fairlead.act.rendering import render as draft_file
from fairlead.dossier.names import country_name
from fairlead.errors import FairleadError
from fairlead.hub.campaigns import operations
from fairlead.hub.campaigns.forms import (
    AnswerForm,
    ImportForm,
    LogForm,
    MainForm,
    OutcomeForm,
    StepForm,
)
from fairlead.hub.campaigns.models import Campaign
from fairlead.hub.campaigns.policy import CampaignPolicy
from fairlead.hub.campaigns.policy import public as shown_to_all
from fairlead.hub.campaigns.public import brief
from fairlead.hub.campaigns.views.common import frame, refused, seen_of, since_when
from fairlead.hub.campaigns.waiting import waiting
from fairlead.hub.letters.views.common import changes, signed_in
from fairlead.hub.lookup.asked import day
from fairlead.hub.pages import Page, today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import visible
from fairlead.hub.people.views.common import audience_asked, done
from fairlead.hub.undoing import Undo
from fairlead.report.formats import dumps

__all__ = [
    "audience",
    "campaigns",
    "file",
    "history",
    "log",
    "main",
    "new",
    "plan",
    "remove",
    "restore",
    "take",
    "with_step",
]

BIGGEST = 400_000
Answer = Page | HttpResponseBase


def campaigns(request: HttpRequest) -> Page:
    """Campaigns that are published, one's own, and a form for the brief of another."""
    actor = actor_of(request)
    inside = CampaignPolicy().inside(actor)
    seen = visible(actor, Campaign)
    mine = list(seen.filter(inside).select_related("organisation")[:300]) if actor.user else []
    public = list(seen.filter(shown_to_all(today())).order_by("-published", "pk")[:300])
    known = {one.pk for one in mine}
    told = [(one, _row(one) if one.pk in known else _told(one)) for one in public]
    rows = [*(_row(one) for one in mine), *(row for one, row in told if one.pk not in known)]
    context = {
        **brief.choices(),
        "mine": [(one, _row(one)) for one in mine],
        "waiting": waiting(actor),
        "public": [(one, _told(one)) for one in public],
        "campaign": brief.asked(request.GET),
        "address_on": day(request, today()).isoformat(),
        "signed_in": actor.user is not None,
        "form": ImportForm(),
    }
    return Page("campaigns/campaigns.html", _("Campaigns"), rows, rows, context)


def _row(one: Campaign) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "title": one.title,
        "objective": objectives()[one.objective].name,
        "country": country_name(one.country),
        "changed": one.changed.date().isoformat(),
        "published": one.published.date().isoformat() if one.published else "",
    }


def _told(one: Campaign) -> dict[str, Any]:
    """A published campaign as those outside know it: as it was when it was published, and since when."""
    since = since_when(one)
    return {**_row(one), "title": (one.public or {}).get("title", ""), "changed": since, "published": since}


@changes
def new(request: HttpRequest) -> HttpResponseBase:
    """Begin a campaign from what the page of a brief says."""
    made = operations.begin(actor_of(request), brief.asked(request.POST))
    return done(request, _("The campaign is begun. Only you see it."), "campaign", campaign=made.pk)


@signed_in("GET", "HEAD", "POST")
def take(request: HttpRequest) -> HttpResponseBase:
    """Take a campaign from a file."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        if given.size > BIGGEST:
            raise BadRequest(_("The file is very big."))
        try:
            made = operations.imported(actor_of(request), given.read())
        except FairleadError as error:
            refused(form, error)
        else:
            return done(request, _("The campaign is taken in. Only you see it."), "campaign", campaign=made.pk)
    status = 400 if form.errors else 200
    return render(
        request, "campaigns/take.html", {"form": form, "title": _("Take a campaign from a file")}, status=status
    )


@signed_in("GET", "HEAD", "POST")
def main(request: HttpRequest, campaign: UUID) -> HttpResponseBase:
    """Change the title, the goal, the level and the target."""
    around = frame(request, campaign, "campaign", "change")
    whole = around["whole"]
    initial = {"title": around["it"].title, "goal": whole.goal, "level": whole.level, "target": whole.target}
    form = MainForm(request.POST or None, initial=initial)

    def made(held: Whole) -> Whole:
        entered = form.cleaned_data
        target = entered["target"].isoformat() if entered["target"] else ""
        return msgspec.structs.replace(held, **{**entered, "target": target})

    return _changed(request, around, form, made, "campaigns/main.html", _("What it asks"))


@signed_in("GET", "HEAD", "POST")
def plan(request: HttpRequest, campaign: UUID, step: str = "") -> HttpResponseBase:
    """Change a step of the plan, add one, or take one out."""
    around = frame(request, campaign, "campaign", "change")
    held = {one.id: one for one in around["whole"].steps}
    if step and step not in held:
        raise Http404
    initial = msgspec.to_builtins(held[step]) if step else {}
    form = StepForm(request.POST or None, initial=initial)
    if request.method == "POST" and request.POST.get("do") == "remove" and step:
        seen = seen_of(request)
        now = operations.change(
            actor_of(request), campaign, seen, lambda whole: remove_step(whole, step), _("a step taken out")
        )
        return done(request, _("The step is taken out."), "campaign", undo=_back(now, seen), campaign=campaign)

    def made(whole: Whole) -> Whole:
        return with_step(whole, step, form.values())

    around["held"] = held.get(step)
    return _changed(request, around, form, made, "campaigns/step.html", _("The plan"))


def with_step(whole: Whole, step: str, entered: dict[str, str]) -> Whole:
    """The campaign with one step changed, or with one more where none is named."""
    if step:
        return change_step(whole, step, **entered)
    ident = f"step-{1 + sum(one.id.startswith('step-') for one in whole.steps)}"
    while ident in {one.id for one in whole.steps}:
        ident += "-"
    added = Step(id=ident, name=entered["name"], begins=entered["begins"], ends=entered["ends"])
    return change_step(add_step(whole, added), ident, **entered)


@signed_in("GET", "HEAD", "POST")
def log(request: HttpRequest, campaign: UUID, what: str) -> HttpResponseBase:
    """Log whom the coalition spoke with, an answer, or what came of it."""
    around = frame(request, campaign, "campaign", "change")
    whole: Whole = around["whole"]
    begun = {"on": around["today"]}
    form: Asked
    if what == "engagement":
        members = [(one.id, one.name) for one in whole.members if not one.left]
        logged = LogForm(request.POST or None, members=members, initial=begun)
        form, title = logged, _("Whom we spoke with")

        def made(held: Whole) -> Whole:
            values = logged.values()
            return goes_on.log(held, values.pop("whom"), values.pop("ask"), values.pop("on"), **values)

    elif what == "answer":
        answered = AnswerForm(request.POST or None, engagements=whole.engagements, initial=begun)
        form, title = answered, _("An answer")

        def made(held: Whole) -> Whole:
            said = answered.cleaned_data
            return goes_on.answer(held, said["engagement"], said["said"], said["reply"], said["on"].isoformat())

    else:
        came = OutcomeForm(request.POST or None, initial=begun)
        form, title = came, _("What came of it")

        def made(held: Whole) -> Whole:
            return goes_on.record(held, **came.cleaned_data)

    return _changed(request, around, form, made, "campaigns/log.html", title)


def _changed(
    request: HttpRequest, around: dict[str, Any], form: Asked, made: Callable[[Whole], Whole], template: str, why: str
) -> HttpResponseBase:
    """Make a change that a form asks for, or show the form."""
    it = around["it"]
    if request.method == "POST" and form.is_valid():
        try:
            seen = seen_of(request)
            held = operations.change(actor_of(request), it.pk, seen, made, why)
        except FairleadError as error:
            refused(form, error)
        else:
            return done(request, _("Kept."), "campaign", undo=_back(held, seen), campaign=it.pk)
    context = {**around, "form": form, "why": why}
    return render(request, template, context, status=400 if form.errors else 200)


def _back(held: Campaign, number: int) -> Undo:
    """How to take a change back: the version before it stands again."""
    address = reverse("campaign-restore", kwargs={"campaign": held.pk, "number": number})
    return address, {"seen": str(held.number)}


@signed_in("GET", "HEAD")
def history(request: HttpRequest, campaign: UUID) -> Answer:
    """All versions, the newest first."""
    around = frame(request, campaign, "history")
    kept = list(around["it"].versions.select_related("by")[:500])
    rows = [{"number": one.number, "at": one.at.isoformat(), "why": one.why} for one in kept]
    return Page("campaigns/history.html", around["title"], rows, rows, {**around, "versions": kept}, cite=False)


@changes
def restore(request: HttpRequest, campaign: UUID, number: int) -> HttpResponseBase:
    """Let an earlier version stand again."""
    operations.restore(actor_of(request), campaign, seen_of(request), number)
    return done(request, _("It stands again, as a new version."), "campaign", campaign=campaign)


@signed_in("GET", "HEAD")
def file(request: HttpRequest, campaign: UUID, what: str) -> HttpResponseBase:
    """The campaign, its plan, its brief or a part of the kit as a file."""
    around = frame(request, campaign, "campaign")
    whole: Whole = around["whole"]
    name, _dot, form = what.rpartition(".")
    on = today()
    if what == "campaign.json":
        return _file(dumps(whole), "application/json", what)
    if what == "plan.csv":
        return _file(steps_csv(whole).encode(), "text/csv; charset=utf-8", what)
    if what == "plan.ics":
        return _file(steps_ics(whole).encode(), "text/calendar; charset=utf-8", what)
    if name in ("brief", "slides") and form in brief.TYPES:
        return brief.file_of(whole, name, form, on)
    if name in KIT and form in brief.TYPES:
        return _file(draft_file(draft(whole, name, on), form), brief.TYPES[form], what)
    raise Http404


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@changes
def audience(request: HttpRequest, campaign: UUID) -> HttpResponseBase:
    """Say which organisation or network reads it."""
    operations.set_audience(actor_of(request), campaign, *audience_asked(request))
    return done(request, _("Kept."), "campaign", campaign=campaign)


@signed_in("GET", "HEAD", "POST")
def remove(request: HttpRequest, campaign: UUID) -> HttpResponseBase:
    """Delete the campaign for good, after asking."""
    around = frame(request, campaign, "campaign", "delete")
    if request.method == "POST":
        operations.delete(actor_of(request), campaign)
        return redirect("campaigns")
    return render(request, "campaigns/delete.html", around)
