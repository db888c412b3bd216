"""What is stored of letters: versions that never change, who signs which of them, and how one was sent."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.act.draft import Draft
from fairlead.act.format import FORMAT
from fairlead.hub.people.kept import Kept
from fairlead.hub.people.models import Organisation, Owned, User

__all__ = ["Channel", "Dispatch", "Letter", "SafetyAnswer", "Signatory", "Version"]


class Channel(models.TextChoices):
    """How a letter leaves."""

    MAIL = "mail", _("by e-mail from this hub")
    HAND = "hand", _("by post, by hand or from our own mailbox")


class Letter(Owned):
    """A letter, complaint or paper from its first draft on.

    Attributes
    ----------
    kind
        Id of the kind of document.
    title
        As its writers call it.
    number
        Of the version that stands.
    batch
        What letters written together have in common.
    campaign
        The campaign it belongs to; only those inside of that are told.
    not_before
        Day before which it does not leave, where its people chose to wait.
    embargo
        Day before which it is published to nobody.
    published
        When the owner let everyone read what was sent.
    answers
        What the writers answered to the questions of the procedure, by the name of the requirement.
    """

    kind = models.CharField(max_length=60)
    title = models.CharField(_("title"), max_length=300)
    number = models.PositiveIntegerField(default=1)
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    campaign = models.ForeignKey("campaigns.Campaign", models.SET_NULL, null=True, blank=True, related_name="letters")
    not_before = models.DateField(_("does not leave before"), null=True, blank=True)
    embargo = models.DateField(_("not published before"), null=True, blank=True)
    published = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=dict)

    campaign_id: uuid.UUID | None
    versions: Any  # set by the relation
    signatories: Any
    dispatches: Any
    safety: Any

    class Meta:
        ordering = ("-changed", "id")

    def __str__(self) -> str:
        return self.title

    @property
    def sent(self) -> bool:
        """Whether any version of it has left."""
        found: bool = self.dispatches.filter(sent__isnull=False).exists()
        return found

    @property
    def version(self) -> Version:
        """The version that stands."""
        found: Version = self.versions.get(number=self.number)
        return found


class Version(Kept):
    """The letter as it stood at one time: ``fairlead.draft/1``.

    Attributes
    ----------
    digest
        SHA-256 of the words that are signed: another text is another digest.
    """

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="versions")
    digest = models.CharField(max_length=64)

    class Meta(Kept.Meta):
        constraints = [models.UniqueConstraint(fields=["letter", "number"], name="letter_version_once")]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.number}"

    letter_id: uuid.UUID

    @property
    def draft(self) -> Draft:
        """The draft."""
        return FORMAT.parse(self.plain, "draft")

    @staticmethod
    def packed(draft: Draft) -> bytes:
        """A draft as it is stored."""
        return Version.compressed(draft)


class Signatory(models.Model):
    """Somebody who is asked to sign: an organisation of the hub, which sees the letter, or one outside.

    Attributes
    ----------
    organisation
        Of the hub; empty for one outside, whose approval an owner writes down.
    name
        As it stands in the letter.
    digest
        Of the words that it approved; it counts only while the letter still has them.
    attested
        How an organisation outside said so ("by e-mail of 3 May from its secretary").
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="signatories")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    asked = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(max_length=64, blank=True)
    approved = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    attested = models.CharField(_("how they said so"), max_length=300, blank=True)
    declined = models.DateTimeField(null=True, blank=True)

    letter_id: uuid.UUID
    organisation_id: uuid.UUID | None

    class Meta:
        ordering = ("asked", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "organisation"], condition=Q(organisation__isnull=False), name="letter_signed_once"
            ),
            models.UniqueConstraint(fields=["letter", "name"], name="letter_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class SafetyAnswer(models.Model):
    """What the writers answered when asked who could suffer for it; kept by question, with the words they had read."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="safety")
    question = models.CharField(max_length=80)
    answer = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("question",)
        constraints = [models.UniqueConstraint(fields=["letter", "question"], name="letter_safety_once")]

    def __str__(self) -> str:
        return self.question


class Dispatch(models.Model):
    """One sending of one version.

    Attributes
    ----------
    to
        Addresses of e-mail, or whom it was handed to.
    not_before
        Until then it can be taken back.
    claimed
        When a process began to send it: no other one does.
    sent, taken_back, failed
        What became of it; `error` says why it failed, or was taken back by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="dispatches")
    version = models.ForeignKey(Version, models.RESTRICT, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel)
    to = models.JSONField(default=list)
    copies = models.JSONField(default=list)
    reply_to = models.EmailField(blank=True)
    message = models.TextField(blank=True)
    on = models.DateField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField()
    claimed = models.DateTimeField(null=True, blank=True)
    sent = models.DateTimeField(null=True, blank=True)
    taken_back = models.DateTimeField(null=True, blank=True)
    failed = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    letter_id: uuid.UUID

    class Meta:
        ordering = ("-asked", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(sent__isnull=True, taken_back__isnull=True, failed__isnull=True),
                name="letter_one_sending",
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.channel}"

    @property
    def waiting(self) -> bool:
        """Whether it has not left yet and is going to."""
        return self.sent is None and self.taken_back is None and self.failed is None
