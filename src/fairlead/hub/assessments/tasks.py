"""The work done in the background: one run, in a process of its own, watched from here."""

from __future__ import annotations

import base64
import contextlib
import os
import subprocess
import sys
import time
import uuid
import zlib
from collections.abc import Iterator
from queue import Empty, Queue
from threading import Thread
from typing import Any

import msgspec
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from fairlead import __version__
from fairlead.errors import FairleadError
from fairlead.facts.store import corrections
from fairlead.hub.assessments import files, work
from fairlead.hub.assessments.files import path_of
from fairlead.hub.assessments.models import Assessment, Purpose, Run, State

__all__ = ["perform"]

LOOK = 0.4
"""Seconds between two looks at whether somebody wants the run to stop; also how often progress is written down."""

LONGEST = 45 * 60.0
"""Seconds after which a run is given up."""


class _GoneError(Exception):
    """The run is no longer ours: cancelled, deleted, or given to another worker."""


@task()
def perform(run_id: str) -> None:
    """Do one run. Whatever happens is written into the run; nothing of the list stands in the task or its log."""
    claim = uuid.uuid4()
    _newest_facts()
    now = timezone.now()
    claimed = Run.objects.filter(pk=run_id, state=State.WAITING).update(
        state=State.RUNNING, claim=claim, started=now, heartbeat=now, program=_program()
    )
    if not claimed:
        return
    try:
        run = Run.objects.select_related("assessment").get(pk=run_id)
        _finish(run, claim, _watched(run, claim))
    except (_GoneError, Run.DoesNotExist):
        return
    except FairleadError as error:
        _fail(run_id, claim, work.told(error))
    except Exception:  # a fault of ours must not leave the run standing for ever, nor its list in a log
        _fail(
            run_id,
            claim,
            {
                "what": _("Something went wrong on our side."),
                "why": "",
                "fix": _("Try again, or tell the operator of this hub."),
                "problems": [],
            },
        )
    finally:
        files.sweep(Assessment.objects.values_list("stored", flat=True))


def _program() -> str:
    """What makes the result: the program, and the corrections of facts that are in force."""
    laid = corrections()
    return f"Fairlead {__version__}" + (f", corrections {laid.number}" if laid.corrections else "")


def _newest_facts() -> None:
    """Use the corrections that are in force: a worker answers no requests, which would see to it."""
    if apps.is_installed("fairlead.hub.corrections"):
        from fairlead.hub.corrections import live

        live.refresh(now=True)


def _described(run: Run) -> dict[str, Any]:
    assessment = run.assessment
    return {
        "corrections": msgspec.to_builtins(corrections()),
        "purpose": run.purpose,
        "path": str(path_of(assessment.stored)),
        "name": assessment.file_name,
        "title": assessment.title,
        "reading": run.reading,
        "options": run.options,
        "confirmations": run.confirmations,
    }


def _watched(run: Run, claim: uuid.UUID) -> dict[str, Any]:
    """Do the work and look now and then whether it is still wanted."""
    told: dict[str, Any] = {}
    began = time.monotonic()
    with _process(_described(run)) as lines:
        looked = 0.0
        while True:
            try:
                line = lines.get(timeout=LOOK)
            except Empty:
                line = {}
            if line is None:
                raise FairleadError(
                    _("The calculation ended without an answer."),
                    why=_("It may have needed more memory than there is. Nothing was kept."),
                    fix=_("Try again, or with a shorter list."),
                )
            if "end" in line:
                return dict(line["end"])
            told |= line
            if time.monotonic() - looked >= LOOK:
                looked = time.monotonic()
                _look(run, claim, told)
            if time.monotonic() - began > LONGEST:
                raise FairleadError(
                    _("The calculation took too long and was stopped."),
                    why=_("Nothing was kept."),
                    fix=_("Split the list into parts."),
                )


def _look(run: Run, claim: uuid.UUID, told: dict[str, Any]) -> None:
    """Say that the worker is there, write progress down, and see whether to stop."""
    mine = Run.objects.filter(pk=run.pk, claim=claim, state=State.RUNNING)
    if not mine.update(
        heartbeat=timezone.now(),
        step=told.get("step", 0),
        steps=told.get("steps", 0),
        stage=told.get("stage", "")[:120],
    ):
        raise _GoneError
    if mine.filter(cancel_asked=True).update(
        state=State.CANCELLED, finished=timezone.now(), stage="", claim=None
    ):  # fmt: skip
        raise _GoneError


@contextlib.contextmanager
def _process(described: dict[str, Any]) -> Iterator[Queue[dict[str, Any] | None]]:
    """Start the process that works; whatever happens, it has ended when this is left."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "fairlead.hub.assessments.work"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what a library says there could name rows of the list
        env=environment,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        lines: Queue[dict[str, Any] | None] = Queue()
        try:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(msgspec.json.encode(described) + b"\n")
                process.stdin.flush()
            Thread(target=_listen, args=(process.stdout, lines), daemon=True).start()
            yield lines
        finally:
            process.kill()
            process.wait()


def _listen(stream: Any, lines: Queue[dict[str, Any] | None]) -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in stream:
            lines.put(msgspec.json.decode(line))
    lines.put(None)


def _finish(run: Run, claim: uuid.UUID, done: dict[str, Any]) -> None:
    if "error" in done:
        _fail(str(run.pk), claim, done["error"])
        return
    with transaction.atomic():
        mine = Run.objects.select_for_update().filter(pk=run.pk, claim=claim, state=State.RUNNING)
        if mine.filter(cancel_asked=True).update(state=State.CANCELLED, finished=timezone.now(), stage="", claim=None):
            return
        if not mine.exists():
            return
        number = run.number
        if run.purpose == Purpose.ASSESS and number is None:
            last = Run.objects.filter(assessment_id=run.assessment_id, number__isnull=False)
            number = (last.order_by("-number").values_list("number", flat=True).first() or 0) + 1
        mine.update(
            state=State.DONE,
            number=number,
            finished=timezone.now(),
            stage="",
            summary=done["summary"],
            answer=_packed(done["answer"]),
            draws=_packed(done["draws"]),
            sha256=done.get("sha256", run.sha256),
            claim=None,
        )
        if run.purpose == Purpose.CHECK:
            older = Run.objects.filter(assessment_id=run.assessment_id, purpose=Purpose.CHECK)
            older.exclude(pk=run.pk).delete()


def _packed(value: str | bytes) -> bytes:
    return base64.b64decode(value) if isinstance(value, str) else zlib.compress(value, 6)


def _fail(run_id: str, claim: uuid.UUID, error: dict[str, Any]) -> None:
    Run.objects.filter(pk=run_id, claim=claim, state=State.RUNNING).update(
        state=State.FAILED, finished=timezone.now(), stage="", error=error, claim=None
    )
