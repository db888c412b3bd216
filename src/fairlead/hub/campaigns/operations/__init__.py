"""What can be done with campaigns: one function each, the actor first; pages, API and commands call the same."""

from fairlead.hub.campaigns.operations.coalition import accept, add_words, agree, invite, leave, uninvite, withdraw
from fairlead.hub.campaigns.operations.keeping import (
    ConflictError,
    begin,
    change,
    delete,
    imported,
    publish,
    restore,
    set_audience,
    unpublish,
)

__all__ = [
    "ConflictError",
    "accept",
    "add_words",
    "agree",
    "begin",
    "change",
    "delete",
    "imported",
    "invite",
    "leave",
    "publish",
    "restore",
    "set_audience",
    "uninvite",
    "unpublish",
    "withdraw",
]
