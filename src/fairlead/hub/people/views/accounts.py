"""Accounts, for operators: found by name or address, blocked and let in again with a reason."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairlead.hub.people import operations
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.forms import ReasonForm
from fairlead.hub.people.models import Membership, User
from fairlead.hub.people.views.common import done, members_only, show_form, tried

__all__ = ["accounts", "block"]

SHOWN = 50


@members_only
@never_cache
@require_http_methods(["GET", "HEAD"])
def accounts(request: HttpRequest) -> HttpResponseBase:
    """Find an account, or see those that are blocked."""
    actor = actor_of(request)
    words = request.GET.get("q", "")
    found = list(operations.accounts(actor, words)[: SHOWN + 1])
    context = {
        "title": _("Accounts"),
        "actor": actor,
        "words": words,
        "found": found[:SHOWN],
        "more": len(found) > SHOWN,
    }
    return render(request, "people/accounts.html", context)


@members_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, account: uuid.UUID, do: str) -> HttpResponseBase:
    """Ask for a reason, then block an account, or let it in again."""
    actor = actor_of(request)
    operations.require_operator(actor)
    found = get_object_or_404(User, pk=account)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    act = operations.block_account if do == "block" else operations.unblock_account
    if request.method == "POST" and tried(form, lambda asked: act(actor, account, asked["why"])):
        other = "account_unblock" if do == "block" else "account_block"
        said = _("%(name)s is blocked.") if do == "block" else _("%(name)s can sign in again.")
        undo = (reverse(other, args=[account]), {"why": _("Taken back.")})
        return done(request, said % {"name": found}, "accounts", undo=undo)
    if do == "unblock":
        intro = _("The account can sign in again. Its tokens stay deleted.")
        return show_form(request, form, _("Let %(name)s in again") % {"name": found}, _("Let in again"), intro=intro)
    intro = _(
        "Its sessions and tokens end at once, nobody can sign in to it, and links to results that it made lead nowhere."
        " What it did and shared stays. You can let it in again."
    )
    managed = Membership.objects.filter(user=found, role="manager").select_related("organisation")
    alone = [one.organisation.name for one in managed if not _others(one)]
    if alone:
        intro += " " + _("It is the only manager of %(names)s.") % {"names": ", ".join(alone)}
    title = _("Block %(name)s") % {"name": found}
    return show_form(request, form, title, _("Block the account"), intro=intro, danger=True)


def _others(held: Membership) -> bool:
    managers = Membership.objects.filter(organisation=held.organisation, role="manager", user__is_active=True)
    return managers.exclude(pk=held.pk).exists()
