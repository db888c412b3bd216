"""What is stored of matters: the log, which is only added to, papers that came in, ledgers, reprisals, reminders."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

import msgspec
from django.db import models
from django.utils.translation import gettext_lazy as _

from fairlead.act.follow.matter import Event
from fairlead.act.follow.matter import Matter as Log
from fairlead.errors import FairleadError
from fairlead.hub.letters.models import Letter
from fairlead.hub.people.models import Owned, User

__all__ = ["EventRow", "LedgerRow", "Matter", "Paper", "Reminded", "Reminding", "ReprisalRow"]


class Matter(Owned):
    """A letter or complaint that is followed.

    Attributes
    ----------
    letter
        The letter of the hub that it belongs to; empty for what was sent by another way.
    campaign
        The campaign that it belongs to, where there is no letter to say so.
    kind, route, state, addressee, country, signatories
        As in `fairlead.act.follow.matter.Matter`.
    published
        Since when everyone may read what `shows` names; empty: nobody.
    shows
        Parts that are to be public: ``log``, ``papers``, ``ledgers``.
    summary
        What its people say of it in public.
    public
        What everyone may read, as it was when people were asked about it: later events wait until it is published anew.
    embargo
        As in the log: the first day on which others may see it.
    """

    letter = models.OneToOneField(Letter, models.SET_NULL, null=True, blank=True, related_name="matter")
    campaign = models.ForeignKey("campaigns.Campaign", models.SET_NULL, null=True, blank=True, related_name="matters")
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(max_length=60, blank=True)
    route = models.CharField(_("procedure"), max_length=20, blank=True)
    state = models.CharField(_("State concerned"), max_length=3, blank=True)
    addressee = models.CharField(_("to"), max_length=300, blank=True)
    country = models.CharField(_("country of the addressee"), max_length=3, blank=True)
    signatories = models.JSONField(default=list)
    published = models.DateTimeField(null=True, blank=True)
    shows = models.JSONField(default=list)
    summary = models.TextField(_("summary for everyone"), blank=True)
    public = models.JSONField(null=True, blank=True)
    embargo = models.DateField(null=True, blank=True)

    rows: Any  # set by the relation
    papers: Any
    ledgers: Any
    reprisals: Any
    letter_id: uuid.UUID | None
    campaign_id: uuid.UUID | None

    class Meta:
        ordering = ("-changed", "id")

    def __str__(self) -> str:
        return self.title

    @property
    def log(self) -> Log:
        """The matter as the library reads it."""
        return Log(
            id=str(self.pk),
            title=self.title,
            kind=self.kind,
            route=self.route,
            state=self.state,
            addressee=self.addressee,
            country=self.country,
            signatories=tuple(self.signatories),
            events=tuple(
                msgspec.convert(one.data, Event) for one in sorted(self.rows.all(), key=lambda one: one.number)
            ),
        )


class EventRow(models.Model):
    """One event of the log. It is never changed, and goes only with its matter."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    data = models.JSONField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="matter_event_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.data.get('kind', '')}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; refuse to change it."""
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)


class Paper(models.Model):
    """The file of a paper that came in, and the copy with everything blacked out that others must not read.

    Attributes
    ----------
    event
        Number of the event that filed it.
    content
        The file as it came; only those who see the matter are given it.
    redacted
        A text in which nothing of what was blacked out is left; empty: none was made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="papers")
    event = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    redacted = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("event", "id")

    def __str__(self) -> str:
        return self.name


class LedgerRow(models.Model):
    """What is owed to people and what became of it, as somebody said on a day; a newer one takes its place.

    Attributes
    ----------
    unit
        ``people`` or a currency; the two are never added.
    whole, parts
        Decimal numbers as text; what is not said is not there.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="ledgers")
    what = models.CharField(_("who or what is owed"), max_length=120)
    unit = models.CharField(_("unit"), max_length=12, default="people")
    whole = models.CharField(max_length=24, blank=True)
    parts = models.JSONField(default=dict)
    source = models.CharField(_("source"), max_length=300, blank=True)
    day = models.DateField(_("as of"))
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("what", "unit", "-id")

    def __str__(self) -> str:
        return self.what


class ReprisalRow(models.Model):
    """Something that was done to people after a step: what, when, to which role; never a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="reprisals")
    data = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at", "id")

    def __str__(self) -> str:
        return str(self.data.get("harm", ""))


class Reminding(models.Model):
    """How a person is reminded. Only the hash of the private calendar's secret is kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="reminding")
    mail = models.BooleanField(_("by e-mail"), default=False)
    calendar = models.CharField(max_length=64, null=True, blank=True, unique=True)

    user_id: uuid.UUID

    def __str__(self) -> str:
        return str(self.mail)


class Reminded(models.Model):
    """One reminder that was claimed before it was sent, so that nobody is reminded of it twice."""

    reminding = models.ForeignKey(Reminding, models.CASCADE, related_name="reminded")
    key = models.CharField(max_length=120)
    claimed = models.DateTimeField(auto_now_add=True)
    sent = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reminding", "key"], name="matter_reminded_once")]

    def __str__(self) -> str:
        return self.key


def _refuse() -> NoReturn:
    raise FairleadError(
        "An event of a log is never changed.", why="What happened stays in it.", fix="Take the last step back instead."
    )
