"""The coalition: who takes part, texts, and who agreed to which words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.campaigns import operations
from fairlead.hub.campaigns.forms import InviteForm, TextForm
from fairlead.hub.campaigns.views.common import frame, refused
from fairlead.hub.letters.views.common import changes, signed_in
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.views.common import done

__all__ = ["answer", "coalition", "invite", "text"]


@signed_in("GET", "HEAD")
def coalition(request: HttpRequest, campaign: UUID) -> Page:
    """Who takes part, and who agreed to which text."""
    return _coalition(frame(request, campaign, "coalition"), InviteForm(), None)


def _coalition(around: dict[str, Any], invite_form: InviteForm, text_form: TextForm | None) -> Page:
    texts = list(around["it"].texts.all())
    taking = [one for one in around["parties"] if one.joined and not one.left]
    agreed = {
        text.pk: [one for one in taking if any(g.text_id == text.pk and not g.withdrawn for g in one.approvals.all())]
        for text in texts
    }
    replaced = {one.replaces_id for one in texts}
    shown = [
        {
            "text": one,
            "agreed": agreed[one.pk],
            "waiting": [each for each in taking if each not in agreed[one.pk]],
            "old": one.pk in replaced,
        }
        for one in reversed(texts)
    ]
    rows = [
        {"name": one.name, "constituency": one.constituency, "joined": one.joined or "", "left": one.left or ""}
        for one in around["parties"]
    ]
    data = {
        "members": rows,
        "texts": [
            {"id": one["text"].name, "title": one["text"].title, "sha256": one["text"].sha256,
             "agreed": [each.name for each in one["agreed"]]}
            for one in shown
        ],
    }  # fmt: skip
    choices = [(str(one.pk), f"{one.title} ({one.name})") for one in texts]
    known = {one.organisation_id for one in around["parties"] if not one.left}
    joining = [one for one in around["my_organisations"] if one.pk not in known] if around["may"]["invite"] else []
    context = {
        **around,
        "joining": joining,
        "texts": shown,
        "invite_form": invite_form,
        "text_form": text_form or TextForm(texts=choices),
    }
    bad = bool(invite_form.errors or (text_form and text_form.errors))
    return Page(
        "campaigns/coalition.html", around["title"], data, rows, context, cite=False, status=400 if bad else 200
    )


@changes
def invite(request: HttpRequest, campaign: UUID) -> HttpResponseBase:
    """Ask an organisation, or write down one outside."""
    around = frame(request, campaign, "coalition", "invite")
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            operations.invite(actor_of(request), campaign, **form.cleaned_data)
        except FairleadError as error:
            refused(form, error)
        else:
            return done(request, _("They are in the list."), "campaign-coalition", campaign=campaign)
    return _shown(request, _coalition(around, form, None))


@changes
def text(request: HttpRequest, campaign: UUID) -> HttpResponseBase:
    """Bring a text before the coalition."""
    around = frame(request, campaign, "coalition", "invite")
    known = [(str(one.pk), one.title) for one in around["it"].texts.all()]
    form = TextForm(request.POST, texts=known)
    if form.is_valid():
        said = form.cleaned_data
        try:
            replaces = UUID(said["replaces"]) if said["replaces"] else None
            operations.add_words(
                actor_of(request), campaign, said["title"], said["text"], kind=said["kind"], replaces=replaces
            )
        except FairleadError as error:
            refused(form, error)
        else:
            return done(
                request, _("The text stands. Nobody has agreed to it yet."), "campaign-coalition", campaign=campaign
            )
    return _shown(request, _coalition(around, InviteForm(), form))


def _shown(request: HttpRequest, page: Page) -> HttpResponseBase:
    return render(request, page.template, {**page.context, "page": page, "formats": {}}, status=page.status)


@changes
def answer(request: HttpRequest, campaign: UUID, do: str) -> HttpResponseBase:
    """Answer for one's own organisation, or ask somebody no longer."""
    actor = actor_of(request)
    try:
        if do == "uninvite":
            operations.uninvite(actor, campaign, UUID(request.POST.get("party", "")))
            return done(request, _("They are asked no longer."), "campaign-coalition", campaign=campaign)
        body = UUID(request.POST.get("organisation", ""))
        if do in ("agree", "withdraw"):
            words = UUID(request.POST.get("text", ""))
    except ValueError:
        raise BadRequest(_("The form does not say who or what is meant.")) from None
    if do == "accept":
        operations.accept(actor, campaign, body, named=request.POST.get("named") == "yes")
        said = _("Your organisation takes part.")
    elif do == "leave":
        operations.leave(actor, campaign, body)
        return done(request, _("Your organisation takes no part."), "campaigns")
    elif do == "agree":
        operations.agree(actor, campaign, body, words, request.POST.get("digest", ""))
        said = _("Your organisation has agreed to these words.")
    else:
        operations.withdraw(actor, campaign, body, words)
        said = _("The agreement is taken back. Both stay on record.")
    return done(request, said, "campaign-coalition", campaign=campaign)
