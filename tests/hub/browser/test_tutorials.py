"""Every address of the tutorials answers, and every word promised in a step stands on one of the pages of that step.

The tutorials of the five doors are read without an account. Those that go from evidence to effect are walked as they
say: what follows is their steps, one after the other, by the people whom they speak of.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.hub.browser.walker import Walker
from tests.hub.matrix.world import organisation, person

from fairlead.hub.people.models import Membership
from fairlead.hub.search import index

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[3] / "docs" / "tutorials"
TUTORIALS = sorted(FOLDER.glob("[1-5]-*.md"))


def steps(page: Path) -> list[str]:
    found = re.findall(r"^\d+\. (.*?)(?=^\d+\. |^\S|\Z)", page.read_text(encoding="utf-8"), flags=re.S | re.M)
    return [" ".join(step.split()) for step in found]


def unkept(step: str, seen: str) -> list[str]:
    return [one for one in re.findall(r"“([^”]+)”", step) if one.rstrip(".") not in seen]


def words_of(answer) -> str:
    text = re.sub(r"<(?:style|script).*?</(?:style|script)>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return " ".join(html.unescape(text).split())


def test_there_is_one_for_each_door_and_for_each_story() -> None:
    assert len(TUTORIALS) == 5
    assert {page.stem for page in FOLDER.glob("*.md")} == {page.stem for page in TUTORIALS} | set(STORIES)


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
        assert not unkept(step, seen), f"{page.name}: {step[:60]} promises {unkept(step, seen)}"


Walk = Callable[..., Walker]


def campaign(walk: Walk) -> Iterator[None]:
    """The union's campaigner, the people of the company that stands beside, and a reader without an account."""
    public, union, company = walk(), walk("example-union", "workers"), walk("example-garments", "company")
    public.opens("/campaigns/brief/?objective=ratify&country=NPL")
    yield
    union.opens(public.address).presses("Begin this campaign")
    own = union.address
    yield
    union.follows("Coalition and texts").presses("Ask them", organisation="example-garments")
    union.presses("Bring it", title="The request", text="We ask the government to ratify the Protocol of 2014.")
    yield
    company.opens("/campaigns/").follows("Ratify an ILO instrument (P029): Nepal").follows("Coalition and texts")
    company.presses("Take part", named="yes").presses("Agree for Example Garments Ltd")
    yield
    union.opens(own).follows("Joint letter of employers and workers").presses("Keep it as a draft")
    letter = union.address
    yield
    writers = (
        "Example Union; workers; Nepal; A. Person; General Secretary\n"
        "Example Garments Ltd; company; Nepal; B. Person; Director"
    )
    union.follows("Who and what").presses("Keep", writers=writers)
    union.opens(letter).follows("Placeholders").presses("Keep", **given("minister", "common_ground", "reply_by"))
    yield
    union.opens("/letters/kinds/representation/?state=QAT").presses("Keep it as a draft").follows("Procedure")
    yield
    for one in ("example-union", "example-garments"):
        union.opens(f"{letter}signatures/").presses("Ask them", organisation=one, name=NAMES[one])
    union.presses("Approve our signature")
    company.opens(f"{letter}signatures/").presses("Approve our signature")
    yield
    union.opens(letter).follows("Safety").answers_safety()
    yield
    union.opens(letter).follows("Send it").presses("Send it", to="Ministry of Labour, reception")
    yield
    union.opens(letter).presses("Follow it")
    matter = union.address
    union.follows("Replies").presses("File it", origin="Ministry of Labour", kind="answer", summary="To parliament.")
    union.opens(matter)
    yield
    union.opens(f"{letter}safety/").answers_safety().opens(f"{letter}send/").presses("Publish it")
    public.opens("/register/").follows("Joint letter").sees("Example Union", "Example Garments Ltd")
    yield
    union.opens(own).follows("Log a letter or meeting")
    union.presses("Keep", whom="Ministry of Labour", ask="Ratify the Protocol.")
    union.follows("Write down what came of it").presses("Keep", what="It goes to parliament.", effect="none", on="2026")
    union.follows("Choose what everyone reads").presses("Keep the choice", shows=["log", "outcomes", "letters"])
    union.answers_safety("Publish", safe="yes")
    public.opens("/campaigns/").follows("Ratify an ILO instrument (P029): Nepal")
    public.sees("Example Garments Ltd", "It goes to parliament.", "Letters and complaints")
    yield


def policy(walk: Walk) -> Iterator[None]:
    """The policy manager of a brand, and the union that signs with it."""
    public, brand, union = walk(), walk("example-clothing", "company"), walk("example-union", "workers")
    public.opens("/letters/kinds/employers_question/?state=BGD&sector=c4")
    yield
    public.opens("/letters/kinds/board_note/?state=BGD&sector=c4")
    yield
    brand.opens("/letters/kinds/code_of_conduct/?sector=c4").presses("Keep it as a draft")
    brand.follows("Placeholders")
    yield
    brand.opens("/letters/kinds/joint_letter/?state=NPL&sector=c4").presses("Keep it as a draft")
    letter = brand.address
    writers = (
        "Example Clothing AB; company; Sweden; C. Person; Head of Policy\n"
        "Example Union; workers; Nepal; A. Person; General Secretary"
    )
    brand.follows("Who and what").presses("Keep", writers=writers)
    brand.opens(letter).follows("Placeholders").presses("Keep", **given("minister", "common_ground", "reply_by"))
    yield
    for one in ("example-clothing", "example-union"):
        brand.opens(f"{letter}signatures/").presses("Ask them", organisation=one, name=NAMES[one])
    brand.presses("Approve our signature")
    union.opens(f"{letter}signatures/").presses("Approve our signature")
    brand.opens(f"{letter}passages/together/").presses("Keep", text="We write to you together.")
    brand.opens(f"{letter}signatures/").presses("Approve our signature")
    union.opens(f"{letter}signatures/").presses("Approve our signature")
    union.opens(f"{letter}versions/", status=403)
    yield
    brand.opens(f"{letter}safety/").answers_safety()
    yield
    brand.opens(f"{letter}send/").presses("Send it", to="Ministry of Labour, reception")
    brand.opens(letter).presses("Follow it")
    matter = brand.address
    brand.presses("Record it", kind="due_set", due="2031-01-31")
    brand.opens("/matters/")
    union.opens(matter, status=404)
    yield
    brand.opens(matter).presses("Record it", kind="closed", outcome="answer only").follows("Ledgers")
    yield


NAMES = {
    "example-union": "Example Union",
    "example-garments": "Example Garments Ltd",
    "example-clothing": "Example Clothing AB",
}
STORIES = {"6-campaign": campaign, "7-policy": policy}


def given(*fields: str) -> dict[str, str]:
    return {f"field-{one}": "As agreed by both sides" for one in fields} | {"field-objective": "ratify"}


@pytest.mark.parametrize("name", STORIES)
def test_a_story_goes_as_its_tutorial_says(name, browse) -> None:
    index.ready()
    walkers: list[Walker] = []

    def walk(slug: str = "", kind: str = "") -> Walker:
        user = None
        if slug:
            user, body = person(slug), organisation(slug, kind, listed=True)
            body.name = NAMES[slug]
            body.save()
            Membership.objects.create(user=user, organisation=body, role="editor")
        walkers.append(Walker(browse(user)))
        return walkers[-1]

    page = FOLDER / f"{name}.md"
    for step, _ in zip(steps(page), STORIES[name](walk), strict=True):
        seen = " ".join(one.seen for one in walkers)
        assert not unkept(step, seen), f"{page.name}: {step[:60]} promises {unkept(step, seen)}"
        for address in re.findall(r"`(/[^`]*)`", step):
            assert any(address in one.opened for one in walkers), f"{page.name}: {step[:60]} names {address}"
        for one in walkers:
            one.seen = ""
