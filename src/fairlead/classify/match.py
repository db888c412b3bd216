"""What a classification answers: where a text leads, how sure that is, and what else it could be."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = ["Candidate", "Kind", "Match", "MatchStatus", "Target"]

Kind = Literal["country", "industry"]
MatchStatus = Literal["exact", "confident", "uncertain", "confirmed", "spread", "unknown"]


class Candidate(msgspec.Struct, frozen=True):
    """One possible reading of a text.

    Attributes
    ----------
    code
        ISO 3166 alpha-3 for countries; ISIC Rev.4 division (or section letter) for industries.
    name
        Its name in English.
    score
        0 to 1; comparable within one match only.
    reason
        Why it is a candidate, in words.
    """

    code: str
    name: str
    score: float
    reason: str


class Target(msgspec.Struct, frozen=True):
    """A code that receives a share of the purchase.

    Attributes
    ----------
    code, name
        As in `Candidate`.
    share
        0 to 1; the shares of one match add up to 1. For areas of several countries the share is NaN: the
        mapping step sets it from trade, because it depends on the industry.
    """

    code: str
    name: str
    share: float


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one text.

    Attributes
    ----------
    kind
        ``country`` or ``industry``.
    text
        The text as it was given.
    targets
        Where it leads. Empty when `status` is ``unknown``. When `status` is ``uncertain`` the targets are the
        best reading, for use only with its mark, and `candidates` lists the others.
    status
        ``exact``: a code or an official name; ``confident``: a reading whose error rate was measured (see the
        method page); ``uncertain``: a guess that a person has to confirm; ``confirmed``: a person has;
        ``spread``: an area or a residual, shared out over its members; ``unknown``: nothing fits.
    score
        0 to 1, of the best reading.
    reason
        Why, in words.
    candidates
        Best first, at most five.
    note
        What a reader must know beside it ("region of China"); may be empty.
    wiod
        For goods: the industry of the WIOD 2013 tables by HS heading, which is finer than the way over
        ISIC Rev.4. Empty when the crosswalk from ISIC is to be used.
    """

    kind: Kind
    text: str
    targets: tuple[Target, ...]
    status: MatchStatus
    score: float
    reason: str
    candidates: tuple[Candidate, ...] = ()
    note: str = ""
    wiod: tuple[Target, ...] = ()
