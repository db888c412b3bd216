"""Before anything leaves: who could suffer for it, what can be done about it, and what has happened since.

The program asks; people who know the place answer. An answer that nobody has given never counts as a no. Nothing here
judges how great the danger is: rows of facts say what is recorded of the place and the procedure, and say where they
are to be checked.
"""

from fairlead.act.safety.decision import Decision, decide
from fairlead.act.safety.questions import Option, Question, safety_questions
from fairlead.act.safety.reprisals import HARMS, ROLES, Reprisal, reprisal, ways_against_reprisal
from fairlead.act.safety.scan import Finding, scan

__all__ = [
    "HARMS",
    "ROLES",
    "Decision",
    "Finding",
    "Option",
    "Question",
    "Reprisal",
    "decide",
    "reprisal",
    "safety_questions",
    "scan",
    "ways_against_reprisal",
]
