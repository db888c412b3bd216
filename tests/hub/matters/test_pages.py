"""Pages of matters and of the public register."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fairlead.hub.matters.models import Matter
from fairlead.hub.pages import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(person, organisation, browse) -> Client:
    return browse(person("writer", organisation("union", listed=True)))


def at(name: str, matter: Any, **more: Any) -> str:
    return reverse(name, kwargs={"matter": matter.pk, **more})


def begun(client: Client) -> Matter:
    sent = (today() - timedelta(30)).isoformat()
    given = {"title": "A request to Harbour Foods AB", "addressee": "Harbour Foods AB", "country": "NOR",
             "route": "NOTRA", "sent": sent}  # fmt: skip
    answer = client.post(reverse("matter-new"), given, follow=True)
    assert answer.status_code == 200, answer.content.decode()[-3000:]
    return Matter.objects.get()


def seen(matter: Matter) -> int:
    return matter.rows.count()


def test_from_the_post_to_the_register(mine: Client, client: Client) -> None:
    matter = begun(mine)
    page = mine.get(at("matter", matter))
    assert page.status_code == 200
    assert "date not known" in page.content.decode()
    received = (today() - timedelta(28)).isoformat()
    answer = mine.post(at("matter-log", matter), {"seen": 2, "kind": "received", "day": received}, follow=True)
    assert "overdue" in answer.content.decode()
    assert "Norwegian Consumer Authority" in answer.content.decode()
    upload = SimpleUploadedFile("answer.txt", b"Ms Example answered.")
    filed = {
        "seen": 3,
        "kind": "answer",
        "origin": "Harbour Foods AB",
        "summary": "They name two sites.",
        "file": upload,
    }
    answer = mine.post(at("matter-replies", matter), filed, follow=True)
    assert answer.status_code == 200
    paper = matter.papers.get()
    got = mine.get(at("matter-paper", matter, paper=paper.pk, form="original"))
    assert got.content == b"Ms Example answered."
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert client.get(at("matter-paper", matter, paper=paper.pk, form="original")).status_code == 302
    answer = mine.post(at("matter-redact", matter, paper=paper.pk), {"lines": "Ms Example", "text": ""}, follow=True)
    assert "[blacked out] answered." in answer.content.decode()
    answer = mine.post(
        at("matter-ledgers", matter), {"what": "workers", "unit": "people", "whole": "10", "paid": "7"}, follow=True
    )
    assert re.search(r"Not explained</b></th><td class=\"n\"><b>3", answer.content.decode())
    answer = mine.post(
        at("matter-log", matter), {"seen": seen(matter), "kind": "closed", "outcome": "payment"}, follow=True
    )
    assert "payment" in answer.content.decode()
    prepared = {"summary": "Seven of ten were paid.", "shows": ["log", "papers", "ledgers"]}
    answer = mine.post(at("matter-public", matter), prepared, follow=True)
    assert "Seven of ten were paid." in answer.content.decode()
    refused = mine.post(at("matter-publish", matter))
    assert refused.status_code == 400
    assert client.get(reverse("register-matter", kwargs={"entry": matter.pk})).status_code == 404
    page = mine.get(at("matter-safety", matter)).content.decode()
    answers = {}
    for question in set(re.findall(r'name="answer-([\w.-]+)"', page)):
        options = re.findall(rf'name="answer-{re.escape(question)}" value="(\w+)"', page)
        answers |= {f"answer-{question}": next(one for one in ("none", "no", "nobody", "asked") if one in options),
                    f"why-{question}": "They agree."}  # fmt: skip
    assert mine.post(at("matter-safety", matter), answers, follow=True).status_code == 200
    assert mine.post(at("matter-publish", matter), follow=True).status_code == 200
    public = client.get(reverse("register-matter", kwargs={"entry": matter.pk}))
    text = public.content.decode()
    for words in (
        "Seven of ten were paid.",
        "They name two sites.",
        "[blacked out] answered.",
        "3 people not explained",
    ):
        assert words in text
    assert "Ms Example" not in text
    assert "Set-Cookie" not in public.headers
    listed = client.get("/register/?state=NOR&outcome=payment").content.decode()
    assert "A request to Harbour Foods AB" in listed
    for form in ("json", "csv", "bib", "csl.json"):
        assert client.get(f"/register.{form}").status_code == 200
        assert client.get(reverse(f"register-matter.{form}", kwargs={"entry": matter.pk})).status_code == 200
    mine.post(at("matter-unpublish", matter))
    assert client.get(reverse("register-matter", kwargs={"entry": matter.pk})).status_code == 404
    assert "Harbour" not in client.get("/register/").content.decode()


def test_pages_of_others_are_not_there(mine: Client, person, browse) -> None:
    matter = begun(mine)
    other = browse(person("other"))
    for name in ("matter", "matter-replies", "matter-ledgers", "matter-reprisals", "matter-safety", "matter-public",
                 "matter-delete", "matter-ics"):  # fmt: skip
        assert other.get(at(name, matter)).status_code == 404, name
    assert "Harbour" not in other.get("/matters/").content.decode()


def test_reading_the_log_of_reprisals_is_written_down(mine: Client) -> None:
    from fairlead.hub.people.audit import AuditEntry

    matter = begun(mine)
    page = mine.get(at("matter-reprisals", matter)).content.decode()
    assert "Committee on Freedom of Association" in page
    assert AuditEntry.objects.filter(operation="matter.reprisal", why="read").count() == 1
    given = {"harm": "threat", "whom": "worker", "day": "2026-11", "by": "union", "said": "passport A1234567"}
    assert mine.post(at("matter-reprisals", matter), given).status_code == 400
    answer = mine.post(at("matter-reprisals", matter), given | {"said": "After the letter."}, follow=True)
    assert "threat or pressure" in answer.content.decode()


def test_a_day_to_look_again_is_set_beside_the_dates(mine: Client) -> None:
    matter = begun(mine)
    page = mine.get(at("matter", matter)).content.decode()
    assert 'id="look-again" name="due"' in page
    assert f'href="{at("matter-replies", matter)}">File one' in page
    yesterday = (today() - timedelta(1)).isoformat()
    answer = mine.post(at("matter-log", matter), {"seen": 2, "kind": "due_set", "due": yesterday}, follow=True)
    assert "overdue" in answer.content.decode()


def test_what_is_due_as_a_calendar(mine: Client, client: Client) -> None:
    matter = begun(mine)
    mine.post(at("matter-log", matter), {"seen": 2, "kind": "received", "day": (today() - timedelta(3)).isoformat()})
    one = mine.get(at("matter-ics", matter))
    assert one.headers["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VALARM" in one.content
    shown = mine.post(reverse("matters-calendar")).content.decode()
    address = re.search(r"/calendars/[\w-]+\.ics", shown)
    assert address is not None
    feed = client.get(address.group())
    assert feed.status_code == 200
    assert b"A request to Harbour Foods AB" in feed.content.replace(b"\r\n ", b"")
    assert feed.headers["Cache-Control"] == "private, no-store"
    assert client.post(address.group()).status_code == 405
    mine.post(reverse("matters-revoke"))
    assert client.get(address.group()).status_code == 404


def test_undo_is_offered_and_done(mine: Client) -> None:
    matter = begun(mine)
    mine.post(at("matter-log", matter), {"seen": 2, "kind": "acknowledged"})
    answer = mine.post(at("matter-undo", matter), {"seen": 3, "why": "The wrong letter."}, follow=True)
    assert answer.status_code == 200
    assert "taken back: number 3" in answer.content.decode()
    assert "<s>" in answer.content.decode()


@pytest.mark.parametrize("query", ["state=XXX", "what=all", "outcome=joy"])
def test_bad_filters_of_the_register(client: Client, query: str) -> None:
    assert client.get(f"/register/?{query}").status_code == 400


def test_forms_say_what_is_wrong(mine: Client) -> None:
    matter = begun(mine)
    answer = mine.post(at("matter-log", matter), {"seen": 2, "kind": "closed"})
    assert answer.status_code == 400
    assert "outcome is none of" in answer.content.decode()
    assert mine.post(at("matter-log", matter), {"seen": 1, "kind": "noted"}).status_code == 409
    assert mine.post(reverse("matter-new"), {"title": ""}).status_code == 400
    wrong = mine.post(at("matter-ledgers", matter), {"what": "workers", "unit": "people", "whole": "many"})
    assert "many is not a number" in wrong.content.decode()
