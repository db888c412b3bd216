"""An index of the facts, made once for all tests of the search; it lies under what each test changes and takes back."""

from __future__ import annotations

from typing import Any

import pytest

from fairlead.hub.search import index


@pytest.fixture(scope="session")
def _filled(django_db_setup: Any, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        index.build()


@pytest.fixture
def indexed(_filled: None, db: Any) -> None:
    """The index holds the facts as they are."""
    index.ready()
