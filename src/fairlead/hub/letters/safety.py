"""What the writers are asked before anything leaves, and what they have not answered yet."""

from __future__ import annotations

import msgspec

from fairlead.hub.letters.models import Letter, Version

__all__ = ["Asked", "unanswered"]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question of safety that is open for the words that stand."""

    id: str
    text: str


def unanswered(letter: Letter, version: Version) -> tuple[Asked, ...]:
    """Questions that are open for these words.

    An answer holds for the words it was given on: other words, other people may be named.
    """
    del letter, version
    return ()
