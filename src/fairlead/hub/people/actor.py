"""Who acts: a person, or nobody signed in, with roles, networks and what their token leaves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Q
from django.http import HttpRequest

from fairlead.hub.people.models import Membership, Network, Role, User

__all__ = ["NOBODY", "Actor", "actor_for", "actor_of"]

RANK = {Role.READER: 1, Role.EDITOR: 2, Role.MANAGER: 3}


@dataclass(frozen=True)
class Actor:
    """Who asks, and what follows from it.

    Attributes
    ----------
    user
        The person; None where nobody is signed in.
    roles
        Role in each organisation, by its id.
    networks
        Networks that those organisations belong to or keep.
    operator
        Whether they run the hub. Operators do not see private work.
    scopes
        What a token leaves of the person's rights: names of operations. None: all of them.
    token
        The token that is used, if it is one.
    only
        The one organisation that the token is bound to: its holder then sees and does nothing elsewhere.
    unproven
        Whether they are to run the hub but have no second factor: until then they can do nothing as operator.
    """

    user: User | None = None
    roles: Mapping[UUID, str] = field(default_factory=dict)
    networks: frozenset[UUID] = frozenset()
    operator: bool = False
    scopes: frozenset[str] | None = None
    token: UUID | None = None
    only: UUID | None = None
    unproven: bool = False

    def holds(self, organisation: UUID | None, at_least: str = Role.READER) -> bool:
        """Whether the actor has at least this role in the organisation."""
        role = self.roles.get(organisation) if organisation else None
        return role is not None and RANK[Role(role)] >= RANK[Role(at_least)]


NOBODY = Actor()


def actor_for(
    user: User, scopes: frozenset[str] | None = None, *, token: UUID | None = None, only: UUID | None = None
) -> Actor:
    """The actor that a signed-in person is.

    Parameters
    ----------
    user
        The person.
    scopes, token, only
        What a token leaves them, its id, and the organisation it is bound to. No token makes an operator.
    """
    held = Membership.objects.filter(user=user).values_list("organisation_id", "role", "organisation__two_factor")
    if only is not None:
        held = held.filter(organisation=only)
    rows = list(held)
    runs = user.is_superuser and scopes is None
    asked = runs or any(strict for _, _, strict in rows)
    strong = asked and is_mfa_enabled(user, [Authenticator.Type.TOTP])
    if not strong:
        rows = [row for row in rows if not row[2]]  # these organisations ask for two-factor sign-in
    roles = {organisation: role for organisation, role, _ in rows}
    networks: set[UUID] = set()
    if roles:
        within = Q(members__in=roles) | Q(keeper__in=roles)
        networks |= set(Network.objects.filter(within).values_list("id", flat=True))
    unproven = runs and not strong
    return Actor(user, roles, frozenset(networks), runs and strong, scopes, token, only, unproven)


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request, read once for each."""
    known: Actor | None = getattr(request, "actor", None)
    if known is None:
        user = getattr(request, "user", None)
        known = NOBODY
        if isinstance(user, User) and user.is_active:
            known = actor_for(getattr(user, "_wrapped", user))  # the person, not the stand-in that a request holds
        request.actor = known  # type: ignore[attr-defined]
    return known
