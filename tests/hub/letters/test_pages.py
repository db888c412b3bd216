"""Pages of letters: written for everyone without an account, and one's own from draft to publication."""

from __future__ import annotations

import io
import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from fairlead.act.case import Case, Target
from fairlead.act.kinds import kinds
from fairlead.act.writing import write
from fairlead.hub.letters.models import Dispatch, Letter
from fairlead.hub.pages import today

pytestmark = pytest.mark.django_db


CASE: dict[str, Any] = {
    "on": "2026-11-21", "state": "QAT", "partner": "NPL", "place": "QAT", "sector": "c4", "good": "cotton",
    "target": Target(name="Example Ltd", home="NOR", lender="IFC"),
}  # fmt: skip


def test_who_shortens_the_address_of_a_kind_finds_all_kinds(client: Client) -> None:
    answer = client.get("/letters/kinds/?objective=ratify")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/letters/?objective=ratify")
    assert client.get(answer.headers["Location"]).status_code == 200
    assert "Set-Cookie" not in answer.headers


@pytest.fixture
def mine(person, organisation, browse) -> Client:
    return browse(person("writer", organisation("union", listed=True)))


def post(client: Client, name: str, data: dict[str, Any] | None = None, **named: Any) -> Any:
    return client.post(reverse(name, kwargs=named), data or {}, follow=True)


def begun(client: Client) -> Letter:
    answer = post(client, "letter-new", {"state": "NPL"}, kind="ratification")
    assert answer.status_code == 200
    return Letter.objects.get()


def ready(client: Client) -> Letter:
    letter = begun(client)
    seen = {"seen": 1}
    post(client, "letter-fields", seen | {"field-minister": "Minister", "field-reply_by": "1 May"}, letter=letter.pk)
    given = {"seen": 2, "on": today().isoformat(), "language": "en", "state": "NPL", "abuse": "forced_labour",
             "writers": "Example Union; workers; Nepal; A. Person; Secretary"}  # fmt: skip
    answer = post(client, "letter-case", given, letter=letter.pk)
    assert answer.status_code == 200, answer.content.decode()[:3000]
    answered = {"seen": 3}
    page = client.get(reverse("letter-safety", kwargs={"letter": letter.pk})).content.decode()
    for question in set(re.findall(r'name="answer-([\w.-]+)"', page)):
        options = re.findall(rf'name="answer-{re.escape(question)}" value="(\w+)"', page)
        answered |= {f"answer-{question}": next(one for one in ("none", "nobody", "asked", *options) if one in options),
                     f"why-{question}": "They agree."}  # fmt: skip
    assert post(client, "letter-safety", answered, letter=letter.pk).status_code == 200
    return letter


@pytest.mark.parametrize("kind", list(kinds()))
def test_every_kind_is_written_for_everyone_with_a_real_case(client: Client, kind: str) -> None:
    answer = client.get(reverse("letter-kind", kwargs={"kind": kind}))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert '<article class="paper"' in text
    for one in (*(draft := write(kind, Case(**CASE))).passages, *draft.annex):  # each has a page of its own
        assert reverse("letter-passage", kwargs={"letter": UUID(int=1), "passage": one.id})
    assert len(answer.content) < 100_000
    assert "Set-Cookie" not in answer.headers
    for form in ("json", "csv", "bib", "csl.json"):
        assert client.get(reverse(f"letter-kind.{form}", kwargs={"kind": kind})).status_code == 200


def test_files_for_everyone(client: Client) -> None:
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("txt", b"Draft")):
        answer = client.get(
            reverse("letter-kind-file", kwargs={"kind": "ratification", "form": form}), {"state": "BGD"}
        )
        assert answer.status_code == 200
        assert answer.content.startswith(start)
    assert client.get("/letters/kinds/ratification/file/odt/").status_code == 404


def test_a_character_that_no_font_has_is_refused_with_a_way_out(mine: Client) -> None:
    letter = begun(mine)
    post(mine, "letter-passage", {"seen": 1, "text": "Ratify it \u0378."}, letter=letter.pk, passage="ask")
    address = {form: reverse("letter-file", kwargs={"letter": letter.pk, "form": form}) for form in ("pdf", "docx")}
    refused = mine.get(address["pdf"])
    assert refused.status_code == 400
    assert "Choose DOCX" in refused.content.decode()
    assert mine.get(address["docx"]).content.startswith(b"PK")


@pytest.mark.parametrize(
    "query", ["state=Nepal", "state=XXX", "sector=c99", "abuse=no", "language=xx", "on=yesterday", "lender=no"]
)
def test_bad_addresses_are_answered(client: Client, query: str) -> None:
    answer = client.get(f"/letters/kinds/ratification/?{query}")
    assert answer.status_code == 400
    assert client.get(f"/letters/kinds/ratification.json?{query}").status_code == 400
    assert client.get("/letters/kinds/no_such/").status_code == 404


def test_without_an_account_nothing_is_kept(client: Client) -> None:
    answer = client.post(reverse("letter-new", kwargs={"kind": "ratification"}), {"state": "NPL"})
    assert answer.status_code == 302
    assert not Letter.objects.exists()
    assert client.get("/letters/mine/").status_code == 302
    assert client.get("/letters/mine.json").status_code == 403


def test_from_draft_to_publication(mine: Client) -> None:
    letter = ready(mine)
    page = mine.get(reverse("letter", kwargs={"letter": letter.pk})).content.decode()
    assert "nothing stands in the way" in page
    answer = post(mine, "letter-send", {"seen": 3, "channel": "hand", "to": "Ministry"}, letter=letter.pk)
    assert "Written down as sent" in answer.content.decode()
    made = Dispatch.objects.get()
    file = mine.get(
        reverse("letter-file", kwargs={"letter": letter.pk, "form": "txt"}), {"version": made.version.number}
    )
    assert file.status_code == 200
    assert b"Draft" not in file.content
    answer = post(mine, "letter-publish", {}, letter=letter.pk)
    assert answer.status_code == 400  # more people read what is public: asked once more


def test_a_passage_is_changed_emptied_and_taken_back(mine: Client) -> None:
    letter = begun(mine)
    address = {"letter": letter.pk, "passage": "ask"}
    post(mine, "letter-passage", {"seen": 1, "text": "Ratify it."}, **address)
    post(mine, "letter-passage", {"seen": 2, "text": ""}, **address)
    letter.refresh_from_db()
    assert letter.version.draft.edits == {"ask": ""}
    post(mine, "letter-passage", {"seen": 3, "text": "x", "back": "yes"}, **address)
    letter.refresh_from_db()
    assert letter.version.draft.edits == {}
    assert mine.get(reverse("letter-passage", kwargs=address | {"passage": "none"})).status_code == 404


def test_a_change_on_an_older_page_is_refused(mine: Client) -> None:
    letter = begun(mine)
    address = {"letter": letter.pk, "passage": "ask"}
    post(mine, "letter-passage", {"seen": 1, "text": "First."}, **address)
    answer = post(mine, "letter-passage", {"seen": 1, "text": "Second."}, **address)
    assert answer.status_code == 409
    assert "written meanwhile" in answer.content.decode()


def test_what_the_procedure_requires_is_asked_and_kept(mine: Client) -> None:
    post(mine, "letter-new", {"state": "QAT"}, kind="representation")
    letter = Letter.objects.get()
    address = reverse("letter-procedure", kwargs={"letter": letter.pk})
    assert "not known" in mine.get(address).content.decode()
    assert post(mine, "letter-procedure", {"answer-failure": "yes"}, letter=letter.pk).status_code == 200
    letter.refresh_from_db()
    assert letter.answers == {"failure": "yes"}
    assert post(mine, "letter-procedure", {"answer-no_such": "yes"}, letter=letter.pk).status_code == 400
    assert post(mine, "letter-procedure", {"answer-failure": "perhaps"}, letter=letter.pk).status_code == 400
    post(mine, "letter-procedure", {"answer-failure": ""}, letter=letter.pk)
    letter.refresh_from_db()
    assert letter.answers == {}


def test_versions_are_compared_and_restored(mine: Client) -> None:
    letter = begun(mine)
    post(mine, "letter-passage", {"seen": 1, "text": "Ratify it now."}, letter=letter.pk, passage="ask")
    page = mine.get(reverse("letter-versions", kwargs={"letter": letter.pk})).content.decode()
    assert "+ Ratify it now." in page
    post(mine, "letter-restore", {"seen": 2}, letter=letter.pk, number=1)
    letter.refresh_from_db()
    assert letter.number == 3
    assert mine.get(reverse("letter-versions", kwargs={"letter": letter.pk}), {"from": "9"}).status_code == 400


def test_organisations_approve_their_own_signatures(mine: Client, person, organisation, browse) -> None:
    letter = begun(mine)
    ally = browse(person("ally", organisation("federation", "employers", listed=True)))
    address = reverse("letter", kwargs={"letter": letter.pk})
    assert ally.get(address).status_code == 404
    post(mine, "letter-invite", {"organisation": "federation"}, letter=letter.pk)
    assert ally.get(address).status_code == 200
    digest = letter.version.digest
    answer = post(ally, "letter-approve", {"organisation": "federation", "digest": digest}, letter=letter.pk)
    assert "approved these words" in answer.content.decode()
    assert post(ally, "letter-send", {"seen": 1, "channel": "hand", "to": "x"}, letter=letter.pk).status_code == 403
    post(ally, "letter-decline", {"organisation": "federation"}, letter=letter.pk)
    assert ally.get(address).status_code == 404


def test_one_letter_to_many(mine: Client) -> None:
    table = io.BytesIO(b"state,minister\nNPL,Minister A\nIND,Minister B\n")
    table.name = "to.csv"
    post(mine, "letter-batch", {"file": table}, kind="ratification")
    assert Letter.objects.count() == 2
    table = io.BytesIO(b"state,minister\nXXX,Minister A\n")
    table.name = "to.csv"
    answer = post(mine, "letter-batch", {"file": table}, kind="ratification")
    assert answer.status_code == 400
    assert Letter.objects.count() == 2


def test_one_letter_to_many_is_typed_with_its_writers_and_leads_to_the_letters(mine: Client) -> None:
    post(mine, "campaign-new", {"objective": "ratify", "country": "NPL"})
    there = reverse("letter-batch", kwargs={"kind": "ratification"})
    asked = mine.get(there, {"state": "NPL"}).content.decode()
    assert '<option value="NPL" selected>' in asked
    assert "minister;reply_by" in asked  # the columns that must be filled stand there already
    given = {
        "state": "NPL",
        "writers": "Example Union; workers; Nepal",
        "table": "minister; copies\nOne, of Labour;\nTwo;A",
    }
    told = post(mine, "letter-batch", given, kind="ratification")
    batch = Letter.objects.first().batch
    assert told.redirect_chain[-1][0] == f"{reverse('letters-mine')}?batch={batch}"
    cases = sorted((one.version.draft.case for one in Letter.objects.all()), key=lambda case: case.fields["minister"])
    assert [case.fields["minister"] for case in cases] == ["One, of Labour", "Two"]
    assert {(case.state, case.writers[0].name) for case in cases} == {("NPL", "Example Union")}
    assert len({one.title for one in Letter.objects.all()}) == 2  # each says to whom
    for wrong in ({"table": ""}, {**given, "writers": "A; pirates; Nepal"}):
        answer = post(mine, "letter-batch", wrong, kind="ratification")
        assert (answer.status_code, Letter.objects.count()) == (400, 2)


def test_who_stands_in_the_letter_is_asked_by_one_press(mine: Client, organisation: Any) -> None:
    organisation("ally", listed=True)
    for slug in ("twin-a", "twin-b"):
        body = organisation(slug, listed=True)
        body.name = "Twin"
        body.save()
    organisation("quiet")
    given = {"state": "NPL", "writers": "Union\nAlly\nTwin\nQuiet", "table": "minister\nOne"}
    post(mine, "letter-batch", given, kind="ratification")
    there = reverse("letter-signatures", kwargs={"letter": Letter.objects.get().pk})
    page = mine.get(there).content.decode()
    assert [name for name in ("Union", "Ally", "Twin", "Quiet") if f"Ask {name}<" in page] == ["Union", "Ally"]
    assert "Ask each whose name stands in the letter" in page
    post(mine, "letter-invite", {"organisation": "ally"}, letter=Letter.objects.get().pk)
    assert "Ask Ally<" not in mine.get(there).content.decode()


def test_who_is_asked_to_sign_approves_beneath_the_words(
    mine: Client, person: Any, organisation: Any, browse: Any
) -> None:
    letter, ally = begun(mine), browse(person("ally", organisation("allied", listed=True)))
    needed = mine.get(reverse("letter-fields", kwargs={"letter": letter.pk})).content.decode()
    assert "minister responsible</label>" in needed  # it may stay open, and is not optional
    assert 'members of parliament <span class="small">(optional)' in needed
    post(mine, "letter-invite", {"organisation": "allied"}, letter=letter.pk)
    there = reverse("letter", kwargs={"letter": letter.pk})
    assert "Approve for Allied" in ally.get(there).content.decode()
    assert "Approve for" not in mine.get(there).content.decode()
    given = {"organisation": "allied", "digest": letter.version.digest}
    assert post(ally, "letter-approve", given, letter=letter.pk).status_code == 200
    assert "Approve for Allied" not in ally.get(there).content.decode()


def test_lines_of_people_that_cannot_be_read_are_told_and_kept(mine: Client) -> None:
    letter = begun(mine)
    given = {"seen": 1, "on": today().isoformat(), "language": "en", "state": "NPL", "writers": "A; pirates; Nepal"}
    answer = post(mine, "letter-case", given, letter=letter.pk)
    assert answer.status_code == 400
    assert "A; pirates; Nepal" in answer.content.decode()


def test_deleting_asks_first(mine: Client) -> None:
    letter = begun(mine)
    assert "for good" in mine.get(reverse("letter-delete", kwargs={"letter": letter.pk})).content.decode()
    post(mine, "letter-delete", letter=letter.pk)
    assert not Letter.objects.exists()
