"""What is stored of watching: changes, who watches what, digests that were sent, and the tables as last seen."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairlead.hub.people.models import Owned, User

__all__ = ["Change", "Digest", "Every", "Kind", "Subscription", "TableSeen", "Watch"]


class Kind(models.TextChoices):
    """Where a change comes from."""

    CORRECTION = "correction", _("correction")
    RELEASE = "release", _("new release of the data")


class Every(models.TextChoices):
    """How often a digest comes."""

    NEVER = "never", _("no mail")
    DAILY = "daily", _("every day on which something changed")
    WEEKLY = "weekly", _("every week in which something changed")


class Change(models.Model):
    """One change of a fact, public; only ever added.

    Attributes
    ----------
    about
        What it can be found by, with spaces around each: ``country:NPL table:goods instrument:C029 row:...``.
    words
        Stems of the words of the row, old and new, of its countries and of what it refers to, with spaces around each:
        what a search would find it by.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind)
    table = models.CharField(max_length=60)
    key = models.CharField(max_length=500, blank=True)
    title = models.CharField(max_length=600)
    summary = models.TextField(blank=True)
    about = models.TextField()
    words = models.TextField()
    version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title


class Watch(Owned):
    """What a person watches."""

    what = models.CharField(
        max_length=10,
        choices=[
            ("country", _("country")),
            ("instrument", _("instrument")),
            ("law", _("law")),
            ("table", _("table")),
            ("row", _("row")),
            ("search", _("search")),
        ],
    )
    value = models.CharField(max_length=600)

    class Meta:
        ordering = ("what", "value", "id")
        verbose_name_plural = _("watches")
        constraints = [models.UniqueConstraint(fields=["owner", "what", "value"], name="one_watch_each")]

    def __str__(self) -> str:
        return f"{self.what}: {self.value}"


class Subscription(models.Model):
    """How a person hears of changes. Only the hash of the private feed's secret is kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="subscription")
    every = models.CharField(max_length=6, choices=Every, default=Every.NEVER)
    feed = models.CharField(max_length=64, null=True, blank=True, unique=True)
    through = models.PositiveBigIntegerField(default=0)
    since = models.DateTimeField(auto_now_add=True)

    user_id: uuid.UUID

    def __str__(self) -> str:
        return self.every


class Digest(models.Model):
    """One digest: claimed before it is sent, so that no other process sends it too."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="digests")
    period = models.CharField(max_length=10)
    last = models.PositiveBigIntegerField()
    changes = models.PositiveIntegerField(default=0)
    claimed = models.DateTimeField(auto_now_add=True)
    sent = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "period"], name="one_digest_each")]

    def __str__(self) -> str:
        return self.period


class TableSeen(models.Model):
    """A table as the release that ran here last had it, to tell what a new release changes."""

    table = models.CharField(max_length=60, primary_key=True)
    sha256 = models.CharField(max_length=64)
    release = models.CharField(max_length=40)
    rows = models.BinaryField()

    def __str__(self) -> str:
        return self.table
