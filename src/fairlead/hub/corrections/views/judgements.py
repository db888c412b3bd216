"""What members of organisations say initiatives are best at, and the replies."""

from __future__ import annotations

from uuid import UUID

import msgspec
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.errors import FairleadError, InputError
from fairlead.facts import Initiative, load
from fairlead.hub.corrections import operations
from fairlead.hub.corrections.forms import JudgementForm, told
from fairlead.hub.corrections.judging import (
    ASPECTS,
    constituency_of,
    enough,
    initiative_row,
    represents,
    standing_judgements,
)
from fairlead.hub.corrections.models import Judgement
from fairlead.hub.corrections.views.proposals import own_organisations
from fairlead.hub.pages import Page
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import allowed, find, visible
from fairlead.hub.people.views.common import done, members_only

__all__ = ["act", "judgements", "new", "of_initiative"]


def judgements(request: HttpRequest) -> Page:
    """All judgements that stand, by initiative."""
    names = {row.id: row.name for row in load(Initiative)}
    kept = visible(actor_of(request), Judgement).filter(withdrawn=None).select_related("by")
    rows = [_plain(one, names.get(one.initiative, one.initiative)) for one in kept]
    context = {"rows": rows, "names": names}
    return Page("corrections/judgements.html", _("What initiatives are said to be best at"), rows, rows, context)


def of_initiative(request: HttpRequest, initiative: str) -> Page:
    """Judgements of one initiative, counted by constituency, with replies beside them."""
    actor = actor_of(request)
    row = initiative_row(initiative)
    if row is None:
        raise Http404(_("There is no initiative with this name."))
    said = standing_judgements().get(initiative, ())
    aspects = [
        (label, [one for one in said if one.aspect == aspect])
        for aspect, label in ASPECTS.items()
        if any(one.aspect == aspect for one in said)
    ]
    known = visible(actor, Judgement).filter(initiative=initiative).select_related("organisation")
    own = [one for one in known if allowed(actor, "withdraw", one)] if actor.user else []
    context = {
        "row": row,
        "aspects": [(label, found, enough(one.constituency for one in found)) for label, found in aspects],
        "own": own,
        "labels": ASPECTS,
        "replying": [one for one in own_organisations(actor) if represents(one, row)] if actor.user else [],
        "signed_in": actor.user is not None,
    }
    rows = [msgspec.structs.asdict(one) if isinstance(one, msgspec.Struct) else vars(one) for one in said]
    return Page("corrections/initiative.html", _("%(name)s: best at") % {"name": row.name}, rows, rows, context)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, initiative: str) -> HttpResponseBase:
    """Say what an initiative is best at."""
    actor = actor_of(request)
    row = initiative_row(initiative)
    if row is None:
        raise Http404(_("There is no initiative with this name."))
    mine = own_organisations(actor)
    form = JudgementForm(request.POST or None, organisations=mine)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        chosen = next((one for one in mine if str(one.pk) == said["organisation"]), None)
        try:
            if chosen is None:
                raise FairleadError(_("Choose the organisation that signs."))
            operations.judge(
                actor, initiative, said["aspect"], chosen, reason=said["reason"], source=said, named=said["named"]
            )
        except InputError as error:
            told(form, error)
        except FairleadError as error:
            form.add_error(None, str(error))
        else:
            return done(request, _("Your judgement is kept."), "initiative-judgements", initiative=initiative)
    context = {"title": _("What is %(name)s best at?") % {"name": row.name}, "form": form, "row": row, "mine": mine}
    return render(request, "corrections/judge.html", context, status=400 if form.errors else 200)


@members_only
@require_POST
def act(request: HttpRequest, judgement: UUID, do: str) -> HttpResponseBase:
    """Withdraw a judgement, let it stand again, or reply to it."""
    actor = actor_of(request)
    found = find(actor, Judgement, "reply" if do == "reply" else "withdraw", pk=judgement)
    if do == "reply":
        row = initiative_row(found.initiative)
        speaking = [one for one in own_organisations(actor) if row is not None and represents(one, row)]
        if not speaking:
            from django.core.exceptions import PermissionDenied

            raise PermissionDenied(_("Only the initiative's own organisation replies."))
        operations.reply(actor, found, speaking[0], request.POST.get("reply", ""))
        said = _("Your reply is shown beside the judgement.")
    else:
        operations.withdraw_judgement(actor, found, again=do == "again")
        said = _("It stands again.") if do == "again" else _("It is withdrawn.")
    return done(request, said, "initiative-judgements", initiative=found.initiative)


def _plain(one: Judgement, name: str) -> dict[str, str]:
    person = f"{one.by.name}, " if one.named and one.by is not None and one.by.name else ""
    return {
        "initiative": one.initiative,
        "name": name,
        "best_at": str(ASPECTS.get(one.aspect, one.aspect)),
        "who": person + one.organisation_name,
        "constituency": constituency_of(one.organisation_kind),
        "on": one.created.date().isoformat(),
        "reason": one.reason,
        "source_title": one.source_title,
        "source_url": one.source_url,
        "source_date": one.source_date,
        "reply": one.reply,
        "reply_by": one.reply_by,
    }
