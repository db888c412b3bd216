"""What can be done with campaigns: one function each, the actor first; pages, API and commands call the same."""

from fairlead.hub.campaigns.operations.coalition import accept, add_words, agree, invite, leave, uninvite, withdraw
from fairlead.hub.campaigns.operations.keeping import (
    ConflictError,
    begin,
    change,
    delete,
    imported,
    restore,
    set_audience,
)
from fairlead.hub.campaigns.operations.showing import answer_safety, prepare, publish, questions, safe, unpublish

__all__ = [
    "ConflictError",
    "accept",
    "add_words",
    "agree",
    "answer_safety",
    "begin",
    "change",
    "delete",
    "imported",
    "invite",
    "leave",
    "prepare",
    "publish",
    "questions",
    "restore",
    "safe",
    "set_audience",
    "uninvite",
    "unpublish",
    "withdraw",
]
