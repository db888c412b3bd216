"""Organisations: the public list, their pages, members, history, and what managers and operators do."""

from __future__ import annotations

import uuid
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.classify.countries import country_codes, country_name
from fairlead.hub.pages import Page
from fairlead.hub.people import operations
from fairlead.hub.people.actor import Actor, actor_of
from fairlead.hub.people.forms import InviteForm, NewOrganisationForm, OrganisationForm, ReasonForm, countries
from fairlead.hub.people.models import Invitation, Kind, Membership, Organisation, Role
from fairlead.hub.people.operations.members import shared_by
from fairlead.hub.people.policy import allowed, find, visible
from fairlead.hub.people.views.audit import entries, names_of
from fairlead.hub.people.views.common import as_sent, choice, done, members_only, show_form, tried

__all__ = [
    "change",
    "confirm",
    "delete",
    "history",
    "invitation_do",
    "invite",
    "leave",
    "log",
    "member_do",
    "members",
    "new",
    "organisation",
    "organisations",
]


def organisations(request: HttpRequest) -> Page:
    """List organisations: those that are listed and confirmed, and those that the reader may see besides."""
    actor = actor_of(request)
    kind = choice(request, "kind", set(Kind.values))
    country = choice(request, "country", set(country_codes()))
    only = choice(request, "only", {"mine", "waiting"})
    found = visible(actor, Organisation)
    if kind:
        found = found.filter(kind=kind)
    if country:
        found = found.filter(country=country)
    if only == "mine":
        found = found.filter(pk__in=list(actor.roles))
    if only == "waiting":
        found = found.filter(listed=True, confirmed__isnull=True)
    rows = [_row(one) for one in found.order_by("name", "pk")]
    context = {
        "rows": rows,
        "kinds": Kind.choices,
        "countries": countries(),
        "chosen": {"kind": kind, "country": country, "only": only},
        "actor": actor,
    }
    title = _("Organisations")
    about = _("Organisations that take part here, of eight kinds, each confirmed to be what it says.")
    return Page("people/organisations.html", title, rows, rows, context, description=about)


def organisation(request: HttpRequest, slug: str) -> Page:
    """One organisation, as it describes itself."""
    actor = actor_of(request)
    found = find(actor, Organisation, slug=slug)
    row = _row(found)
    context = {
        "organisation": found,
        "row": row,
        "actor": actor,
        "member": found.pk in actor.roles,
        "manager": actor.holds(found.pk, Role.MANAGER),
        "may_confirm": allowed(actor, "confirm", found),
        "reason": ReasonForm(),
        "networks": sorted(
            {*found.networks.filter(pk__in=actor.networks), *found.keeps.filter(pk__in=actor.networks)},
            key=lambda one: one.name,
        ),
    }
    return Page("people/organisation.html", found.name, row, [row], context)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """Make an organisation."""
    form = NewOrganisationForm(request.POST or None)
    made: list[Organisation] = []
    if request.method == "POST" and tried(
        form, lambda asked: made.append(operations.create_organisation(actor_of(request), **asked))
    ):
        said = _("%(name)s is made, and you are its manager.") % {"name": made[0]}
        return done(request, said, "organisation", slug=made[0].slug)
    intro = _("You become its manager. Nobody else sees it until you list it and an operator has confirmed it.")
    return show_form(request, form, _("Make an organisation"), _("Make it"), intro=intro)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Change what an organisation says of itself and asks of its members."""
    actor = actor_of(request)
    found = find(actor, Organisation, "change", slug=slug)
    names = ("name", "kind", "country", "website", "listed", "two_factor")
    before = {one: getattr(found, one) for one in names}
    form = OrganisationForm(request.POST or None, initial=before)
    if request.method == "POST" and tried(
        form, lambda asked: operations.change_organisation(actor, found, asked.pop("why"), **asked)
    ):
        undo = (request.path, {**as_sent(before), "why": _("Taken back.")})
        return done(request, _("The changes are kept."), "organisation", slug=slug, undo=undo)
    intro = _("A new name, kind, country or web address has to be confirmed again by an operator.")
    return show_form(request, form, _("Change %(name)s") % {"name": found}, _("Keep the changes"), intro=intro)


@members_only
@require_POST
def confirm(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Confirm as an operator that an organisation is what it says, or take that back."""
    actor = actor_of(request)
    found = find(actor, Organisation, "confirm", slug=slug)
    form = ReasonForm(request.POST)
    now = request.POST.get("confirmed") != "no"
    if tried(form, lambda asked: operations.confirm_organisation(actor, found, asked["why"], confirmed=now)):
        undo = (request.path, {"confirmed": "no" if now else "yes", "why": _("Taken back.")})
        return done(request, _("It is kept."), "organisation", slug=slug, undo=undo)
    return show_form(request, form, _("Confirm %(name)s") % {"name": found}, _("Confirm"))


@members_only
@never_cache
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Delete an organisation for good."""
    actor = actor_of(request)
    found = find(actor, Organisation, "delete", slug=slug)
    if request.method == "POST" and request.POST.get("sure") == "yes":
        operations.delete_organisation(actor, found)
        return done(request, _("The organisation is deleted."), "organisations")
    context = {"title": _("Delete %(name)s") % {"name": found}, "organisation": found}
    return render(request, "people/delete_organisation.html", context, status=400 if request.method == "POST" else 200)


@members_only
def members(request: HttpRequest, slug: str) -> Page:
    """Members of one's organisation; managers invite here."""
    actor = actor_of(request)
    found = _own(actor, slug)
    held = visible(actor, Membership).filter(organisation=found).select_related("user").order_by("since", "pk")
    rows = [{"name": str(one.user), "role": one.role, "since": one.since.date()} for one in held]
    manager = actor.holds(found.pk, Role.MANAGER)
    open_ones = visible(actor, Invitation).filter(organisation=found) if manager else []
    context = {
        "organisation": found,
        "memberships": held,
        "manager": manager,
        "invitations": open_ones,
        "roles": Role.choices,
        "form": InviteForm(initial={"role": Role.EDITOR}),
        "actor": actor,
    }
    title = _("Members of %(name)s") % {"name": found}
    return Page("people/members.html", title, rows, rows, context, cite=False)


@members_only
@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Invite the holder of an address."""
    actor = actor_of(request)
    found = find(actor, Organisation, "invite", slug=slug)
    form = InviteForm(request.POST)
    if tried(form, lambda asked: operations.invite(actor, found, asked["email"], asked["role"])):
        return done(request, _("The invitation is on its way."), "members", slug=slug)
    return show_form(request, form, _("Invite to %(name)s") % {"name": found}, _("Invite"))


@members_only
@require_POST
def member_do(request: HttpRequest, slug: str, member: uuid.UUID, do: str) -> HttpResponseBase:
    """Change a member's role, or remove them."""
    actor = actor_of(request)
    verb = "change" if do == "role" else "remove"
    found = find(actor, Membership, verb, organisation__slug=slug, user=member)
    if do == "role":
        undo = (request.path, {"role": found.role, "why": _("Taken back.")})
        operations.change_role(actor, found, request.POST.get("role", ""), request.POST.get("why", ""))
        return done(request, _("The role is changed."), "members", slug=slug, undo=undo)
    if request.POST.get("sure") != "yes":  # removing cannot be undone: what they shared has another owner then
        context = {"title": _("Remove %(name)s") % {"name": found.user}, "organisation": found.organisation}
        context["stays"] = shared_by(found.user, found.organisation)
        return render(request, "people/remove_member.html", context)
    operations.remove_member(actor, found, request.POST.get("why", ""))
    return done(request, _("The member is removed. To take it back, invite them again."), "members", slug=slug)


@members_only
@require_POST
def invitation_do(request: HttpRequest, slug: str, invitation: uuid.UUID, do: str) -> HttpResponseBase:
    """Withdraw an invitation, or send it again."""
    actor = actor_of(request)
    found = find(actor, Invitation, do, organisation__slug=slug, pk=invitation)
    if do == "resend":
        operations.resend_invitation(actor, found)
        return done(request, _("The invitation is on its way again."), "members", slug=slug)
    undo = (reverse("organisation_invite", args=[slug]), {"email": found.email, "role": found.role})
    operations.withdraw_invitation(actor, found)
    return done(request, _("The invitation is withdrawn."), "members", slug=slug, undo=undo)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Say what stays with the organisation, and leave it."""
    actor = actor_of(request)
    found = find(actor, Membership, "leave", organisation__slug=slug, user=actor.user)
    name = found.organisation.name
    if request.method == "POST":
        operations.leave_organisation(actor, found, request.POST.get("why", ""))
        return done(request, _("You left %(name)s.") % {"name": name}, "account")
    stays = shared_by(found.user, found.organisation)
    context = {"title": _("Leave %(name)s") % {"name": name}, "organisation": found.organisation, "stays": stays}
    return render(request, "people/leave.html", context)


@members_only
def history(request: HttpRequest, slug: str) -> Page:
    """Every version of what an organisation said of itself, and every change of members: who, when, why."""
    actor = actor_of(request)
    found = find(actor, Organisation, slug=slug)
    if found.pk not in actor.roles and not actor.operator:
        raise Http404
    rows = sorted([*_versions(found), *_changes_of_members(found)], key=lambda row: row["when"], reverse=True)
    title = _("History of %(name)s") % {"name": found}
    return Page("people/history.html", title, rows, rows, {"organisation": found, "rows": rows}, cite=False)


@members_only
def log(request: HttpRequest, slug: str) -> Page:
    """The audit log of an organisation, for its managers and operators."""
    actor = actor_of(request)
    found = find(actor, Organisation, slug=slug)
    if not actor.holds(found.pk, Role.MANAGER) and not actor.operator:
        raise Http404
    return entries(request, actor, _("Audit log of %(name)s") % {"name": found}, organisation=found.pk)


def _own(actor: Actor, slug: str) -> Organisation:
    found = find(actor, Organisation, slug=slug)
    if found.pk not in actor.roles:
        raise Http404
    return found


def _row(one: Organisation) -> dict[str, Any]:
    return {
        "name": one.name,
        "short_name": one.slug,
        "kind": one.kind,
        "kind_name": str(one.get_kind_display()),
        "country": one.country,
        "country_name": country_name(one.country) if one.country else "",
        "website": one.website,
        "status": "confirmed" if one.confirmed else "not confirmed",
        "confirmed_on": one.confirmed.date() if one.confirmed else None,
    }


def _versions(found: Organisation) -> list[dict[str, Any]]:
    versions = list(found.history.select_related("history_user").order_by("history_date", "history_id"))
    rows = []
    for before, after in zip([None, *versions], versions, strict=False):
        changes = [] if before is None else after.diff_against(before).changes
        what = "; ".join(
            _("%(field)s: %(old)s → %(new)s") % {"field": one.field, "old": one.old, "new": one.new} for one in changes
        )
        rows.append(_event(after, _("made") if before is None else what or _("kept as it was"), ""))
    return rows


def _changes_of_members(found: Organisation) -> list[dict[str, Any]]:
    kept = list(
        Membership.history.filter(Q(organisation_id=found.pk))
        .select_related("history_user")
        .order_by("history_date", "history_id")
    )
    people = names_of({str(one.user_id) for one in kept})
    said = {"+": _("joined as %(role)s"), "~": _("is now %(role)s"), "-": _("is no longer a member")}
    return [
        _event(
            one,
            said[one.history_type] % {"role": one.role},
            people.get(str(one.user_id), _("an account that is no more")),
        )
        for one in kept
    ]


def _event(version: Any, what: str, whom: str) -> dict[str, Any]:
    by = version.history_user
    return {
        "when": version.history_date.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "who": str(by) if by is not None else _("an account that is no more"),
        "whom": whom,
        "what": what,
        "why": version.history_change_reason or "",
    }
