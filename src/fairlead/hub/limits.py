"""How often one address may ask for what is made anew: counted by the minute for all processes of the server together.

No address is kept: what is counted by is its keyed hash, which is forgotten after two minutes. Mails that a member
sends are counted in the same way, by the day.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from fairlead.hub.options import flag, number

__all__ = ["address_of", "limited", "seconds_left", "within"]

MINUTE = 60
FREE = ("/static/", "/api/", "/help", "/healthz")
"""What is never counted here: files, the interface for programs, which has a limit of its own, and help for people."""


def within(what: str, who: str, most: int, *, count: int = 1, seconds: int = MINUTE) -> bool:
    """Count what somebody asks for in this minute, or in another span of time, and say whether it may go on."""
    part = int(time.time()) // seconds
    key = f"{what}-{part}-{salted_hmac(f'fairlead.{what}', who, secret=settings.SECRET_KEY).hexdigest()}"
    cache.add(key, 0, 2 * seconds)
    try:
        return cache.incr(key, count) <= most
    except ValueError:  # it was dropped just now, since so much is counted
        return True


def seconds_left() -> int:
    """Seconds until the next minute begins, at least one."""
    return max(1, int(MINUTE - time.time() % MINUTE + 0.999))


def limited(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 429 to an address that asks too often; sits behind the pages kept in memory, which cost nothing."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(FREE) or within("page", address_of(request), number("FAIRLEAD_PAGE_LIMIT")):
            return get_response(request)
        from fairlead.hub.errors import too_many

        return too_many(request, seconds_left())

    return answer


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
