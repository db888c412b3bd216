"""What is stored of assessments: the list, its runs, links to read them, and readings of texts."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fairlead.hub.people.models import Known, Owned, User

__all__ = ["STALE", "Assessment", "Purpose", "Reading", "ReadingChange", "Run", "Share", "State"]

STALE = timedelta(seconds=20)
"""A run whose worker has not been heard of for so long has lost it."""


class State(models.TextChoices):
    """Where a run stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("could not be done")
    CANCELLED = "cancelled", _("cancelled")
    INTERRUPTED = "interrupted", _("interrupted")


ACTIVE = (State.WAITING, State.RUNNING)


class Purpose(models.TextChoices):
    """What a run is for."""

    CHECK = "check", _("reading the list")
    ASSESS = "assess", _("assessing")


class Assessment(Owned):
    """One list of purchases and all that was made of it.

    Attributes
    ----------
    title
        As the owner calls it.
    file_name
        Name of the list on the owner's machine; only shown to those who may see the assessment.
    stored
        Random name of the list in the hub's folder; empty while there is none.
    preview
        What the file seems to hold (`fairlead.chain.Preview`).
    reading
        How it is read: arguments of `fairlead.chain.read_purchases`.
    options
        How it is assessed: see `fairlead.hub.assessments.settings`.
    """

    title = models.CharField(_("title"), max_length=200)
    file_name = models.CharField(max_length=200, blank=True)
    stored = models.CharField(max_length=40, blank=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    preview = models.JSONField(default=dict)
    reading = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    example = models.BooleanField(default=False)

    runs: Any  # set by the relation
    shares: Any

    class Meta:
        ordering = ("-changed", "id")

    def __str__(self) -> str:
        return self.title

    @classmethod
    def before_hand_over(cls, shared: models.QuerySet[Assessment], heir: User) -> None:  # noqa: ARG003
        """Links that somebody made who leaves lead nowhere from then on; the heir makes new ones where they are needed.

        They stay in the list of links, as withdrawn, so that the heir sees for whom there was one.
        """
        Share.objects.filter(assessment__in=shared, revoked=None).update(revoked=timezone.now())


class Run(Known):
    """One reading or one calculation, with the settings it was made with; a finished one never changes.

    Attributes
    ----------
    number
        Version of the result; empty for a reading.
    claim
        Of the worker that does it: what an older worker brings later is not taken.
    heartbeat
        When the worker was last heard of.
    answer
        Compressed JSON: of an assessment ``fairlead.assessment/1``, of a reading what was found in the list.
    draws
        Draws kept for comparisons (`fairlead.assess.compare`).
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="runs")
    purpose = models.CharField(max_length=8, choices=Purpose)
    number = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    cancel_asked = models.BooleanField(default=False)
    task = models.CharField(max_length=64, blank=True)
    step = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    reading = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    confirmations = models.JSONField(default=list)
    program = models.CharField(max_length=40, blank=True)
    summary = models.JSONField(default=dict)
    answer = models.BinaryField(null=True, blank=True)
    draws = models.BinaryField(null=True, blank=True)
    error = models.JSONField(default=dict)

    assessment_id: uuid.UUID

    class Meta:
        ordering = ("-asked", "-number")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="version_once"),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(state__in=[s.value for s in ACTIVE]), name="one_run_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.number or ''}".strip()

    @property
    def active(self) -> bool:
        """Whether it waits or runs, as far as the database says."""
        return self.state in ACTIVE

    @property
    def lost(self) -> bool:
        """Whether it should be running and its worker has gone."""
        seen = self.heartbeat or self.started
        return self.state == State.RUNNING and (seen is None or timezone.now() - seen > STALE)

    @property
    def state_now(self) -> State:
        """Where it stands, seen from now: a lost run is interrupted even before anybody wrote that down."""
        return State.INTERRUPTED if self.lost else State(self.state)

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100."""
        if self.state == State.DONE:
            return 100
        return min(99, round(100 * self.step / self.steps)) if self.steps else 0


class Share(Known):
    """A link that lets whoever has it read one result, until it is revoked or expires. The link itself is not kept."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="shares")
    run = models.ForeignKey(Run, models.CASCADE, related_name="shares")
    token_hash = models.CharField(max_length=64, unique=True)
    note = models.CharField(_("for whom"), max_length=120, blank=True)
    names = models.BooleanField(_("with the names of suppliers"), default=False)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return self.note or str(self.created.date())

    @property
    def open(self) -> bool:
        """Whether the link still leads anywhere."""
        return self.revoked is None and (self.expires is None or self.expires > timezone.now())


class Reading(Owned):
    """How somebody wants a text to be read, for ever: codes with shares, or none (leave such rows out)."""

    kind = models.CharField(max_length=8, choices=[("country", _("country")), ("industry", _("product or industry"))])
    key = models.CharField(max_length=300)
    text = models.CharField(max_length=1000)
    codes = models.JSONField(default=dict)

    class Meta:
        ordering = ("kind", "key")
        constraints = [models.UniqueConstraint(fields=["owner", "kind", "key"], name="one_reading_of_a_text")]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def before_hand_over(cls, shared: models.QuerySet[Reading], heir: User) -> None:
        """Where the heir reads a text in a way of their own, that one stands: one person has one reading of a text."""
        own = set(cls.objects.filter(owner=heir).values_list("kind", "key"))
        twice = [pk for pk, kind, key in shared.values_list("pk", "kind", "key") if (kind, key) in own]
        cls.objects.filter(pk__in=twice).delete()

    @property
    def rejected(self) -> bool:
        """Whether the owner said that no suggestion fits."""
        return not self.codes


class ReadingChange(models.Model):
    """One change of a reading, so that it can be taken back; a batch is taken back together."""

    batch = models.UUIDField(db_index=True)
    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=300)
    before: Any = models.JSONField(null=True)
    after: Any = models.JSONField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
