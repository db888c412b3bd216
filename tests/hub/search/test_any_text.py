"""Whatever somebody types is never an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairlead.hub.search import index
from fairlead.hub.search.words import LONGEST, asked, highlighted

HOSTILE = st.text(max_size=60) | st.lists(
    st.sampled_from(
        [
            '"', "'", "*", "(", ")", ":", "^", "-", "+", "AND", "OR", "NOT", "NEAR(", "NEAR/2", "title:", "\x00", "\\",
            "&", "|", "!", "<->", ":*", "%", "_", ";", "--", "/*", "\u202e", "\u200f", "😀", "👩‍🏭", "العربية", "qatar",
            "ﷺ", "\ud800", "\r\n", "\t", "̈", "a" * 300, "{}", "%s", "%(x)s", "<script>", "NULL", "1e309", "ﬁ", "İ",
        ]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@pytest.mark.usefixtures("indexed")
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE)
def test_no_text_is_an_error(text: str) -> None:
    answer = index.search(text)
    assert len(answer.hits) <= 4 * index.CANDIDATES
    assert all(hit.address.startswith("/") for hit in answer.hits)
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=400), wanted=st.lists(st.text(min_size=1, max_size=8), max_size=4))
def test_marking_changes_no_text(text: str, wanted: list[str]) -> None:
    assert "".join(piece for piece, _ in highlighted(text, wanted)) == text
    assert len(asked(text).text) <= LONGEST


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        '"' * 10_000,
        "qatar " * 2_000,
        "\x00qatar\x00",
        "😀",
        "قطر\u202e",
        "' OR 1=1 --",
        "title:qatar",
        "*",
    ],
)
def test_pages_answer_hostile_searches(text: str, browse: Callable[[Any], Client]) -> None:
    for address in ("/search/", "/search.json", "/search.csv"):
        answer = browse(None).get(address, {"q": text})
        assert answer.status_code == 200, address
        assert len(answer.content) < 200_000


@pytest.mark.usefixtures("indexed")
def test_a_text_that_finds_nothing_says_what_to_try(browse: Callable[[Any], Client]) -> None:
    page = browse(None).get("/search/", {"q": "xyzzyplugh"}).content.decode()
    assert "Nothing was found" in page
    assert "/goods/" in page
    assert "not evidence of absence" in page
    assert browse(None).get("/search/", {"kind": "no such kind"}).status_code == 400


@pytest.mark.usefixtures("indexed")
def test_a_name_with_markup_stays_text(browse: Callable[[Any], Client]) -> None:
    page = browse(None).get("/search/", {"q": "<script>alert(1)</script> qatar"}).content.decode()
    assert "<script>alert" not in page
