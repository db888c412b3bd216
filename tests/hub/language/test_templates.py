"""Every visible word of a template goes through gettext, and every style turns with the script."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import fairlead.hub

HUB = Path(fairlead.hub.__file__).parent
TEMPLATES = sorted(HUB.glob("**/templates/**/*.html"))
STYLES = [*sorted((HUB / "static").glob("**/*.css")), HUB.parent / "report" / "templates" / "style.css"]
SAID = ("aria-label", "title", "placeholder", "alt", "content")
NAMES = re.compile(
    r"[\w·-]+\.(?:json|csv|md)\b|\b(?:SHA256SUMS|SHA-256|UTC|Fairlead|JSON|CSV|BibTeX|CSL-JSON|PDF|DOCX|XLSX|HTML|SVG|API|OpenAPI|ISO|HS|ISIC|ILO|Atom)\b"
)


class Visible(HTMLParser):
    """Words of a template that a reader sees and that no translation can reach."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0
        text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
        text = re.sub(r"\{%.*?%\}", " ", text, flags=re.DOTALL)
        self.feed(re.sub(r"\{\{.*?\}\}", "·", text, flags=re.DOTALL))

    def handle_starttag(self, tag, attrs):
        kept = dict(attrs)
        if tag in ("script", "style", "code", "pre", "svg") or kept.get("lang") == "en":
            self.silent += 1
        for name in SAID:
            if name == "content" and kept.get("name") != "description":
                continue
            self.check(kept.get(name) or "")

    def handle_endtag(self, tag):
        if tag in ("script", "style", "code", "pre", "svg", "p", "span") and self.silent:
            self.silent -= 1

    def handle_data(self, data):
        if not self.silent:
            self.check(data)

    def check(self, text):
        if re.search(r"[A-Za-z]{2,}", NAMES.sub("", text)):
            self.found.append(" ".join(text.split()))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(HUB).as_posix())
def test_no_visible_text_outside_gettext(template):
    assert not Visible(template.read_text(encoding="utf-8")).found


def test_the_checker_finds_what_it_should():
    assert Visible("<p>Open</p>").found == ["Open"]
    assert Visible('<a title="Open it">{{ _("x") }}</a>').found == ["Open it"]
    assert not Visible("<p>{{ _('Open') }} {% if a %}{{ b }}{% endif %} · Fairlead</p>").found


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_no_style_knows_left_from_right(style):
    text = re.sub(r"/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.DOTALL)
    physical = re.findall(
        r"(?:margin|padding|border)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)",
        text,
    )
    assert not physical


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("/laws/", "due diligence"),
        ("/laws/EU-CSDDD/", "applies"),
        ("/laws/compare/?law=EU-CSDDD", "strong"),
        ("/initiatives/", "partly"),
        ("/initiatives/", "to be checked"),
        ("/about/data/", "Ratifications"),
        ("/findings/", "significant"),
    ],
)
@pytest.mark.django_db
def test_words_of_the_library_go_through_the_catalogue(monkeypatch, address, word):
    """In a language that wraps every sentence in signs of its own, as a translator would see the page."""
    from django.test import Client

    from fairlead.hub import cache
    from fairlead.hub.locale import vocabulary

    cache.clear()
    monkeypatch.setattr(vocabulary, "gettext", lambda text: f"⟦{text}⟧")
    text = Client().get(address).content.decode()
    cache.clear()
    assert f"⟦{word}⟧" in text
    assert not re.search(r"<[^>]*⟦", text)  # values of choices, classes and addresses stay as they are


def test_every_word_of_a_closed_list_can_be_translated():
    from fairlead.facts import schema, tables
    from fairlead.hub.locale.vocabulary import words

    wanted = {value for name in tables() for field in schema(name).fields.values() for value in field.values}
    assert {value for value in wanted if any(sign.isalpha() for sign in value)} <= words()
    assert {"yes", "no", "unknown", "to be checked", "in force, not yet applied"} <= words()
