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
