"""What tests of corrections use: boards with seats, a proposal, and facts as packaged after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache as django_cache
from django.utils import timezone

from fairlead.hub.corrections import live, operations
from fairlead.hub.corrections.models import Board, Proposal, Seat
from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.models import Organisation, User

SOURCE = {
    "source_url": "https://www.example.org/gazette/12",
    "source_title": "Official Gazette, number 12",
    "source_date": "2026-01-15",
    "source_says": "The instrument was registered on that day (page 3).",
    "why": "The day in the table is another one.",
}


@pytest.fixture(autouse=True)
def as_packaged() -> Iterator[None]:
    django_cache.clear()
    live.reset()
    yield
    live.reset()


@pytest.fixture
def cited() -> dict[str, str]:
    """A source as proposals name it."""
    return dict(SOURCE)


@pytest.fixture
def operator(person: Callable[..., User]) -> Actor:
    return actor_for(person("operator", is_superuser=True))


@dataclass
class Table:
    """A board with its three seats and one person for each."""

    board: Board
    seats: dict[str, Seat] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def vote(self, proposal: Proposal, constituency: str, verdict: str = "accept", **more: Any) -> Proposal:
        proposal.refresh_from_db()
        seat = self.seats[constituency].pk
        return operations.vote(self.actors[constituency], proposal, seat, verdict, "We looked at it.", **more)


@pytest.fixture
def table(
    operator: Actor, person: Callable[..., User], organisation: Callable[..., Organisation]
) -> Callable[..., Table]:
    def make(
        countries: tuple[str, ...] = (), about: tuple[str, ...] = ("ratifications",), government: str = "CHE",
        stem: str = "",
    ) -> Table:  # fmt: skip
        board = operations.create_board(operator, f"Sample board {stem}", countries=countries, about=about)
        made = Table(board)
        for kind in ("government", "employers", "workers"):
            country = government if kind == "government" else ""
            held = organisation(f"sample-{kind}{stem}", kind, country, confirmed=timezone.now(), listed=True)
            user = person(f"{kind}{stem}", held)
            made.seats[kind] = operations.give_seat(operator, board, kind, held)
            made.users[kind], made.actors[kind] = user, actor_for(user)
        return made

    return make


@pytest.fixture
def propose(person: Callable[..., User]) -> Callable[..., Proposal]:
    def make(actor: Actor | None = None, **asked: Any) -> Proposal:
        who = actor or actor_for(User.objects.filter(email="proposer@example.org").first() or person("proposer"))
        given = {
            "table": "ratifications", "kind": "change", "key": "P029~BRA",
            "cells": {"ratified": "2025-03-10", "day_status": "verified"}, "source": SOURCE,
        }  # fmt: skip
        return operations.propose(who, **{**given, **asked})

    return make
