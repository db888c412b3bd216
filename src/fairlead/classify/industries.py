"""Industries and products: from codes and free text to ISIC Rev.4, with the way to WIOD beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairlead.classify.codes import SCHEMES, Reading, bare_code, prefixed, read_code
from fairlead.classify.crosswalk import by_code, industry_name, wiod_targets
from fairlead.classify.match import Candidate, Match, MatchStatus, Target
from fairlead.classify.text import key

if TYPE_CHECKING:
    from fairlead.classify.confirmations import Confirmations

__all__ = ["confirmed_industry", "is_industry_code", "match_industry"]

_WORDS = {"hs": "HS", "isic4": "ISIC Rev.4", "isic3": "ISIC Rev.3", "nace": "NACE Rev.2", "naics": "NAICS"}
_WORDS |= {"unspsc": "UNSPSC", "wiod": "WIOD 2013"}


def match_industry(text: str, *, scheme: str | None = None, confirmations: Confirmations | None = None) -> Match:
    """Find the industry that makes or does what a text or code means.

    Parameters
    ----------
    text
        A code or free text.
    scheme
        ``hs``, ``isic4``, ``isic3``, ``nace``, ``naics``, ``unspsc``, ``wiod`` (the column says which codes it
        holds), ``text``, or None: codes that name their scheme ("HS 6109") are read, a bare number is
        ``uncertain`` because it means something in several schemes, all else is free text.
    confirmations
        What a person has confirmed before; it comes first.

    Returns
    -------
    Match
        ``kind`` is ``industry``; targets are ISIC Rev.4 divisions (or a section) whose shares add up to 1.

    Raises
    ------
    ValueError
        If `scheme` is none of these.

    Examples
    --------
    >>> match = match_industry("6109.10", scheme="hs")
    >>> match.status, match.targets[0].code, match.wiod[0].code
    ('exact', '14', 'c4')
    """
    if scheme is not None and scheme not in (*SCHEMES, "text"):
        raise ValueError(f"unknown scheme {scheme!r}; one of {', '.join(SCHEMES)}, text")
    if confirmations is not None and (known := confirmations.lookup("industry", text)) is not None:
        return known
    cached = _CACHE.get((text, scheme))
    if cached is None:
        if len(_CACHE) >= _CACHE_SIZE:
            _CACHE.clear()
        cached = _CACHE[text, scheme] = _find(text, scheme)
    return cached


# Bounded by what one list of purchases holds; the answer depends on text and scheme alone.
_CACHE: dict[tuple[str, str | None], Match] = {}
_CACHE_SIZE = 50_000


def _find(text: str, scheme: str | None) -> Match:
    if not key(text):
        return _unknown(text, "the cell holds no letters or digits")
    if scheme in SCHEMES:
        return _by_scheme(text, str(scheme))
    if scheme is None and (found := prefixed(text)) is not None and (reading := read_code(found[1], found[0])):
        return _from_reading(text, reading)
    if bare_code(text):
        return _bare(text)
    from fairlead.classify.products import match_text

    return match_text(text)


def _by_scheme(text: str, scheme: str) -> Match:
    found = prefixed(text)
    reading = read_code(found[1] if found and found[0] == scheme else text, scheme)
    if reading is None and bare_code(text.split(" ")[0]) and not bare_code(text):  # "6109 T-shirts"
        reading = read_code(text.split(" ")[0], scheme)
    if reading is not None:
        return _from_reading(text, reading)
    if not bare_code(text) and len(key(text)) > 3:
        from fairlead.classify.products import match_text

        return match_text(text)
    return _unknown(text, f"no such code in {_WORDS[scheme]}")


def _targets(isic: dict[str, float]) -> tuple[Target, ...]:
    ranked = sorted(isic.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Target(code, industry_name(code), share) for code, share in ranked)


def _from_reading(text: str, reading: Reading, status: MatchStatus | None = None, reason: str = "") -> Match:
    targets = _targets(reading.isic)
    reason = reason or f"{_WORDS[reading.scheme]} {reading.code}: {reading.name}"
    return Match(
        kind="industry",
        text=text,
        targets=targets,
        status=status or ("spread" if reading.spread else "exact"),
        score=1.0,
        reason=reason,
        candidates=tuple(Candidate(t.code, t.name, t.share, reason) for t in targets[:5]),
        note=reading.note,
        wiod=wiod_targets(reading.wiod),
    )


def _bare(text: str) -> Match:
    """A number without a scheme: show what it means in each, choose none for good."""
    digits = "".join(character for character in text if character.isdigit())
    order: tuple[str, ...] = (
        ("hs", "unspsc", "naics", "isic4") if len(digits) > 4 else ("hs", "isic4", "naics", "unspsc")
    )
    if text.strip()[:1].isalpha():
        order = ("isic4", "wiod")
    readings = [reading for scheme in order if (reading := read_code(text, scheme)) is not None]
    if not readings:
        return _unknown(text, "a number that is no code in HS, ISIC, NAICS or UNSPSC")
    candidates = []
    for reading in readings:
        best = max(reading.isic, key=lambda code: reading.isic[code])
        words = f"as {_WORDS[reading.scheme]}: {reading.name}"
        candidates.append(Candidate(best, industry_name(best), round(1 / len(readings), 3), words))
    agreed = len(readings) == 1 and (text.strip()[:1].isalpha() or len(digits) > 6)
    first = _from_reading(text, readings[0])
    return Match(
        kind="industry",
        text=text,
        targets=first.targets,
        status=first.status if agreed else "uncertain",
        score=candidates[0].score,
        reason=first.reason if agreed else "a bare number means different things in different schemes",
        candidates=tuple(candidates[:5]),
        note=first.note if agreed else "say which codes the column holds, or confirm",
        wiod=first.wiod,
    )


def _unknown(text: str, reason: str) -> Match:
    return Match(kind="industry", text=text, targets=(), status="unknown", score=0.0, reason=reason)


def is_industry_code(code: str) -> bool:
    """Whether a code may stand in a confirmation: ISIC Rev.4 division or section, or ``hs:6109``.

    Examples
    --------
    >>> is_industry_code("14"), is_industry_code("hs:6109"), is_industry_code("6109")
    (True, True, False)
    """
    if code.startswith("hs:"):
        reading = read_code(code.removeprefix("hs:"), "hs")
        return reading is not None and not reading.spread
    return code in by_code("isic4")


def confirmed_industry(text: str, shares: dict[str, float], reason: str, note: str) -> Match:
    """Build the match of a confirmed reading from codes (see `is_industry_code`) and their shares.

    Parameters
    ----------
    text
        The text that was confirmed.
    shares
        Share of each code; they add up to 1.
    reason, note
        Why it is read so, and what else is to be known.

    Raises
    ------
    ValueError
        If one of the codes is none.
    """
    from fairlead.classify.crosswalk import parse_shares

    isic: dict[str, float] = {}
    wiod: dict[str, float] = {}
    for code, share in shares.items():
        reading = read_code(code.removeprefix("hs:"), "hs" if code.startswith("hs:") else "isic4")
        if reading is None:
            raise ValueError(f"{code!r} is not an industry code")
        for division, part in reading.isic.items():
            isic[division] = isic.get(division, 0.0) + share * part
            way = reading.wiod or parse_shares(by_code("isic4")[division]["wiod"])
            for industry, piece in way.items():
                wiod[industry] = wiod.get(industry, 0.0) + share * part * piece
    targets = _targets(isic)
    return Match(
        kind="industry",
        text=text,
        targets=targets,
        status="confirmed",
        score=1.0,
        reason=reason,
        candidates=tuple(Candidate(t.code, t.name, t.share, reason) for t in targets[:5]),
        note=note,
        wiod=wiod_targets(wiod),
    )
