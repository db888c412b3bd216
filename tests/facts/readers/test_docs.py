"""The pages say what the readers do."""

from pathlib import Path

from fairlead.facts import readers
from fairlead.facts.readers.reference import page

DOCS = Path(__file__).parents[3] / "docs"


def test_the_reference_page_is_up_to_date():
    written = (DOCS / "reference" / "readers.md").read_text(encoding="utf-8")
    renew = "renew it: python -m fairlead.facts.readers.reference > docs/reference/readers.md"
    assert written == page(), renew


def test_every_source_is_in_the_how_to():
    text = (DOCS / "how-to" / "own-sources.md").read_text(encoding="utf-8")
    assert all(f"`{source}`" in text for source in readers.SOURCES)
