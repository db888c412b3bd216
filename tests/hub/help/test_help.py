"""Help: rows that were read only, nothing kept, whole languages only, small pages."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client

from fairlead.dossier.names import known_countries
from fairlead.facts import HelpPoint, LabourLaw, MigrationRule, SocialPartner, load
from fairlead.hub.help.addresses import help_address
from fairlead.hub.help.views import told
from fairlead.hub.locale.names import LANGUAGES
from fairlead.hub.lookup.permalinks import row_address

PLACES = ("QAT", "SAU", "ARE", "MYS", "KWT")
ORIGINS = ("", "NPL", "IDN", "PHL")
CODES = [f"{origin}-{place}" if origin else place for place in PLACES for origin in ORIGINS]
KB = 1000


class Seen(HTMLParser):
    """Elements of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def page(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_each_page_is_whole_in_its_language_and_small(language, code):
    found = page(help_address(language, code))
    assert len(found.encode()) <= 50 * KB
    seen = Seen(found)
    assert seen.all("html")[0]["lang"] == language
    assert not seen.all("script")
    assert not seen.all("img")
    assert not seen.all("style")
    assert [one["href"] for one in seen.all("link")] == ["data:,", f"{settings.STATIC_URL}hub/help.css"]
    assert [tag for tag, _ in seen.elements].count("h1") == 1
    for link in seen.all("a"):
        assert link["href"].startswith(("/", "#", "tel:")), "no page of help leads elsewhere"
    assert ("Translation not yet reviewed." in found) == (language != "en")


def test_nothing_is_kept_on_the_way_or_told_to_others():
    for address in ("/help/", "/help/NPL-QAT/", "/ne/help/NPL-QAT/", "/help/NPL-QAT.json", "/help/QAT.csv"):
        for _again in range(2):  # made, then from memory
            response = Client().get(address)
            assert response.headers["Cache-Control"] == "private, no-store"
            assert response.headers["Referrer-Policy"] == "no-referrer"
            assert not response.cookies
    assert Client().get("/ne/help/").headers["Content-Language"] == "ne"


def test_the_form_leads_to_the_page_without_script():
    client = Client()
    assert client.get("/help/?work=QAT&from=NPL").headers["Location"] == "/help/NPL-QAT/"
    assert client.get("/help/?work=QAT").headers["Location"] == "/help/QAT/"
    assert client.get("/help/?work=QAT&from=QAT").headers["Location"] == "/help/QAT/"
    assert client.get("/ne/help/?work=QAT&from=NPL").headers["Location"] == "/ne/help/NPL-QAT/"
    assert client.get("/help/?from=NPL").headers["Location"] == "/help/NPL/"
    assert client.get("/help/").status_code == 200
    form = Seen(page("/help/"))
    assert {one["name"] for one in form.all("select")} == {"work", "from"}
    assert not form.all("input"), "nothing personal is asked"


def test_bad_countries_are_answered():
    client = Client(raise_request_exception=False)
    for bad in ("zz", "QA", "<b>", "QAT-NPL", "é" * 50):
        response = client.get("/help/", {"work": bad})
        assert response.status_code == 400
        assert "<b>" not in response.content.decode()
    for missing in ("/help/XXX/", "/help/QAT-QAT/", "/help/qat/", "/help/NPL-XXX/", "/de/help/"):
        assert client.get(missing).status_code == 404


def test_a_page_that_is_not_whole_in_a_language_is_shown_in_english():
    codes = {"BGD", "JOR"}
    incomplete = [code for code in codes if told(code, "", "ne") is None]
    assert incomplete, "two countries whose pages are not translated"
    for code in incomplete:
        assert Client().get(f"/ne/help/{code}/").headers["Location"] == f"/help/{code}/"
        assert "/ne/help/" not in page(f"/help/{code}/")
    assert "/ne/help/QAT/" in page("/help/QAT/")


def test_recalled_and_disputed_rows_never_enter():
    verified = {
        row_address(row)
        for table in (MigrationRule, LabourLaw)
        for row in load(table)
        if row.status == "verified" and not row.to_be_checked
    }
    recalled = {row_address(row) for table in (MigrationRule, LabourLaw) for row in load(table)} - verified
    assert len(recalled) > 100
    hidden = {row.name for row in load(HelpPoint) if not row.shown}
    hidden -= {row.name for row in load(HelpPoint) if row.shown}
    hidden -= {row.name for row in load(SocialPartner)}  # named as not checked, where nobody else is
    assert len(hidden) > 50
    places = sorted({row.iso3 for row in load(MigrationRule) if row.scope == "destination"} & set(known_countries()))
    assert len(places) > 10
    for place in places:
        for origin in ("", "NPL"):
            data = told(place, origin, "en")
            assert data is not None
            facts = {right.fact for subject in (*data.subjects, *data.before) for right in subject.rights}
            assert facts <= verified
            assert not hidden & {one.name for one in data.contacts}


def test_what_nobody_verified_is_named_with_whom_to_ask_and_not_told():
    row = next(row for row in load(MigrationRule) if row.iso3 == "KWT" and "departure permit" in row.value)
    assert row.status == "verified"
    assert row.partly_recalled
    data = told("KWT", "PHL", "en")
    leaving = next(one for one in data.subjects if one.id == "leaving")
    assert leaving.unverified
    found = page("/help/PHL-KWT/")
    assert "departure permit" not in found
    assert "to be checked" not in found
    assert "departure permit" in Client().get(row_address(row)).content.decode(), "the look-up shows it, marked"
    assert "to be checked" in Client().get(row_address(row)).content.decode()
    parts = re.findall(r"Not yet verified, so not shown here: (.*?)\. Ask those who help, named above\.", found)
    closed = [one.heading for one in (*data.before, *data.subjects) if one.unverified and not one.rights]
    assert unescape("; ".join(parts)).split("; ") == closed
    further = [one for one in (*data.before, *data.subjects) if one.unverified and one.rights]
    assert found.count("There may be a further rule.") == len(further)


def test_a_short_rule_never_stands_without_what_was_kept_back_of_it():
    for place in sorted({row.iso3 for row in load(MigrationRule)} & set(known_countries())):
        data = told(place, "", "en")
        for row in load(MigrationRule):
            if (row.scope, row.iso3, row.field) == ("destination", place, "exit permission"):
                leaving = next(one for one in data.subjects if one.id == "leaving")
                assert leaving.unverified == (row.status != "verified" or row.to_be_checked), place


def test_numbers_stand_with_the_day_of_their_page():
    found = page("/help/QAT/")
    assert 'href="tel:16008"' in found
    card = found[found.index("Ministry of Labour, hotline") :].split("</div>")[0]
    assert "3 December 2021" in card
    assert "older than three years" in card


def test_where_nobody_is_named_the_page_says_so_and_names_unions_as_not_checked():
    empty = next(
        place
        for place in sorted({row.iso3 for row in load(SocialPartner) if row.side == "workers"} & set(known_countries()))
        if not told(place, "", "en").contacts and told(place, "", "en").unchecked["place"]
    )
    found = page(f"/help/{empty}/")
    assert "we have read no page of anybody who helps" in found
    assert "nobody has checked them yet" in found
    assert told(empty, "", "en").unchecked["place"][0].split(" ")[0] in found


def test_every_country_has_a_page():
    for code in known_countries():
        assert Client().get(f"/help/{code}.json").status_code == 200, code


def test_every_sentence_leads_to_its_row():
    data = told("QAT", "NPL", "en")
    client = Client()
    for subject in (*data.subjects, *data.before):
        for right in subject.rights:
            assert right.day
            assert client.get(right.fact).status_code == 200
    for contact in data.contacts:
        assert client.get(contact.fact).status_code == 200


def test_what_was_read_on_a_page_without_date_says_so():
    """The day of such a row is that on which it was read, which must not pass for the age of the law."""
    found = [right for subject in told("QAT", "NPL", "en").subjects for right in subject.rights]
    assert {right.undated for right in found} == {True, False}
    text = page("/help/NPL-QAT/")
    undated = [
        right
        for right in (*found, *(one for s in told("QAT", "NPL", "en").before for one in s.rights))
        if right.undated
    ]
    assert text.count("in a page that bears no date: the law can have changed since.") == len(undated)
    for right in undated:
        row = next(row for row in (*load(LabourLaw), *load(MigrationRule)) if row_address(row) == right.fact)
        assert row.note.startswith("page without date")


def test_the_neutral_page_says_nothing_of_help():
    found = page("/units/")
    assert not re.search(r"help|labour|work|fairlead", found.replace("help.css", ""), re.IGNORECASE)
    for address in ("/help/", "/help/QAT/", "/tl/help/QAT/"):
        assert Seen(page(address)).all("a")[1]["href"] == "/units/"


def test_telling_is_not_offered_yet():
    found = page("/help/QAT/")
    assert "Fairlead does not take testimony yet" in found
    assert not Seen(found).all("form")
