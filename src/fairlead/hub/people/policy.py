"""One permission policy, as objects: pages, API, search, exports and importers all ask here and nowhere else.

A policy belongs to a model. `visible` narrows a query to what an actor sees; `may` says whether an operation is
allowed on one thing. What is not allowed to be seen is answered as if it did not exist.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from fairlead.hub.people.actor import Actor
from fairlead.hub.people.models import Audience, Owned, Role

__all__ = ["POLICIES", "OwnedPolicy", "Policy", "allowed", "find", "policy_of", "register", "require", "visible"]

M = TypeVar("M", bound=Model)
POLICIES: dict[type[Model], Policy[Any]] = {}


class Policy(Generic[M]):
    """What an actor may do with one kind of thing.

    Attributes
    ----------
    noun
        Name of the thing; operations are called ``noun.verb``.
    operations
        Verbs that there are. Verbs not listed are refused to everyone.
    """

    noun: str
    operations: frozenset[str] = frozenset({"see", "change", "delete"})

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
        """Own things, and those whose audience the actor belongs to."""
        condition = Q(audience=Audience.PUBLIC)
        if actor.user is not None:
            condition |= Q(owner=actor.user)
            condition |= Q(audience__in=(Audience.ORGANISATION, Audience.NETWORK), organisation__in=list(actor.roles))
            condition |= Q(audience=Audience.NETWORK, network__in=list(actor.networks))
        return condition

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


def register(model: type[M], policy: Policy[M]) -> None:
    """Give a model its policy; called in the module that defines the policy."""
    POLICIES[model] = policy


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
    if not _in_scope(actor, f"{policy.noun}.see"):
        return model._default_manager.none()
    return model._default_manager.filter(policy.seen(actor)).distinct()


def allowed(actor: Actor, verb: str, thing: Model) -> bool:
    """Whether the actor may do this with this thing."""
    policy = policy_of(type(thing))
    if verb not in policy.operations or not _in_scope(actor, f"{policy.noun}.{verb}"):
        return False
    if not type(thing)._default_manager.filter(policy.seen(actor), pk=thing.pk).exists():
        return False
    return verb == "see" or policy.may(actor, verb, thing)


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
    thing = visible(actor, model).filter(**named).first()
    if thing is None:
        raise Http404
    require(actor, verb, thing)
    return thing


def _in_scope(actor: Actor, operation: str) -> bool:
    return actor.scopes is None or operation in actor.scopes
