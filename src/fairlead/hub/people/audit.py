"""Who did what, when and why: a log that is only ever added to.

An entry names people and things by their ids and holds no name, no address and nothing of what was written or
uploaded. When a person deletes their account, the id stays and says nothing about them any more.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from fairlead.hub.people.actor import Actor

__all__ = ["AppendOnlyError", "AuditEntry", "acted_in", "plain", "record", "take_out", "without"]

TAKEN_OUT = "(taken out)"
WHY = 500
"""Longest reason that is kept, in characters."""


class AppendOnlyError(ImproperlyConfigured):
    """Some code tried to change or delete an entry of the audit log."""


def _refuse() -> NoReturn:
    raise AppendOnlyError("The audit log is only added to: entries are never changed or deleted.")


class AuditEntries(models.QuerySet["AuditEntry"]):
    """Entries can be read and added."""

    def update(self, **values: Any) -> NoReturn:  # noqa: ARG002
        """Refuse."""
        _refuse()

    def delete(self) -> NoReturn:
        """Refuse."""
        _refuse()

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> NoReturn:  # noqa: ARG002
        """Refuse."""
        _refuse()


class AuditEntry(models.Model):
    """One operation that somebody did."""

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False, db_index=True)
    who = models.CharField(_("who"), max_length=36, blank=True)  # the id as text; empty: the hub itself, or nobody
    token = models.CharField(_("token"), max_length=36, blank=True)
    operation = models.CharField(_("operation"), max_length=80)
    thing = models.CharField(_("thing"), max_length=80, blank=True)
    thing_id = models.CharField(max_length=80, blank=True)
    organisation = models.UUIDField(_("organisation"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=WHY, blank=True)

    objects = AuditEntries.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        indexes = [
            models.Index(fields=["organisation", "-at"], name="audit_by_organisation"),
            models.Index(fields=["who", "-at"], name="audit_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.operation}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; refuse if it is there already."""
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        """Refuse."""
        _refuse()


def record(
    actor: Actor,
    operation: str,
    thing: models.Model | None = None,
    why: str = "",
    *,
    organisation: uuid.UUID | None = None,
) -> AuditEntry:
    """Write down what an actor did; call it inside the transaction of the operation.

    Parameters
    ----------
    actor
        Who did it.
    operation
        Its name, as in ``assessment.delete``.
    thing
        What it was done to; only its kind and id are kept. Give it before it is deleted.
    why
        The reason that the actor gave, in their words. Never put names of others or contents here.
    organisation
        Whose managers may read the entry, where that does not follow from the thing.

    Returns
    -------
    AuditEntry
        What was written.
    """
    kind = thing._meta.label_lower if thing is not None else ""
    return AuditEntry.objects.create(
        who=str(actor.user.pk) if actor.user is not None else "",
        token=str(actor.token) if actor.token is not None else "",
        operation=operation,
        thing=kind,
        thing_id=str(thing.pk) if thing is not None and thing.pk is not None else "",
        organisation=organisation or _organisation_of(thing),
        why=plain(why)[:WHY],
    )


def plain(text: str) -> str:
    r"""A text on one line, without signs that no database keeps or that nobody sees.

    Examples
    --------
    >>> plain(" they \x00 closed\n")
    'they closed'
    """
    signs = "".join(" " if sign.isspace() else sign for sign in text)
    return " ".join("".join(sign for sign in signs if unicodedata.category(sign) not in {"Cc", "Cs"}).split())


def take_out(words: Iterable[str], who: str) -> None:
    """Take the name and addresses of a person who deletes their account out of the reasons that people wrote.

    This is the one change that is ever made to the log: who did what and when stays as it was, and so does the rest
    of a reason. Names are only looked for in entries of the person and of organisations in which they did something:
    else somebody could take a common phrase for a name, to empty the log of others.

    Parameters
    ----------
    words
        Name and addresses.
    who
        Their id. A name of one word, which may mean something else, is taken out of their own entries only.
    """
    entries: models.QuerySet[AuditEntry] = models.QuerySet(AuditEntry)
    around = acted_in(who)
    for word in words:
        found = entries.filter(why__icontains=word)
        if "@" not in word:
            found = found.filter(models.Q(who=who) | models.Q(organisation__in=around if " " in word else []))
        for entry in found:
            left = without(word, entry.why)
            if left != entry.why:
                entries.filter(pk=entry.pk).update(why=left[:WHY])


def acted_in(who: str) -> list[uuid.UUID]:
    """Ids of the organisations in which somebody did something."""
    found = AuditEntry.objects.filter(who=who, organisation__isnull=False)
    return [one for one in found.order_by().values_list("organisation", flat=True).distinct() if one is not None]


def without(word: str, text: str) -> str:
    """A text without a name or address, where it stands alone.

    Examples
    --------
    >>> without("eve@example.org", "told by steve@example.org and Eve@example.org.")
    'told by steve@example.org and (taken out).'
    """
    return re.sub(rf"(?<![\w.+-]){re.escape(word)}(?!\w|[.-]\w)", TAKEN_OUT, text, flags=re.IGNORECASE)


def _organisation_of(thing: models.Model | None) -> uuid.UUID | None:
    if thing is None:
        return None
    if thing._meta.label_lower == "people.organisation":
        found = thing.pk
    else:
        found = getattr(thing, "organisation_id", None) or getattr(thing, "keeper_id", None)
    return found if isinstance(found, uuid.UUID) else None
