"""Every source that a packaged table names has its terms in DATA-LICENCES.md."""

from __future__ import annotations

import csv
from pathlib import Path

ROOT = Path(__file__).parents[1]
LICENCES = (ROOT / "DATA-LICENCES.md").read_text(encoding="utf-8")


def test_every_labour_source_is_named() -> None:
    with (ROOT / "src/fairlead/labour/data/sources.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["title"] in LICENCES
            assert row["licence"] in LICENCES


def test_every_folder_of_data_has_a_section() -> None:
    for folder in sorted({path.parent for path in (ROOT / "src/fairlead").rglob("data/*.csv")}):
        name = folder.relative_to(ROOT).as_posix()
        # headings and messages, an invented list of purchases, translations: our own words
        if name.removeprefix("src/fairlead/") not in {"chain/data", "hub/assessments/data", "hub/help/data"}:
            assert f"`{name}/`" in LICENCES
