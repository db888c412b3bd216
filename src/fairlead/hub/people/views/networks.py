"""Networks of organisations: one's own, their members, and invitations to them."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.errors import FairleadError
from fairlead.hub.pages import Page
from fairlead.hub.people import operations
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.audit import plain
from fairlead.hub.people.forms import JoinForm, NetworkForm
from fairlead.hub.people.models import Network, NetworkInvitation, Organisation, Role
from fairlead.hub.people.policies import managed
from fairlead.hub.people.policy import find, visible
from fairlead.hub.people.views.common import done, members_only, show_form, tried

__all__ = ["invitation_do", "invite", "network", "network_do", "networks", "new"]


@members_only
def networks(request: HttpRequest) -> Page:
    """Networks that one's organisations are in or keep, and invitations to others."""
    actor = actor_of(request)
    found = visible(actor, Network).select_related("keeper").order_by("name", "pk")
    rows = [{"name": one.name, "short_name": one.slug, "kept_by": one.keeper.name} for one in found]
    context = {
        "rows": rows,
        "may_make": bool(managed(actor)),
        "invitations": visible(actor, NetworkInvitation)
        .filter(organisation__in=managed(actor))
        .select_related("network", "organisation"),
    }
    return Page("people/networks.html", _("Your networks"), rows, rows, context, cite=False)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """Make a network that one's organisation keeps."""
    actor = actor_of(request)
    keepers = list(Organisation.objects.filter(pk__in=managed(actor)))
    form = NetworkForm(request.POST or None, keepers=keepers)
    made: list[Network] = []
    by_id = {str(one.pk): one for one in keepers}
    if request.method == "POST" and tried(
        form, lambda asked: made.append(operations.create_network(actor, by_id[asked["keeper"]], asked["name"]))
    ):
        return done(request, _("The network is made."), "network", slug=made[0].slug)
    intro = _("Organisations in a network can share what they choose with all of its members.")
    return show_form(request, form, _("Make a network"), _("Make it"), intro=intro)


@members_only
def network(request: HttpRequest, slug: str) -> Page:
    """One network and its organisations; the keeper's managers invite here."""
    actor = actor_of(request)
    found = find(actor, Network, slug=slug)
    inside = [found.keeper, *found.members.order_by("name", "pk")]
    rows = [
        {"name": one.name, "short_name": one.slug, "kind": one.kind, "keeps_it": one.pk == found.keeper_id,
         "status": "confirmed" if one.confirmed else "not confirmed"}
        for one in inside
    ]  # fmt: skip
    keeper = actor.holds(found.keeper_id, Role.MANAGER)
    context = {
        "network": found,
        "inside": inside,
        "keeper": keeper,
        "leaving": [one for one in inside[1:] if actor.holds(one.pk, Role.MANAGER)],
        "invitations": visible(actor, NetworkInvitation).filter(network=found) if keeper else [],
        "form": JoinForm(),
    }
    return Page("people/network.html", found.name, rows, rows, context, cite=False)


@members_only
@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Invite the organisation with a short name."""
    actor = actor_of(request)
    found = find(actor, Network, "invite", slug=slug)
    form = JoinForm(request.POST)
    if tried(form, lambda asked: operations.invite_to_network(actor, found, asked["slug"])):
        said = _("If there is an organisation with this short name, its managers find the invitation here.")
        return done(request, said, "network", slug=slug)
    return show_form(request, form, _("Invite to %(name)s") % {"name": found}, _("Invite"))


@members_only
@require_POST
def network_do(request: HttpRequest, slug: str, do: str) -> HttpResponseBase:
    """Rename, hand over or dissolve a network; leave it, or take an organisation out."""
    actor = actor_of(request)
    verb = {"rename": "change", "hand-over": "change", "remove": "remove", "leave": "leave", "dissolve": "delete"}[do]
    found = find(actor, Network, verb, slug=slug)
    why = request.POST.get("why", "")
    if do == "rename":
        undo = (request.path, {"name": found.name, "why": _("Taken back.")})
        operations.change_network(actor, found, request.POST.get("name", ""), why)
        return done(request, _("The network has a new name."), "network", slug=slug, undo=undo)
    if do == "dissolve":
        operations.delete_network(actor, found, why)
        return done(request, _("The network is dissolved."), "networks")
    inside = Organisation.objects.filter(pk__in=found.members.values("pk"))
    named = inside.filter(slug=plain(request.POST.get("organisation", ""))).first()
    if named is None:
        raise FairleadError(_("This organisation is not a member of the network."))
    if do == "hand-over":
        operations.hand_over_network(actor, found, named, why)
        return done(request, _("The network is handed over."), "networks")
    if do == "leave":
        operations.leave_network(actor, found, named, why)
        return done(request, _("Your organisation left the network."), "networks")
    operations.remove_from_network(actor, found, named, why)
    back = (reverse("network_invite", args=[slug]), {"slug": named.slug})
    said = _("The organisation is taken out. To take it back, it is invited again.")
    return done(request, said, "network", slug=slug, undo=back)


@members_only
@require_POST
def invitation_do(request: HttpRequest, invitation: uuid.UUID, do: str) -> HttpResponseBase:
    """Accept, decline or withdraw an invitation to a network."""
    actor = actor_of(request)
    found = find(actor, NetworkInvitation, do, pk=invitation)
    slug = found.network.slug
    if do == "accept":
        operations.accept_network(actor, found)
        return done(request, _("Your organisation is in the network now."), "network", slug=slug)
    if do == "decline":
        operations.decline_network(actor, found)
        return done(request, _("The invitation is declined."), "networks")
    undo = (reverse("network_invite", args=[slug]), {"slug": found.slug})
    operations.withdraw_network_invitation(actor, found)
    return done(request, _("The invitation is withdrawn."), "network", slug=slug, undo=undo)
