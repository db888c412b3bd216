"""How often a program may ask: counted by the minute, for all processes of the server together."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from fairlead.hub.limits import address_of, seconds_left, within
from fairlead.hub.options import number
from fairlead.hub.people.actor import actor_of

__all__ = ["Limit"]


class Limit(BaseThrottle):
    """So many requests a minute for each token, and for each address without one."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count this request, and say whether it may go on."""
        token = actor_of(request).token
        if token is not None:
            return within("token", str(token), number("FAIRLEAD_API_TOKEN_LIMIT"))
        return within("api", address_of(request), number("FAIRLEAD_API_LIMIT"))

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return seconds_left()
