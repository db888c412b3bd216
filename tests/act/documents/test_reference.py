"""The reference page of the kinds of documents says what their files say."""

from __future__ import annotations

from pathlib import Path

from fairlead.act.kinds import kinds
from fairlead.act.reference import page

ROOT = Path(__file__).parents[3]


def test_the_reference_page_is_up_to_date() -> None:
    written = (ROOT / "docs" / "reference" / "documents.md").read_text(encoding="utf-8")
    assert written == page(), "renew it: python -m fairlead.act.reference > docs/reference/documents.md"
    assert all(f"### `{id_}`" in written for id_ in kinds())
