"""Following in the hub: what is recorded, who may, what others see."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.http import Http404

from fairlead.act.case import Case, Organisation
from fairlead.act.follow.states import state_of
from fairlead.act.follow.status import status
from fairlead.act.safety import Reprisal
from fairlead.errors import FairleadError, InputError
from fairlead.hub.letters import operations as letters
from fairlead.hub.letters.models import Dispatch, Letter
from fairlead.hub.letters.operations import ConflictError
from fairlead.hub.matters import operations, register
from fairlead.hub.matters.mails import send_reminders
from fairlead.hub.matters.models import EventRow, Matter, Reminded
from fairlead.hub.pages import today
from fairlead.hub.people.actor import actor_for
from fairlead.hub.people.audit import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(person, organisation) -> Any:
    return actor_for(person("owner", organisation("union")))


def begun(owner: Any, **more: Any) -> Matter:
    given = {"sent": today() - timedelta(30), "route": "NOTRA", "country": "NOR", "addressee": "Harbour Foods AB"}
    return operations.begin(owner, "A request for information", **(given | more))


def seen(matter: Matter) -> int:
    return matter.rows.count()


def test_what_went_by_post_is_followed_with_its_terms(owner) -> None:
    matter = begun(owner)
    assert state_of(matter.log) == "sent"
    assert not status(matter.log, today()).overdue, "the day of receipt is not known"
    operations.log(owner, matter.pk, 2, "received", day=today() - timedelta(28))
    assert status(Matter.objects.get().log, today()).overdue
    assert AuditEntry.objects.filter(operation="matter.change").count() == 2


def test_nothing_is_recorded_on_what_somebody_else_changed_meanwhile(owner) -> None:
    matter = begun(owner)
    operations.log(owner, matter.pk, 2, "noted", fields={"said": "We telephoned."})
    with pytest.raises(ConflictError):
        operations.log(owner, matter.pk, 2, "noted", fields={"said": "We telephoned too."})
    assert seen(matter) == 3


def test_an_event_is_never_changed(owner) -> None:
    row = begun(owner).rows.last()
    row.data["kind"] = "closed"
    with pytest.raises(FairleadError, match="never changed"):
        row.save()


def test_what_cannot_happen_is_refused_with_reasons(owner) -> None:
    matter = begun(owner)
    with pytest.raises(FairleadError, match="the outcome is none of"):
        operations.log(owner, matter.pk, 2, "closed")
    with pytest.raises(FairleadError, match="cannot be pursued"):
        operations.log(owner, matter.pk, 2, "pursued")
    assert seen(matter) == 2


def test_a_step_back_stays_in_the_log(owner) -> None:
    matter = begun(owner)
    operations.log(owner, matter.pk, 2, "embargoed", fields={"until": "2099-01-01"})
    assert Matter.objects.get().embargo == date(2099, 1, 1)
    operations.step_back(owner, matter.pk, 3, "a slip")
    found = Matter.objects.get()
    assert (found.embargo, seen(found)) == (None, 4)


def test_a_file_is_kept_for_those_who_see_the_matter_and_redacted_for_others(owner, person) -> None:
    matter = begun(owner)
    content = b"Ms EXAMPLE of site 4 said so."
    operations.file_reply(owner, matter.pk, 2, "answer", origin="Harbour Foods AB", name="../a b.txt", content=content)
    paper = matter.papers.get()
    assert (paper.name, bytes(paper.content)) == ("a b.txt", content)
    assert state_of(Matter.objects.get().log) == "answered"
    found = operations.black_out(owner, matter.pk, paper.pk, "", ["ms example", "nowhere"])
    paper.refresh_from_db()
    assert "EXAMPLE" not in paper.redacted
    assert found.unused == (2,)
    with pytest.raises(FairleadError, match="Expressions"):
        operations.black_out(owner, matter.pk, paper.pk, "", ["/(a+)+$/"])
    with pytest.raises(Http404):
        operations.paper_of(actor_for(person("other")), matter.pk, paper.pk)


def test_signs_that_no_database_keeps_are_taken_out(owner) -> None:
    matter = begun(owner)
    operations.log(owner, matter.pk, 2, "noted", fields={"said": "We\x00 telephoned.\n"})
    operations.file_reply(owner, matter.pk, 3, "answer", origin="Th\x00ey", name="a.txt", content=b"Ms\x00Example")
    operations.black_out(owner, matter.pk, matter.papers.get().pk, "", ["Example"])
    assert [one.said for one in Matter.objects.get().log.events][2] == "We telephoned."
    assert "\x00" not in matter.papers.get().redacted


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"x"), ("a.html", b"x"), ("a.svg", b"x"), ("a.pdf", b""), ("a.pdf", b"x" * 4_000_001)],
)
def test_files_that_are_not_taken(owner, name: str, content: bytes) -> None:
    matter = begun(owner)
    with pytest.raises(FairleadError):
        operations.file_reply(owner, matter.pk, 2, "answer", origin="They", name=name, content=content)
    assert seen(matter) == 2


def test_a_ledger_shows_what_is_not_explained(owner) -> None:
    matter = begun(owner)
    operations.add_ledger(
        owner, matter.pk, "dismissed workers", whole="1,074", parts={"paid": "986", "unreached": "76"}
    )
    operations.add_ledger(owner, matter.pk, "dismissed workers", whole="1074", parts={"paid": "984", "unreached": "76"})
    ((row, ledger),) = operations.current(matter)
    assert (int(ledger.unexplained or 0), ledger.share("paid"), ledger.unsaid) == (
        14, "91.6 %", ("offered", "refused", "unknown"),
    )  # fmt: skip
    assert matter.ledgers.count() == 2, "what was said before stays"
    for wrong in ({"whole": "many"}, {"whole": "-1"}, {"unit": "dollars"}, {"whole": "1.5"}, {"whole": "NaN"}):
        with pytest.raises(FairleadError):
            operations.add_ledger(owner, matter.pk, "workers", **wrong)  # type: ignore[arg-type]
    assert row.whole == "1074"


def test_reprisals_are_read_by_the_owner_and_editors_only(owner, person, organisation) -> None:
    union = organisation("union")
    editor, reader = actor_for(person("editor", union)), actor_for(person("reader", union, "reader"))
    matter = begun(owner)
    entry = Reprisal(day="2026-11", harm="dismissal", whom="several workers", by="union", said="After the letter.")
    with pytest.raises(Http404):
        operations.add_reprisal(editor, matter.pk, entry)
    operations.set_audience(owner, matter.pk, "organisation", union.pk)
    operations.add_reprisal(editor, matter.pk, entry)
    with pytest.raises(PermissionDenied):
        operations.add_reprisal(reader, matter.pk, entry)
    with pytest.raises(InputError):
        operations.add_reprisal(owner, matter.pk, Reprisal(day="2026", harm="threat", whom="worker", by="union",
                                                           said="Passport A1234567 was taken."))  # fmt: skip
    assert "dismissal" not in str(Matter.objects.get().public)


def answer_all(owner: Any, matter: Matter, **chosen: str) -> None:
    form = {}
    for one in operations.questions(matter, today(), publish=True):
        option = chosen.get(one.id) or next(each.id for each in one.options if each.effect == "go")
        form |= {f"answer-{one.id}": option, f"why-{one.id}": "They were asked and agree."}
    operations.answer_safety(owner, matter.pk, form, publish=True)


def test_nothing_is_public_before_the_questions_of_safety_are_answered(owner) -> None:
    matter = begun(owner)
    with pytest.raises(FairleadError, match="no summary"):
        operations.publish(owner, matter.pk)
    operations.prepare(owner, matter.pk, "The company named two sites.", ["log"])
    with pytest.raises(FairleadError, match="Before it is published"):
        operations.publish(owner, matter.pk)
    assert register.entries(today()) == []
    answer_all(owner, Matter.objects.get())
    operations.publish(owner, matter.pk)
    (entry,) = register.entries(today())
    assert entry["title"] == "A request for information"
    assert register.entries(today(), state="BGD") == []
    assert [one["what"] for one in register.entries(today(), state="NOR", what="matter")] == ["matter"]
    assert register.entries(today(), outcome="reform") == []


def test_what_happens_later_is_not_public_before_it_is_published_anew(owner) -> None:
    matter = begun(owner)
    operations.prepare(owner, matter.pk, "They answered.", ["log", "ledgers", "papers"])
    answer_all(owner, Matter.objects.get())
    operations.publish(owner, matter.pk)
    operations.log(owner, matter.pk, seen(matter), "noted", fields={"said": "Something secret."})
    operations.add_ledger(owner, matter.pk, "secret workers", whole="3")
    found = register.published_matter(matter.pk, today())
    assert found is not None
    assert "secret" not in str(found.public)
    assert "safety" not in [one["kind"] for one in found.public["events"]]
    operations.prepare(owner, matter.pk, "They answered twice.", ["log", "ledgers"])
    assert register.published_matter(matter.pk, today()) is None, "it is asked about anew"
    assert any("secret workers" in one.text or "found-" in one.id or one.id == "published"
               for one in operations.questions(Matter.objects.get(), today(), publish=True))  # fmt: skip


def test_words_that_could_identify_somebody_are_asked_about(owner) -> None:
    matter = begun(owner)
    operations.prepare(owner, matter.pk, "Call +974 5555 1234.", [])
    asked = operations.questions(Matter.objects.get(), today(), publish=True)
    assert any("+974 5555 1234" in one.text for one in asked)


def test_an_embargo_holds_back_what_is_published(owner) -> None:
    matter = begun(owner)
    until = today() + timedelta(10)
    operations.log(owner, matter.pk, 2, "embargoed", fields={"until": until.isoformat()})
    operations.prepare(owner, matter.pk, "They answered.", [])
    answer_all(owner, Matter.objects.get())
    operations.publish(owner, matter.pk)
    assert register.entries(today()) == []
    assert register.published_matter(matter.pk, until - timedelta(1)) is None
    assert register.published_matter(matter.pk, until) is not None
    operations.unpublish(owner, matter.pk)
    assert register.published_matter(matter.pk, until) is None


def test_only_the_owner_publishes_shares_and_deletes(owner, person, organisation) -> None:
    union = organisation("union")
    matter = begun(owner)
    operations.set_audience(owner, matter.pk, "organisation", union.pk)
    editor = actor_for(person("editor", union))
    operations.log(editor, matter.pk, 2, "noted", fields={"said": "We telephoned."})
    for do in (
        lambda: operations.prepare(editor, matter.pk, "x", []),
        lambda: operations.publish(editor, matter.pk),
        lambda: operations.set_audience(editor, matter.pk, "self"),
        lambda: operations.delete(editor, matter.pk),
    ):
        with pytest.raises(PermissionDenied):
            do()
    reader = actor_for(person("reader", union, "reader"))
    with pytest.raises(PermissionDenied):
        operations.log(reader, matter.pk, 3, "noted")
    stranger = actor_for(person("stranger"))
    with pytest.raises(Http404):
        operations.log(stranger, matter.pk, 3, "noted")
    with pytest.raises(FairleadError, match="as it is"):
        operations.set_audience(owner, matter.pk, "public")
    operations.delete(owner, matter.pk)
    assert not EventRow.objects.exists()


def sent_letter(owner: Any, state: str = "NPL", batch: Any = None) -> Letter:
    case = Case(on=today().isoformat(), state=state, writers=(Organisation(name="Example Union", country=state),),
                fields={"minister": "Minister", "reply_by": "1 May"})  # fmt: skip
    letter = letters.create(owner, "ratification", case)
    if batch:
        Letter.objects.filter(pk=letter.pk).update(batch=batch)
    Dispatch.objects.create(letter=letter, version=letter.version, channel="hand", to=["The ministry"], on=today(),
                            not_before=letter.created, sent=letter.created)  # fmt: skip
    return Letter.objects.get(pk=letter.pk)


def test_a_letter_that_was_sent_is_followed_by_those_who_may_change_it(owner, person) -> None:
    letter = sent_letter(owner)
    matter = operations.follow_letter(owner, letter.pk)
    assert operations.follow_letter(owner, letter.pk) == matter, "once"
    assert state_of(matter.log) == "sent"
    assert matter.addressee == "The ministry"
    with pytest.raises(FairleadError, match="that stays"):
        operations.step_back(owner, matter.pk, 3)
    with pytest.raises(FairleadError, match="page of the letter"):
        operations.log(owner, matter.pk, 3, "changed")
    with pytest.raises(Http404):
        operations.follow_letter(actor_for(person("other")), letter.pk)
    letters.delete(owner, letter.pk)
    assert Matter.objects.get().letter is None


def test_of_a_batch_only_what_was_published_is_told(owner) -> None:
    import uuid

    from django.utils import timezone

    together = uuid.uuid4()
    first, second, third = (sent_letter(owner, state, together) for state in ("NPL", "BGD", "QAT"))
    Letter.objects.filter(pk__in=[first.pk, third.pk]).update(published=timezone.now())
    Letter.objects.filter(pk=third.pk).update(embargo=today() + timedelta(1))
    assert [one["id"] for one in register.entries(today())] == [str(first.pk)]
    assert register.batch_of(Letter.objects.get(pk=first.pk), today()) == []
    assert register.batch_of(Letter.objects.get(pk=first.pk), today() + timedelta(1)) == [third]
    assert register.published_letter(second.pk, today()) is None


def test_reminders_come_once(owner) -> None:
    matter = begun(owner)
    operations.log(owner, matter.pk, 2, "received", day=today() - timedelta(28))
    assert send_reminders().sent == 0, "nobody asked for mail"
    operations.set_mail(owner, wanted=True)
    assert send_reminders().sent == 1
    assert send_reminders().sent == 0
    (message,) = mail.outbox
    assert message.to == ["owner@example.org"]
    assert "A request for information" in message.body
    assert Reminded.objects.get().sent
    operations.log(
        owner, matter.pk, 3, "due_set", fields={"due": (today() - timedelta(1)).isoformat(), "term": "answer"}
    )
    assert send_reminders().sent == 1, "another date is another reminder"


def test_the_calendar_has_a_private_address(owner, person) -> None:
    begun(owner)
    first = operations.new_calendar(owner)
    second = operations.new_calendar(owner)
    assert operations.calendar_owner(first) is None
    found = operations.calendar_owner(second)
    assert found is not None
    assert found.user == owner.user
    operations.revoke_calendar(owner)
    assert operations.calendar_owner(second) is None
    other = actor_for(person("other"))
    assert operations.reminders_of(other, today()) == ()
