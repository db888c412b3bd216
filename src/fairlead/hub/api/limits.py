"""How often a reader or a token may ask: counted by the minute, in the memory of each process."""

from __future__ import annotations

import time
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from ninja.throttling import BaseThrottle

from fairlead.hub.options import flag, number
from fairlead.hub.people.actor import actor_of

__all__ = ["Limit", "address_of"]

MINUTE = 60


class Limit(BaseThrottle):
    """So many requests a minute for each token, and for each address without one.

    No address is kept: what is counted by is its keyed hash, which is forgotten after two minutes.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        """Count this request, and say whether it may go on."""
        token = actor_of(request).token
        who = str(token) if token is not None else address_of(request)
        most = number("FAIRLEAD_API_TOKEN_LIMIT" if token is not None else "FAIRLEAD_API_LIMIT")
        minute = int(time.time()) // MINUTE
        key = f"api-{minute}-{salted_hmac('fairlead.api', who, secret=settings.SECRET_KEY).hexdigest()}"
        cache.add(key, 0, 2 * MINUTE)
        try:
            return cache.incr(key) <= most
        except ValueError:  # it was dropped from a full memory just now
            return True

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return MINUTE - time.time() % MINUTE


def address_of(request: HttpRequest) -> str:
    """The address that asks: as the proxy tells it, where the operator runs one."""
    if flag("FAIRLEAD_BEHIND_PROXY"):
        told = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        if told:
            return _network(told[:100])
    return _network(str(request.META.get("REMOTE_ADDR", "")))


def _network(address: str) -> str:
    """The network of 64 bits that one reader has to themself in IPv6; other addresses as they are."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found.packed[:8] + bytes(8), 64))) if isinstance(found, IPv6Address) else address
