"""A hub that really answers on this machine, and people at browsers before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.hub.browser.visitor import Visitor
from tests.hub.matrix.world import PASSWORD, person

from fairlead.hub import cache
from fairlead.hub.corrections import live
from fairlead.hub.people.models import User
from fairlead.hub.search import index


@pytest.fixture(scope="module", autouse=True)
def _quiet() -> Iterator[None]:
    """The browser's driver runs a loop in this thread, before which Django would be careful for no reason."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def hub(transactional_db: Any, live_server: Any, settings: Any) -> Iterator[Any]:
    settings.ADDRESS = live_server.url
    cache.clear()
    live.reset()
    index.ready()
    yield live_server
    live.reset()
    cache.clear()


@pytest.fixture
def visitor(hub: Any, browser: Any) -> Iterator[Callable[..., Visitor]]:
    """Makes a person at a browser; at the end no page may have asked elsewhere or complained."""
    made: list[Visitor] = []

    def make(user: User | None = None, *, script: bool = True, width: int = 1280, scheme: str = "light") -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        context.set_default_timeout(20_000)
        one = Visitor(context.new_page(), hub.url)
        made.append(one)
        return one.is_(user)

    yield make
    for one in made:
        one.page.context.close()
    assert [fault for one in made for fault in one.faults] == []


@pytest.fixture
def known(hub: Any) -> Callable[..., User]:
    """Makes a person who can sign in with a password."""
    return person


@pytest.fixture
def password() -> str:
    return PASSWORD
