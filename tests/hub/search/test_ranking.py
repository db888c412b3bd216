"""What people type finds what they mean, first: a labelled set of searches."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fairlead.hub.search import index

_FILE = Path(__file__).with_name("searches.csv")
LABELLED = [(row["search"], row["expected"]) for row in csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines())]


def _rank(search: str, expected: str) -> int:
    """Place of the expected page, from 1; 0 if it is not there. An address that ends with # is a beginning."""
    for rank, hit in enumerate(index.search(search).hits, start=1):
        if hit.address == expected or (expected.endswith("#") and hit.address.startswith(expected)):
            return rank
    return 0


@pytest.mark.usefixtures("indexed")
def test_the_labelled_searches_find_what_is_meant() -> None:
    ranks = {search: _rank(search, expected) for search, expected in LABELLED}
    assert len(ranks) >= 80
    found = [rank for rank in ranks.values() if rank]
    reciprocal = sum(1 / rank for rank in found) / len(ranks)
    late = {search: rank for search, rank in ranks.items() if rank != 1}
    assert reciprocal >= 0.95, late
    assert all(0 < rank <= 5 for rank in ranks.values()), late


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("code", ["P029", "BGD", "s307", "UFLPA", "NPL-QAT", "C189"])
def test_a_code_comes_before_everything(code: str) -> None:
    hits = index.search(code).hits
    assert hits[0].score >= 1000
    assert hits[0].score > max((hit.score for hit in hits[1:] if hit.score < 1000), default=0)


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize(
    ("plural", "singular"), [("bricks", "brick"), ("recruitment agencies", "recruitment agency"), ("labor", "labour")]
)
def test_plurals_and_the_two_spellings_find_the_same(plural: str, singular: str) -> None:
    assert {hit.address for hit in index.search(plural).hits} == {hit.address for hit in index.search(singular).hits}


@pytest.mark.usefixtures("indexed")
def test_a_misspelt_word_is_named_with_what_was_looked_for() -> None:
    answer = index.search("forced labour in Bangaldesh")
    assert answer.read_as == {"bangaldesh": "bangladesh"}
    assert "Bangladesh" in answer.hits[0].title


@pytest.mark.usefixtures("indexed")
def test_a_filter_by_kind_keeps_only_that_kind_and_its_order() -> None:
    whole = [hit.address for hit in index.search("Nepal").hits if hit.kind == "corridor"]
    only = [hit.address for hit in index.search("Nepal", "corridor").hits]
    assert {hit.kind for hit in index.search("Nepal", "corridor").hits} == {"corridor"}
    assert only[: len(whole)] == whole or set(whole) <= set(only)


@pytest.mark.usefixtures("indexed")
def test_what_was_looked_for_is_marked_in_title_and_text() -> None:
    hit = next(hit for hit in index.search("exit permission Qatar").hits if hit.kind == "corridor")
    marked = {text.casefold() for text, found in (*hit.title_pieces, *hit.snippet) if found}
    assert "qatar" in marked
    assert {"exit", "permission"} & marked
    assert "".join(text for text, _ in hit.title_pieces) == hit.title
