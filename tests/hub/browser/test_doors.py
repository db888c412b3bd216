"""Each door leads to a useful answer in at most four actions, with script and without, for anyone."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db(transaction=True)

WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
MOST = 4


@WITH_AND_WITHOUT
def test_help_for_somebody_who_chooses_countries(visitor, script) -> None:
    worker = visitor(script=script, width=320)
    worker.opens("/").follows("I need help, or want to tell").sees("No name, no account")
    worker.chooses("Country where you work", "Qatar").chooses("Country you come from", "Nepal")
    worker.presses("Show rights and help").at("/help/NPL-QAT/").sees("Qatar", "Nepal").fits()
    assert worker.actions <= MOST
    assert worker.page.context.cookies() == []


@WITH_AND_WITHOUT
def test_help_in_ones_own_language(visitor, script) -> None:
    worker = visitor(script=script, width=320)
    worker.opens("/").follows("Tagalog").at("/tl/help/").fits()
    assert worker.page.locator("html").get_attribute("lang") == "tl"


@WITH_AND_WITHOUT
def test_routes_open_to_a_union(visitor, script) -> None:
    officer = visitor(script=script)
    officer.opens("/").follows("Which routes are open to a trade union against Qatar").at("/routes/?applicant=union")
    officer.sees("A trade union, against the State: Qatar", "Open (", "Who can assist", "Closed (")
    assert officer.actions <= MOST


@WITH_AND_WITHOUT
def test_what_a_country_has_ratified_and_lacks(visitor, script) -> None:
    ministry = visitor(script=script)
    ministry.opens("/").follows("Mauritania: ratified, missing, and its plan").at("/countries/MRT/ratifications/")
    ministry.sees("Mauritania", "C029", "P029")
    assert ministry.actions <= MOST


@WITH_AND_WITHOUT
def test_what_a_purchase_is_linked_to(visitor, script) -> None:
    buyer = visitor(script=script)
    buyer.opens("/").follows("What clothing from Bangladesh for 1,000,000 US dollars is linked to")
    buyer.sees("People in forced labour", "90 % range", "Children in child labour", "Where the work is done")
    assert buyer.actions <= MOST


@WITH_AND_WITHOUT
def test_who_had_ratified_on_a_day(visitor, script) -> None:
    reader = visitor(script=script)
    reader.opens("/").follows("Who had ratified the Protocol of 2014 on 17 March 2021").at("/ratifications/P029/")
    reader.sees("2021-03-17")
    assert reader.actions <= MOST


@WITH_AND_WITHOUT
def test_search_to_dossier(visitor, script) -> None:
    reader = visitor(script=script)
    reader.opens("/").fills("Search countries, laws", "Bangladesh").presses("Search").at("/search/?q=Bangladesh")
    reader.page.get_by_role("main").locator('a[href="/dossiers/countries/BGD/"]').first.click()
    reader.at("/dossiers/countries/BGD/").sees("Bangladesh")
    assert reader.actions + 1 <= MOST


def test_the_map_is_slid_to_another_year(visitor) -> None:
    reader = visitor()
    reader.opens("/map/?layer=P029").page.get_by_label("Or slide to the end of a year").focus()
    with reader.page.expect_navigation():
        reader.keys("ArrowLeft")
    reader.at("/map/?layer=P029&on=").sees("-12-31", "The same as a table")
    assert reader.page.locator("svg path").count() > 100


def test_the_map_is_slid_without_script(visitor) -> None:
    reader = visitor(script=False)
    reader.opens("/map/?layer=P029").page.get_by_label("Or slide to the end of a year").focus()
    reader.keys("ArrowLeft").presses("Go")
    reader.sees("-12-31")


def test_with_a_keyboard_alone(visitor) -> None:
    """The first stop leads to the content; the search and a question are asked without a mouse."""
    reader = visitor()
    reader.opens("/").keys("Tab")
    assert reader.page.evaluate("document.activeElement.className") == "skip"
    reader.keys("Enter", "Tab")
    assert reader.page.evaluate("document.activeElement.id") == "first-search"
    reader.types("cotton").keys("Enter")
    reader.page.wait_for_url("**/search/?q=cotton")
    reader.sees("Cotton")
    reader.opens("/assessments/quick/").page.get_by_label("Supplier's country").first.focus()
    reader.types("Bangladesh").keys("Tab").types("clothing").keys("Tab").types("1000000").keys("Enter")
    reader.page.wait_for_url("**country1=Bangladesh**")
    reader.sees("People in forced labour", "90 % range")
    outline = reader.page.get_by_role("link", name="Countries").first
    outline.focus()
    reader.keys("Tab")
    assert reader.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
