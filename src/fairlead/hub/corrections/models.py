"""What is stored of corrections: proposals, boards with their seats, votes, versions of facts, and judgements."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from fairlead.hub.people.models import Known, Named, Organisation, User

__all__ = [
    "Board",
    "Change",
    "Constituency",
    "FactVersion",
    "InForce",
    "Judgement",
    "Proposal",
    "Seat",
    "State",
    "Verdict",
    "Vote",
]


class Constituency(models.TextChoices):
    """Who sits on a board; an organisation of another kind cannot hold such a seat."""

    GOVERNMENT = "government", _("government")
    EMPLOYERS = "employers", _("employers")
    WORKERS = "workers", _("workers")


class Change(models.TextChoices):
    """What a proposal does to a row."""

    CHANGE = "change", _("change")
    ADD = "add", _("add")
    REMOVE = "remove", _("remove")


class State(models.TextChoices):
    """Where a proposal stands."""

    HELD = "held", _("waits for a look by an operator")
    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DISPUTED = "disputed", _("disputed")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REFUSED = "refused", _("not admitted")


class Verdict(models.TextChoices):
    """What a seat says."""

    ACCEPT = "accept", _("accept")
    REJECT = "reject", _("reject")
    DISPUTED = "disputed", _("show both versions")
    TAKEN_BACK = "back", _("vote taken back")


class Proposal(Known):
    """What somebody says should be changed about one row, and on what source.

    Attributes
    ----------
    table, key
        The row; `key` as in its address (`fairlead.hub.lookup.permalinks`).
    cells
        Texts as in a data file, by column: those that change, or of a new row all that are not empty.
    before
        The row as it stood when it was proposed; empty for a new one.
    countries
        Codes of the countries that the row is about, with a space around each.
    by, organisation, organisation_name, organisation_kind
        Who proposed it; the texts stay when an organisation is gone.
    named
        Whether the person wants to be named.
    read, reviewed
        Of the decision: whether those who decided had read the source, and whether a board decided.
    """

    table = models.CharField(max_length=60, db_index=True)
    key = models.CharField(max_length=500)
    kind = models.CharField(max_length=6, choices=Change)
    cells: Any = models.JSONField(default=dict)
    before: Any = models.JSONField(default=dict)
    countries = models.CharField(max_length=1000, default=" ")
    source_url = models.CharField(_("address of the source"), max_length=500)
    source_title = models.CharField(_("title of the source"), max_length=300)
    source_date = models.CharField(_("date of the source"), max_length=10)
    source_says = models.TextField(_("what the source says"), max_length=2000)
    why = models.TextField(_("why"), max_length=2000)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    organisation_name = models.CharField(max_length=200, blank=True)
    organisation_kind = models.CharField(max_length=20, blank=True)
    named = models.BooleanField(_("show my name"), default=False)
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, db_index=True)
    created = models.DateTimeField(auto_now_add=True)
    decided = models.DateTimeField(null=True, blank=True)
    read = models.BooleanField(default=False)
    reviewed = models.BooleanField(default=True)
    decided_why = models.TextField(blank=True)

    by_id: uuid.UUID | None
    organisation_id: uuid.UUID | None

    class Meta:
        ordering = ("-created", "id")
        indexes = [models.Index(fields=["table", "key"], name="proposals_of_a_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.table} {self.key}"


class Board(Named):
    """A review board for countries or tables, with seats of government, employers and workers."""

    countries: Any = models.JSONField(_("countries"), default=list, blank=True)
    tables: Any = models.JSONField(_("tables"), default=list, blank=True)
    active = models.BooleanField(_("at work"), default=True)
    created = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()


class Seat(models.Model):
    """One organisation's seat on a board."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="seats")
    constituency = models.CharField(max_length=10, choices=Constituency)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="seats")
    since = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    organisation_id: uuid.UUID
    board_id: uuid.UUID

    class Meta:
        ordering = ("constituency",)
        constraints = [models.UniqueConstraint(fields=["board", "constituency"], name="one_seat_each")]

    def __str__(self) -> str:
        return f"{self.board}: {self.constituency}"


class Vote(models.Model):
    """What a seat said on a proposal; a later vote of the same seat takes its place, and both are kept."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    constituency = models.CharField(max_length=10, choices=Constituency)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    organisation_name = models.CharField(max_length=200)
    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.TextField(max_length=2000)
    read = models.BooleanField(_("read the source"), default=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    seat_id: int | None
    organisation_id: uuid.UUID | None
    by_id: uuid.UUID | None

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.constituency}: {self.verdict}"


class FactVersion(models.Model):
    """How one row stands from now on; never changed or deleted. An undoing is a version too.

    Attributes
    ----------
    number
        Of the facts as a whole: it rises with each version, and is what processes compare.
    kind
        As in `fairlead.facts.overlay.Correction`; ``packaged``: as in Fairlead's own table.
    correction
        The correction as it is laid over the tables; empty for ``packaged``.
    source
        Row of the table of sources that came with it; empty where the source was there.
    before, after
        The row in texts; empty where there is none.
    undoes
        The version that this one takes back.
    """

    number = models.PositiveIntegerField(primary_key=True)
    table = models.CharField(max_length=60)
    key = models.CharField(max_length=500)
    kind = models.CharField(max_length=10)
    correction: Any = models.JSONField(default=dict)
    source: Any = models.JSONField(default=dict)
    before: Any = models.JSONField(default=dict)
    after: Any = models.JSONField(default=dict)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="versions")
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=500)
    why = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    undoes_id: int | None
    proposal_id: uuid.UUID

    class Meta:
        ordering = ("-number",)
        indexes = [models.Index(fields=["table", "key"], name="versions_of_a_row")]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind} {self.table} {self.key}"


class InForce(models.Model):
    """The number of the facts in force; one row, held while a version is published."""

    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class Judgement(Known):
    """What a member of an organisation says an initiative does best: signed, dated, sourced, answerable."""

    initiative = models.CharField(max_length=80, db_index=True)
    aspect = models.CharField(max_length=40)
    reason = models.TextField(max_length=2000)
    source_url = models.CharField(max_length=500)
    source_title = models.CharField(max_length=300)
    source_date = models.CharField(max_length=10)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    organisation_name = models.CharField(max_length=200)
    organisation_kind = models.CharField(max_length=20)
    named = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True, max_length=2000)
    reply_by = models.CharField(max_length=200, blank=True)
    replied = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    by_id: uuid.UUID | None
    organisation_id: uuid.UUID | None

    class Meta:
        ordering = ("initiative", "aspect", "created")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "aspect", "by"], condition=models.Q(withdrawn=None), name="one_judgement_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.aspect}"
