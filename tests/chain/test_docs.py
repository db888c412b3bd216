from __future__ import annotations

from pathlib import Path

from fairlead.chain.headings import ROLES
from fairlead.chain.messages import messages

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "purchases.md"


def test_every_problem_code_is_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("| `")]
    documented = {line.split("`")[1] for line in lines}
    assert set(messages()) <= documented
    assert set(ROLES) <= documented
