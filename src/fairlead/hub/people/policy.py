"""One permission policy, as objects: pages, API, search, exports and importers all ask here and nowhere else.

A policy belongs to a model. `visible` narrows a query to what an actor sees; `may` says whether an operation is
allowed on one thing. What is not allowed to be seen is answered as if it did not exist. What has no thing yet, such as
making one, asks `require_operation`. A token takes away: operations that it does not name, other organisations than
the one it is bound to, and everything of operators.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError
from fairlead.hub.people.actor import Actor
from fairlead.hub.people.models import Audience, Membership, Network, Organisation, Owned, Role
from fairlead.hub.people.registry import add_operation

__all__ = [
    "POLICIES",
    "SHARED",
    "OwnedPolicy",
    "Policy",
    "PrivatePolicy",
    "allowed",
    "allowed_of",
    "check_sharing",
    "find",
    "hold",
    "in_scope",
    "policy_of",
    "register",
    "require",
    "require_operation",
    "share",
    "visible",
]

M = TypeVar("M", bound=Model)
Shared = TypeVar("Shared", bound=Owned)
POLICIES: dict[type[Model], Policy[Any]] = {}
SHARED = (Audience.ORGANISATION, Audience.NETWORK)
"""Audiences that an organisation belongs to."""


class Policy(Generic[M]):
    """What an actor may do with one kind of thing.

    Attributes
    ----------
    noun
        Name of the thing; operations are called ``noun.verb``.
    operations
        Verbs that there are. Verbs not listed are refused to everyone.
    meanings
        One line for people on what a verb does, where the usual one does not say it.
    personal
        Verbs that need the person: no token may be given them.
    """

    noun: str
    operations: frozenset[str] = frozenset({"see", "change", "delete"})
    meanings: Mapping[str, str | Promise] = {}
    personal: frozenset[str] = frozenset()

    def seen(self, actor: Actor) -> Q:
        """Which things the actor sees, as a condition."""
        raise NotImplementedError

    def may(self, actor: Actor, verb: str, thing: M) -> bool:
        """Whether the actor may do this with a thing they see."""
        raise NotImplementedError


class OwnedPolicy(Policy[Any]):
    """For what extends `Owned`: the owner does everything, the audience sees, editors may change where that is set."""

    editors_change = False

    def seen(self, actor: Actor) -> Q:
        """Own things, those whose audience the actor belongs to, and what is public."""
        return Q(audience=Audience.PUBLIC) | self.shared_with(actor)

    def shared_with(self, actor: Actor) -> Q:
        """Own things, and those shared with an organisation or network of the actor; none without an account."""
        if actor.user is None:
            return Q(pk__in=[])
        own = Q(owner=actor.user)
        condition = own if actor.only is None else own & Q(organisation=actor.only)
        condition |= Q(audience__in=SHARED, organisation__in=list(actor.roles))
        return condition | Q(audience=Audience.NETWORK, network__in=list(actor.networks))

    def may(self, actor: Actor, verb: str, thing: Owned) -> bool:
        """Owners do everything; others what the policy says."""
        if verb == "see":
            return type(thing)._default_manager.filter(self.seen(actor), pk=thing.pk).exists()
        if actor.user is None:
            return False
        if thing.owner_id == actor.user.pk:
            return True
        shared = thing.audience != Audience.SELF
        return self.editors_change and shared and verb == "change" and actor.holds(thing.organisation_id, Role.EDITOR)


class PrivatePolicy(OwnedPolicy):
    """For what is never public as it is; nothing of it without an account."""

    def seen(self, actor: Actor) -> Q:
        """Own things, and those shared with an organisation or network of the actor."""
        return self.shared_with(actor)


def register(model: type[M], policy: Policy[M]) -> None:
    """Give a model its policy, and list its operations; called in the module that defines the policy."""
    POLICIES[model] = policy
    for verb in sorted(policy.operations):
        add_operation(f"{policy.noun}.{verb}", policy.meanings.get(verb, ""), by_token=verb not in policy.personal)


def policy_of(model: type[M]) -> Policy[M]:
    """The policy of a model.

    Raises
    ------
    LookupError
        If it has none: then nobody may do anything with it, and the programmer must say who may.
    """
    try:
        return POLICIES[model]
    except KeyError:
        raise LookupError(f"{model.__name__} has no policy") from None


def visible(actor: Actor, model: type[M]) -> QuerySet[M]:
    """What the actor sees of a model: the beginning of every list, count, search and export."""
    policy = policy_of(model)
    if not in_scope(actor, f"{policy.noun}.see"):
        return model._default_manager.none()
    return model._default_manager.filter(policy.seen(actor)).distinct()


def allowed(actor: Actor, verb: str, thing: Model) -> bool:
    """Whether the actor may do this with this thing."""
    return allowed_of(actor, (verb,), thing)[verb]


def allowed_of(actor: Actor, verbs: Iterable[str], thing: Model) -> dict[str, bool]:
    """Whether the actor may do each of these with this thing; whether they see it is asked once."""
    policy = policy_of(type(thing))
    may = {verb: _in_reach(actor, verb, policy) for verb in verbs}
    if any(may.values()) and type(thing)._default_manager.filter(policy.seen(actor), pk=thing.pk).exists():
        return {verb: reach and (verb == "see" or policy.may(actor, verb, thing)) for verb, reach in may.items()}
    return dict.fromkeys(may, False)


def _in_reach(actor: Actor, verb: str, policy: Policy[Any]) -> bool:
    """Whether there is such an operation, and the token leaves it."""
    return verb in policy.operations and in_scope(actor, f"{policy.noun}.{verb}")


def require(actor: Actor, verb: str, thing: Model) -> None:
    """Refuse what is not allowed.

    Raises
    ------
    Http404
        If the actor may not even see the thing.
    PermissionDenied
        If they see it, but may not do this.
    """
    if not allowed(actor, "see", thing):
        raise Http404
    if not allowed(actor, verb, thing):
        raise PermissionDenied(_("Your role does not allow this."))


def find(actor: Actor, model: type[M], verb: str = "see", **named: Any) -> M:
    """The one thing with these attributes, if the actor may do this with it.

    Raises
    ------
    Http404, PermissionDenied
        As `require` does.
    """
    policy = policy_of(model)
    thing = visible(actor, model).filter(**named).first()
    if thing is None or not _in_reach(actor, "see", policy):
        raise Http404
    if verb != "see" and not (_in_reach(actor, verb, policy) and policy.may(actor, verb, thing)):
        raise PermissionDenied(_("Your role does not allow this."))
    return thing


def in_scope(actor: Actor, operation: str) -> bool:
    """Whether the actor's token, if they use one, leaves them this operation."""
    return actor.scopes is None or operation in actor.scopes


def require_operation(actor: Actor, operation: str, organisation: UUID | None = None, role: str = Role.EDITOR) -> None:
    """Refuse what has no thing yet: making one, for oneself or in the name of an organisation.

    Parameters
    ----------
    actor
        Who wants to.
    operation
        Its name, as in ``assessment.create``.
    organisation, role
        In whose name, and the role that it takes there.

    Raises
    ------
    Http404
        If the actor has no role in the organisation.
    PermissionDenied
        If nobody is signed in, the role is too small, or the token does not name the operation.
    """
    if actor.user is None:
        raise PermissionDenied(_("Sign in first."))
    if not in_scope(actor, operation):
        raise PermissionDenied(_("This token does not allow this."))
    if actor.only is not None and organisation != actor.only:
        raise PermissionDenied(_("This token is bound to another organisation."))
    if organisation is not None and not actor.holds(organisation):
        raise Http404
    if organisation is not None and not actor.holds(organisation, role):
        raise PermissionDenied(_("Your role does not allow this."))


def hold(actor: Actor, model: type[M], verb: str, pk: UUID) -> M:
    """One thing, so that nobody else changes it until the transaction ends; rights are asked again once it is held.

    Raises
    ------
    Http404, PermissionDenied
        As `find` does.
    """
    find(actor, model, verb, pk=pk)
    model._default_manager.select_for_update().filter(pk=pk).first()  # gone meanwhile: not found below
    return find(actor, model, verb, pk=pk)


def check_sharing(actor: Actor, audience: str, organisation: UUID | None, network: UUID | None = None) -> None:
    """Refuse an audience that the actor may not give a thing: call it wherever one is chosen, in the transaction.

    The person's place in the organisation, and the organisation's in the network, are read again and held until the
    transaction ends: nobody leaves or is removed between this look and the sharing. Call it before the thing itself
    is locked, as leaving locks in this order too.

    Raises
    ------
    FairleadError
        If the audience names no organisation or network, or a network that the organisation is not in.
    Http404, PermissionDenied
        If the actor may not act in the name of the organisation.
    """
    if audience not in Audience.values:
        raise FairleadError(_("Choose who sees it."), fix=_("Choose one of the audiences that are listed."))
    if audience in (Audience.ORGANISATION, Audience.NETWORK) and organisation is None:
        raise FairleadError(_("Choose the organisation that you share it with."))
    if organisation is not None and not actor.holds(organisation):
        raise Http404
    if organisation is not None and not actor.holds(organisation, Role.EDITOR):
        raise PermissionDenied(_("Your role does not allow this."))
    if organisation is not None:
        _hold_place(actor, organisation)
    if audience == Audience.NETWORK and not (
        network is not None
        and organisation is not None
        and network in actor.networks
        and _holds_network(network, organisation)
    ):
        raise FairleadError(_("Choose a network that your organisation belongs to."))


def share(
    actor: Actor,
    model: type[Shared],
    pk: UUID,
    audience: str,
    organisation: UUID | None = None,
    network: UUID | None = None,
) -> Shared:
    """Give a thing another audience, inside the caller's transaction; it is locked last, as `check_sharing` asks.

    Raises
    ------
    FairleadError, Http404, PermissionDenied
        As `check_sharing` and `find` do.
    """
    find(actor, model, "share", pk=pk)
    check_sharing(actor, audience, organisation, network)
    thing = hold(actor, model, "share", pk)
    thing.audience, thing.organisation_id, thing.network_id = audience, organisation, network
    thing.save()
    return thing


def _hold_place(actor: Actor, organisation: UUID) -> None:
    """Lock the organisation, and see that the person still speaks for it."""
    if not Organisation.objects.select_for_update().filter(pk=organisation).exists():
        raise Http404
    held = Membership.objects.filter(user=actor.user, organisation=organisation)
    if not held.exists():
        raise Http404
    if not held.filter(role__in=(Role.EDITOR, Role.MANAGER)).exists():
        raise PermissionDenied(_("Your role does not allow this."))


def _holds_network(network: UUID, organisation: UUID) -> bool:
    """Lock the network, and say whether the organisation is in it."""
    held = list(Network.objects.select_for_update().filter(pk=network))
    return any(one.keeper_id == organisation or one.members.filter(pk=organisation).exists() for one in held)
