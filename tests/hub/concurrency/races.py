"""Races for one thing between people who may all change it: one wins, the others are told, nothing is lost.

``python races.py WRITERS``; folder and database come from ``FAIRLEAD_HUB_DATA`` and ``DATABASE_URL``.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1] / "crash"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "fairlead.hub.settings"
    import django

    django.setup()
    from hub_under_test import LIST, SOURCE, _together, ratified
else:
    from tests.hub.crash.hub_under_test import LIST, SOURCE, _together, ratified

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from fairlead.act.case import Case
from fairlead.act.case import Organisation as Body
from fairlead.hub.assessments import operations as assessments
from fairlead.hub.assessments.files import Incoming
from fairlead.hub.corrections import operations as corrections
from fairlead.hub.corrections.models import Board, Proposal, Seat, State
from fairlead.hub.letters import operations as letters
from fairlead.hub.letters.models import Letter
from fairlead.hub.pages import today
from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.models import Membership, Organisation, Role, User

WRONG: list[str] = []


def expect(what: str, seen: object, wanted: object) -> None:
    if seen != wanted:
        WRONG.append(f"{what}: {seen} where {wanted} was to be expected")


def person(name: str, body: Organisation | None = None) -> Actor:
    user = User.objects.create_user(f"{name}@example.org", name=name)
    if body is not None:
        Membership.objects.create(user=user, organisation=body, role=Role.EDITOR)
    return actor_for(user)


class Room:
    """A board with three seats, somebody for each, and somebody who proposes."""

    def __init__(self) -> None:
        board = Board.objects.create(slug="board", name="Sample board", tables=["ratifications"])
        self.seats: dict[str, int] = {}
        self.actors: dict[str, Actor] = {}
        for kind in ("government", "employers", "workers"):
            body = Organisation.objects.create(
                slug=f"sample-{kind}", name=f"Invented {kind} body", kind=kind, listed=True, confirmed=timezone.now(),
            )  # fmt: skip
            self.seats[kind] = Seat.objects.create(board=board, constituency=kind, organisation=body).pk
            self.actors[kind] = person(kind, body)
        self.proposer = person("proposer")

    def propose(self, key: str, note: str) -> Proposal:
        return corrections.propose(
            self.proposer, table="ratifications", kind="change", key=key, cells={"note": note}, source=SOURCE
        )

    def vote(self, proposal: Proposal, kind: str, verdict: str) -> str:
        corrections.vote(self.actors[kind], proposal, self.seats[kind], verdict, "We looked at it.")
        return "ok"


def votes(room: Room, keys: list[str]) -> None:
    """Two seats vote at once, on many proposals: both votes count, and each decision is published once."""
    both = ("employers", "workers")
    for said, state in ((("accept", "accept"), State.ACCEPTED), (("accept", "reject"), State.DISPUTED)):
        proposals = [room.propose(key, f"Seen, and {state}.") for key in keys]

        def one(number: int, said: Any = said, proposals: Any = proposals) -> str:
            return room.vote(proposals[number // 2], both[number % 2], said[number % 2])

        answers = Counter(_together(2 * len(keys), one))
        expect(f"votes that end {state}", answers, Counter({"ok": 2 * len(keys)}))
        for proposal in proposals:
            proposal.refresh_from_db()
            seen = (proposal.state, proposal.votes.count(), proposal.versions.count())
            expect("state, votes and versions", seen, (state, 2, 1))


def withdrawals(room: Room, keys: list[str]) -> None:
    """It is withdrawn while two seats vote: either it is decided, or it is withdrawn; never both."""
    proposals = [room.propose(key, "Seen, and perhaps withdrawn.") for key in keys]

    def one(number: int) -> str:
        proposal, who = proposals[number // 3], number % 3
        try:
            if who == 2:
                corrections.withdraw(room.proposer, proposal, "I was wrong.")
                return "withdrawn"
            return room.vote(proposal, ("employers", "workers")[who], "accept")
        except Exception as error:
            return type(error).__name__

    answers = _together(3 * len(keys), one)
    expect("other answers", set(answers) - {"ok", "withdrawn", "FairleadError"}, set())
    for number, proposal in enumerate(proposals):
        proposal.refresh_from_db()
        said = answers[3 * number : 3 * number + 3]
        gone = said[2] == "withdrawn"
        expect("withdrawn", proposal.state == State.WITHDRAWN, gone)
        expect("versions of it", proposal.versions.count(), 0 if gone else 1)
        expect("votes of it", proposal.votes.count(), said.count("ok"))


def letter(writers: int) -> None:
    """All change the letter that they have before them: one does, the others are told; then all do, in turn."""
    actor = person("writer")
    case = Case(
        on=today().isoformat(), state="NPL", writers=(Body(name="Example Union", country="NPL", person="A. Person"),),
        fields={"minister": "Minister of Labour", "reply_by": "31 January 2027"},
    )  # fmt: skip
    made = letters.create(actor, "ratification", case)

    def change(number: int) -> str:
        try:
            letters.change(actor, made.pk, 1, fields={"minister": f"Minister {number}"}, why=f"by {number}")
        except letters.ConflictError:
            return "told"
        return "kept"

    expect("changes of one version", Counter(_together(writers, change)), Counter(kept=1, told=writers - 1))
    made.refresh_from_db()
    expect("versions of the letter", (made.number, made.versions.count()), (2, 2))

    def again(number: int) -> str:
        for _ in range(20 * writers):
            seen = Letter.objects.get(pk=made.pk).number
            try:
                letters.change(actor, made.pk, seen, fields={"minister": f"Minister {number}"}, why=f"again {number}")
            except letters.ConflictError:
                continue
            return "kept"
        return "never"

    expect("changes after looking again", Counter(_together(writers, again)), Counter(kept=writers))
    whys = Counter(made.versions.filter(why__startswith="again").values_list("why", flat=True))
    expect("whose changes are versions", whys, Counter(f"again {number}" for number in range(writers)))


def titles(writers: int) -> None:
    """All rename one assessment: each is given the title that it took the place of, so that every one can go back."""
    actor = person("renamer")
    made = assessments.create(actor, Incoming.of([LIST.format(n=1).encode()]), "list.csv", "first")
    olds = _together(writers, lambda number: assessments.rename(actor, made.pk, f"title {number}"))
    made.refresh_from_db()
    expect("titles", Counter([*olds, made.title]), Counter(["first", *(f"title {n}" for n in range(writers))]))


def main() -> int:
    """Run every race; what went wrong is told."""
    writers = int(sys.argv[1])
    call_command("migrate", verbosity=0, interactive=False)
    room, keys = Room(), ratified()
    first = room.propose(keys.pop(), "Read before they divide.")  # tables are read, as in a server
    for kind in ("employers", "workers"):
        room.vote(first, kind, "accept")
    many = writers // 3
    votes(room, keys[:many])
    withdrawals(room, keys[many : 2 * many])
    letter(writers)
    titles(writers)
    print(f"{writers} in races on {connection.vendor}:", *(WRONG or ["one wins, nothing is lost"]), sep="\n  ")
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main())
