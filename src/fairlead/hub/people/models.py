"""People, organisations, networks of organisations, and who holds which role in which."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from fairlead.hub.people.audit import AuditEntry

__all__ = [
    "ApiToken",
    "Audience",
    "AuditEntry",
    "Invitation",
    "Kind",
    "Known",
    "Membership",
    "Named",
    "Network",
    "NetworkInvitation",
    "Organisation",
    "Owned",
    "Role",
    "User",
]


class Kind(models.TextChoices):
    """Kinds of organisations that the seeds name; seats of review boards go by the first three."""

    GOVERNMENT = "government", _("government")
    EMPLOYERS = "employers", _("employers' organisation")
    WORKERS = "workers", _("workers' organisation")
    COMPANY = "company", _("company")
    BUSINESS_NETWORK = "business_network", _("business network")
    CIVIL_SOCIETY = "civil_society", _("civil society organisation")
    INTERGOVERNMENTAL = "intergovernmental", _("United Nations or intergovernmental")
    RESEARCH = "research", _("research")


class Role(models.TextChoices):
    """What a member may do for the organisation, from least to most."""

    READER = "reader", _("reader: sees what the organisation shares")
    EDITOR = "editor", _("editor: adds and changes in its name")
    MANAGER = "manager", _("manager: also invites, removes and decides who sees what")


class Audience(models.TextChoices):
    """Who sees a thing besides its owner."""

    SELF = "self", _("only me")
    ORGANISATION = "organisation", _("my organisation")
    NETWORK = "network", _("our network")
    PUBLIC = "public", _("everyone")


class Known(models.Model):
    """What is known by an id that tells nothing and cannot be guessed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Named(Known):
    """What has a name, and a short one in its address."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        abstract = True
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Users are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a person; without a password they sign in by link or provider."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an operator of the hub."""
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)


class User(AbstractUser):
    """A person with an account. ``is_superuser``: an operator, who runs the hub but does not see private work."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)

    objects = UserManager()  # type: ignore[assignment,misc]
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or str(_("a member"))  # never the address: it would travel into histories and exports

    def get_full_name(self) -> str:
        """The name, for packages that ask."""
        return str(self)

    def get_short_name(self) -> str:
        """The name, for packages that ask."""
        return str(self)


class Organisation(Named):
    """A body of one of the kinds that the seeds name."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    country = models.CharField(_("country"), max_length=3, blank=True)
    website = models.URLField(_("web address"), blank=True)
    listed = models.BooleanField(_("listed for everyone"), default=False)
    confirmed = models.DateTimeField(_("confirmed by an operator"), null=True, blank=True)
    two_factor = models.BooleanField(_("two-factor sign-in asked of members"), default=False)
    created = models.DateTimeField(auto_now_add=True)
    members = models.ManyToManyField(User, through="Membership", related_name="organisations")
    history = HistoricalRecords()


class Membership(models.Model):
    """A person's role in an organisation."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.READER)
    since = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="one_role_each")]


class Network(Named):
    """Organisations that share with each other, with one that keeps the network."""

    keeper = models.ForeignKey(Organisation, models.PROTECT, related_name="keeps")
    members = models.ManyToManyField(Organisation, related_name="networks", blank=True)
    created = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(m2m_fields=[members])


class Invitation(Known):
    """An invitation to one address to join an organisation. Only the hash of the link's secret is kept."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.READER)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    secret = models.CharField(max_length=64, unique=True)
    sent = models.DateTimeField()
    expires = models.DateTimeField(_("valid until"))
    created = models.DateTimeField(auto_now_add=True)

    organisation_id: uuid.UUID

    class Meta:
        ordering = ("-created", "id")
        constraints = [models.UniqueConstraint(fields=["organisation", "email"], name="one_invitation_each")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"


class NetworkInvitation(Known):
    """An invitation to an organisation to join a network; kept under the name that was typed, found or not."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="invitations")
    slug = models.SlugField(_("short name"), max_length=80)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="network_invitations")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created", "id")
        constraints = [models.UniqueConstraint(fields=["network", "slug"], name="one_network_invitation_each")]

    def __str__(self) -> str:
        return f"{self.network}: {self.slug}"


class ApiToken(Known):
    """A key for programs, which does at most what its holder may. Only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    secret = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("what it may do"), default=list)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(_("valid until"))
    used = models.DateTimeField(_("last used"), null=True, blank=True)

    user_id: uuid.UUID
    organisation_id: uuid.UUID | None

    class Meta:
        ordering = ("-created", "id")

    def __str__(self) -> str:
        return self.name


class Owned(Known):
    """What somebody owns and may share: every private thing of the hub extends this and has a policy."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    network = models.ForeignKey(Network, models.SET_NULL, null=True, blank=True, related_name="+")
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.SELF)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    owner_id: uuid.UUID
    organisation_id: uuid.UUID | None
    network_id: uuid.UUID | None

    class Meta:
        abstract = True
