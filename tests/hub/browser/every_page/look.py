"""Every address that answers with a page: axe finds nothing serious, nothing is wider than the screen, nothing is asked
elsewhere; light and dark, left to right and right to left, wide and narrow.

By default every other page is seen in one of the eight ways, neighbours in the list in different ones, so that every
two settings meet on every kind of page. Before a release (`make contract`) FAIRLEAD_BROWSER=each sees each page in one
way, FAIRLEAD_BROWSER=full in all eight.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from tests.hub.matrix.samples import SAMPLES

__all__ = ["look_at", "of_look_up", "pages"]

SEEN = os.environ.get("FAIRLEAD_BROWSER", "")
WAYS = list(itertools.product(("light", "dark"), ("ltr", "rtl"), (320, 1280)))
"""Colours, direction, width."""
ORDER = [0, 7, 3, 4, 5, 2, 6, 1]
ASKED = [
    "/routes/?applicant=union&kind=state&against=QAT&place=QAT&abuse=forced_labour",
    "/laws/which/?seat=SWE&turnover=2000000000&staff=6000&sells_in=Germany",
    "/laws/compare/?law=EU-CSDDD&law=FR-VIGILANCE",
    "/labour-law/compare/?country=BGD&country=MYS",
    "/assessments/quick/?country1=Bangladesh&product1=clothing&amount1=1000000&currency1=USD&year1=2023",
    "/assessments/quick/?country1=Nowhere&product1=clothing&amount1=many",
    "/search/?q=cotton",
    "/search/?q=zzzzzz",
    "/map/?layer=forced_labour",
    "/map/?layer=C029&on=1999-12-31",
    "/help/NPL-QAT/",
    "/ne/help/NPL-QAT/",
    "/id/help/IDN-MYS/",
    "/tl/help/PHL-ARE/",
    "/corrections/new/?table=ratifications&key=P029~BRA",
]
WRONG = [("/nothing-here/", 404), ("/map/?on=tomorrow", 400), ("/routes/?applicant=nobody", 400)]
PUBLIC = 100_000


def names(patterns=None, before=""):
    """The name of every address, those of the API for programs and of files left out."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            space = f"{before}{one.namespace}:" if one.namespace else before
            yield from names(one.url_patterns, space)
        elif isinstance(one, URLPattern) and one.name:
            yield f"{before}{one.name}"


def addresses(world):
    """Every address that can be reached from its name with the samples of the permission matrix."""
    for name in sorted(set(names())):
        if name.startswith("api:"):
            continue
        target = _Plain(name)
        given = {
            key: value(world, target) if callable(value) else value for key, value in SAMPLES.get(name, {}).items()
        }
        try:
            yield reverse(name, kwargs=given)
        except Exception:
            continue


@dataclass(frozen=True)
class _Plain:
    base: str
    thing: str = "private"


def without_map(body: bytes) -> bytes:
    """The page before images: the map of the world is one, drawn into the page."""
    before, found, rest = body.partition(b'<svg class="world')
    return before + rest.partition(b"</svg>")[2] if found else body


def pages(world, browse, chosen: Callable[[str], bool]) -> list[tuple[str, int, Any]]:
    """(address, status, person) of every chosen page with HTML, for whom it answers."""
    people = [None, world.owner, world.roles["operator"]]
    clients = [(user, browse(user)) for user in people]
    found = []
    for address in [*addresses(world), *ASKED]:
        if not chosen(address):
            continue
        for user, client in clients:
            answer = client.get(address)
            if answer.status_code == 200:
                if answer.headers["Content-Type"].startswith("text/html"):
                    found.append((address, 200, user))
                    if user is None:
                        body = b"".join(answer) if answer.streaming else answer.content
                        assert len(without_map(body)) <= PUBLIC, f"{address} has {len(body)} bytes"
                break
    return [*found, *((address, status, None) for address, status in WRONG if chosen(address))]


def look_at(pages: list[tuple[str, int, Any]], visitor) -> None:
    """See each page, and fail with all that was found."""
    visitors = {way: visitor(width=way[2], scheme=way[0]) for way in WAYS}
    found = []
    for place, (address, status, user) in enumerate(pages if SEEN else pages[::2]):
        ways = WAYS if SEEN == "full" else [WAYS[ORDER[place % len(ORDER)]]]
        for way in ways:
            one = visitors[way].is_(user)
            one.opens(address, status)
            if way[1] == "rtl":
                one.page.evaluate("document.documentElement.dir = 'rtl'")
            found += [f"{way} {line}" for line in one.accessible()]
            wide = one.page.evaluate("document.documentElement.scrollWidth") - way[2]
            if wide > 0:
                found.append(f"{way} {address} is {wide} pixels too wide")
    assert not found, "\n".join(found)


def of_look_up(address: str) -> bool:
    """Whether a page belongs to the look-up: these and the others are seen at the same time."""
    try:
        view = resolve(urlsplit(address).path).func
    except Resolver404:
        return False
    return view.__module__.startswith("fairlead.hub.lookup.")
