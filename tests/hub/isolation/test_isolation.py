"""Random sequences against the model: some in every run with fixed seeds, FAIRLEAD_SEQUENCES=5000 before a release."""

from __future__ import annotations

import os
import time

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.hub.isolation.machine import Isolation
from tests.hub.isolation.model import marker
from tests.hub.isolation.reading import text_of
from tests.hub.isolation.stage import Stage

from fairlead.act.case import Case
from fairlead.act.rendering import render
from fairlead.act.writing import write
from fairlead.hub.assessments import readings
from fairlead.hub.assessments.models import Reading
from fairlead.hub.assessments.policy import AssessmentPolicy
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.models import Membership
from fairlead.hub.people.operations import leave_organisation

SEQUENCES = int(os.environ.get("FAIRLEAD_SEQUENCES", "24"))
MINUTES = float(os.environ.get("FAIRLEAD_MINUTES", "600"))
BATCH = 60


def test_nobody_reads_what_is_not_theirs(stage: Stage) -> None:
    Isolation.asked = Isolation.found = 0
    began, done = time.monotonic(), 0
    while done < SEQUENCES and time.monotonic() - began < 60 * MINUTES:
        many = min(BATCH, SEQUENCES - done)
        machine = seed(20_261_121 + done)(type("Isolation", (Isolation,), {"asked": 0, "found": 0}))
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=many,
                stateful_step_count=20,
                deadline=None,
                database=None,
                phases=(Phase.generate, Phase.shrink),
                suppress_health_check=list(HealthCheck),
            ),
        )
        Isolation.asked += machine.asked
        Isolation.found += machine.found
        done += many
        print(f"{done} sequences, {Isolation.asked} answers read, {Isolation.found} markers seen by those who may")
    assert Isolation.asked > done
    assert Isolation.found > done / 4


def test_what_everybody_sees_is_noticed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of the test: with a policy that shows too much, it fails."""
    monkeypatch.setattr(AssessmentPolicy, "seen", lambda self, actor: Q() if actor.user else Q(pk__in=[]))
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            Isolation, settings=settings(max_examples=5, database=None, deadline=None, phases=(Phase.generate,))
        )


def test_readings_of_somebody_who_leaves_do_not_stand_twice(stage: Stage) -> None:
    """Two members read the same text; when one leaves, what the organisation used stays, once for each text."""
    north, people = stage.organisations["north"], stage.people
    for who in ("ada", "bob"):
        readings.share_readings(actor_for(people[who]), north)
    leave_organisation(actor_for(people["bob"]), Membership.objects.get(user=people["bob"], organisation=north))
    kept = sorted(Reading.objects.filter(owner=people["ada"]).values_list("text", flat=True))
    assert kept == sorted(["a text of all", marker("text", "ada"), marker("text", "bob")])
    assert not Reading.objects.filter(owner=people["bob"]).exists()


def test_the_text_of_documents_is_read() -> None:
    """Markers in DOCX and PDF are found as a reader sees them, though neither has them in one piece."""
    word = marker("thing", "ada1")
    case = Case(on="2026-11-21", state="NPL", fields={"minister": f"Minister {word}", "reply_by": "1 May"})
    for form in ("pdf", "docx"):
        made = render(write("ratification", case), form)
        assert word.encode() not in made
        assert word in text_of(made)
