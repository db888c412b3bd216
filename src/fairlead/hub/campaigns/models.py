"""What is stored of campaigns: versions of the plan and log, who takes part, texts, and who agreed to which words."""

from __future__ import annotations

import uuid
from typing import Any

import msgspec
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairlead.act.campaign.form import FORMAT
from fairlead.act.campaign.model import Agreement, Member, Text
from fairlead.act.campaign.model import Campaign as Form
from fairlead.hub.people.kept import Kept
from fairlead.hub.people.models import Organisation, Owned, User

__all__ = ["Approval", "Campaign", "Party", "SafetyAnswer", "Version", "Words"]


class Campaign(Owned):
    """A campaign.

    Attributes
    ----------
    title, objective, country
        As in the version that stands, to list it.
    number
        Of the version that stands.
    published
        Since when everyone may read what `public` holds; empty: nobody.
    shows
        Parts that are to be public: ``plan``, ``log``, ``outcomes``, ``texts``, ``letters``.
    public
        What everyone may read, as it was when people were asked about it: what comes later waits until it is published
        anew. Members stand in it only where they said so themselves, and are left out as soon as they say otherwise.
    embargo
        The first day on which others may see it.
    withhold
        Whether all members stay unnamed, also those that agreed to be named.
    through
        The federation, or the organisation abroad, in whose name it is published.
    """

    title = models.CharField(_("title"), max_length=300)
    objective = models.CharField(max_length=40)
    country = models.CharField(max_length=3)
    number = models.PositiveIntegerField(default=1)
    published = models.DateTimeField(null=True, blank=True)
    shows = models.JSONField(default=list)
    public = models.JSONField(null=True, blank=True)
    embargo = models.DateField(_("not published before"), null=True, blank=True)
    withhold = models.BooleanField(_("members stay unnamed"), default=False)
    through = models.CharField(_("published in the name of"), max_length=200, blank=True)

    versions: Any  # set by the relation
    parties: Any
    texts: Any
    safety: Any

    class Meta:
        ordering = ("-changed", "id")

    def __str__(self) -> str:
        return self.title

    @property
    def form(self) -> Form:
        """The plan, log and outcomes as they stand, without the coalition."""
        version: Version = self.versions.get(number=self.number)
        return version.form

    @property
    def whole(self) -> Form:
        """The campaign as the library reads it, with its coalition, texts and agreements."""
        parties = [one for one in self.parties.all() if one.joined]
        texts = list(self.texts.all())
        known = {one.pk: one.name for one in texts}
        members = tuple(
            Member(
                id=one.slug,
                name=one.name,
                constituency=one.constituency,
                country=one.country,
                joined=one.joined.isoformat(),
                left=one.left.isoformat() if one.left else "",
            )
            for one in parties
        )
        agreements = tuple(
            Agreement(
                member=one.slug,
                text=known[given.text_id],
                sha256=given.sha256,
                on=given.on.isoformat(),
                withdrawn=given.withdrawn.isoformat() if given.withdrawn else "",
            )
            for one in parties
            for given in one.approvals.all()
        )
        versions = tuple(
            Text(
                id=one.name,
                title=one.title,
                sha256=one.sha256,
                made=one.made.isoformat(),
                replaces=known.get(one.replaces_id, ""),
                kind=one.kind,
            )
            for one in texts
        )
        return msgspec.structs.replace(
            self.form, id=str(self.pk), members=members, texts=versions, agreements=agreements
        )


class Version(Kept):
    """Plan, log and outcomes as they stood at one time: ``fairlead.campaign/1``, without the coalition."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="versions")

    class Meta(Kept.Meta):
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="campaign_version_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.number}"

    campaign_id: uuid.UUID

    @property
    def form(self) -> Form:
        """What it holds."""
        return FORMAT.parse(self.plain, "campaign")

    @staticmethod
    def packed(form: Form) -> bytes:
        """A campaign as it is stored."""
        return Version.compressed(form)


class Party(models.Model):
    """An organisation that is asked into the coalition, or takes part in it.

    Attributes
    ----------
    organisation
        Of the hub: then it reads the campaign and answers for itself. Empty for one outside, whose word is kept.
    slug
        Its short name within the campaign.
    named
        Whether it may be named in public; only its own editors say so.
    attested
        How one outside said that it takes part.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    slug = models.CharField(max_length=80)
    name = models.CharField(_("name"), max_length=200)
    constituency = models.CharField(max_length=20, default="workers")
    country = models.CharField(max_length=3, blank=True)
    asked = models.DateTimeField(auto_now_add=True)
    joined = models.DateField(null=True, blank=True)
    left = models.DateField(null=True, blank=True)
    named = models.BooleanField(default=False)
    attested = models.CharField(_("how they said so"), max_length=300, blank=True)

    approvals: Any
    organisation_id: uuid.UUID | None
    campaign_id: uuid.UUID

    class Meta:
        ordering = ("asked", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organisation"],
                condition=Q(organisation__isnull=False),
                name="campaign_party_once",
            ),
            models.UniqueConstraint(fields=["campaign", "slug"], name="campaign_party_slug_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Words(models.Model):
    """One version of a text; its words are never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="texts")
    name = models.CharField(max_length=80)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(max_length=60, blank=True)
    text = models.TextField(_("the words"))
    sha256 = models.CharField(max_length=64)
    made = models.DateField()
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    replaces_id: uuid.UUID | None

    class Meta:
        ordering = ("made", "name")
        constraints = [models.UniqueConstraint(fields=["campaign", "name"], name="campaign_text_once")]

    def __str__(self) -> str:
        return self.title


class SafetyAnswer(models.Model):
    """What was answered when its people were asked who could suffer if everyone reads it, by question."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="safety")
    question = models.CharField(max_length=80)
    answer = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("question",)
        constraints = [models.UniqueConstraint(fields=["campaign", "question"], name="campaign_safety_once")]

    def __str__(self) -> str:
        return self.question


class Approval(models.Model):
    """That one organisation agreed to these words; taken back, it stays on record."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="approvals")
    text = models.ForeignKey(Words, models.CASCADE, related_name="approvals")
    sha256 = models.CharField(max_length=64)
    on = models.DateField()
    withdrawn = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    attested = models.CharField(_("how they said so"), max_length=300, blank=True)

    text_id: uuid.UUID

    class Meta:
        ordering = ("on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["party", "text"], condition=Q(withdrawn__isnull=True), name="campaign_agreed_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.on)
