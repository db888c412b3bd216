"""What can be done with accounts, organisations, networks and tokens: one function each, the actor first.

Each checks the policy, does all or nothing, and writes to the audit log. Pages, API, commands and importers call these.
"""

from fairlead.hub.people.operations.account import (
    Leaving,
    delete_account,
    export_account,
    leaving,
    on_export,
    on_farewell,
    rename,
)
from fairlead.hub.people.operations.blocking import accounts, block_account, require_operator, unblock_account
from fairlead.hub.people.operations.invitations import (
    accept_invitation,
    decline_invitation,
    invitation_for,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from fairlead.hub.people.operations.members import change_role, leave_organisation, remove_member
from fairlead.hub.people.operations.networks import (
    accept_network,
    change_network,
    create_network,
    decline_network,
    delete_network,
    hand_over_network,
    invite_to_network,
    leave_network,
    remove_from_network,
    withdraw_network_invitation,
)
from fairlead.hub.people.operations.organisations import (
    change_organisation,
    confirm_organisation,
    create_organisation,
    delete_organisation,
)
from fairlead.hub.people.operations.tokens import actor_for_token, create_token, revoke_token

__all__ = [
    "Leaving",
    "accept_invitation",
    "accept_network",
    "accounts",
    "actor_for_token",
    "block_account",
    "change_network",
    "change_organisation",
    "change_role",
    "confirm_organisation",
    "create_network",
    "create_organisation",
    "create_token",
    "decline_invitation",
    "decline_network",
    "delete_account",
    "delete_network",
    "delete_organisation",
    "export_account",
    "hand_over_network",
    "invitation_for",
    "invite",
    "invite_to_network",
    "leave_network",
    "leave_organisation",
    "leaving",
    "on_export",
    "on_farewell",
    "remove_from_network",
    "remove_member",
    "rename",
    "require_operator",
    "resend_invitation",
    "revoke_token",
    "unblock_account",
    "withdraw_invitation",
    "withdraw_network_invitation",
]
