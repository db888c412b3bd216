"""The public register: what members chose to publish, and nothing else. It alone reads what is published.

Everything that it gives was asked about before: letters as they were sent, without their annex, and of matters what
was public when they were published. An embargo holds both back until its day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q

from fairlead.act.draft import Draft
from fairlead.hub.letters.models import Dispatch, Letter
from fairlead.hub.letters.safety import unnamed
from fairlead.hub.matters.models import Matter

__all__ = [
    "batch_of",
    "entries",
    "of_campaign",
    "public_letters",
    "public_matters",
    "published_letter",
    "published_matter",
    "sent_text",
    "shown_matter",
    "withholds",
]


def public_letters(on: date) -> Any:
    """Letters that everyone may read on a day."""
    open_ = Q(embargo__isnull=True) | Q(embargo__lte=on)
    return Letter.objects.filter(open_, published__isnull=False, dispatches__sent__isnull=False).distinct()


def public_matters(on: date) -> Any:
    """Matters of which everyone may read something on a day."""
    open_ = Q(embargo__isnull=True) | Q(embargo__lte=on)
    found = Matter.objects.filter(open_, published__isnull=False, public__isnull=False)
    return found.select_related("organisation")


def published_letter(pk: UUID, on: date) -> Letter | None:
    """A letter that everyone may read on a day."""
    found: Letter | None = public_letters(on).filter(pk=pk).first()
    return found


def published_matter(pk: UUID, on: date) -> Matter | None:
    """A matter of which everyone may read something on a day."""
    found: Matter | None = public_matters(on).filter(pk=pk).first()
    return found


def matter_of_letter(letter: Letter, on: date) -> Matter | None:
    """The matter of a letter, if it is public itself."""
    found: Matter | None = public_matters(on).filter(letter=letter).first()
    return found


def letter_of_matter(matter: Matter, on: date) -> Letter | None:
    """The letter of a matter, if it is public itself."""
    found: Letter | None = public_letters(on).filter(matter=matter).first()
    return found


def sent_text(letter: Letter) -> tuple[Draft, Dispatch]:
    """What was sent first, without its annex and without what its writers were told beside it."""
    sent = letter.dispatches.filter(sent__isnull=False).select_related("version").order_by("sent").first()
    draft = sent.version.draft
    return msgspec.structs.replace(draft, annex=(), left_out=(), blanks=()), sent


def of_campaign(campaign: UUID, on: date, owner: UUID, organisations: Iterable[UUID]) -> dict[str, list[Any]]:
    """Public letters and matters of a campaign, of these people alone.

    Whoever takes part in a campaign without being named there stays unnamed: what they published themselves is in the
    register, and the campaign does not lead to it. Nor does it to a letter that leaves its writers unnamed, or to what
    came of it: few take part in a campaign, and each of its members would be one of those who may have written.
    """
    theirs = Q(owner=owner) | Q(organisation__in=list(organisations))
    letters = public_letters(on).filter(theirs, campaign=campaign).order_by("published", "pk")
    matters = public_matters(on).filter(theirs, Q(campaign=campaign) | Q(letter__campaign=campaign)).distinct()
    return {
        "letters": [one for one in letters if not withholds(one)],
        "matters": [
            one
            for one in matters.select_related("letter").order_by("published", "pk")
            if one.letter is None or not withholds(one.letter)
        ],
    }


def batch_of(letter: Letter, on: date) -> list[Letter]:
    """Other letters written together with this one that are public too; of those that are not, nothing is told.

    A letter whose writers stay unnamed is neither led to nor from: the others may say whose it is.
    """
    if letter.batch is None or withholds(letter):
        return []
    found = public_letters(on).filter(batch=letter.batch).exclude(pk=letter.pk).order_by("title", "pk")
    return [one for one in found if not withholds(one)]


def withholds(letter: Letter) -> bool:
    """Whether the letter, as it was sent first, leaves somebody who writes it unnamed."""
    return unnamed(sent_text(letter)[0].case)


def shown_matter(matter: Matter) -> dict[str, Any]:
    """What everyone reads of a matter that is public.

    Its organisation is named as long as the matter is shared with it: not when it is deleted, when its member left, or
    when the matter became that of another one, which was not asked about.
    """
    public: dict[str, Any] = dict(matter.public or {})
    if matter.organisation is None or matter.organisation.name != public.get("organisation"):
        public["organisation"] = ""
    return public


def entries(on: date, *, state: str = "", what: str = "", outcome: str = "") -> list[dict[str, Any]]:
    """Everything that is public, newest first.

    Parameters
    ----------
    on
        The day.
    state
        ISO 3166 alpha-3 of the State concerned.
    what
        ``letter`` or ``matter``.
    outcome
        Of a matter.
    """
    found = []
    if what != "matter" and not outcome:
        for one in public_letters(on).select_related("organisation"):
            draft, sent = sent_text(one)
            found.append(
                {
                    "what": "letter",
                    "id": str(one.pk),
                    "title": draft.title,
                    "state": draft.case.state,
                    "kind": one.kind,
                    "day": sent.on.isoformat(),
                    "stands": "sent",
                    "outcome": "",
                }
            )
    if what != "letter":
        for one in public_matters(on):
            public = one.public
            found.append(
                {
                    "what": "matter",
                    "id": str(one.pk),
                    "title": public["title"],
                    "state": public["state"],
                    "kind": public["kind"],
                    "day": public["on"],
                    "stands": public["stands"],
                    "outcome": public["outcome"],
                }
            )
    kept = [one for one in found if (not state or one["state"] == state) and (not outcome or one["outcome"] == outcome)]
    return sorted(kept, key=lambda one: (one["day"], one["id"]), reverse=True)
