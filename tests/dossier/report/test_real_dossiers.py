"""The dossiers themselves, in every format: the pages keep the rules, and every statement leads to a note."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from markupsafe import escape

from fairlead.dossier import dossier_corridor, dossier_country, dossier_good, dossier_industry, model
from fairlead.dossier.names import known_countries
from fairlead.dossier.report import html, json
from fairlead.dossier.report.document import document
from fairlead.dossier.report.notes import Notes
from fairlead.dossier.report.wording import beside

ON = date(2026, 6, 4)
CHOSEN: dict[str, Callable[[], model.Dossier]] = {
    **{
        code: (lambda code=code: dossier_country(code, on=ON))
        for code in ("BGD", "QAT", "UZB", "MRT", "BRA", "THA", "GBR", "USA")
    },
    **{code: (lambda code=code: dossier_industry(code, on=ON)) for code in ("garments", "fishing", "construction")},
    "cotton": lambda: dossier_good("cotton", on=ON),
    "NPL-QAT": lambda: dossier_corridor("NPL", "QAT", on=ON),
    "BGD-MYS": lambda: dossier_corridor("BGD", "MYS", on=ON),
}


@cache
def made(name: str) -> model.Dossier:
    return CHOSEN[name]()


@pytest.mark.parametrize("name", CHOSEN)
def test_pages_keep_the_rules(name: str, read_page: Any) -> None:
    page = read_page(html.page(made(name)))
    for rule in ("closed", "self_contained", "links", "headings", "tables"):
        getattr(page, f"check_{rule}")()


@pytest.mark.parametrize("name", CHOSEN)
def test_json_is_valid_and_comes_back_the_same(name: str, tmp_path: Path) -> None:
    dossier = made(name)
    jsonschema.Draft202012Validator(json.schema()).validate(msgspec.json.decode(json.dumps(dossier)))
    assert json.load(json.write(dossier, tmp_path / "d.json")) == dossier


@pytest.mark.parametrize("name", CHOSEN)
def test_every_statement_leads_to_a_note_that_leads_somewhere(name: str) -> None:
    dossier = made(name)
    notes = Notes(dossier)
    by_number = {note.number: note for note in notes}
    for statement in dossier.statements():
        if isinstance(statement, model.Indicator) and statement.absent and not statement.rows:
            continue
        found = notes.numbers(statement.rows)
        assert found, statement
        for number in found:
            assert by_number[number].title
            assert by_number[number].url or by_number[number].tables


@pytest.mark.parametrize("name", CHOSEN)
def test_a_statement_still_to_be_checked_shows_its_mark(name: str) -> None:
    dossier = made(name)
    page = html.page(dossier)
    for block in dossier.blocks:
        for fact in block.facts if isinstance(block, model.Facts) else ():
            if fact.mark:
                said = str(escape(beside(fact)))
                assert f'{said} <span class="mark">{fact.mark}</span>' in page


@pytest.mark.slow
@pytest.mark.parametrize(("name", "width", "scheme"), [("MRT", 320, "light"), ("NPL-QAT", 1280, "dark")])
def test_accessible_in_a_browser(
    name: str, width: int, scheme: str, check_in_browser: Callable[[Path, int, str], None], tmp_path: Path
) -> None:
    check_in_browser(html.write(made(name), tmp_path / "d.html"), width, scheme)


@pytest.mark.slow
def test_every_other_country_is_whole(read_page: Any) -> None:
    for code in list(known_countries())[::2]:  # `fairlead dossier all` in docs/how-to/dossiers.md writes them all
        dossier = dossier_country(code, on=ON)
        page = read_page(html.page(dossier))
        page.check_closed()
        page.check_links()
        assert document(dossier).notes


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_country_is_accessible_in_light_and_dark(
    scheme: str, check_in_browser: Callable[[Path, int, str], None], tmp_path: Path
) -> None:
    check_in_browser(html.write(made("QAT"), tmp_path / "d.html"), 390, scheme)


@pytest.mark.slow
def test_a_country_is_read_by_keyboard(browser: Any, tmp_path: Path) -> None:
    """The first stop leads past the contents; every stop can be seen; figures open and scroll without a mouse."""
    page = browser.new_page(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    page.goto(html.write(made("QAT"), tmp_path / "d.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    for _ in range(12):
        page.keyboard.press("Tab")
        size, top, outline = page.evaluate(
            "(() => { const e = document.activeElement, b = e.getBoundingClientRect();"
            " return [b.width * b.height, b.top, getComputedStyle(e).outlineStyle]; })()"
        )
        assert size > 0
        assert 0 <= top <= 800
        assert outline != "none"
    summary = page.locator("details:not([open]) > summary").first.element_handle()
    summary.focus()
    page.keyboard.press("Enter")
    assert summary.evaluate("e => e.parentElement.open")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"
    page.close()
