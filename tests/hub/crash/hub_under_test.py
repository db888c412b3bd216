"""Programs that work on a real hub (its own settings and database): writers that are killed, writers that compete.

``python hub_under_test.py crash KILLS SEED``, ``... compete WRITERS`` and ``... fill STEPS``; folder and database come
from ``FAIRLEAD_HUB_DATA`` and ``DATABASE_URL``. What went wrong is told and ends with 1.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "fairlead.hub.settings"
    import django

    django.setup()

from django.core.management import call_command
from django.db import close_old_connections, connection

from fairlead.hub.assessments import operations as assessments
from fairlead.hub.assessments.files import Incoming, folder
from fairlead.hub.assessments.models import Assessment, Run, State
from fairlead.hub.corrections import operations as corrections
from fairlead.hub.corrections.models import FactVersion, Proposal
from fairlead.hub.people import operations as people
from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.audit import AuditEntry
from fairlead.hub.people.models import Membership, Role, User

ROWS = 5
PATIENCE = 300.0
"""Seconds in which a writer must have done a little."""
LIST = "supplier,country,product,amount,currency,year\nInvented {n},Bangladesh,clothing,{n}000,USD,2023\n"
SOURCE = {
    "source_url": "https://www.example.org/gazette/12",
    "source_title": "Official Gazette, number 12",
    "source_date": "2026-01-15",
    "source_says": "The instrument was registered on that day (page 3).",
    "why": "The day in the table is another one.",
}


def ratified() -> list[str]:
    """Keys of rows that proposals are made about."""
    from fairlead.facts import Ratification, load
    from fairlead.hub.lookup.permalinks import key_of

    return [key_of(row) for row in load(Ratification) if row.ratified and row.status == "verified"][:400]


class Writer:
    """Does one operation after the other and says what has been kept."""

    def __init__(self, number: int, seed: int, out: int) -> None:
        self.random, self.out, self.number = random.Random(seed), out, number
        self.made: list[Any] = []
        self.count = 0
        mate = User.objects.create_user(f"mate{number}@example.org", name="Mate")
        self.user = User.objects.create_user(f"writer{number}@example.org", name="Writer")
        self.member: Any = None
        actor = actor_for(self.user)
        own = people.create_organisation(actor, name=f"Invented union {number}", kind="workers")
        self.member = Membership.objects.create(user=mate, organisation=own, role=Role.READER)
        self.actor = actor_for(self.user)
        self.keys = ratified()

    def say(self, **kept: Any) -> None:
        os.write(self.out, json.dumps(kept).encode() + b"\n")

    def go_on(self, until: int = 10**9) -> None:
        steps = [self.upload, self.upload, self.rename, self.replace, self.run, self.delete, self.load, self.role]
        while self.count < until:
            self.count += 1
            self.random.choice(steps)()

    def content(self) -> bytes:
        return "".join(LIST.format(n=self.random.randint(1, 10**6)) for _ in range(40)).encode()

    def upload(self) -> None:
        body = self.content()
        made = assessments.create(self.actor, Incoming.of([body]), "list.csv")
        self.made.append(made.pk)
        self.say(op="upload", id=str(made.pk), sha256=hashlib.sha256(body).hexdigest())

    def rename(self) -> None:
        if self.made:
            which, title = self.random.choice(self.made), f"title {self.count:09d}"
            assessments.rename(self.actor, which, title)
            self.say(op="rename", id=str(which), title=title)

    def replace(self) -> None:
        if self.made:
            which, body = self.random.choice(self.made), self.content()
            assessments.replace_list(self.actor, which, Incoming.of([body]), "other.csv")
            self.say(op="replace", id=str(which), sha256=hashlib.sha256(body).hexdigest())

    def run(self) -> None:
        if self.made:
            which = self.random.choice(self.made)
            try:
                run = assessments.start(self.actor, which, "check")
            except assessments.BusyError:
                return
            self.say(op="run", id=str(which), run=str(run.pk))

    def delete(self) -> None:
        if len(self.made) > 3:
            which = self.made.pop(self.random.randrange(len(self.made)))
            stored = Assessment.objects.get(pk=which).stored
            assessments.delete(self.actor, which)
            self.say(op="delete", id=str(which), stored=stored)

    def load(self) -> None:
        if self.count > 300:  # a day's proposals
            return
        rows = [
            {"table": "ratifications", "kind": "change", "key": key, "column": "note", "value": f"note {n}", **SOURCE}
            for n, key in enumerate(self.random.sample(self.keys, ROWS))
        ]
        made = corrections.import_proposals(self.actor, rows)
        self.say(op="import", ids=[str(one.pk) for one in made])

    def role(self) -> None:
        new = self.random.choice([Role.READER, Role.EDITOR])
        people.change_role(self.actor, self.member, new)
        self.say(op="role", id=self.member.pk, role=str(new))


def crash(kills: int, seed: int) -> int:
    """Kill a writer again and again; after each time nothing that was said is lost, and nothing is half."""
    call_command("migrate", verbosity=0, interactive=False)
    chance, said = random.Random(seed), Counter[str]()
    for number in range(kills):
        connection.close()
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            try:
                Writer(number, chance.randint(0, 10**9), writing).go_on()
            except BaseException:
                traceback.print_exc()
            os._exit(3)
        os.close(writing)
        heard = bytearray()
        os.set_blocking(reading, False)
        # After some work, not after some time: a busy machine must not end before anything was done.
        enough, ended = chance.randint(6, 60), time.monotonic() + PATIENCE
        while heard.count(b"\n") < enough and time.monotonic() < ended:
            heard += _read(reading)
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.03))  # in the midst of whatever comes next
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        while more := _read(reading):
            heard += more
        os.close(reading)
        kept = [json.loads(line) for line in bytes(heard).decode().splitlines()]
        said.update(one["op"] for one in kept)
        wrong = ["the writer ended by itself"] if os.WIFEXITED(status) else []
        wrong += _lost(kept) + _half(whole=number % 20 == 0 or number == kills - 1)
        if wrong:
            print(f"after kill {number + 1}, seed {seed}:", *wrong[:10], sep="\n  ")
            return 1
    print(f"{kills} kills, {sum(said.values())} acknowledged, 0 lost, 0 half: {dict(sorted(said.items()))}")
    return 0


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 16)
    except BlockingIOError:
        return b""


def _lost(kept: list[dict[str, Any]]) -> list[str]:
    """What was said to be kept and is not there."""
    wrong: list[str] = []
    gone = {one["id"] for one in kept if one["op"] == "delete"}
    lists: dict[str, str] = {}
    titles: dict[str, str] = {}
    role: dict[int, str] = {}
    for one in kept:
        if one["op"] in ("upload", "replace"):
            lists[one["id"]] = one["sha256"]
        elif one["op"] == "rename":
            titles[one["id"]] = one["title"]
        elif one["op"] == "role":
            role[one["id"]] = one["role"]
        elif one["op"] == "import" and Proposal.objects.filter(pk__in=one["ids"]).count() != ROWS:
            wrong.append(f"an import of {one['ids']}")
        elif one["op"] == "delete" and (
            Assessment.objects.filter(pk=one["id"]).exists() or (folder() / one["stored"]).exists()
        ):
            wrong.append(f"a deletion of {one['id']}")
        elif one["op"] == "run" and one["id"] not in gone:
            # a later replacement or deletion, said or not, may have taken it away
            there = Run.objects.filter(pk=one["run"]).exists()
            again = Assessment.objects.filter(pk=one["id"]).first()
            if not there and again is not None and again.sha256 == lists.get(one["id"]):
                later = [two for two in kept[kept.index(one) :] if two["op"] == "replace" and two["id"] == one["id"]]
                if not later:
                    wrong.append(f"a run of {one['id']}")
    last = kept[-1] if kept else {}
    unsaid = 0
    for which, digest in lists.items():
        thing = Assessment.objects.filter(pk=which).first()
        if which in gone:
            continue
        if thing is None or thing.sha256 != digest or (which in titles and thing.title != titles[which]):
            unsaid += 1  # the one operation after the last one that was said may have been kept
            changes = AuditEntry.objects.filter(thing_id=which).count()
            said = sum(one.get("id") == which for one in kept)
            if changes <= said:
                wrong.append(f"{which}: {changes} entries of the log, {said} said, the last {last}")
    if unsaid > 1:
        wrong.append(f"{unsaid} assessments differ from what was said")
    for member, name in role.items():
        if Membership.objects.get(pk=member).role != name:
            unsaid += 1
    if unsaid > 1:
        wrong.append("more than one operation was kept that was not said")
    return wrong


def _half(*, whole: bool) -> list[str]:
    """What is there in part only, in the whole database."""
    wrong: list[str] = []
    entries = Counter(AuditEntry.objects.values_list("operation", "thing_id"))
    things = {str(pk): (stored, digest, size) for pk, stored, digest, size in
              Assessment.objects.values_list("pk", "stored", "sha256", "size")}  # fmt: skip
    for which, (stored, digest, size) in things.items():
        path = folder() / stored
        if not path.exists() or path.stat().st_size != size:
            wrong.append(f"{which} without its file")
        elif whole and hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(f"{which} with another file")
        if not entries["assessment.change", which]:
            wrong.append(f"{which} without an entry in the log")
    for operation, which in entries:
        if operation == "assessment.change" and which not in things and not entries["assessment.delete", which]:
            wrong.append(f"an entry of the log about {which}, which was never there")
    for batch, number in Counter(Proposal.objects.exclude(batch=None).values_list("batch", flat=True)).items():
        if number != ROWS:
            wrong.append(f"an import with {number} of {ROWS} rows: {batch}")
    proposals = {str(pk) for pk in Proposal.objects.values_list("pk", flat=True)}
    logged = {which for operation, which in entries if operation == "proposal.create"}
    if proposals != logged:
        wrong.append("proposals and their entries in the log differ")
    for pk, changes in Counter(
        Membership.history.filter(history_type="~").values_list("id", flat=True)  # type: ignore[attr-defined]
    ).items():
        if entries["member.change", str(pk)] != changes:
            wrong.append(f"membership {pk}: {changes} versions, {entries['member.change', str(pk)]} entries")
    if Run.objects.filter(state=State.DONE, answer=None).exists():
        wrong.append("a run that is done without an answer")
    if whole and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            if cursor.fetchall() != [("ok",)]:
                wrong.append("the database is damaged")
            cursor.execute("PRAGMA foreign_key_check")
            if cursor.fetchall():
                wrong.append("rows refer to rows that are not there")
            cursor.execute("PRAGMA synchronous")
            if cursor.fetchone() != (2,):
                wrong.append("the database does not wait for the disk")
    return wrong


def _together(writers: int, work: Callable[[int], object]) -> list[str]:
    """Do the same in many processes that begin at once; gives what each said, or how it failed."""
    connection.close()
    start, go = os.pipe()
    children, ends = [], []
    for number in range(writers):
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(go)
            os.read(start, 1)  # ends when the parent closes the other end
            try:
                said = str(work(number))
            except BaseException as error:
                said = f"{type(error).__name__}: {error}"
            os.write(writing, said.encode()[:4000])
            os._exit(0)
        os.close(writing)
        children.append(child)
        ends.append(reading)
    os.close(start)
    os.close(go)
    answers = []
    for reading in ends:
        with os.fdopen(reading, "rb") as end:
            answers.append(end.read().decode())
    for child in children:
        os.waitpid(child, 0)
    close_old_connections()
    return answers


def compete(writers: int) -> int:
    """Let many write to the same things at once: every change counts, nobody is told of a lock."""
    call_command("migrate", verbosity=0, interactive=False)
    owner = User.objects.create_user("owner@example.org", name="Owner")
    actor = actor_for(owner)
    thing = assessments.create(actor, Incoming.of([LIST.format(n=1).encode()]), "list.csv")
    wrong: list[str] = []

    def expect(what: str, seen: object, wanted: object) -> None:
        if seen != wanted:
            wrong.append(f"{what}: {seen} where {wanted} was to be expected")

    def rename(number: int) -> str:
        for turn in range(2):
            assessments.rename(actor, thing.pk, f"by {number} turn {turn}")
            _made, _secret = assessments.share(actor, thing.pk, 1) if Run.objects.filter(number=1).exists() else (0, 0)
        return "ok"

    before = AuditEntry.objects.count()
    expect("renamed by all", Counter(_together(writers, rename)), Counter({"ok": writers}))
    expect("entries of renamings", AuditEntry.objects.count() - before, 2 * writers)

    def begin(_number: int) -> str:
        try:
            assessments.start(actor, thing.pk, "check")
        except assessments.BusyError:
            return "busy"
        return "begun"

    expect("runs begun", Counter(_together(writers, begin)), Counter({"begun": 1, "busy": writers - 1}))
    expect("runs", thing.runs.count(), 1)

    own = people.create_organisation(actor, name="Invented federation", kind="workers")
    members = [
        Membership.objects.create(
            user=User.objects.create_user(f"m{n}@example.org", name=f"M {n}"), organisation=own, role=Role.MANAGER
        )
        for n in range(writers)
    ]

    def leave(number: int) -> str:
        one = members[number]
        try:
            people.leave_organisation(actor_for(one.user), one)
        except Exception as error:
            return type(error).__name__
        return "left"

    Membership.objects.filter(user=owner, organisation=own).delete()
    expect("managers who left", Counter(_together(writers, leave)), Counter({"left": writers - 1, "FairleadError": 1}))
    expect("managers who stayed", Membership.objects.filter(organisation=own, role=Role.MANAGER).count(), 1)

    operator = Actor(
        User.objects.create_user("operator@example.org", name="Operator", is_superuser=True), operator=True
    )
    first, *keys = ratified()[: writers + 1]
    read = corrections.propose(
        actor, table="ratifications", kind="change", key=first, cells={"note": "Seen."}, source=SOURCE
    )
    corrections.decide(operator, read, accepted=True, why="As the source says.")  # tables are read, as in a server
    proposals = [
        corrections.propose(
            actor, table="ratifications", kind="change", key=key, cells={"note": "Seen again."}, source=SOURCE
        )
        for key in keys
    ]

    def decide(number: int) -> str:
        corrections.decide(operator, proposals[number], accepted=True, why="As the source says.")
        return "ok"

    expect("decided by all", Counter(_together(len(keys), decide)), Counter({"ok": len(keys)}))
    numbers = sorted(FactVersion.objects.exclude(proposal=read).values_list("number", flat=True))
    expect("versions of facts", (len(numbers), len(set(numbers))), (len(keys), len(keys)))
    expect("the last number less the first", numbers[-1] - numbers[0] if numbers else 0, len(keys) - 1)

    same = corrections.propose(
        actor, table="ratifications", kind="change", key=keys[0], cells={"note": "Seen a third time."}, source=SOURCE
    )

    def decide_same(_number: int) -> str:
        try:
            corrections.decide(operator, same, accepted=True, why="As the source says.")
        except Exception as error:
            return type(error).__name__
        return "ok"

    answers = Counter(_together(writers, decide_same))
    expect("decided once", (answers["ok"], answers["FairleadError"]), (1, writers - 1))
    expect("versions of that proposal", same.versions.count(), 1)

    def add(number: int) -> str:
        found = assessments.create(actor, Incoming.of([LIST.format(n=number).encode()]), f"{number}.csv")
        return "ok" if found.pk else "no"

    expect("uploaded by all", Counter(_together(writers, add)), Counter({"ok": writers}))
    expect("lists", Assessment.objects.filter(owner=owner).count(), writers + 1)
    print(f"{writers} writers on {connection.vendor}:", *(wrong or ["every change counts"]), sep="\n  ")
    return 1 if wrong else 0


def fill(steps: int) -> int:
    """Make a hub with something of everything in it."""
    call_command("migrate", verbosity=0, interactive=False)
    made = Writer(User.objects.count(), 3, os.open(os.devnull, os.O_WRONLY))
    made.go_on(steps)
    thing = assessments.create(made.actor, Incoming.of([made.content()]), "Einkäufe – नेपाली.csv", "\u202eTürkiye 'x'")
    Run.objects.create(
        assessment=thing, purpose="assess", number=1, state=State.DONE, answer=bytes(range(256)), draws=b"",
        summary={"é": [1.1, None, True, {"x": "\u2028"}]}, finished=thing.created,
    )  # fmt: skip
    assessments.share(made.actor, thing.pk, 1, days=None, note="for the union")
    operator = Actor(
        User.objects.create_superuser(f"operator{made.number}@example.org", name="Operator"), operator=True
    )
    for proposal in Proposal.objects.filter(state="open")[:3]:
        corrections.decide(operator, proposal, accepted=True, why="As the source says.")
    return 0


def main() -> int:
    """Do what the command line says."""
    what, number = sys.argv[1], int(sys.argv[2])
    if what == "fill":
        return fill(number)
    return crash(number, int(sys.argv[3])) if what == "crash" else compete(number)


if __name__ == "__main__":
    assert Path(os.environ["FAIRLEAD_HUB_DATA"]).is_dir()
    sys.exit(main())
