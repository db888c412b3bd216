"""What the index holds: one entry for each thing that is public, its names, and of which facts it was made."""

from __future__ import annotations

from django.db import models

__all__ = ["Built", "Entry", "Name"]


class Entry(models.Model):
    """One thing that can be found. All of it is public: what belongs to a person never enters."""

    kind = models.CharField(max_length=20, db_index=True)
    code = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=400)
    names = models.TextField(blank=True)
    body = models.TextField(blank=True)
    address = models.CharField(max_length=600)
    mark = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("id",)


class Name(models.Model):
    """A name, code or word by which entries are found; names of one word are also what misspellings are held against.

    ``of`` is ``name``, ``code`` or ``word``; a word belongs to no entry.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=200, db_index=True)
    of = models.CharField(max_length=4)

    class Meta:
        ordering = ("id",)


class Built(models.Model):
    """Of which facts the index was made: one row."""

    digest = models.CharField(max_length=64)
    entries = models.IntegerField()
    built = models.DateTimeField(auto_now=True)
