"""The pages say what the data say."""

from pathlib import Path

from fairlead.facts import Source, load, tables
from fairlead.facts.reference import page

ROOT = Path(__file__).parents[2]


def test_the_reference_page_is_up_to_date() -> None:
    written = (ROOT / "docs" / "reference" / "facts.md").read_text(encoding="utf-8")
    assert written == page(), "renew it: python -m fairlead.facts.reference > docs/reference/facts.md"
    assert all(f"Table `{table}`" in written for table in tables())


def test_every_source_is_named_with_its_terms() -> None:
    lines = (ROOT / "DATA-LICENCES.md").read_text(encoding="utf-8").splitlines()
    for row in load(Source):
        assert any(row.title in line and row.licence in line and row.as_of in line for line in lines), row.id
