"""Programs with tokens."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from fairlead.hub.people.models import ApiToken
from fairlead.hub.people.operations.common import digest
from fairlead.hub.people.registry import OPERATIONS


class Program:
    """Sends JSON with the token of a person."""

    def __init__(self, key: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {key}"})

    def __call__(self, method: str, address: str, sent: Any = None, status: int = 200) -> Any:
        """The answer, which has to be of this status."""
        body = "" if sent is None else json.dumps(sent)
        told = self.client.generic(method, f"/api/v1/{address}", body, content_type="application/json")
        assert told.status_code == status, (method, address, told.status_code, told.content[:600])
        return told.json() if "json" in told.headers["Content-Type"] else told.content


@pytest.fixture
def program() -> Any:
    """A program of a person, with every scope unless some are named."""

    def make(user: Any, *scopes: str) -> Program:
        cache.clear()
        key = f"fairlead_{user.email}{len(scopes)}"
        every = sorted(name for name, one in OPERATIONS.items() if one.by_token)
        until = timezone.now() + timedelta(days=1)
        ApiToken.objects.create(
            user=user, name="script", secret=digest(key), scopes=list(scopes) or every, expires=until
        )
        return Program(key)

    return make
