"""The facts in force, in this process: read again when their number in the database has risen.

Facts change only while this process answers nobody: new requests wait until those under way have ended, so that no
answer mixes old facts and new, and nothing worked out from old ones is kept.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition, Lock

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from fairlead.facts import store
from fairlead.facts.overlay import NOTHING, Overlay, sound
from fairlead.hub import cache

__all__ = ["Said", "judgements", "middleware", "number", "refresh", "reset", "soon"]

PATIENCE = 10.0
"""Seconds that a change waits for requests under way; one that takes longer ends with the facts it began with."""
EVERY = 1.0
"""Seconds between two looks at the number."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Said:
    """A judgement as pages show it."""

    id: str
    initiative: str
    aspect: str
    reason: str
    source_url: str
    source_title: str
    source_date: str
    who: str
    constituency: str
    on: str
    reply: str
    reply_by: str
    replied: str


@dataclass
class _Live:
    number: int = 0
    asked: float = 0.0
    soon: bool = False
    judgements: dict[str, tuple[Said, ...]] = field(default_factory=dict)


class _Gate:
    """Requests pass together; a change waits for them and they for it."""

    def __init__(self) -> None:
        self.state, self.inside, self.changing = Condition(), 0, False

    @contextmanager
    def passing(self) -> Iterator[None]:
        with self.state:
            self.state.wait_for(lambda: not self.changing, PATIENCE * 2)
            self.inside += 1
        try:
            yield
        finally:
            with self.state:
                self.inside -= 1
                self.state.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self.state:
            self.changing = True
            self.state.wait_for(lambda: self.inside == 0, PATIENCE)
        try:
            yield
        finally:
            with self.state:
                self.changing = False
                self.state.notify_all()


_live = _Live()
_gate = _Gate()
_one = Lock()


def number() -> int:
    """The number of the facts that this process uses."""
    return _live.number


def judgements(initiative: str) -> tuple[Said, ...]:
    """Judgements of an initiative that stand, from memory: pages that anybody reads ask no database."""
    return _live.judgements.get(initiative, ())


def soon() -> None:
    """Look at the number before the next request: something was published here."""
    _live.soon = True


def reset() -> None:
    """Go back to the facts as packaged; for tests."""
    with _one:
        _live.number, _live.soon, _live.judgements = 0, False, {}
        if store.corrections().corrections:
            store.use(None)
        cache.clear()


def refresh(*, now: bool = False) -> bool:
    """Use the facts that are in force; gives whether they had changed.

    Parameters
    ----------
    now
        Look at the number even if that was done within the last second.
    """
    pause = getattr(settings, "FACTS_EVERY", EVERY)
    due = now or _live.soon or (pause is not None and time.monotonic() - _live.asked >= pause)
    if not due or not _one.acquire(blocking=now):  # another thread is at it
        return False
    try:
        _live.asked, _live.soon = time.monotonic(), False
        found = _number()
        if found == _live.number:
            return False
        with _gate.alone():
            _take(found)
        _search()
        return True
    except DatabaseError as error:
        _LOG.error("The number of the facts in force cannot be read: %s", type(error).__name__)
        return False
    finally:
        _one.release()


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let each request see one state of the facts, the newest."""

    def answer(request: HttpRequest) -> HttpResponse:
        refresh()
        with _gate.passing():
            return get_response(request)

    return answer


def _number() -> int:
    from fairlead.hub.corrections.models import InForce

    if connection.in_atomic_block and connection.needs_rollback:
        return _live.number
    row = InForce.objects.order_by("pk").first()
    return row.number if row else 0


def _take(found: int) -> None:
    from fairlead.hub.corrections.judging import standing_judgements
    from fairlead.hub.corrections.versions import overlay_in_force

    overlay, problems = sound(overlay_in_force())
    for problem in problems:
        _LOG.warning("%s", problem.what)
    if overlay.corrections or store.corrections().corrections:
        store.use(Overlay(number=found, corrections=overlay.corrections) if overlay.corrections else NOTHING)
    _live.judgements = standing_judgements()
    _live.number = found
    cache.clear()


def _search() -> None:
    """Have the index of the search follow, where there is one; it is built once for all processes."""
    from fairlead.hub.search.models import Built
    from fairlead.hub.search.operations import refresh as follow

    try:
        if Built.objects.exists():  # else it is built when somebody first searches
            follow()
    except DatabaseError as error:
        _LOG.error("The index of the search could not follow: %s", type(error).__name__)
