"""Free text to industries: an index of product and service names, scored by what of the text they explain.

The text is cut to words. Every known phrase in it is found (longest first); a phrase counts the more, the rarer its
words are, and more again if it holds the head noun of the text ("cotton *T-shirts*", "*T-shirts* of cotton"). An
industry's score is the part of the text's weight that its phrases explain. Only a phrase that explains nearly all,
with no rival, is ``confident``; the thresholds were set on labelled texts (see ``docs/method/classification.md``).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

import msgspec

from fairlead.classify.crosswalk import by_code, industry_name, parse_shares, wiod_targets
from fairlead.classify.match import Candidate, Match, Target
from fairlead.classify.qualifiers import bare
from fairlead.classify.tables import read_table
from fairlead.classify.text import key
from fairlead.classify.words import TELLING, raw_words, stem, words

__all__ = ["match_text"]

CONFIDENT_SCORE = 0.55
CONFIDENT_MARGIN = 0.5
HEADLESS_SCORE = 0.75
# Weight of a word that no name holds; between a common word (1) and the rarest (8). Brands and attributes are many.
UNKNOWN_WORD = 2.5
_HEAD_BONUS = 2.0
# Words that turn a crop into food: a phrase that leads to farming is then not enough.
_PROCESSED_WORDS = (
    "dried dry canned frozen roasted roast powder powdered paste preserved pickled juice puree smoked instant ground "
    "candied peeled concentrate congelado congelada tostado molido enlatado seco surgele torrefie geröstet gerostet "
    "gefroren getrocknet gemahlen torrado moido beku kering bubuk bot rang xay kho dong"
)
_PROCESSED = frozenset(_PROCESSED_WORDS.split())
_LONGEST_PHRASE = 5
# Words that name a purchase only together with another.
_VAGUE = frozenset(
    {"equipment", "material", "component", "part", "spare", "accessory", "device", "system", "kit", "tool"}
)
_SEVERAL = re.compile(r"[&+/;]|\b(?:and|und|et|y|e|dan|và|en|i)\b", re.IGNORECASE)
_PARTS = re.compile(r",| and | or |;|\(|\)")


class Phrase(NamedTuple):
    """A known phrase: where it leads and what the table calls it."""

    target: str
    name: str
    origin: str


Found = tuple[float, Phrase, tuple[str, ...]]


class Index(NamedTuple):
    """All phrases by their words, the rarity of words, and the names by word for weaker matches."""

    phrases: dict[tuple[str, ...], tuple[Phrase, ...]]
    rarity: dict[str, float]
    unknown: float
    names: dict[str, tuple[int, ...]]
    joined: dict[tuple[str, ...], str]
    documents: tuple[tuple[Phrase, tuple[str, ...]], ...]


@cache
def _index() -> Index:
    phrases: dict[tuple[str, ...], list[Phrase]] = defaultdict(list)
    documents: list[tuple[Phrase, tuple[str, ...]]] = []
    synonyms: set[tuple[str, ...]] = set()
    joined: dict[tuple[str, ...], str] = {}
    shortened: list[tuple[tuple[str, ...], Phrase]] = []
    for row in read_table("synonyms"):
        for term in row["terms"].split("|"):
            raw, cut, phrase = tuple(raw_words(term)), tuple(words(term)), Phrase(row["target"], term, "synonym")
            if len(raw) > 1 and not TELLING.isdisjoint(raw):
                joined[raw] = "_".join(raw)
                shortened.append((cut, phrase))
                cut = (joined[raw],)
            if cut:
                phrases[cut].append(phrase)
                synonyms.add(cut)
                documents.append((phrase, cut))
    # "Housekeeping services" may be written "housekeeping"; "cleaning products" may not be written "cleaning".
    for cut, phrase in shortened:
        if cut and all(_lead(other.target) == _lead(phrase.target) for other in phrases.get(cut, ())):
            phrases[cut].append(phrase)
            synonyms.add(cut)
    for table, prefix in (("hs", "hs:"), ("isic4", "")):
        for row in read_table(table):
            code = next(iter(row.values()))
            if table == "isic4" and len(code) == 1:
                continue
            whole = tuple(words(row["name"]))
            documents.append((Phrase(prefix + code, row["name"], table), whole))
            for part in {whole, *(tuple(words(part)) for part in _PARTS.split(row["name"]))}:
                # A name in the synonym table was put there to settle what the word means in purchasing.
                if part and part not in synonyms and "other" not in part:
                    phrases[part].append(Phrase(prefix + code, row["name"], table))
    counts: dict[str, int] = defaultdict(int)
    names: dict[str, list[int]] = defaultdict(list)
    for number, (_, cut) in enumerate(documents):
        for word in set(cut):
            counts[word] += 1
            names[word].append(number)
    total = len(documents)
    rarity = {word: math.log(1 + total / count) for word, count in counts.items()}
    return Index(
        {cut: tuple(found) for cut, found in phrases.items()},
        rarity,
        UNKNOWN_WORD,
        {word: tuple(found) for word, found in names.items()},
        joined,
        tuple(documents),
    )


@cache
def _shares(target: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return the ISIC and WIOD shares of ``hs:6109``, ``81`` or ``62:0.5 63:0.5``."""
    if target.startswith("hs:"):
        row = by_code("hs")[target[3:]]
        return {row["isic4"]: 1.0}, {row["wiod"]: 1.0}
    return (parse_shares(target) if ":" in target else {target: 1.0}), {}


def match_text(text: str) -> Match:
    """Find the industry of a free text.

    Parameters
    ----------
    text
        What was bought, in words.

    Returns
    -------
    Match
        ``confident``, ``uncertain`` or ``unknown``; up to five candidates with score and reason.

    Examples
    --------
    >>> match = match_text("Office cleaning, Q3")
    >>> match.status, match.targets[0].code
    ('confident', '81')
    """
    short = bare(text, _nouns())
    if short:
        plain = _read(short.text)
        if plain.status == "confident" and plain.targets[0].code in short.divisions:
            reason = f"{plain.reason}; “{' '.join(short.passed)}” says of what or how it is"
            return msgspec.structs.replace(plain, text=text, reason=reason)
    return _read(text, frozenset(stem(word) for word in short.passed) if short else frozenset())


@cache
def _nouns() -> frozenset[str]:
    """Return the single words that name a product by themselves, as written."""
    terms = (key(term) for row in read_table("synonyms") for term in row["terms"].split("|"))
    return frozenset(term for term in terms if " " not in term)


def _read(text: str, qualifiers: frozenset[str] = frozenset()) -> Match:
    """Read a text as it stands; `qualifiers` are words in it that name no product here."""
    cut = words(text, _index().joined)
    if not cut:
        return _unknown(text, "no word in it names a product or a service")
    head = _head(text, cut)
    found = _phrases(cut, head)
    if found:
        return _decide(text, cut, head, found, qualifiers)
    return _weak(text, cut)


def _head(text: str, cut: list[str]) -> int:
    """Return the place of the head noun: before "of/for/de/aus ..." or a comma, otherwise the last word."""
    first = re.split(
        r"\b(?:of|for|from|with|to|de|di|para|pour|für|aus|da|do|del)\b|[,;(/–-] |[;(–]", text, maxsplit=1
    )[0]
    length = len(words(first, _index().joined))
    return (length if 0 < length <= len(cut) else len(cut)) - 1


def _phrases(cut: list[str], head: int) -> list[Found]:
    """Known phrases inside the text with the part of its weight they explain."""
    index = _index()
    weight = [index.rarity.get(word, index.unknown) * (_HEAD_BONUS if i == head else 1) for i, word in enumerate(cut)]
    total = math.fsum(weight)
    found: list[Found] = []
    covered: set[tuple[int, int]] = set()
    for length in range(min(len(cut), _LONGEST_PHRASE), 0, -1):
        for start in range(len(cut) - length + 1):
            stop = start + length
            if any(a <= start and stop <= b for a, b in covered):
                continue
            entries = index.phrases.get(tuple(cut[start:stop]))
            if entries:
                covered.add((start, stop))
                score = math.fsum(weight[start:stop]) / total
                found.extend((score, entry, tuple(cut[start:stop])) for entry in entries)
    return found


def _decide(text: str, cut: list[str], head: int, found: list[Found], qualifiers: frozenset[str]) -> Match:
    ranked = sorted(found, key=lambda item: (-item[0], item[1].origin != "synonym", item[1].target))
    # Rivals are told apart by the industry of the trade table: two headings of one industry agree.
    best_by: dict[str, tuple[float, Phrase, tuple[str, ...]]] = {}
    for item in ranked:
        best_by.setdefault(_lead(item[1].target), item)
    order = sorted(best_by.values(), key=lambda item: -item[0])
    score, phrase, explained = order[0]
    rival = order[1][0] if len(order) > 1 else 0.0
    sure = score >= CONFIDENT_SCORE and score - rival >= CONFIDENT_MARGIN
    if _PROCESSED & (set(cut) - set(explained)) and _lead(phrase.target) == "c1":
        sure = False
    # "Portes en bois": that the bois is known does not say what a porte is.
    if _VAGUE.issuperset(explained) or qualifiers.issuperset(explained):
        sure = False
    # "Shirts and chairs" are two purchases in one row.
    if rival and _SEVERAL.search(text):
        sure = False
    # "Gold plating" is not gold: the head noun has to be part of what was recognised, or all the rest must be.
    if cut[head] not in explained and score < HEADLESS_SCORE:
        sure = False
    candidates = tuple(_candidate(item) for item in order[:5])
    reason = candidates[0].reason
    isic, wiod = _shares(phrase.target)
    return Match(
        kind="industry",
        text=text,
        targets=tuple(Target(code, industry_name(code), share) for code, share in isic.items()),
        status="confident" if sure else "uncertain",
        score=round(score, 3),
        reason=reason if sure else reason + "; not enough of the text is explained, or others fit too",
        candidates=candidates,
        note="" if sure else "to be confirmed",
        wiod=wiod_targets(wiod),
    )


def _lead(target: str) -> str:
    isic, wiod = _shares(target)
    shares = dict(wiod)
    if not wiod:
        for code, share in isic.items():
            for industry, part in parse_shares(by_code("isic4")[code]["wiod"]).items():
                shares[industry] = shares.get(industry, 0.0) + share * part
    return max(shares, key=lambda code: shares[code])


def _candidate(item: tuple[float, Phrase, tuple[str, ...]]) -> Candidate:
    score, phrase, cut = item
    isic, _ = _shares(phrase.target)
    code = max(isic, key=lambda one: isic[one])
    origin = f"HS {phrase.target[3:]} {phrase.name}" if phrase.origin == "hs" else phrase.name
    return Candidate(code, industry_name(code), round(score, 3), f"“{' '.join(cut).replace('_', ' ')}” is in: {origin}")


def _weak(text: str, cut: list[str]) -> Match:
    """No known phrase: rank names by shared words, after mending spelling; never more than uncertain."""
    index = _index()
    mended: list[tuple[str, float]] = []
    for word in cut:
        if word in index.names:
            mended.append((word, 1.0))
        elif len(word) >= 5:
            mended.extend(_spelling(word))
    if not mended:
        return _unknown(text, "no word of it is known")
    scores: dict[int, float] = defaultdict(float)
    for word, trust in mended:
        for number in index.names[word]:
            scores[number] += trust * index.rarity[word]
    total = math.fsum(index.rarity.get(word, index.unknown) for word in cut)
    best: dict[str, tuple[float, Phrase, tuple[str, ...]]] = {}
    shared = {word for word, _ in mended}
    for number, score in sorted(scores.items(), key=lambda item: -item[1])[:200]:
        phrase, whole = index.documents[number]
        length = math.fsum(index.rarity[word] for word in whole)
        fit = 2 * score / (total + length)
        lead = _lead(phrase.target)
        if lead not in best or best[lead][0] < fit:
            best[lead] = (fit, phrase, tuple(word for word in whole if word in shared))
    ranked = sorted(best.values(), key=lambda item: (-item[0], item[1].target))[:5]
    candidates = tuple(_candidate((min(item[0], 0.99), item[1], item[2])) for item in ranked)
    isic, wiod = _shares(ranked[0][1].target)
    return Match(
        kind="industry",
        text=text,
        targets=tuple(Target(code, industry_name(code), share) for code, share in isic.items()),
        status="uncertain",
        score=candidates[0].score,
        reason=candidates[0].reason + "; only single words agree",
        candidates=candidates,
        note="to be confirmed",
        wiod=wiod_targets(wiod),
    )


@cache
def _spelling(word: str) -> tuple[tuple[str, float], ...]:
    from rapidfuzz import fuzz, process

    near = process.extract(word, list(_index().names), scorer=fuzz.ratio, score_cutoff=82, limit=2)
    return tuple((name, score / 100 * 0.8) for name, score, _ in near)


def _unknown(text: str, reason: str) -> Match:
    return Match(kind="industry", text=text, targets=(), status="unknown", score=0.0, reason=reason)
