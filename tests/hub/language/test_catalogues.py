"""Translations: whole, current, with the same numbers and places to fill, and never reviewed by who drafted them."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.utils.translation import trans_real

from fairlead.hub.help.sentences import COLUMNS, DATA, Spoken, interface_reviewed, key_of, sentences
from fairlead.hub.locale.names import LANGUAGES, country_in, day_in

ROOT = Path(__file__).parents[3]
OTHERS = [language for language in LANGUAGES if language != "en"]


def tool(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


messages = tool("messages")


def places(text: str) -> Counter[str]:
    return Counter(re.findall(r"%\(\w+\)s|\{\w+\}", text))


def numbers(text: str) -> set[str]:
    """Numbers of a text, whatever digits and signs between thousands a language uses."""
    text = text.translate(str.maketrans("०१२३४५६७८९", "0123456789"))
    text = re.sub(r"(?<=\d)[.,\s](?=\d{2,3}(?!\d))", "", text)
    text = re.sub(r"(?<=\d)[.,\s](?=\d{2,3}(?!\d))", "", text)
    return set(re.findall(r"\d+", text))


@pytest.mark.parametrize("language", OTHERS)
def test_interface_is_whole_and_compiled(language):
    catalog, template = messages.read(language), messages.extracted(messages.HELP)
    wanted, held = {message.id for message in template if message.id}, {one.id: one for one in catalog if one.id}
    assert set(held) == wanted, "run tools/messages.py"
    for message in held.values():
        assert message.string, message.id
        assert not message.fuzzy
        assert places(message.string) == places(message.id), message.id
    assert messages.path_of(language, "mo").read_bytes() == messages.compiled(catalog), "run tools/messages.py"


def test_the_whole_hub_can_be_extracted():
    found = {message.id for message in messages.extracted() if message.id}
    assert len(found) > 300
    assert "Who can help in %(country)s" in found


@pytest.mark.parametrize("language", OTHERS)
def test_sentences_of_facts_keep_their_numbers(language):
    with (DATA / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert len({row["key"] for row in rows}) == len(rows) >= 131
    for row in rows:
        assert row["key"] == key_of(row["english"]), row["english"]
        assert row["text"]
        assert row["text"] == row["text"].strip()
        assert row["drafted_by"]
        assert bool(row["reviewed_by"]) == bool(row["reviewed_on"])
        assert row["reviewed_by"] != row["drafted_by"]
        assert places(row["text"]) == places(row["english"]), row["english"]
        assert numbers(row["english"]) <= numbers(row["text"]), (row["english"], row["text"])


def test_a_changed_english_text_takes_its_translation_away():
    say = Spoken("ne")
    assert say("by telephone") == "टेलिफोनबाट"
    assert not say.missing
    assert say("by telephone or letter") == "by telephone or letter"
    assert say.missing == ["by telephone or letter"]


def test_nothing_is_called_reviewed_before_a_second_person_did(tmp_path, monkeypatch):
    for language in OTHERS:
        assert not interface_reviewed(language)
        assert not Spoken(language).reviewed
    assert interface_reviewed("en")
    from fairlead.hub.help import sentences as module

    catalogue = messages.path_of("ne").read_bytes()
    digest = hashlib.sha256(catalogue).hexdigest()[:12]
    head = "language,catalogue,drafted_by,drafted_on,reviewed_by,reviewed_on\n"
    for by, expected in (("Fairlead", False), ("A. Reviewer", True)):
        (tmp_path / "reviews.csv").write_text(f"{head}ne,{digest},Fairlead,2026-11-21,{by},2026-12-01\n")
        monkeypatch.setattr(module, "DATA", tmp_path)
        interface_reviewed.cache_clear()
        assert interface_reviewed("ne") is expected
    interface_reviewed.cache_clear()
    monkeypatch.undo()
    one = next(iter(sentences("ne").values()))
    assert not one.reviewed
    assert not type(one)(**{**_plain(one), "reviewed_by": one.drafted_by, "reviewed_on": "2026-12-01"}).reviewed
    assert type(one)(**{**_plain(one), "reviewed_by": "A. Reviewer", "reviewed_on": "2026-12-01"}).reviewed


def _plain(one):
    return {name: getattr(one, name) for name in COLUMNS}


def test_names_are_those_of_cldr(tmp_path, monkeypatch):
    builder = tool("build_language_names")
    monkeypatch.setattr(builder, "TARGET", tmp_path / "cldr.json")
    builder.main()
    made = json.loads((tmp_path / "cldr.json").read_text(encoding="utf-8"))
    held = json.loads((ROOT / "src/fairlead/hub/locale/cldr.json").read_text(encoding="utf-8"))
    assert made["languages"] == held["languages"], "run tools/build_language_names.py"
    assert country_in("ne", "NPL") == "नेपाल"
    assert country_in("tl", "PHL") == "Pilipinas"
    assert day_in("id", "2026-11-21") == "21 November 2026"


def test_the_page_turns_with_a_language_that_is_written_from_the_right():
    with override_settings(LANGUAGES=[("en", "English"), ("ar", "Arabic")]):
        _forget()
        found = Client().get("/about/", headers={"Accept-Language": "ar"}).content.decode()
    _forget()
    assert '<html lang="ar" dir="rtl">' in found
    assert '<html lang="en" dir="ltr">' in Client().get("/about/").content.decode()


def _forget():
    """Make Django read the languages from its settings again."""
    for known in vars(trans_real).values():
        if hasattr(known, "cache_clear"):
            known.cache_clear()


def test_names_of_instruments_name_the_page_where_they_were_read():
    from fairlead.facts import Instrument, load
    from fairlead.hub.locale.names import _instrument_names

    known = {row.code for row in load(Instrument)}
    rows = _instrument_names()
    assert len({(row.code, row.language) for row in rows}) == len(rows) >= 20
    for row in rows:
        assert row.code in known
        assert row.language in {"fr", "es"}
        assert row.source.startswith("http")
        assert str(int(row.code[1:])) in row.name or row.code == "P029"
    assert "Convenio sobre el trabajo forzoso" in Client().get("/map/?layer=C029").content.decode()
