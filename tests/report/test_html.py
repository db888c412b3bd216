"""The page: self-contained, well-formed, every figure with its method, readable by all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fairlead.assess.result import Assessment
from fairlead.report import html

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


class _Reader(HTMLParser):
    """Collects tags, attributes, ids and links, and checks that tags close in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
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


@pytest.fixture(params=["full", "bare"])
def read(request: pytest.FixtureRequest, assessment: Assessment, bare: Assessment) -> _Reader:
    return _Reader(html.page(assessment if request.param == "full" else bare))


def test_tags_close_in_order(read: _Reader) -> None:
    assert read.open == []


def test_no_script_and_nothing_is_loaded(read: _Reader) -> None:
    names = {tag for tag, _ in read.tags}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "base", "form", "video", "audio"})
    for tag, attributes in read.tags:
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "srcset", "style"}]
        if tag != "a":
            assert "href" not in attributes


def test_style_loads_nothing() -> None:
    style = (Path(html.__file__).parent / "templates" / "style.css").read_text("utf-8")
    assert "url(" not in style
    assert "@import" not in style
    assert "@font-face" not in style


def test_ids_are_unique_and_links_reach_them(read: _Reader) -> None:
    ids = read.named("id")
    assert sorted(ids) == sorted(set(ids))
    targets = {link[1:] for link in read.named("href") if link.startswith("#")}
    assert targets
    assert targets - set(ids) == set()
    described = {part for value in read.named("aria-labelledby") for part in value.split()}
    assert described - set(ids) == set()


def test_links_are_safe(read: _Reader) -> None:
    assert all(link.startswith(("#", "https://", "http://")) for link in read.named("href"))


def test_headings_descend_one_level_at_a_time(read: _Reader) -> None:
    assert read.headings[0] == 1
    assert read.headings.count(1) == 1
    steps = [later - earlier for earlier, later in zip(read.headings, read.headings[1:], strict=False)]
    assert max(steps) <= 1


def test_table_cells_have_scopes_and_tables_captions(assessment: Assessment) -> None:
    text = html.page(assessment)
    assert text.count("<table>") == text.count("<caption>") > 0
    assert not re.findall(r"<th(?![^>]*scope=)[ >]", text)


def test_drawings_are_named_and_described(assessment: Assessment) -> None:
    text = html.page(assessment)
    assert text.count('role="img"') == text.count("<desc ")
    assert text.count('role="img"') >= 10


@pytest.mark.parametrize("part", ["tiers", "origins", "industries", "lateral", "paths", "concentration", "swings"])
@pytest.mark.parametrize("account", ["forced_labour", "child_labour"])
def test_every_part_leads_to_its_method_and_source(assessment: Assessment, account: str, part: str) -> None:
    text = html.page(assessment)
    section = text.split(f'<section id="{account}-{part}"')[1].split("</section>")[0]
    assert f'href="#method-{account}"' in section
    assert 'href="#source-' in section


def test_totals_with_ranges_stand_before_everything_else(assessment: Assessment) -> None:
    summary = html.page(assessment).split('<section id="summary"')[1].split("</section>")[0]
    for words in (
        "5.9 to 26",
        "67 to 298",
        "97 % of the spend",
        "not a finding about any supplier",
        "Not in these numbers",
    ):
        assert words in summary
    # Employment is scale, never a third harm beside the two.
    assert "3,910" not in summary


def test_recalled_facts_carry_their_mark(assessment: Assessment) -> None:
    text = html.page(assessment)
    assert re.search(r'National Trade Union Centre <span class="mark">to be checked</span>', text)
    assert "as of 2026-06-04" in text


def test_long_lists_are_capped_with_a_note(assessment: Assessment) -> None:
    many = msgspec.structs.replace(
        assessment,
        suppliers=assessment.suppliers * 5_000,
        problems=assessment.problems * 5_000,
        mappings=assessment.mappings * 5_000,
    )
    text = html.page(many)
    assert len(text) < 600_000
    assert f"The first 200 of {len(many.suppliers):,} supplier lines" in text
    assert "The first 200 of 10,000 problems" in text


def test_the_page_is_small_and_always_the_same(assessment: Assessment, tmp_path: Path) -> None:
    path = html.write(assessment, tmp_path / "report.html")
    assert path.stat().st_size < 300_000
    assert path.read_text("utf-8") == html.page(assessment)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: accessibility in a browser is not checked")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_accessible_in_a_browser(browser: Any, assessment: Assessment, tmp_path: Path, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    path = html.write(assessment, tmp_path / "report.html")
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
    found = Axe().run(page)
    context.close()
    assert found.violations_count == 0, found.generate_report()
