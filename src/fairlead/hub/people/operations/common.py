"""What the operations share: names and their checks, secrets, mail, and things that members own."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
import unicodedata
from contextlib import suppress
from smtplib import SMTPException
from typing import Any

from django.apps import apps
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from simple_history.exceptions import NotHistoricalModelError
from simple_history.utils import get_history_manager_for_model

from fairlead.errors import FairleadError
from fairlead.hub.people.audit import plain
from fairlead.hub.people.models import Organisation, Owned, User

__all__ = [
    "called",
    "clean_name",
    "digest",
    "forget",
    "forget_history",
    "free_slug",
    "lock",
    "new_secret",
    "owned_models",
    "send",
    "was",
]

RESERVED = frozenset({"new", "index", "mine", "waiting"})
_LINK = re.compile(r"://|www\.|@", re.IGNORECASE)
_LOG = logging.getLogger(__name__)


def called(model: type[models.Model], number: int) -> str:
    """What one thing of a kind is called, or several."""
    return str(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural)


def clean_name(text: str, longest: int = 200) -> str:
    """A name on one line, without control characters, invisible marks that turn text round, or links.

    Raises
    ------
    FairleadError
        If nothing is left, it is too long, or holds a link: names travel in mails to people who did not ask for them.

    Examples
    --------
    >>> clean_name("  Sample   Union ")
    'Sample Union'
    """
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    name = "".join(sign for sign in spaced if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    if not any(sign.isalnum() for sign in name):
        raise FairleadError(_("There is no name."), fix=_("Write a name."))
    if len(name) > longest:
        raise FairleadError(_("The name is too long."), fix=_("Write at most %(n)d characters.") % {"n": longest})
    if _LINK.search(name):
        raise FairleadError(_("A name cannot hold a web or e-mail address."), fix=_("Write the name alone."))
    return name


def free_slug(model: type[models.Model], name: str) -> str:
    """A short name for addresses that is not taken."""
    stem = slugify(name)[:60].strip("-") or "x"
    slug = stem
    while slug in RESERVED or model._default_manager.filter(slug=slug).exists():
        slug = f"{stem}-{secrets.token_hex(3)}"
    return slug


def new_secret() -> str:
    """256 random bits for a link or a key."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret: looking a hash up tells an attacker nothing by its timing."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def send(to: str, subject: str, body: str) -> None:
    """Send a plain mail once the transaction is kept; a server that is away is logged, without the address."""

    def now() -> None:
        try:
            EmailMessage(" ".join(subject.split()), body, to=[to]).send()
        except (SMTPException, OSError) as error:
            _LOG.error("A mail could not be sent: %s", type(error).__name__)

    transaction.on_commit(now)


def lock(organisation: Organisation) -> Organisation:
    """Hold an organisation until the transaction ends, so that two managers cannot both leave at once."""
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def owned_models() -> list[type[Any]]:
    """Every kind of thing that has an owner."""
    return [model for model in apps.get_models() if issubclass(model, Owned)]


def forget(model: type[models.Model], ids: list[Any]) -> None:
    """Delete things for good, with what their history kept of them."""
    model._base_manager.filter(pk__in=ids).delete()
    forget_history(model, **{f"{model._meta.pk.name}__in": ids})


def forget_history(model: type[models.Model], **which: Any) -> None:
    """Delete what the history of a kind of thing kept, if it has one."""
    with suppress(NotHistoricalModelError):
        get_history_manager_for_model(model).filter(**which).delete()


def was(thing: models.Model, user: User | None, why: str) -> None:
    """Say who changes a thing and why, for its history: call it just before saving or deleting."""
    thing._history_user = user  # type: ignore[attr-defined]
    thing._change_reason = plain(why)[:100] or None  # type: ignore[attr-defined]
