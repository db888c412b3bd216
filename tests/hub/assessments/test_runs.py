"""Work in the background: one at a time, stopped within seconds, never half done, never stuck for ever."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import msgspec
import pytest
from django.db import connection
from django.utils import timezone

from fairlead.hub.assessments import files, operations, tasks
from fairlead.hub.assessments.files import Incoming
from fairlead.hub.assessments.models import Run, State
from fairlead.hub.assessments.operations import BusyError
from fairlead.hub.people.actor import actor_for

from .conftest import SMALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(person):
    """Somebody with a list, and nothing else."""
    actor = actor_for(person("ada"))
    return actor, operations.create(actor, Incoming.of([SMALL.encode()]), "list.csv")


@pytest.fixture
def queued(monkeypatch):
    """Runs wait for a worker."""
    waiting: list[str] = []

    class Ticket:
        id = "00000000-0000-0000-0000-000000000000"

    class Queue:
        @staticmethod
        def enqueue(run_id: str) -> Ticket:
            waiting.append(run_id)
            return Ticket()

    work = tasks.perform.func
    monkeypatch.setattr(tasks, "perform", Queue)
    return waiting, work


def test_a_real_run_in_a_process_of_its_own(made) -> None:
    actor, thing = made
    run = operations.start(actor, thing.pk, options={"draws": 200})
    assert run.state == State.DONE, run.error
    assert (run.number, run.percent) == (1, 100)
    assert run.sha256 == thing.sha256
    assert run.program.startswith("Fairlead ")
    assert run.summary["forced_labour"]["low"] <= run.summary["forced_labour"]["central"]
    again = operations.start(actor, thing.pk, options={"draws": 200, "gamma": "0"})
    assert again.number == 2
    assert again.options["account"] == {"gamma": 0.0}
    assert [r.number for r in thing.runs.order_by("number")] == [1, 2]


def test_a_run_uses_the_corrections_that_are_in_force(made) -> None:
    """The process that works reads the same facts as the pages: here a good that was removed from the list."""
    from fairlead.facts import load, store
    from fairlead.facts.overlay import Correction, Overlay
    from fairlead.hub.assessments.results import result_of

    actor, thing = made

    def named(run) -> set[tuple[str, str]]:
        return {(e.good, e.country) for e in result_of(run).evidence}

    before = operations.start(actor, thing.pk, options={"draws": 200})
    good, country = sorted(named(before))[0]
    keys = [row for row in load("goods") if (row.good, row.iso3) == (good, country)]
    assert keys
    try:
        store.use(
            Overlay(
                number=7, corrections=(Correction(table="goods", key={"good": good, "iso3": country}, kind="removed"),)
            )
        )
        after = operations.start(actor, thing.pk, options={"draws": 200})
    finally:
        store.use(None)
    assert (good, country) in named(before) - named(after)
    assert after.program.endswith("corrections 7")


def test_the_same_list_and_settings_give_the_same_figures(made) -> None:
    actor, thing = made
    first, second = (operations.start(actor, thing.pk, options={"draws": 200}) for _ in range(2))
    assert first.summary == second.summary


def test_two_started_at_once_are_one(made, queued) -> None:
    actor, thing = made
    waiting, _work = queued
    operations.start(actor, thing.pk)
    with pytest.raises(BusyError):
        operations.start(actor, thing.pk)
    assert len(waiting) == 1
    assert thing.runs.count() == 1


def test_a_waiting_run_is_cancelled_at_once_and_never_begins(made, queued) -> None:
    actor, thing = made
    waiting, work = queued
    operations.start(actor, thing.pk)
    run = operations.cancel(actor, thing.pk)
    assert run.state == State.CANCELLED
    work(waiting[0])
    run.refresh_from_db()
    assert (run.state, run.answer, run.number) == (State.CANCELLED, None, None)
    operations.start(actor, thing.pk)
    assert len(waiting) == 2


def test_a_running_one_stops_within_seconds_and_leaves_nothing(made, queued, monkeypatch) -> None:
    actor, thing = made
    waiting, work = queued
    operations.start(actor, thing.pk)
    processes: list[subprocess.Popen] = []
    start = subprocess.Popen

    def slow(command, **named):
        assert command[1:] == ["-m", "fairlead.hub.assessments.work"]
        sleeping = [sys.executable, "-c", 'import time; print(\'{"step": 1, "steps": 8}\', flush=True); time.sleep(60)']
        processes.append(start(sleeping, **named))
        return processes[0]

    monkeypatch.setattr(tasks.subprocess, "Popen", slow)
    looked = tasks._look
    seen: list[int] = []

    def look(run, claim, told):
        seen.append(told.get("step", 0))
        if len(seen) == 2:
            assert operations.cancel(actor, thing.pk).cancel_asked
        looked(run, claim, told)

    monkeypatch.setattr(tasks, "_look", look)
    began = time.monotonic()
    work(waiting[0])
    assert time.monotonic() - began < 5
    assert processes[0].poll() == -signal.SIGKILL
    run = Run.objects.get(pk=waiting[0])
    assert (run.state, run.answer, run.draws, run.number) == (State.CANCELLED, None, None, None)
    assert run.step == 1
    assert {path.name for path in files.folder().iterdir()} >= {thing.stored}
    assert not [path for path in files.folder().iterdir() if path.name.startswith("out-")]


def test_what_was_cancelled_while_it_ended_is_not_kept(made, queued, monkeypatch) -> None:
    actor, thing = made
    waiting, work = queued
    operations.start(actor, thing.pk)

    def ends(run, claim):
        operations.cancel(actor, thing.pk)
        return {"answer": b"{}", "draws": b"", "summary": {}}

    monkeypatch.setattr(tasks, "_watched", ends)
    work(waiting[0])
    run = Run.objects.get(pk=waiting[0])
    assert (run.state, run.answer) == (State.CANCELLED, None)


def test_a_process_that_dies_is_a_clear_failure_and_can_be_started_again(made, queued, monkeypatch) -> None:
    actor, thing = made
    waiting, work = queued
    operations.start(actor, thing.pk)
    start = subprocess.Popen
    monkeypatch.setattr(
        tasks.subprocess,
        "Popen",
        lambda _command, **named: start([sys.executable, "-c", "raise SystemExit(9)"], **named),
    )
    work(waiting[0])
    run = Run.objects.get(pk=waiting[0])
    assert run.state == State.FAILED
    assert "ended without an answer" in run.error["what"]
    operations.start(actor, thing.pk)
    assert len(waiting) == 2


def test_a_fault_of_ours_fails_the_run_and_names_nothing_of_the_list(made, queued, monkeypatch) -> None:
    actor, thing = made
    waiting, work = queued
    operations.start(actor, thing.pk)

    def breaks(run, claim):
        raise ValueError("Quiet Heron Ltd")

    monkeypatch.setattr(tasks, "_watched", breaks)
    work(waiting[0])
    run = Run.objects.get(pk=waiting[0])
    assert run.state == State.FAILED
    assert "Quiet Heron" not in str(run.error)


def test_a_run_whose_worker_was_killed_is_interrupted_and_starts_again(made, queued, browse) -> None:
    actor, thing = made
    waiting, _work = queued
    operations.start(actor, thing.pk)
    long_ago = timezone.now() - timedelta(minutes=1)
    claim = "11111111-1111-1111-1111-111111111111"
    Run.objects.filter(pk=waiting[0]).update(state=State.RUNNING, heartbeat=long_ago, started=long_ago, claim=claim)
    client = browse(actor.user)
    page = client.get(f"/assessments/{thing.pk}/progress/").content.decode()
    assert "interrupted" in page
    assert "Start again" in page
    assert json.loads(client.get(f"/assessments/{thing.pk}/progress.json").content)["data"]["state"] == "interrupted"
    assert "Under way" not in client.get("/assessments/").content.decode()
    operations.start(actor, thing.pk)
    assert Run.objects.get(pk=waiting[0]).state == State.INTERRUPTED
    # the old worker comes back from a long sleep: what it brings is not taken
    old = Run.objects.get(pk=waiting[0])
    tasks._finish(old, claim, {"answer": b"{}", "draws": b"", "summary": {}})
    assert Run.objects.get(pk=waiting[0]).answer is None
    assert len(waiting) == 2


def test_a_process_ends_when_its_worker_is_gone() -> None:
    described = {
        "purpose": "assess", "path": "/nowhere", "name": "x", "reading": {}, "options": {}, "confirmations": [],
        "title": "",
    }  # fmt: skip
    program = (
        "import sys, time; from fairlead.hub.assessments import work; work.do = lambda *_: time.sleep(60); work.main()"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdin.write(msgspec.json.encode(described) + b"\n")
        process.stdin.flush()
        time.sleep(1)
        assert process.poll() is None
        process.stdin.close()
        assert process.wait(timeout=10) == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor == 'sqlite' and 'memory' in str(connection.settings_dict['NAME'])",
    reason="threads of one test cannot share a database in memory",
)
def test_many_starts_at_once_leave_one_run(made, queued) -> None:
    actor, thing = made
    outcomes: list[str] = []

    def begin() -> None:
        try:
            operations.start(actor, thing.pk)
            outcomes.append("started")
        except BusyError:
            outcomes.append("busy")
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["busy"] * 7 + ["started"]
    assert thing.runs.count() == 1
