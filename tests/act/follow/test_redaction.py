"""What was blacked out is not in the copy, in no spelling that the rule finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fairlead.act.follow.redaction import BLACK, Rule, redact
from fairlead.errors import FairleadError

LETTERS = st.text("abcAB X1-", min_size=1, max_size=6)


@given(st.text("abcAB X1-\n", max_size=80), st.lists(LETTERS, min_size=1, max_size=4))
def test_the_copy_never_holds_an_original(text: str, words: list[str]) -> None:
    words = [word for word in words if word.strip()]
    assume(words)
    # what is a part of the mark itself, such as "a", stands in every mark and tells nothing
    found = redact(text, [Rule(text=word) for word in words])
    rest = found.text.replace(BLACK, "\x00")
    for word in words:
        pattern = r"\s+".join(re.escape(part) for part in word.split())
        assert not re.search(pattern, rest, re.IGNORECASE), (text, word, found.text)
    assert bool(found.times) == (found.text != text)


@given(st.text("ab c12", max_size=60))
def test_with_expressions_too(text: str) -> None:
    found = redact(text, [Rule(pattern=r"\d+"), Rule(pattern="b.")])
    assert not re.search(r"\d", found.text)
    assert not re.search("b.", found.text.replace(BLACK, "\x00").replace("b\x00", "\x00"))


def test_across_lines_and_capitals_and_ends_that_come_together() -> None:
    text = "Ms EXAMPLE\n  of Dhaka, and Dhexampleaka again."
    found = redact(text, [Rule(text="ms example"), Rule(text="Dhaka"), Rule(text="example")])
    assert "xample" not in found.text
    assert found.text == f"{BLACK}\n  of {BLACK}, and Dh{BLACK}aka again."


def test_overlapping_finds_are_blacked_out_together() -> None:
    assert redact("abcd", [Rule(text="abc"), Rule(text="bcd")]).text == BLACK


def test_a_rule_that_found_nothing_is_named() -> None:
    assert redact("A letter.", [Rule(text="letter"), Rule(text="leter")]).unused == (2,)


@pytest.mark.parametrize(
    "rule", [Rule(), Rule(text=" "), Rule(text="a", pattern="b"), Rule(pattern="("), Rule(pattern="x*")]
)
def test_rules_that_are_none_are_refused(rule: Rule) -> None:
    with pytest.raises(FairleadError):
        redact("text", [rule])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Jos\u00e9 P\u00e9rez signed.", "Jose\u0301 Pe\u0301rez"),  # one letter, or a letter and its accent
        ("Jose\u0301 Pe\u0301rez signed.", "Jos\u00e9 P\u00e9rez"),
        ("Jose Perez signed.", "Jos\u00e9 P\u00e9rez"),  # written without accents
        ("\u0141ukasz signed.", "Lukasz"),
        ("Ram Ba\u00adhadur signed.", "Ram Bahadur"),  # signs that nobody sees
        ("Ram\u200b Bahadur signed.", "Ram Bahadur"),
        ("Ram Baha-\n  dur signed.", "Ram Bahadur"),  # parted at the end of a line
        ("Ram Baha\u00ad\ndur signed.", "Ram Bahadur"),
        ("O\u2019Brien signed.", "O'Brien"),
        ("Al Amin signed.", "Al-Amin"),
        ("Al\u2011Amin signed.", "Al-Amin"),
        ("\uff32\uff41\uff4d signed.", "Ram"),
        ("\u0645\u064f\u062d\u064e\u0645\u064e\u0651\u062f signed.", "\u0645\u062d\u0645\u062f"),  # with vowel signs
        ("(981) 234-5678 signed.", "9812345678"),  # a number in groups
        ("981 2345 678 signed.", "981-234-5678"),
    ],
)
def test_a_name_is_found_in_the_spellings_of_others(text: str, word: str) -> None:
    found = redact(text, [Rule(text=word)])
    assert found.text.removeprefix("(") == f"{BLACK} signed."
    assert found.unused == ()


def test_a_part_of_a_letter_takes_the_letter_with_it() -> None:
    assert redact("\u00e6r, \ufb01nd", [Rule(text="ae"), Rule(text="f")]).text == f"{BLACK}r, {BLACK}nd"
    assert redact("\u00e6", [Rule(text="a")]).text == BLACK


def test_other_words_stay() -> None:
    text = "Carolina, \u0930\u093e\u092e and \u0930\u0941\u092e; 1 2 3 4, 34"
    found = redact(text, [Rule(text="Li Na"), Rule(text="\u0930\u092e"), Rule(text="1234"), Rule(text="3 4")])
    assert found.text == text.replace("3 4", BLACK)
    assert found.unused == (1, 2, 3)
