"""What can be done with corrections, boards and judgements: one function each, the actor first."""

from fairlead.hub.corrections.operations.boards import change_board, create_board, give_seat, take_seat
from fairlead.hub.corrections.operations.deciding import decide, undo, vote
from fairlead.hub.corrections.operations.judging import judge, reply, withdraw_judgement
from fairlead.hub.corrections.operations.proposing import admit, import_proposals, propose, withdraw

__all__ = [
    "admit",
    "change_board",
    "create_board",
    "decide",
    "give_seat",
    "import_proposals",
    "judge",
    "propose",
    "reply",
    "take_seat",
    "undo",
    "vote",
    "withdraw",
    "withdraw_judgement",
]
