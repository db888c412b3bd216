"""One's own account: what it holds, tokens, invitations, what one did, all data, and its end."""

from __future__ import annotations

import uuid
from typing import Any

import msgspec
from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.errors import FairleadError
from fairlead.hub.pages import Page
from fairlead.hub.people import first_link, operations
from fairlead.hub.people.actor import Actor, actor_of
from fairlead.hub.people.adapter import INVITED
from fairlead.hub.people.audit import record
from fairlead.hub.people.forms import RenameForm, TokenForm
from fairlead.hub.people.models import (
    ApiToken,
    Invitation,
    Membership,
    NetworkInvitation,
    Organisation,
    Role,
    User,
)
from fairlead.hub.people.operations.invitations import is_for
from fairlead.hub.people.policies import verified_addresses
from fairlead.hub.people.policy import find, visible
from fairlead.hub.people.registry import OPERATIONS
from fairlead.hub.people.views.audit import entries
from fairlead.hub.people.views.common import done, members_only, show_form, tried

__all__ = ["account", "activity", "answer", "delete", "export", "first", "invitation", "name", "revoke", "tokens"]


@members_only
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Show one's account."""
    actor = actor_of(request)
    user = _user(actor)
    memberships = list(
        Membership.objects.filter(user=user).select_related("organisation").order_by("organisation__name")
    )
    strong = is_mfa_enabled(user, [Authenticator.Type.TOTP])
    own_addresses = verified_addresses(actor)
    invitations = visible(actor, Invitation).annotate(to=Lower("email")).filter(to__in=own_addresses)
    context = {
        "title": _("Your account"),
        "actor": actor,
        "memberships": memberships,
        "invitations": [one for one in invitations.select_related("organisation") if not _ran_out(one)],
        "network_invitations": visible(actor, NetworkInvitation)
        .filter(organisation__in=list(actor.roles))
        .select_related("network", "organisation"),
        "strong": strong,
        "shut_out": [one.organisation for one in memberships if one.organisation.two_factor and not strong],
        "advise": not strong and (actor.operator or any(one.role == Role.MANAGER for one in memberships)),
        "address": EmailAddress.objects.get_primary_email(user) or user.email,
        "local": user.email == first_link.ADDRESS,
        "password": user.has_usable_password(),
        "provider": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "rename": RenameForm(initial={"name": user.name}),
    }
    return render(request, "people/account.html", context)


@members_only
@require_POST
def name(request: HttpRequest) -> HttpResponseBase:
    """Change one's name."""
    form, old = RenameForm(request.POST), getattr(actor_of(request).user, "name", "")
    if tried(form, lambda asked: operations.rename(actor_of(request), asked["name"])):
        return done(request, _("Your name is changed."), "account", undo=(reverse("account_name"), {"name": old}))
    return show_form(request, form, _("Your name"), _("Change"))


@members_only
@require_POST
@reauthentication_required
def export(request: HttpRequest) -> HttpResponse:
    """Give all that is held of the person as one file."""
    body = msgspec.json.format(msgspec.json.encode(operations.export_account(actor_of(request))), indent=1)
    answer = HttpResponse(body, content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="fairlead-my-data.json"'
    return answer


@members_only
@never_cache
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponseBase:
    """Say what happens, and delete the account for good."""
    actor = actor_of(request)
    if request.method == "POST" and request.POST.get("sure") == "yes":
        operations.delete_account(actor)
        logout(request)
        return redirect("home")
    context = {"title": _("Delete your account"), "leaving": operations.leaving(actor)}
    return render(request, "people/delete_account.html", context, status=400 if request.method == "POST" else 200)


@members_only
@never_cache
@reauthentication_required(allow_get=True)
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens, and make one; its key is shown in the answer and never again."""
    actor = actor_of(request)
    organisations = list(Organisation.objects.filter(pk__in=list(actor.roles)))
    key, status = "", 200
    form = TokenForm(request.POST or None, organisations=organisations)
    if request.method == "POST":
        made: list[str] = []

        def make(asked: dict[str, Any]) -> None:
            only = uuid.UUID(asked["organisation"]) if asked["organisation"] else None
            organisation = next((one for one in organisations if one.pk == only), None)
            _token, secret = operations.create_token(
                actor, asked["name"], asked["scopes"], days=asked["days"], organisation=organisation
            )
            made.append(secret)

        if tried(form, make):
            key, status, form = made[0], 201, TokenForm(organisations=organisations)
        else:
            status = 400
    context = {
        "title": _("Tokens for programs"),
        "key": key,
        "form": form,
        "operations": OPERATIONS,
        "tokens": visible(actor, ApiToken).select_related("organisation"),
    }
    return render(request, "people/tokens.html", context, status=status)


@members_only
@require_POST
def revoke(request: HttpRequest, token: uuid.UUID) -> HttpResponseBase:
    """Revoke a token."""
    actor = actor_of(request)
    operations.revoke_token(actor, find(actor, ApiToken, "revoke", pk=token))
    return done(request, _("The token is revoked."), "tokens")


@members_only
def activity(request: HttpRequest) -> Page:
    """What one did here, for oneself."""
    actor = actor_of(request)
    return entries(request, actor, _("What you did here"), who=str(_user(actor).pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Show the button of the one-time link; pressed, it signs in the operator."""
    if request.method == "POST":
        if not first_link.spend(secret):
            return render(request, "people/first.html", {"title": _("This link has ended"), "good": False}, status=410)
        user = first_link.first_operator()
        record(Actor(user=user, operator=True), "person.sign_in", user)
        record_authentication(request, user, method="first_link", reauthenticated=True)
        return perform_login(request, Login(user=user, email_verification="none", redirect_url="/account/"))
    good = first_link.holds(secret)
    title = _("Sign in as operator") if good else _("This link has ended")
    return render(request, "people/first.html", {"title": title, "good": good}, status=200 if good else 410)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Show an invitation to whoever has its link; who has the address that was invited answers it."""
    found = operations.invitation_for(secret)
    if found is None:
        return render(request, "people/invitation.html", {"title": _("This invitation has ended")}, status=410)
    actor = actor_of(request)
    if request.method == "POST":
        return _answered(request, actor, found, request.POST.get("answer", ""))
    context = {
        "title": _("Invitation to join %(name)s") % {"name": found.organisation},
        "invitation": found,
        "mine": is_for(actor, found),
    }
    return render(request, "people/invitation.html", context)


def _answered(request: HttpRequest, actor: Actor, found: Invitation, said: str) -> HttpResponseBase:
    if actor.user is None:
        if said not in {"join", "sign in"}:
            raise FairleadError(_("Sign in, or make an account, to answer."))
        request.session[INVITED] = str(found.pk)
        get_adapter(request).stash_verified_email(request, found.email)
        return redirect("account_signup" if said == "join" else "account_login")
    return _answer(request, actor, found, said)


@members_only
@require_POST
def answer(request: HttpRequest, invitation: uuid.UUID, said: str) -> HttpResponseBase:
    """Accept or decline an invitation that waits in one's account."""
    actor = actor_of(request)
    return _answer(request, actor, find(actor, Invitation, pk=invitation), said)


def _answer(request: HttpRequest, actor: Actor, found: Invitation, said: str) -> HttpResponseBase:
    organisation = found.organisation
    request.session.pop(INVITED, None)
    if said == "accept":
        operations.accept_invitation(actor, found)
        messages.success(request, _("You are a member of %(name)s now.") % {"name": organisation})
        return redirect("organisation", slug=organisation.slug)
    if said == "decline":
        operations.decline_invitation(actor, found)
        return done(request, _("You declined the invitation."), "account")
    raise FairleadError(_("Accept or decline."))


def _ran_out(invitation: Invitation) -> bool:
    from django.utils import timezone

    return invitation.expires <= timezone.now()


def _user(actor: Actor) -> User:
    if actor.user is None:
        raise Http404
    return actor.user
