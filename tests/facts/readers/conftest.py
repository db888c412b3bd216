from collections.abc import Callable
from pathlib import Path

import pytest

from fairlead.facts import readers
from fairlead.facts.readers import Reading


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for own copies, empty."""
    monkeypatch.setenv("FAIRLEAD_OWN_FACTS", str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture
def read() -> Callable[..., Reading]:
    """Reads made-up bytes; the table of ratifications is given a date, as it must be."""

    def reading(source: str, content: bytes, file: str = "made-up", **options: str) -> Reading:
        if source == "normlex":
            options.setdefault("as_of", "2026-06-04")
        return readers.read_bytes(source, content, file, **options)

    return reading
