"""How what stands in the public register is found by everyone: by what its pages show, and by nothing else."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.urls import reverse

from fairlead.act.editing import text_of
from fairlead.act.follow.outcomes import OUTCOMES
from fairlead.act.format import FORMAT
from fairlead.act.kinds import kinds
from fairlead.classify.countries import country_codes
from fairlead.dossier.names import country_name
from fairlead.hub.letters.models import Dispatch, Version
from fairlead.hub.matters import register
from fairlead.hub.search.entries import Found

__all__ = ["found"]

KIND = "register"


def found(on: date) -> Iterator[Found]:
    """Letters as they were sent, and what came of matters, that everyone may read on a day."""
    yield from _letters(on)
    for one in register.public_matters(on):
        said = register.shown_matter(one)
        outcome = OUTCOMES.get(said["outcome"], said["outcome"])
        yield Found(
            kind=KIND,
            title=said["title"],
            address=reverse("register-matter", kwargs={"entry": one.pk}),
            names=tuple(filter(None, (_place(said["state"]), _called(said["kind"]), said["organisation"]))),
            body=" ".join(filter(None, (said["summary"], said["addressee"], outcome))),
        )


def _letters(on: date) -> Iterator[Found]:
    """Each letter in the version that was sent first, as the register shows it."""
    sent: dict[UUID, tuple[int, str]] = {}
    rows = Dispatch.objects.filter(sent__isnull=False, letter__in=register.public_letters(on)).order_by("sent", "pk")
    for letter, version, digest in rows.values_list("letter_id", "version_id", "version__digest"):
        sent.setdefault(letter, (version, digest))
    for letter, (version, digest) in sent.items():
        yield _as_sent(letter, version, digest)


@lru_cache(maxsize=4096)
def _as_sent(letter: UUID, version: int, _digest: str) -> Found:
    """What a version says of itself: a version never changes, so that it is read once."""
    content = Version.objects.values_list("content", flat=True).get(pk=version)
    draft = FORMAT.parse(zlib.decompress(bytes(content)), "draft")
    lines = [text_of(one) for one in draft.passages if one.form in ("to", "from", "subject")]
    return Found(
        kind=KIND,
        title=draft.title,
        address=reverse("register-letter", kwargs={"entry": letter}),
        names=tuple(filter(None, (_place(draft.case.state), _called(draft.kind)))),
        body=" ".join(" ".join(lines).split()),
    )


def _place(code: str) -> str:
    return country_name(code) if code in country_codes() else ""


def _called(kind: str) -> str:
    return kinds()[kind].name if kind in kinds() else ""
