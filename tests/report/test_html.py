"""The page: self-contained, well-formed, every figure with its method, readable by all."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fairlead.assess.result import Assessment
from fairlead.report import html


@pytest.fixture(params=["full", "bare"])
def read(request: pytest.FixtureRequest, read_page: Any, assessment: Assessment, bare: Assessment) -> Any:
    return read_page(html.page(assessment if request.param == "full" else bare))


@pytest.mark.parametrize("rule", ["closed", "self_contained", "links", "headings"])
def test_page_keeps_the_rules(read: Any, rule: str) -> None:
    getattr(read, f"check_{rule}")()


def test_style_loads_nothing() -> None:
    style = (Path(html.__file__).parent / "templates" / "style.css").read_text("utf-8")
    assert "url(" not in style
    assert "@import" not in style
    assert "@font-face" not in style


def test_table_cells_have_scopes_and_tables_captions(read_page: Any, assessment: Assessment) -> None:
    read_page(html.page(assessment)).check_tables()


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


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_accessible_in_a_browser(
    check_in_browser: Callable[[Path, int, str], None], assessment: Assessment, tmp_path: Path, scheme: str, width: int
) -> None:
    check_in_browser(html.write(assessment, tmp_path / "report.html"), width, scheme)
