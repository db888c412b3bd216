"""Every address of the tutorials answers, and every word promised in a step stands on one of the pages of that step."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from fairlead.hub.search import index

pytestmark = pytest.mark.django_db
TUTORIALS = sorted((Path(__file__).parents[3] / "docs" / "tutorials").glob("[1-5]-*.md"))


def steps(page: Path) -> list[str]:
    found = re.findall(r"^\d+\. (.*?)(?=^\d+\. |^\S|\Z)", page.read_text(encoding="utf-8"), flags=re.S | re.M)
    return [" ".join(step.split()) for step in found]


def words_of(answer) -> str:
    text = re.sub(r"<(?:style|script).*?</(?:style|script)>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return " ".join(html.unescape(text).split())


def test_there_is_one_for_each_door() -> None:
    assert len(TUTORIALS) == 5


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.stem)
def test_what_a_tutorial_promises(page, browse) -> None:
    index.ready()
    reader, seen = browse(None), ""
    assert len(steps(page)) >= 4
    for step in steps(page):
        for address in re.findall(r"`(/[^`]*)`", step):
            answer = reader.get(address)
            assert answer.status_code == 200, address
            assert "Set-Cookie" not in answer.headers
            seen += " " + words_of(answer)
        promised = [one.rstrip(".") for one in re.findall(r"“([^”]+)”", step)]
        missing = [one for one in promised if one not in seen]
        assert not missing, f"{page.name}: {step[:60]} promises {missing}"
