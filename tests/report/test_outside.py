"""What the numbers leave out, and how evidence is grouped."""

from __future__ import annotations

import msgspec

from fairlead.assess.result import Assessment
from fairlead.report.html import evidence_groups
from fairlead.report.outside import left_out, state_imposed


def test_forced_labour_by_the_state_is_said_once_a_country(assessment: Assessment) -> None:
    (cotton,) = [item for item in assessment.evidence if item.state_imposed]
    more = (cotton, cotton, msgspec.structs.replace(cotton, good="Tomatoes"))
    assert state_imposed(assessment.evidence + more) == (
        "Forced labour imposed by the State is named for China (cotton and tomatoes): see the evidence.",
    )
    assert state_imposed(()) == ()


def test_each_sentence_once(assessment: Assessment) -> None:
    texts = left_out(assessment.accounts)
    assert texts == assessment.accounts[0].not_in_number


def test_every_finding_is_in_one_group(assessment: Assessment) -> None:
    groups = evidence_groups(assessment.evidence)
    assert sorted(item.good for group in groups for item in group.rows) == ["Cotton", "Garments"]
    assert groups[0].title.startswith("You buy")
