"""What can be done with matters: one function each, the actor first; pages and commands call the same."""

from fairlead.hub.matters.operations.following import (
    begin,
    delete,
    follow_letter,
    log,
    questions,
    safe,
    set_audience,
    set_campaign,
    step_back,
)
from fairlead.hub.matters.operations.keeping import add_ledger, add_reprisal, black_out, current, file_reply, paper_of
from fairlead.hub.matters.operations.reminding import (
    calendar_owner,
    new_calendar,
    reminders_of,
    reminding_of,
    revoke_calendar,
    set_mail,
)
from fairlead.hub.matters.operations.showing import answer_safety, prepare, publish, unpublish

__all__ = [
    "add_ledger",
    "add_reprisal",
    "answer_safety",
    "begin",
    "black_out",
    "calendar_owner",
    "current",
    "delete",
    "file_reply",
    "follow_letter",
    "log",
    "new_calendar",
    "paper_of",
    "prepare",
    "publish",
    "questions",
    "reminders_of",
    "reminding_of",
    "revoke_calendar",
    "safe",
    "set_audience",
    "set_campaign",
    "set_mail",
    "step_back",
    "unpublish",
]
