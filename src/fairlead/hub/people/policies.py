"""Who sees and does what with people, organisations, networks, invitations, tokens and the audit log."""

from __future__ import annotations

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from fairlead.hub.people.actor import Actor
from fairlead.hub.people.audit import AuditEntry
from fairlead.hub.people.models import (
    ApiToken,
    Invitation,
    Membership,
    Network,
    NetworkInvitation,
    Organisation,
    Role,
    User,
)
from fairlead.hub.people.policy import Policy, register
from fairlead.hub.people.registry import add_operation

__all__ = ["managed", "verified_addresses"]

NOTHING = Q(pk__in=[])
EVERYTHING = Q()


def managed(actor: Actor) -> list[UUID]:
    """Ids of the organisations that the actor manages."""
    return [organisation for organisation in actor.roles if actor.holds(organisation, Role.MANAGER)]


def verified_addresses(actor: Actor) -> list[str]:
    """The actor's own addresses that they have shown to be theirs, in small letters."""
    if actor.user is None:
        return []
    own = EmailAddress.objects.filter(user=actor.user, verified=True)
    return list(own.annotate(small=Lower("email")).values_list("small", flat=True))


class PersonPolicy(Policy[User]):
    """A person sees themself and those they share an organisation with; only they change their account."""

    noun = "person"
    operations = frozenset({"see", "change", "export", "delete"})
    meanings = {
        "see": _("see own account, and the names of members of own organisations"),
        "change": _("change own name"),
        "export": _("get all own data"),
        "delete": _("delete own account for good"),
    }
    personal = frozenset({"change", "export", "delete"})

    def seen(self, actor: Actor) -> Q:
        """Self, and members of own organisations."""
        if actor.user is None:
            return NOTHING
        return Q(pk=actor.user.pk) | Q(memberships__organisation__in=list(actor.roles))

    def may(self, actor: Actor, verb: str, thing: User) -> bool:  # noqa: ARG002
        """Only oneself."""
        return actor.user is not None and actor.user.pk == thing.pk


class OrganisationPolicy(Policy[Organisation]):
    """Everyone sees those that are listed and confirmed; members, their networks and operators see the others."""

    noun = "organisation"
    operations = frozenset({"see", "change", "invite", "confirm", "delete"})
    meanings = {
        "see": _("see organisations"),
        "change": _("change what the organisation says of itself and asks of its members"),
        "invite": _("invite people"),
        "confirm": _("confirm that an organisation is what it says, or take that back"),
        "delete": _("delete the organisation and all that is kept in it for good"),
    }
    personal = frozenset({"confirm", "delete"})

    def seen(self, actor: Actor) -> Q:
        """Confirmed and listed; own; of own networks; operators: all."""
        if actor.operator:
            return EVERYTHING
        shared = list(actor.networks)
        return (
            Q(listed=True, confirmed__isnull=False)
            | Q(pk__in=list(actor.roles))
            | Q(networks__in=shared)
            | Q(keeps__in=shared)
        )

    def may(self, actor: Actor, verb: str, thing: Organisation) -> bool:
        """Managers change; operators confirm, but never their own organisation."""
        if verb == "confirm":
            return actor.operator and thing.pk not in actor.roles
        return actor.holds(thing.pk, Role.MANAGER)


class MembershipPolicy(Policy[Membership]):
    """Members see each other; managers set roles and remove; everybody may leave."""

    noun = "member"
    operations = frozenset({"see", "change", "remove", "leave"})
    meanings = {
        "see": _("see the members of own organisations"),
        "change": _("change the role of a member"),
        "remove": _("remove a member"),
        "leave": _("leave an organisation"),
    }
    personal = operations - {"see"}

    def seen(self, actor: Actor) -> Q:
        """Those of own organisations, and own ones."""
        if actor.user is None:
            return NOTHING
        own = Q(user=actor.user) if actor.only is None else NOTHING
        return own | Q(organisation__in=list(actor.roles))

    def may(self, actor: Actor, verb: str, thing: Membership) -> bool:
        """Leaving is one's own; the rest is the managers'."""
        own = actor.user is not None and thing.user_id == actor.user.pk
        return own if verb == "leave" else actor.holds(thing.organisation_id, Role.MANAGER)


class InvitationPolicy(Policy[Invitation]):
    """Managers see and withdraw; the invited person, known by an address that is theirs, accepts or declines."""

    noun = "invitation"
    operations = frozenset({"see", "accept", "decline", "withdraw", "resend"})
    meanings = {
        "see": _("see invitations"),
        "accept": _("accept an invitation to oneself"),
        "decline": _("decline an invitation to oneself"),
        "withdraw": _("withdraw an invitation"),
        "resend": _("send an invitation again"),
    }
    personal = operations

    def seen(self, actor: Actor) -> Q:
        """Those of own organisations, for their managers, and those to oneself."""
        if actor.user is None:
            return NOTHING
        return Q(organisation__in=managed(actor)) | Q(email__in=verified_addresses(actor))

    def may(self, actor: Actor, verb: str, thing: Invitation) -> bool:
        """The two sides of an invitation."""
        if verb in {"accept", "decline"}:
            return thing.email.lower() in verified_addresses(actor)
        return actor.holds(thing.organisation_id, Role.MANAGER)


class NetworkPolicy(Policy[Network]):
    """Members of its organisations see a network; managers of the keeper change it; those of a member leave it."""

    noun = "network"
    operations = frozenset({"see", "change", "invite", "remove", "leave", "delete"})
    meanings = {
        "see": _("see own networks and their organisations"),
        "change": _("change the network, or hand it to another organisation"),
        "invite": _("invite an organisation"),
        "remove": _("take an organisation out of the network"),
        "leave": _("leave a network with one's organisation"),
        "delete": _("dissolve the network"),
    }
    personal = operations - {"see"}

    def seen(self, actor: Actor) -> Q:
        """Own networks."""
        return Q(pk__in=list(actor.networks))

    def may(self, actor: Actor, verb: str, thing: Network) -> bool:
        """The keeper's managers; leaving: managers of a member."""
        if verb == "leave":
            return thing.members.filter(pk__in=managed(actor)).exists()
        return actor.holds(thing.keeper_id, Role.MANAGER)


class NetworkInvitationPolicy(Policy[NetworkInvitation]):
    """The keeper's managers, and those of the invited organisation."""

    noun = "network_invitation"
    operations = frozenset({"see", "accept", "decline", "withdraw"})
    meanings = {
        "see": _("see invitations to networks"),
        "accept": _("join a network with one's organisation"),
        "decline": _("decline to join a network"),
        "withdraw": _("withdraw an invitation to a network"),
    }
    personal = operations

    def seen(self, actor: Actor) -> Q:
        """Both sides, managers only."""
        mine = managed(actor)
        return Q(network__keeper__in=mine) | Q(organisation__in=mine)

    def may(self, actor: Actor, verb: str, thing: NetworkInvitation) -> bool:
        """The two sides of an invitation."""
        if verb == "withdraw":
            return actor.holds(thing.network.keeper_id, Role.MANAGER)
        return actor.holds(thing.organisation_id, Role.MANAGER)


class TokenPolicy(Policy[ApiToken]):
    """Only the holder."""

    noun = "token"
    operations = frozenset({"see", "revoke"})
    meanings = {"see": _("see own tokens"), "revoke": _("revoke a token")}
    personal = operations

    def seen(self, actor: Actor) -> Q:
        """Own ones."""
        return NOTHING if actor.user is None else Q(user=actor.user)

    def may(self, actor: Actor, verb: str, thing: ApiToken) -> bool:  # noqa: ARG002
        """The holder."""
        return actor.user is not None and thing.user_id == actor.user.pk


class AuditPolicy(Policy[AuditEntry]):
    """Each their own; managers their organisation's; operators all. Nobody changes it."""

    noun = "audit"
    operations = frozenset({"see"})
    meanings = {"see": _("see the audit log: own entries, and those of organisations that one manages")}

    def seen(self, actor: Actor) -> Q:
        """As the class says."""
        if actor.user is None:
            return NOTHING
        if actor.operator:
            return EVERYTHING
        own = Q(who=str(actor.user.pk))
        return (own if actor.only is None else NOTHING) | Q(organisation__in=managed(actor))

    def may(self, actor: Actor, verb: str, thing: AuditEntry) -> bool:  # noqa: ARG002
        """Nothing but seeing."""
        return False


register(User, PersonPolicy())
register(Organisation, OrganisationPolicy())
register(Membership, MembershipPolicy())
register(Invitation, InvitationPolicy())
register(Network, NetworkPolicy())
register(NetworkInvitation, NetworkInvitationPolicy())
register(ApiToken, TokenPolicy())
register(AuditEntry, AuditPolicy())
add_operation("organisation.create", _("make an organisation, and become its manager"), by_token=False)
add_operation("network.create", _("make a network that one's organisation keeps"), by_token=False)
add_operation("token.create", _("make a token"), by_token=False)
add_operation("person.block", _("block an account as operator, or let it in again"), by_token=False)
add_operation("person.sign_in", _("sign in by the one-time link of this machine"), by_token=False)
