"""Every look-up page over all its subjects: it answers, it is whole, it is small, and its links lead somewhere."""

from __future__ import annotations

import gc
import json
import os
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from fairlead.dossier.parts import PARTS
from fairlead.facts import BusinessLaw, Instrument, SupervisoryCase, load
from fairlead.hub.cache import clear
from fairlead.hub.lookup import dossiers, routes, which
from fairlead.hub.lookup.asked import countries
from fairlead.hub.lookup.cases import slugs
from fairlead.reason.route_question import route_rows

pytestmark = pytest.mark.django_db
LARGEST = 100_000
WHOLE = os.environ.get("FAIRLEAD_WHOLE_SITE") == "1"
EACH = 4
"""In the usual run a part is read of one dossier in so many, neighbouring parts of different ones."""
VOID = {"meta", "link", "input", "br", "circle", "path", "line", "rect", "img", "hr"}


class Page(HTMLParser):
    """Tags that are not closed in their order, headings, links and identities of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.headings: list[int] = []
        self.links: set[str] = set()
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a":
            self.links.add(said.get("href") or "")
        if said.get("id"):
            self.ids.append(str(said["id"]))
        if "style" in said or any(name.startswith("on") for name in said):
            self.wrong.append(f"{tag} has style or script of its own")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes another")


@cache
def leads_somewhere(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def whole(response: HttpResponseBase, address: str) -> Page:
    """The page, after all that every page must be."""
    assert response.status_code == 200, (address, response.status_code)
    text = response.content.decode()  # type: ignore[attr-defined]
    assert len(text.encode()) <= LARGEST, (address, len(text.encode()))
    page = Page(text)
    assert not page.wrong, (address, page.wrong[:3])
    assert not page.open, (address, page.open)
    assert page.headings[0] == 1, (address, page.headings)
    assert page.headings.count(1) == 1, (address, page.headings)
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False)), (
        address,
        page.headings,
    )
    assert len(page.ids) == len(set(page.ids)), (address, sorted({i for i in page.ids if page.ids.count(i) > 1}))
    for link in page.links:
        parts = urlsplit(link)
        if parts.netloc:
            assert parts.scheme in {"http", "https"}, (address, link)
        elif parts.path:
            assert leads_somewhere(parts.path), (address, link)
        elif parts.fragment:
            assert parts.fragment in page.ids, (address, link)
    assert not re.search(r"Undefined|object at 0x|Struct\(|=datetime", text), address
    return page


def single() -> Iterator[str]:
    names = ("instruments", "pathfinders", "gaps", "countries", "labour_law", "labour_law.compare", "cases", "laws")
    names += ("laws.compare", "laws.bans", "laws.which", "routes", "route_list", "dossiers")
    yield from (reverse(name) for name in names)
    yield from (reverse(f"dossiers.{kind}") for kind in PARTS)
    yield from (reverse("laws.which") + f"?{_query(example)}" for example in which.EXAMPLES)
    yield from (reverse("routes") + f"?{_query(example)}" for example in routes.EXAMPLES)
    yield reverse("labour_law.compare") + "?country=BGD&country=IND"
    yield reverse("laws.compare") + "?law=EU-CSDDD&law=FR-VIGILANCE&law=EU-OMNIBUS-I"
    yield reverse("laws.bans") + "?good=cotton+shirts&origin=BGD&into=USA"
    yield reverse("gaps") + "?profile=forced+labour"
    yield reverse("cases") + "?country=NOR"
    yield from (reverse("instrument", kwargs={"code": row.code}) for row in load(Instrument))
    yield from (reverse("case", kwargs={"case": slugs()[id(row)]}) for row in load(SupervisoryCase))
    yield from (reverse("law", kwargs={"law": row.id}) for row in load(BusinessLaw))
    yield from (reverse("route", kwargs={"route": code}) for code in route_rows())


def _query(example: dict[str, str]) -> str:
    from urllib.parse import urlencode

    return urlencode(example)


@pytest.mark.parametrize("address", list(single()))
def test_page(address: str) -> None:
    whole(Client().get(address), address)


@pytest.mark.parametrize("name", ["country", "country.ratifications", "labour_law.country"])
def test_pages_of_every_country(name: str) -> None:
    client = Client()
    for code in countries():
        address = reverse(name, kwargs={"code": code})
        whole(client.get(address), address)
    clear()


@pytest.mark.parametrize(
    ("kind", "key"), [(kind, part.key) for kind, parts in PARTS.items() for part in parts], ids=lambda value: value
)
def test_every_part_of_every_dossier(kind: str, key: str) -> None:
    client = Client()
    place = [part.key for part in PARTS[kind]].index(key)  # type: ignore[index]
    first = place == 0
    for code in list(dossiers.every(kind))[slice(None) if WHOLE else slice(place % EACH, None, EACH)]:  # type: ignore[arg-type]
        name = f"dossier.{kind}" if first else f"dossier.{kind}.{key}"
        address = reverse(name, kwargs={"code": code})
        whole(client.get(address), address)
    clear()
    dossiers.made.cache_clear()
    gc.collect()


@pytest.mark.parametrize("form", ["json", "csv", "bib", "csl.json"])
def test_every_page_has_its_other_forms(form: str) -> None:
    client = Client()
    for name, named in (
        ("instruments", {}),
        ("instrument", {"code": "P029"}),
        ("pathfinders", {}),
        ("gaps", {}),
        ("countries", {}),
        ("country", {"code": "BGD"}),
        ("country.ratifications", {"code": "BGD"}),
        ("labour_law", {}),
        ("labour_law.country", {"code": "BGD"}),
        ("cases", {}),
        ("case", {"case": "BGD-2019-art-26"}),
        ("laws", {}),
        ("law", {"law": "EU-FLR"}),
        ("laws.compare", {}),
        ("laws.bans", {}),
        ("route_list", {}),
        ("route", {"route": "ILO24"}),
        ("dossiers", {}),
        ("dossier.country", {"code": "BGD"}),
        ("dossier.country.estimates", {"code": "BGD"}),
        ("dossier.corridor", {"code": "NPL-QAT"}),
    ):
        response = client.get(reverse(f"{name}.{form}", kwargs=named or None))
        assert response.status_code == 200, (name, form, response.content[:200])
        assert response.content, (name, form)


def test_no_session_is_set_for_readers() -> None:
    for address in (reverse("routes"), reverse("laws.which"), reverse("country", kwargs={"code": "BGD"})):
        assert not Client().get(address).cookies


def test_citations_name_the_page_itself() -> None:
    item = json.loads(Client().get("/ratifications/P029.csl.json?on=2021-03-17").content)[0]
    assert item["URL"].endswith("/ratifications/P029/?on=2021-03-17")
    assert (
        "/ratifications/P029/?on=2021-03-17" in Client().get("/ratifications/P029.bib?on=2021-03-17").content.decode()
    )
    assert Client().get("/dossiers/countries/BGD.csl.json").json()[0]["title"] == "Bangladesh"
