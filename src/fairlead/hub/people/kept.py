"""What every kind of version has in common."""

from __future__ import annotations

import zlib

import msgspec
from django.db import models
from django.utils.translation import gettext_lazy as _

from fairlead.hub.people.models import User
from fairlead.report.formats import dumps

__all__ = ["Kept"]


class Kept(models.Model):
    """A thing as it stood at one time, beside the thing itself; a version is never changed.

    Attributes
    ----------
    number
        From 1, each once of its thing.
    content
        Compressed JSON.
    """

    number = models.PositiveIntegerField()
    content = models.BinaryField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(_("what was changed"), max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ("-number",)

    @property
    def plain(self) -> bytes:
        """The JSON."""
        return zlib.decompress(bytes(self.content))

    @staticmethod
    def compressed(content: msgspec.Struct) -> bytes:
        """Something as it is stored."""
        return zlib.compress(dumps(content, indent=0))
