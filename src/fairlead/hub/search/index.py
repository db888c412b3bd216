"""Search over everything public: candidates from the database, ranking here, alike on both databases."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

import msgspec
from django.db import connection, transaction

from fairlead.classify.text import key
from fairlead.hub.search.backends import backend
from fairlead.hub.search.entries import Found, public
from fairlead.hub.search.models import Built, Entry, Name
from fairlead.hub.search.words import Asked, asked, compact, highlighted, of_word, stem, terms

__all__ = ["Answer", "Hit", "build", "kinds", "ready", "score", "search", "stems"]

CANDIDATES = 300
FEW = 3
"""With fewer than this many found, words are taken for misspelt, and then any word suffices."""
NEAR = 75
"""How like a word must be to what was typed, of 100."""
PRIOR = {
    "country": 40,
    "instrument": 34,
    "law": 30,
    "good": 28,
    "page": 26,
    "industry": 12,
    "initiative": 24,
    "corridor": 24,
    "route": 22,
    "practice": 20,
    "case": 18,
    "body": 22,
    "country_page": 45,
    "ban": 14,
    "labour_law": 12,
    "help": 16,
    "indicator": 16,
    "agreement": 12,
    "partner": 8,
    "source": 2,
    "organisation": 20,
    "campaign": 24,
    "register": 18,
    "own": 30,
}
"""What people more often look for, all else being equal."""


@dataclass
class Hit:
    """One thing that was found.

    Attributes
    ----------
    kind, title, address, mark
        As in the index.
    score
        How well it answers, for the order.
    body
        What the snippet is cut from.
    wanted
        Words that were looked for.
    """

    kind: str
    title: str
    address: str
    mark: str
    score: float
    body: str
    wanted: tuple[str, ...]

    @cached_property
    def title_pieces(self) -> list[tuple[str, bool]]:
        """The title in pieces, each with whether it was looked for."""
        return highlighted(self.title, self.wanted)

    @cached_property
    def text(self) -> str:
        """The part of the text around what was looked for."""
        return _around(self.body, self.wanted)

    @cached_property
    def snippet(self) -> list[tuple[str, bool]]:
        """That part in pieces."""
        return highlighted(self.text, self.wanted)


@dataclass(frozen=True)
class Answer:
    """What a search found.

    Attributes
    ----------
    asked
        The search as it was understood.
    hits
        Best first, at most `CANDIDATES`.
    read_as
        Words that nothing holds, with those that were looked for instead.
    counts
        How many were found of each kind.
    """

    asked: Asked
    hits: tuple[Hit, ...] = ()
    read_as: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


def search(typed: str, kind: str = "") -> Answer:
    """Find what is public.

    Parameters
    ----------
    typed
        What somebody typed: any text at all.
    kind
        Only this kind of thing.
    """
    said = asked(typed)
    if not said.terms:
        return Answer(said)
    ready()
    engine = backend(connection)
    exact = _exact(said)
    wanted = list(said.terms)
    ids = engine.matching(wanted, CANDIDATES, every=True, kind=kind)
    read_as: dict[str, str] = {}
    near: dict[int, float] = {}
    if len(ids) < FEW and not exact:
        near = _near(engine.near(said.whole, 60), said.whole)
        wanted, read_as = _mended(engine, wanted)
        if read_as:
            ids = list(dict.fromkeys([*ids, *engine.matching(wanted, CANDIDATES, every=True, kind=kind)]))
        if len(ids) < FEW and len(wanted) > 1:
            ids = list(dict.fromkeys([*ids, *engine.matching(wanted, 60, every=False, kind=kind)]))
    wider: dict[int, Asked] = {}
    if exact and len(ids) < FEW:  # a code, or a name in another language: what else is there of it
        for title in Entry.objects.filter(pk__in=exact, kind="country").values_list("title", flat=True)[:2]:
            meant = asked(title)
            wider |= dict.fromkeys(engine.matching(meant.terms, 60, every=True, kind=kind), meant)
    found = Entry.objects.filter(pk__in={*ids, *exact, *near, *wider})
    if kind:
        found = found.filter(kind=kind)
    mended = Asked(said.text, " ".join(wanted) if read_as else said.whole, tuple(wanted))

    def points(entry: Entry) -> float:
        own = score(entry, mended) + near.get(entry.pk, 0)
        return max(own, score(entry, wider[entry.pk]) / 2) if entry.pk in wider else own

    ranked = sorted(((points(entry), entry) for entry in found), key=lambda one: (-one[0], one[1].title, one[1].pk))
    shown = tuple({*wanted, *(term for meant in wider.values() for term in meant.terms)})
    hits = tuple(
        Hit(entry.kind, entry.title, entry.address, entry.mark, round(how_well, 1), entry.body, shown)
        for how_well, entry in ranked
    )
    return Answer(said, hits, read_as, _counted(hits))


def ready() -> None:
    """See once in each process, and again when facts were corrected, that the index is that of the facts."""
    _seen(connection.alias, str(connection.settings_dict["NAME"]))
    if not Built.objects.exists():
        build()


@cache
def _seen(_alias: str, _database: str) -> None:
    """Corrections forget what is cached, this among it."""
    build()


def build(*, anew: bool = False) -> bool:
    """Index the facts as they are now, all or nothing; readers find the old index until the new one is whole.

    Parameters
    ----------
    anew
        Also where nothing has changed.

    Returns
    -------
    bool
        Whether anything was changed.
    """
    everything = [one for one in public() if one.address]
    digest = hashlib.sha256(msgspec.msgpack.encode(everything)).hexdigest()
    if not anew and Built.objects.filter(digest=digest).exists():
        return False
    with transaction.atomic():
        list(Built.objects.select_for_update())  # two that build at once take turns
        if not anew and Built.objects.filter(digest=digest).exists():
            return False
        Built.objects.all().delete()
        Name.objects.all().delete()
        Entry.objects.all().delete()
        _fill(everything)
        backend(connection).fill()
        Built.objects.create(digest=digest, entries=len(everything))
    return True


def kinds() -> tuple[str, ...]:
    """Kinds of things that can be found, in the order in which equal ones are shown."""
    return tuple(sorted(PRIOR, key=lambda kind: -PRIOR[kind]))


def score(entry: Entry, said: Asked) -> float:
    """How well an entry answers a search: codes first, then names, then words by where they stand."""
    names = entry.names.split("\n") if entry.names else []
    named = _title(entry.title)
    code, title = compact(said.text), " ".join(named)
    codes = entry.code.split("\n") if entry.code else []
    points = float(PRIOR.get(entry.kind, 0))
    if code in codes:
        points += 300 if entry.kind == "source" else 1000  # codes of sources are words of ours
    elif any(_is_code(term) and term in codes for term in said.terms):
        points += 160
    whole = said.whole
    if whole == title or whole in names:
        points += 600
    elif title.startswith(whole):
        points += 100 + 160 * len(whole) / len(title)
    elif any(name.startswith(whole) for name in names):
        points += 50 + 120 * max(len(whole) / len(name) for name in names if name.startswith(whole))
    heading, others, text = set(named), stems(entry.names), stems(entry.body)
    held = 0
    for term in said.terms:
        worth = max(_held(term, heading) * 200, _held(term, others) * 120, _held(term, text) * 60)
        points += worth / len(said.terms)
        held += worth > 0
    if held == len(said.terms):
        points += 100
        if len(said.terms) > 1 and " ".join(said.terms) in title:
            points += 60
    return points + 40 * min(1.0, held / max(1, len(heading)))


def _held(term: str, words: Iterable[str]) -> float:
    if term in words:
        return 1.0
    return 0.8 if len(term) > 1 and any(word.startswith(term) for word in words) else 0.0


@lru_cache(maxsize=4096)
def _title(text: str) -> tuple[str, ...]:
    return terms(text)


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text."""
    return frozenset(terms(text))


def _is_code(term: str) -> bool:
    return len(term) > 2 and any(sign.isdigit() for sign in term)


def _exact(said: Asked) -> set[int]:
    """Entries with this very code or name."""
    wanted = {compact(said.text), said.whole, *(term for term in said.terms if _is_code(term))}
    return set(
        Name.objects.filter(name__in=[name[:200] for name in wanted if name], entry__isnull=False).values_list(
            "entry_id", flat=True
        )[:CANDIDATES]
    )


def _near(names: Sequence[tuple[str, int | None]], whole: str) -> dict[int, float]:
    """Entries whose names are written much like the whole search, with the points that this gives."""
    found: dict[int, float] = {}
    for name, entry in names:
        if entry is not None and (like := _like(name, whole)) >= NEAR:
            found[entry] = max(found.get(entry, 0.0), 4.5 * like)
    return found


def _mended(engine: object, wanted: list[str]) -> tuple[list[str], dict[str, str]]:
    """Words that nothing holds, each replaced by the word most like it."""
    read_as: dict[str, str] = {}
    made: list[str] = []
    for term in wanted:
        if len(term) < 4 or engine.matching([term], 1, every=True):  # type: ignore[attr-defined]
            made.append(term)
            continue
        likes = sorted(
            ((_like(name, term), name) for name, _entry in engine.near(term, 80) if " " not in name),  # type: ignore[attr-defined]
            key=lambda one: (-one[0], one[1]),
        )
        if likes and likes[0][0] >= NEAR:
            made.append(stem(likes[0][1]))
            read_as[term] = likes[0][1]
        else:
            made.append(term)
    return made, read_as


def _like(name: str, text: str) -> float:
    """How like two words are, of 100; two letters that changed places are one mistake."""
    from rapidfuzz.distance import OSA

    return 100 * OSA.normalized_similarity(name, text)


def _around(text: str, wanted: Sequence[str], width: int = 180) -> str:
    """The part of a text around the first word that was looked for."""
    if len(text) <= width:
        return text
    at = 0
    for word in re.finditer(r"\w+", text):
        if any(part in wanted for part in of_word(word.group())):
            at = word.start()
            break
    start = max(0, at - width // 3)
    start = text.find(" ", start) + 1 if start else 0
    end = start + width
    cut = text[start:end]
    if end < len(text):
        cut = cut.rsplit(" ", 1)[0] + " …"
    return f"… {cut}" if start else cut


def _counted(hits: Sequence[Hit]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for hit in hits:
        counts[hit.kind] = counts.get(hit.kind, 0) + 1
    return counts


def _fill(everything: Sequence[Found]) -> None:
    Entry.objects.bulk_create(
        [
            Entry(
                id=at,
                kind=one.kind,
                code="\n".join(dict.fromkeys(compact(code) for code in one.codes if code)),
                title=one.title[:400],
                names="\n".join(dict.fromkeys(filter(None, (" ".join(terms(name)) for name in one.names)))),
                body=one.body,
                address=one.address,
                mark=one.mark,
            )
            for at, one in enumerate(everything, start=1)
        ],
        batch_size=500,
    )
    names: dict[tuple[int | None, str, str], None] = {}
    for at, one in enumerate(everything, start=1):
        for code in one.codes:
            names[(at, compact(code)[:200], "code")] = None
        for name in (one.title, *one.names):
            if found := " ".join(terms(name))[:200]:
                names[(at, found, "name")] = None
            for word in key(name).split():
                if len(word) > 3:
                    names[(None, word[:200], "word")] = None
    Name.objects.bulk_create(
        [Name(id=at, entry_id=entry, name=name, of=of) for at, (entry, name, of) in enumerate(names, start=1)],
        batch_size=2000,
    )
