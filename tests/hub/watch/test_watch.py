"""Watching: feeds, digests that come once, and what a new release changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from smtplib import SMTPServerDisconnected
from xml.etree import ElementTree

import pytest
from django.core import mail

from fairlead.errors import FairleadError
from fairlead.hub.corrections import live
from fairlead.hub.corrections import operations as correcting
from fairlead.hub.pages import today
from fairlead.hub.people.actor import actor_for
from fairlead.hub.watch import operations, releases
from fairlead.hub.watch.changes import matching
from fairlead.hub.watch.digests import send_digests
from fairlead.hub.watch.models import Change, Digest, Subscription, TableSeen, Watch

pytestmark = pytest.mark.django_db
ENTRY = "{http://www.w3.org/2005/Atom}entry"
SOURCE = {
    "source_url": "https://www.example.org/gazette/12", "source_title": "Gazette 12", "source_date": "2026-01-15",
    "source_says": "Registered on that day.", "why": "Another day.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def as_packaged() -> Iterator[None]:
    live.reset()
    yield
    live.reset()


@pytest.fixture
def correct(person):
    operator = actor_for(person("operator", is_superuser=True))

    def make(key: str = "P029~BRA", **cells: str) -> None:
        made = correcting.propose(
            operator, table="ratifications", kind="change", key=key,
            cells=cells or {"ratified": "2025-03-10", "day_status": "verified"}, source=SOURCE,
        )  # fmt: skip
        correcting.decide(operator, made, accepted=True, why="Read there.", read=True)

    return make


def entries(answer) -> list[str]:
    return [
        one.findtext("{http://www.w3.org/2005/Atom}title") for one in ElementTree.fromstring(answer.content).iter(ENTRY)
    ]


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 1), ("?country=BRA", 1), ("?country=NPL", 0), ("?table=ratifications", 1), ("?table=goods", 0),
     ("?instrument=P029", 1), ("?instrument=C029", 0), ("?q=brazil", 1), ("?q=brazil+nowhere", 0),
     ("?row=ratifications/P029~BRA", 1), ("?row=ratifications/P029~NPL", 0)],
)  # fmt: skip
def test_the_feed_of_changes_takes_filters(browse, correct, query, number) -> None:
    correct()
    answer = browse(None).get(f"/changes.atom{query}")
    assert answer["Content-Type"] == "application/atom+xml"
    assert len(entries(answer)) == number
    again = browse(None).get(f"/changes.atom{query}", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("query", ["country=XXX", "table=x", "law=x", "row=x", "q=a", "q=" + "x" * 300])
def test_filters_that_mean_nothing_are_refused(browse, query) -> None:
    assert browse(None).get(f"/changes.atom?{query}").status_code == 400


def test_a_private_feed_holds_what_one_watches_and_can_be_revoked(browse, correct, person) -> None:
    amina, other = person("amina"), person("other")
    client = browse(amina)
    assert client.post("/watches/add/", {"what": "country", "value": "BRA"}).status_code == 302
    page = client.post("/watches/settings/feed/").content.decode()
    path = page.partition("/feeds/")[2].partition(".atom")[0]
    correct()
    correct("C029~NPL", note="Mended.")
    answer = browse(None).get(f"/feeds/{path}.atom")
    assert len(entries(answer)) == 1
    assert answer["Cache-Control"] == "private, no-store"
    assert b"mina" not in answer.content
    assert path not in str(Subscription.objects.values())
    client.post("/watches/settings/revoke/")
    assert browse(None).get(f"/feeds/{path}.atom").status_code == 404
    watch = Watch.objects.get()
    assert browse(other).post(f"/watches/{watch.pk}/remove/").status_code == 404
    assert b"Brazil" not in browse(other).get("/watches.json").content
    assert client.post(f"/watches/{watch.pk}/remove/").status_code == 302


@pytest.mark.parametrize(
    "what", [("country", "XXX"), ("law", "x"), ("nothing", "x"), ("row", "goods/"), ("search", "x" * 300)]
)
def test_what_is_not_there_cannot_be_watched(person, what) -> None:
    with pytest.raises(FairleadError):
        operations.watch(actor_for(person("amina")), *what)


@pytest.fixture
def amina(person):
    user = person("amina")
    actor = actor_for(user)
    operations.watch(actor, "instrument", "P029")
    operations.set_every(actor, "daily")
    return actor


def test_a_digest_comes_once_and_holds_only_what_is_new(amina, correct, person) -> None:
    person("other")
    correct()
    assert send_digests(date(2026, 11, 22)).sent == 1
    assert send_digests(date(2026, 11, 22)).sent == 0
    sent = mail.outbox[0]
    assert (sent.to, len(mail.outbox)) == (["amina@example.org"], 1)
    assert "P029, Brazil" in sent.body
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert send_digests(date(2026, 11, 23)).sent == 0  # nothing new
    correct("P029~NOR", note="Mended.")
    assert send_digests(date(2026, 11, 24)).sent == 1
    assert "Brazil" not in mail.outbox[1].body


def test_a_run_that_was_killed_sends_nothing_twice_and_loses_nothing(amina, correct, monkeypatch) -> None:
    correct()

    class KilledError(BaseException):
        pass

    def killed(*_args) -> None:
        raise KilledError

    monkeypatch.setattr("fairlead.hub.watch.digests._done", killed)
    with pytest.raises(KilledError):
        send_digests(date(2026, 11, 22))
    monkeypatch.undo()
    assert len(mail.outbox) == 1
    assert send_digests(date(2026, 11, 22)).sent == 0  # claimed: it may have gone out
    assert send_digests(date(2026, 11, 23)).sent == 1  # what it held comes with the next
    assert "Brazil" in mail.outbox[1].body


def test_a_mail_server_that_is_away_is_tried_again(amina, correct, monkeypatch) -> None:
    correct()

    def away(_mail) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", away)
        assert send_digests(date(2026, 11, 22)).failed == 1
    assert send_digests(date(2026, 11, 22)).sent == 1


def test_a_mail_that_may_have_gone_out_is_not_sent_again(amina, correct, monkeypatch) -> None:
    correct()

    def cut(_mail) -> None:
        raise SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", cut)
        assert send_digests(date(2026, 11, 22)).failed == 1
    assert send_digests(date(2026, 11, 22)).sent == 0
    assert send_digests(date(2026, 11, 23)).sent == 1


def test_one_click_ends_the_mails_and_looking_does_not(amina, correct, browse) -> None:
    correct()
    send_digests(date(2026, 11, 22))
    link = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").partition("/unsubscribe/")[2]
    client = browse(None)
    client.handler.enforce_csrf_checks = True
    assert client.get(f"/unsubscribe/{link}").status_code == 200
    assert Subscription.objects.get().every == "daily"
    assert client.post(f"/unsubscribe/{link}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscription.objects.get().every == "never"
    assert client.post("/unsubscribe/forged:value/").status_code == 404
    assert Watch.objects.count() == 1


def test_nobody_gets_anothers_changes(amina, correct, person) -> None:
    other = actor_for(person("other"))
    operations.watch(other, "country", "NPL")
    operations.set_every(other, "daily")
    correct()
    assert send_digests(date(2026, 11, 22)).sent == 1
    assert Digest.objects.filter(subscription__user=other.user, changes=0).count() == 1


def test_a_new_release_tells_what_it_changes(tmp_path, monkeypatch) -> None:
    folder = tmp_path / "data"
    shutil.copytree(releases.DATA_FOLDER, folder)
    monkeypatch.setattr(releases, "DATA_FOLDER", folder)
    TableSeen.objects.all().delete()
    assert releases.note_release() == 0  # the first time nothing is new
    assert releases.note_release() == 0
    path = folder / "practices.csv"
    text = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(text[:-1]), encoding="utf-8")
    assert releases.note_release() == 1
    told = Change.objects.get()
    assert (told.kind, told.table) == ("release", "practices")
    assert "Removed." in told.summary


@pytest.fixture
def release(tmp_path, monkeypatch) -> Callable[[str, Callable[[str], str]], int]:
    """Another release of the data, in which the lines of a table are others."""
    folder = tmp_path / "data"
    shutil.copytree(releases.DATA_FOLDER, folder)
    monkeypatch.setattr(releases, "DATA_FOLDER", folder)
    TableSeen.objects.all().delete()
    releases.note_release()

    def bring(table: str, change: Callable[[str], str]) -> int:
        path = folder / f"{table}.csv"
        head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join([head, *map(change, lines)]), encoding="utf-8")
        return releases.note_release()

    return bring


def watcher(person, *things: tuple[str, str]):
    actor = actor_for(person("amina"))
    for what, value in things:
        operations.watch(actor, what, value)
    operations.set_every(actor, "daily")
    return actor


WATCHED = [("search", "protocols Brazil"), ("instrument", "P029"), ("country", "BRA"), ("table", "ratifications"),
           ("row", "ratifications/P029~BRA"), ("search", "forced labor convention")]  # fmt: skip


@pytest.mark.parametrize("thing", WATCHED, ids=str)
def test_a_correction_reaches_whoever_watches_it_by_feed_and_mail(thing, correct, person, browse) -> None:
    actor = watcher(person, thing)
    secret = operations.new_feed(actor)
    assert not entries(browse(None).get(f"/feeds/{secret}.atom"))
    correct()
    assert len(entries(browse(None).get(f"/feeds/{secret}.atom"))) == 1
    assert send_digests(today() + timedelta(days=1)).sent == 1
    assert "2025-03-10" in mail.outbox[0].body


@pytest.mark.parametrize("thing", WATCHED[:4], ids=str)
@pytest.mark.parametrize("all_rows", [False, True])
def test_a_new_release_reaches_whoever_watches_it_by_feed_and_mail(release, thing, all_rows, person, browse) -> None:
    actor = watcher(person, thing)
    secret = operations.new_feed(actor)

    def change(line: str) -> str:
        return line.replace(",2026-", ",2027-") if all_rows or line.startswith("P029,BRA,") else line

    made = release("ratifications", change)
    assert made > 100 if all_rows else made == 1
    found = entries(browse(None).get(f"/feeds/{secret}.atom"))
    assert found
    if all_rows and thing[0] != "table":
        assert any("Brazil" in one for one in found)
        assert len(found) < made or thing[0] == "instrument"
    assert send_digests(today() + timedelta(days=1)).sent == 1
    assert "Data of Fairlead" in mail.outbox[0].body


def test_a_row_is_found_by_the_names_of_what_its_codes_mean(release, person, browse) -> None:
    watcher(person, ("search", "Nepal"), ("search", "Qatar"))
    assert release("country_indicators", lambda line: line.replace(",2", ",3", 1) if ",NPL," in line else line) > 0
    about = Change.objects.filter(table="country_indicators").filter(matching("search", "nepal"))
    assert about
    assert not Change.objects.filter(matching("search", "nepa ratification"))


def test_a_search_without_a_word_is_not_watched(person) -> None:
    with pytest.raises(FairleadError):
        operations.watch(actor_for(person("amina")), "search", "?!")
