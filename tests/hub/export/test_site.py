"""The static site: no broken link, nothing asked of another machine, data that can be read again, and swapped whole."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead import facts
from fairlead.errors import FairleadError
from fairlead.facts import store
from fairlead.facts.overlay import Correction, Overlay
from fairlead.hub.export.names import canonical, file_of, href
from fairlead.hub.export.rewriting import Mender
from fairlead.hub.export.site import MARK, Content, Options, write_site
from fairlead.hub.locale.names import LANGUAGES

LINK = re.compile(r'\s(?:xlink:)?(?:href|src|action)="([^"]*)"')
SOME = ("/help/", "/laws/", "/routes/", "/facts/laws/", "/facts/business_laws/", "/about/", "/map/", "/initiatives/")
OUTSIDE = {"http", "https", "mailto", "tel", "sms"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: Any) -> Path:
    """A part of the site, written once."""
    folder = tmp_path_factory.mktemp("site") / "copy"
    write_site(folder, Options(only=SOME, jobs=1, questions=5))
    return folder


@cache
def ids(page: Path) -> frozenset[str]:
    return frozenset(unescape(one) for one in re.findall(r'\sid="([^"]+)"', page.read_text(encoding="utf-8")))


def broken(folder: Path) -> Iterator[str]:
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for found in LINK.findall(text):
            link = urlsplit(unescape(found))
            if link.scheme in OUTSIDE or unescape(found) == "data:,":
                continue
            to = (page.parent / unquote(link.path)) if link.path else page
            if link.scheme or link.netloc or found.startswith("/"):
                yield f"{page.relative_to(folder)}: {found} is not relative"
            elif not to.is_file():
                yield f"{page.relative_to(folder)}: {found} is not there"
            elif link.fragment and to.suffix == ".html" and unquote(link.fragment) not in ids(to.resolve()):
                yield f"{page.relative_to(folder)}: {found} has no such place"


def test_every_link_leads_somewhere(site) -> None:
    assert list(broken(site))[:20] == []
    assert len(list(site.rglob("*.html"))) > 500


@pytest.mark.slow
@pytest.mark.skipif("FAIRLEAD_WHOLE_SITE" not in os.environ, reason="minutes; FAIRLEAD_WHOLE_SITE=1 runs it")
def test_every_link_of_the_whole_site_leads_somewhere(tmp_path) -> None:
    written = write_site(tmp_path / "copy", Options(jobs=2))
    assert list(broken(tmp_path / "copy"))[:20] == []
    assert written.pages > 25_000
    assert written.broken == ()


def test_names_differ_whatever_a_file_system_makes_of_capitals(site) -> None:
    names = [str(one.relative_to(site)) for one in site.rglob("*")]
    assert len({name.casefold() for name in names}) == len(names)
    assert not [name for name in names if re.search(r'[<>:"\\|?*\x00-\x1f]', name) or len(name) > 180]


def test_checksums_hold_and_cover_everything(site) -> None:
    lines = dict(reversed(line.split("  ", 1)) for line in (site / "SHA256SUMS").read_text().splitlines())
    there = {str(one.relative_to(site)) for one in site.rglob("*") if one.is_file()} - {"SHA256SUMS"}
    assert set(lines) == there
    for name in sorted(there)[:: max(1, len(there) // 200)]:
        assert hashlib.sha256((site / name).read_bytes()).hexdigest() == lines[name]


def test_the_tables_can_be_read_again(site) -> None:
    for table in facts.tables():
        assert store.read(site / "data" / "tables" / f"{table}.csv", table) == store.packaged(table)
    whole = json.loads((site / "data" / "fairlead-facts.json").read_text())
    assert {name: len(one["rows"]) for name, one in whole["tables"].items()} == {
        name: len(store.packaged(name)) for name in facts.tables()
    }
    assert "CC BY-SA" in (site / "data" / "DATA-LICENCES.md").read_text()


def test_help_is_there_in_every_language_without_a_form(site) -> None:
    for language in LANGUAGES:
        page = (site / ("" if language == "en" else language) / "help" / "index.html").read_text(encoding="utf-8")
        assert "<form" not in page
        assert "needs a live hub" not in page
        assert len(re.findall(r'"[./a-z]*[A-Z]{3}/index\.html"', page)) >= 190
        assert re.search(r'"[./a-z]*[A-Z]{3}-[A-Z]{3}/index\.html"', page)
    assert (site / "units" / "index.html").exists()


def test_what_needs_a_live_hub_says_so(site) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "/account/login" not in home
    assert 'href="search/index.html"' in home
    routes = (site / "routes" / "index.html").read_text(encoding="utf-8")
    assert "<fieldset disabled>" in routes
    assert "This form needs a live hub" in routes
    assert "A copy of " in routes
    pages = "".join(one.read_text(encoding="utf-8") for one in sorted((site / "laws").rglob("*.html"))[:40])
    assert "<form" not in pages
    assert "csrf" not in pages


def test_everything_is_listed_from_a_to_z(site) -> None:
    index = json.loads((site / "search" / "index.json").read_text(encoding="utf-8"))
    assert index
    for _title, _kind, to, _words in index:
        assert (site / "search" / unquote(to)).is_file()
    script = (site / "search" / "index.js").read_text(encoding="utf-8")
    assert json.loads(script.removeprefix("window.fairleadIndex=").removesuffix(";\n")) == index


def test_accepted_corrections_are_in_pages_and_data(tmp_path) -> None:
    row = next(row for row in store.packaged("business_laws"))
    made = Correction(
        table="business_laws", key={"id": row.id}, kind="changed", cells={"note": "Seen anew."}, read=True
    )
    overlay = Overlay(number=3, corrections=(made,))
    store.use(overlay)
    try:
        options = Options(only=("/facts/business_laws/",), jobs=1)
        written = write_site(tmp_path / "copy", options, Content(overlay))
    finally:
        store.use(None)
    assert written.rows > 10_000
    page = tmp_path / "copy" / file_of(f"/facts/business_laws/{row.id}/")
    assert "Seen anew." in page.read_text(encoding="utf-8")
    assert "Seen anew." in (tmp_path / "copy" / "data" / "tables" / "business_laws.csv").read_text(encoding="utf-8")
    again = msgspec.json.decode((tmp_path / "copy" / "data" / "corrections.json").read_bytes(), type=Overlay)
    assert again == overlay


def test_citations_are_written_where_the_address_is_known(tmp_path) -> None:
    options = Options(("/about/",), ("json", "bib"), address="https://facts.example.org/", jobs=1, data=False)
    write_site(tmp_path / "copy", options)
    assert "url = {https://facts.example.org/about/data/}" in (tmp_path / "copy/about/data.bib").read_text()


def test_only_a_site_is_replaced(tmp_path) -> None:
    options = Options(only=("/units/",), jobs=1, data=False)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    with pytest.raises(FairleadError, match="something else"):
        write_site(tmp_path / "mine", options)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "mine"
    write_site(tmp_path / "copy", options)
    (tmp_path / "copy" / "old.html").write_text("old")
    write_site(tmp_path / "copy", options)
    assert not (tmp_path / "copy" / "old.html").exists()
    assert (tmp_path / "copy" / MARK).exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy", "mine"]


def test_the_command_needs_no_hub_and_makes_none(tmp_path, hub_program) -> None:
    done = hub_program("export-site", "copy", "--only", "/units/", "--no-data", "--jobs", "2", data="none")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "copy" / "units" / "index.html").exists()
    assert list((tmp_path / "none").iterdir()) == []
    assert hub_program("export-site", "copy", "--forms", "docx").returncode == 2


def test_a_browser_opens_it_from_a_folder_and_asks_nobody(site) -> None:
    sync = pytest.importorskip("playwright.sync_api")
    from shutil import which

    browser_path = which("chromium") or which("chromium-browser") or which("google-chrome")
    if browser_path is None:
        pytest.skip("no browser is installed here")
    asked: list[str] = []
    failed: list[str] = []
    with sync.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 320, "height": 800})
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.on("pageerror", lambda error: failed.append(str(error)))
        for name in ("index.html", "map/index.html", "ne/help/index.html", "about/this-copy/index.html"):
            page.goto((site / name).as_uri())
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name
        page.goto((site / "index.html").as_uri())
        page.get_by_role("link", name="Find a page").first.click()
        page.get_by_label("Words in the name").fill("supply chain act")
        page.locator(".finder li a").first.click()
        assert "/laws/" in page.url
        assert page.locator("h1").count() == 1
        browser.close()
    # A page that is left before its icon has come has that request ended by the browser.
    assert [one for one in failed if not one.endswith("icon.svg")] == []
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []


@given(st.text(min_size=1, max_size=60).filter(lambda text: "/" not in text and text not in (".", "..")))
def test_any_key_gets_a_name_that_every_file_system_takes(text) -> None:
    from urllib.parse import quote

    name = file_of(canonical("/", f"/facts/x/{quote(text, safe='')}/"))
    parts = name.split("/")
    assert parts[-1] == "index.html"
    for part in parts[:-1]:
        assert part not in ("", ".", "..")
        assert not re.search(r'[<>:"\\|?*\x00-\x1f\x7f]', part)
        assert not part.endswith((" ", "."))
        assert len(part.encode()) <= 110
    assert "//" not in href("a/b/index.html", name)


def test_links_in_drawings_become_groups() -> None:
    mender = Mender({"/a/": "a/index.html"}, "<p>{about}</p>", "about.html")
    page = mender.page(
        "/b/", "b/index.html",
        '<svg><a href="/no/"><path/></a><a href="/a/#x"><path/></a></svg><a class="k" href="/no/">Word</a>',
    )  # fmt: skip
    assert page == (
        '<svg><g><path/></g><a href="../a/index.html#x"><path/></a></svg>'
        '<span class="needs-hub">Word <small>(needs a live hub)</small></span>'
    )
