"""What tests of several parts use: how a page of HTML is read, and a browser to see it in.

Tests never look at what the user of this machine has read from own files. Property tests draw the same examples in each
run, so that a change is judged by what it changed; `make explore` draws new ones.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers

hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("new", deadline=None)
hypothesis.settings.load_profile("new" if os.environ.get("FAIRLEAD_EXPLORE") else "same")
if not os.environ.get("FAIRLEAD_EXPLORE"):
    # Hypothesis also draws numbers and words that stand in the modules loaded so far: the same test would see other
    # examples after other tests, and fail in one run of many. Its settings have no way to say so.
    _found_in_modules, _nothing = providers._get_local_constants, providers.Constants()
    providers._get_local_constants = lambda: _nothing
os.environ["FAIRLEAD_OWN_FACTS"] = "none"

VOID = {"meta", "br", "link", "img", "hr", "input", "circle", "path", "rect", "line"}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
OVERLAPS = """[...document.querySelectorAll('svg.chart')].flatMap(chart => {
  const texts = [...chart.querySelectorAll('text.value, text.label tspan')].map(t => [t, t.getBoundingClientRect()]);
  return texts.flatMap(([a, p], i) => texts.slice(i + 1)
    .filter(([b, q]) => p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 3 && q.top < p.bottom - 3
      && p.width && q.width && !a.contains(b) && !b.contains(a))
    .map(([b]) => `${a.textContent} | ${b.textContent}`));
})"""


LONGEST = (
    "hub/browser/every_page", "hub/matrix", "test_docs", "facts/readers/test_in_", "hub/crash", "hub/concurrency",
    "hub/lookup/test_all_pages", "dossier/report/test_real", "hub/backup", "hub/isolation", "hub/contract",
    "flows/world/test_holdout",
)  # fmt: skip
"""Where the files are that take longest: they begin first, so that no worker is left with one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, among those that use the database alike: whoever empties it comes after the others."""

    def place(item: pytest.Item) -> tuple[int, int]:
        path, used = item.path.as_posix(), set(getattr(item, "fixturenames", ()))
        marker = item.get_closest_marker("django_db")
        emptied = "transactional_db" in used or (marker is not None and marker.kwargs.get("transaction", False))
        kind = 1 if emptied else 0 if marker is not None or "db" in used else 2
        return kind, next((number for number, one in enumerate(LONGEST) if f"tests/{one}" in path), len(LONGEST))

    items.sort(key=place)


class PageReader(HTMLParser):
    """Collects tags, attributes, ids and links, and checks that tags close in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = text
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def named(self, attribute: str) -> list[str]:
        return [str(attributes[attribute]) for _, attributes in self.tags if attribute in attributes]

    def check_closed(self) -> None:
        assert self.open == []

    def check_self_contained(self) -> None:
        names = {tag for tag, _ in self.tags}
        assert names.isdisjoint(
            {"script", "link", "img", "iframe", "object", "embed", "base", "form", "video", "audio"}
        )
        for tag, attributes in self.tags:
            assert not [name for name in attributes if name.startswith("on") or name in {"src", "srcset", "style"}]
            if tag != "a":
                assert "href" not in attributes

    def check_links(self, *beside: str) -> None:
        """Ids are unique, links reach them, and others are web addresses or one of the files beside."""
        ids = self.named("id")
        assert sorted(ids) == sorted(set(ids))
        links = self.named("href")
        targets = {link[1:] for link in links if link.startswith("#")}
        assert targets
        assert targets - set(ids) == set()
        described = {part for value in self.named("aria-labelledby") for part in value.split()}
        assert described - set(ids) == set()
        assert all(link.startswith(("#", "https://", "http://")) or link in beside for link in links)

    def check_headings(self) -> None:
        assert self.headings[0] == 1
        assert self.headings.count(1) == 1
        steps = [later - earlier for earlier, later in zip(self.headings, self.headings[1:], strict=False)]
        assert max(steps, default=0) <= 1

    def check_tables(self) -> None:
        assert self.text.count("<table>") == self.text.count("<caption>") > 0
        assert not re.findall(r"<th(?![^>]*scope=)[ >]", self.text)


@pytest.fixture(scope="session")
def read_page() -> type[PageReader]:
    return PageReader


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: accessibility in a browser is not checked")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def check_in_browser(browser: Any) -> Callable[[Path, int, str], None]:
    """Opens a page (file, width, colour scheme): it asks nobody, fits, charts read, and axe finds nothing."""

    def check(path: Path, width: int, scheme: str) -> None:
        from axe_playwright_python.sync_playwright import Axe

        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
        requests: list[str] = []
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert requests == [path.as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        overlaps = page.evaluate(OVERLAPS)
        assert overlaps == []
        found = Axe().run(page, options={"resultTypes": ["violations"]})  # not what keeps the rules: far quicker
        context.close()
        assert found.violations_count == 0, found.generate_report()

    return check
