"""Words that are filler elsewhere tell purchases apart when a known name holds them."""

from __future__ import annotations

import pytest

from fairlead.classify import match_industry


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("Mobile phones", "26"),
        ("Mobile phone contracts", "61"),
        ("Cleaning services", "81"),
        ("Cleaning products", "20"),
        ("cleaning", "81"),
        ("Housekeeping", "81"),
        ("Road freight transport", "49"),
        ("Computer accessories", "26"),
        ("Fresh fruit and vegetables", "01"),
    ],
)
def test_telling_words(text: str, division: str) -> None:
    match = match_industry(text)
    assert match.status == "confident"
    assert match.targets[0].code == division
    assert "_" not in match.reason
