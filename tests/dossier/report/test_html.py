"""The page of a dossier: self-contained, well-formed, every statement with its source, readable by all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fairlead.dossier.model import Dossier
from fairlead.dossier.report import html


@pytest.fixture(params=["full", "bare"])
def read(request: pytest.FixtureRequest, read_page: Any, dossier: Dossier) -> Any:
    bare = msgspec.structs.replace(dossier, summary=(), sections=(), methods=(), sources=(), limits=())
    return read_page(html.page(dossier if request.param == "full" else bare))


@pytest.mark.parametrize("rule", ["closed", "self_contained", "links", "headings"])
def test_page_keeps_the_rules(read: Any, rule: str) -> None:
    getattr(read, f"check_{rule}")()


def test_table_cells_have_scopes_and_tables_captions(read_page: Any, dossier: Dossier) -> None:
    read_page(html.page(dossier)).check_tables()


def test_style_loads_nothing() -> None:
    style = (Path(html.__file__).parent / "templates" / "dossier.css").read_text("utf-8")
    assert not [word for word in ("url(", "@import", "@font-face") if word in style]


def test_links_between_dossiers_only_where_they_are(read_page: Any, dossier: Dossier) -> None:
    alone = read_page(html.page(dossier))
    alone.check_links()
    beside = {"industry:c1": "industry-c1.html"}
    together = read_page(html.page(dossier, linked=beside, home="index.html"))
    together.check_links("industry-c1.html", "index.html")
    assert {"industry-c1.html", "index.html"} <= set(together.named("href"))


def test_index_lists_in_alphabetical_order(read_page: Any) -> None:
    text = html.index([("Türkiye", "t.html"), ("Albania", "a.html"), ("Åland", "x.html")], "2026-11-20")
    page = read_page(text)
    page.check_closed()
    page.check_self_contained()
    page.check_headings()
    assert text.index("Åland") < text.index("Albania") < text.index("Türkiye")


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_accessible_in_a_browser(
    check_in_browser: Callable[[Path, int, str], None], dossier: Dossier, tmp_path: Path, scheme: str, width: int
) -> None:
    check_in_browser(html.write(dossier, tmp_path / "dossier.html"), width, scheme)


@pytest.mark.slow
def test_the_index_is_accessible_in_a_browser(
    check_in_browser: Callable[[Path, int, str], None], tmp_path: Path
) -> None:
    path = tmp_path / "index.html"
    path.write_text(html.index([("Albania", "a.html"), ("Türkiye", "t.html")], "2026-11-20"), encoding="utf-8")
    check_in_browser(path, 320, "light")
