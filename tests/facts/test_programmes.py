"""Initiatives and practices: counts, marks, and no company by name."""

from collections import Counter

from fairlead.facts import Initiative, Practice, load


def test_counts_and_marks() -> None:
    assert len(load(Initiative)) == 73
    assert len(load(Practice)) == 46
    for row in (*load(Initiative), *load(Practice)):
        assert (row.status == "recalled") == row.source.endswith("-memory"), row.id
        if row.status == "recalled":
            assert "from memory" in row.note
            assert row.to_be_checked


def test_who_is_at_the_table_is_said_for_all_four() -> None:
    for row in load(Initiative):
        assert row.advantage.endswith("."), row.id
        assert row.topics
    roles = Counter(row.role for row in load(Initiative))
    assert min(roles.values()) >= 3
    assert sum(row.workers == "yes" for row in load(Initiative)) == 22


def test_evidence_is_graded() -> None:
    assert {row.evidence for row in load(Practice)} == {"A", "B", "C", "D"}
    for row in load(Practice):
        assert row.limits, row.id
