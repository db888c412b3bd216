"""What can be done with letters: one function each, the actor first; pages, API and commands call the same."""

from fairlead.hub.letters.operations.sending import cancel, publish, send, send_due, standing, unpublish
from fairlead.hub.letters.operations.signing import approve, attest, decline, invite, uninvite
from fairlead.hub.letters.operations.writing import (
    ConflictError,
    answer_procedure,
    change,
    create,
    create_batch,
    delete,
    renew,
    restore,
    set_audience,
    set_campaign,
)

__all__ = [
    "ConflictError",
    "answer_procedure",
    "approve",
    "attest",
    "cancel",
    "change",
    "create",
    "create_batch",
    "decline",
    "delete",
    "invite",
    "publish",
    "renew",
    "restore",
    "send",
    "send_due",
    "set_audience",
    "set_campaign",
    "standing",
    "uninvite",
    "unpublish",
]
