"""Names in own copies of the lists: made-up files, exact names only, absence never called safe."""

from datetime import date
from pathlib import Path

import pytest

from fairlead.facts import readers
from fairlead.facts.readers import own
from fairlead.reason.named_producers import named_in_lists

PAGE = (
    "<html><body><h2>UFLPA Section 2(d)(2)(B)(i)</h2><table><tr><th>Name of Entity</th><th>Effective Date</th></tr>"
    + "".join(
        f"<tr><td>Made-up Farm {n} Co., Ltd. (also known as Made Up {n})</td><td>August 2, 2023</td></tr>"
        for n in range(25)
    )
    + "</table></body></html>"
).encode()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRLEAD_OWN_FACTS", str(tmp_path / "own"))
    own.save(readers.read_bytes("uflpa", PAGE, "made-up"))


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("maker", "on", "verdict", "says"),
    [
        ("MADE-UP FARM 3 CO LTD", date(2023, 8, 2), "yes", "since 2023-08-02"),
        ("made up 3", date(2024, 1, 1), "yes", "Made-up Farm 3"),
        ("Made-up Farm 3 Co., Ltd.", date(2023, 8, 1), "no", "from 2023-08-02 only"),
        ("Made-up Farm", date(2024, 1, 1), "unknown", "names that contain this one"),
        ("Another Mill", date(2023, 8, 2), "no", "Absence is not evidence of absence"),
        ("Another Mill", date(2026, 1, 1), "unknown", "later entries are not in it"),
        ("---", date(2023, 8, 2), "no", "Absence is not evidence of absence"),
    ],
)
def test_names_in_the_list(maker: str, on: date, verdict: str, says: str) -> None:
    found = named_in_lists(maker, on)[0]
    assert found.verdict == verdict, found.text
    assert says in found.text
    assert found.rows or verdict != "yes"


def test_without_a_copy_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRLEAD_OWN_FACTS", "none")
    for found in named_in_lists("Made-up Farm 3", date(2024, 1, 1)):
        assert found.verdict == "unknown"
        assert "fairlead facts read" in found.changes[0]
