"""What may be done with letters, by whom, and what is never lost or sent unnoticed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from fairlead.act.case import Case, Organisation
from fairlead.errors import FairleadError, InputError
from fairlead.hub.letters import operations as do
from fairlead.hub.letters import safety
from fairlead.hub.letters.models import Channel, Dispatch, Letter
from fairlead.hub.letters.operations.sending import UNDO
from fairlead.hub.pages import today
from fairlead.hub.people.actor import NOBODY, Actor, actor_for
from fairlead.hub.people.audit import AuditEntry
from fairlead.hub.people.models import Audience
from fairlead.hub.people.policy import find, visible

pytestmark = pytest.mark.django_db
FIELDS = {"minister": "Minister of Labour", "reply_by": "31 January 2027"}
UNION = Organisation(name="Example Union", country="NPL", person="A. Person")


def case(**more: Any) -> Case:
    return Case(on=today().isoformat(), state="NPL", **({"writers": (UNION,), "fields": FIELDS} | more))


@pytest.fixture
def writer(person, organisation) -> Actor:
    return actor_for(person("writer", organisation("union")))


@pytest.fixture
def other(person, organisation) -> Actor:
    return actor_for(person("other", organisation("employers", "employers")))


def begun(actor: Actor, *, asked: bool = True, **more: Any) -> Letter:
    letter = do.create(actor, "ratification", case(**more))
    if asked:
        answer(actor, letter)
    return letter


def answer(actor: Actor, letter: Letter) -> None:
    """Every question of safety answered by the first of its options that lets the letter leave, with a reason."""
    form = {}
    for one in safety.asked(letter.version, publish=letter.sent):
        form[f"answer-{one.id}"] = next(option.id for option in one.options if option.effect == "go")
        form[f"why-{one.id}"] = "They were asked."
    safety.keep(actor, letter.pk, letter.number, form)


def test_what_was_not_asked_stops_the_sending(writer: Actor) -> None:
    letter = begun(writer, asked=False)
    assert {one.kind for one in do.standing(letter, today()).stops} == {"safety"}
    with pytest.raises(InputError, match="cannot be used"):
        safety.keep(writer, letter.pk, 1, {"answer-asked": "no such"})
    answer(writer, letter)
    assert do.standing(letter, today()).ready


def test_what_was_chosen_for_safety_must_be_done(writer: Actor) -> None:
    letter = begun(writer)
    safety.keep(writer, letter.pk, 1, {"answer-signatories": "withhold"})
    assert {one.kind for one in do.standing(letter, today()).stops} == {"safety"}
    through = Organisation(name="Example Federation")
    do.change(writer, letter.pk, 1, case=case(withhold=True, through=through))
    letter.refresh_from_db()
    answer(writer, letter)
    safety.keep(writer, letter.pk, 2, {"answer-signatories": "withhold"})
    assert do.standing(letter, today()).ready


def test_a_letter_is_its_writers_alone(writer: Actor, other: Actor) -> None:
    letter = begun(writer)
    assert list(visible(writer, Letter)) == [letter]
    for actor in (other, NOBODY):
        assert not visible(actor, Letter).exists()
        with pytest.raises((Http404, PermissionDenied)):
            do.change(actor, letter.pk, 1, fields={"minister": "X"})


def test_every_change_is_a_version_and_every_version_stays(writer: Actor) -> None:
    letter = begun(writer)
    do.change(writer, letter.pk, 1, edits={"ask": "Please ratify."}, why="shorter")
    do.restore(writer, letter.pk, 2, 1)
    letter.refresh_from_db()
    assert [(one.number, one.why) for one in letter.versions.all()] == [
        (3, "back to version 1"), (2, "shorter"), (1, "begun"),
    ]  # fmt: skip
    assert letter.version.draft == letter.versions.get(number=1).draft
    assert letter.versions.get(number=2).draft.edits == {"ask": "Please ratify."}


def test_a_change_on_an_older_version_is_refused_and_nothing_is_lost(writer: Actor) -> None:
    letter = begun(writer)
    do.change(writer, letter.pk, 1, edits={"ask": "First."})
    with pytest.raises(do.ConflictError, match="written meanwhile"):
        do.change(writer, letter.pk, 1, edits={"ask": "Second."})
    letter.refresh_from_db()
    assert letter.version.draft.edits == {"ask": "First."}


def test_what_is_open_stops_the_sending(writer: Actor) -> None:
    letter = begun(writer, fields={})
    found = do.standing(letter, today())
    assert {one.kind for one in found.stops} == {"blank"}
    with pytest.raises(FairleadError, match="cannot be sent yet"):
        do.send(writer, letter.pk, 1, Channel.MAIL, to=["minister@example.org"])
    assert not Dispatch.objects.exists()


def test_a_stale_letter_cannot_be_sent_unnoticed(writer: Actor, monkeypatch) -> None:
    letter = begun(writer)
    import fairlead.act.recorder as recorder

    monkeypatch.setattr(recorder, "fingerprint", lambda row: "0" * 16)
    found = do.standing(letter, today())
    assert {one.kind for one in found.stops} == {"stale"}
    with pytest.raises(FairleadError):
        do.send(writer, letter.pk, 1, Channel.MAIL, to=["minister@example.org"])
    do.renew(writer, letter.pk, 1, today().isoformat())
    letter.refresh_from_db()
    assert do.standing(letter, today()).ready


def test_each_signs_for_itself_on_the_words_that_stand(writer: Actor, other: Actor) -> None:
    both = (UNION, Organisation(name="Employers", constituency="employers"))
    letter = begun(writer, writers=both)
    assert {one.kind for one in do.standing(letter, today()).stops} == {"approval"}
    do.invite(writer, letter.pk, name="Example Union")
    (employers,) = other.roles
    do.invite(writer, letter.pk, organisation=_listed(employers))
    assert list(visible(other, Letter)) == [letter]
    with pytest.raises(PermissionDenied):
        do.change(other, letter.pk, 1, edits={"ask": "x"})
    with pytest.raises((PermissionDenied, Http404)):
        do.approve(writer, letter.pk, employers, letter.version.digest)
    do.approve(other, letter.pk, employers, letter.version.digest)
    outside = letter.signatories.get(name="Example Union")
    do.attest(writer, letter.pk, outside.pk, "by e-mail of its secretary")
    assert do.standing(letter, today()).ready
    do.change(writer, letter.pk, 1, edits={"ask": "Ratify now."})
    letter.refresh_from_db()
    stops = do.standing(letter, today()).stops
    assert len([one for one in stops if "approved other words" in one.what]) == 2
    with pytest.raises(do.ConflictError):
        do.approve(other, letter.pk, employers, letter.versions.get(number=1).digest)


def test_who_declines_sees_the_letter_no_more_and_stops_it(writer: Actor, other: Actor) -> None:
    letter = begun(writer)
    (employers,) = other.roles
    do.invite(writer, letter.pk, organisation=_listed(employers))
    do.decline(other, letter.pk, employers)
    assert not visible(other, Letter).exists()
    assert any("has not approved" in one.what for one in do.standing(letter, today()).stops)


def _listed(pk: Any) -> str:
    from fairlead.hub.people.models import Organisation as Stored

    Stored.objects.filter(pk=pk).update(listed=True)
    return Stored.objects.get(pk=pk).slug


def test_an_e_mail_waits_and_can_be_taken_back(writer: Actor) -> None:
    letter = begun(writer)
    do.send(writer, letter.pk, 1, Channel.MAIL, to=["minister@example.org"])
    assert do.send_due() == 0
    with pytest.raises(FairleadError, match="being sent"):
        do.change(writer, letter.pk, 1, edits={"ask": "x"})
    do.cancel(writer, letter.pk)
    Dispatch.objects.update(not_before=timezone.now() - UNDO)
    assert do.send_due() == 0
    assert mail.outbox == []


def test_an_e_mail_leaves_once_with_its_text_and_pdf(writer: Actor) -> None:
    letter = begun(writer)
    do.send(
        writer, letter.pk, 1, Channel.MAIL, to=["minister@example.org"], copies=["copy@example.org"], message="Dear"
    )
    Dispatch.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    assert (do.send_due(), do.send_due()) == (1, 0)
    sent, copy = mail.outbox  # one for each it is for
    assert copy.body == sent.body
    assert (sent.to, sent.cc, sent.reply_to) == (["minister@example.org"], ["copy@example.org"], [writer.user.email])
    assert "Nepal had not ratified the Protocol" in " ".join(sent.body.split())
    ((name, content, kind),) = sent.attachments
    assert (name[-4:], content[:4], kind) == (".pdf", b"%PDF", "application/pdf")
    with pytest.raises(FairleadError, match="left already"):
        do.cancel(writer, letter.pk)


def test_what_was_begun_and_not_heard_of_is_not_sent_twice(writer: Actor) -> None:
    letter = begun(writer)
    do.send(writer, letter.pk, 1, Channel.MAIL, to=["minister@example.org"])
    long_ago = timezone.now() - timedelta(hours=1)
    Dispatch.objects.update(not_before=long_ago, claimed=long_ago)
    assert do.send_due() == 0
    assert mail.outbox == []
    assert "not known whether it left" in Dispatch.objects.get().error


def test_addresses_that_cannot_be_ones_are_all_named(writer: Actor) -> None:
    letter = begun(writer)
    with pytest.raises(InputError) as caught:
        do.send(writer, letter.pk, 1, Channel.MAIL, to=["a@b", "x@example.org\nBcc: y@example.org", "ok@example.org"])
    assert len(caught.value.problems) == 2
    assert not Dispatch.objects.exists()


def test_a_letter_handed_over_is_written_down_on_its_day(writer: Actor) -> None:
    letter = begun(writer)
    day = today() - timedelta(days=3)
    made = do.send(writer, letter.pk, 1, Channel.HAND, to=["Ministry of Labour, reception"], on=day)
    assert made.sent is not None
    assert made.version.draft.case.on == day.isoformat()
    with pytest.raises(FairleadError, match="future"):
        do.send(writer, letter.pk, 2, Channel.HAND, to=["x"], on=today() + timedelta(days=1))


def test_only_what_was_sent_is_published(writer: Actor) -> None:
    letter = begun(writer)
    with pytest.raises(FairleadError, match="has not been sent"):
        do.publish(writer, letter.pk)
    do.send(writer, letter.pk, 1, Channel.HAND, to=["Ministry"])
    with pytest.raises(FairleadError, match="Before it is published"):
        do.publish(writer, letter.pk)
    answer(writer, letter)
    assert do.publish(writer, letter.pk).published is not None
    assert do.unpublish(writer, letter.pk).published is None


def test_sharing_lets_the_organisation_write_along(writer: Actor, person, organisation) -> None:
    letter = begun(writer)
    (union,) = writer.roles
    colleague = actor_for(person("colleague", organisation("union")))
    do.set_audience(writer, letter.pk, Audience.ORGANISATION, union)
    do.change(colleague, letter.pk, 1, edits={"ask": "Ours."})
    with pytest.raises(PermissionDenied):
        do.send(colleague, letter.pk, 2, Channel.HAND, to=["x"])
    with pytest.raises(FairleadError, match="everyone"):
        do.set_audience(writer, letter.pk, Audience.PUBLIC)


def test_a_batch_is_begun_whole_or_not_at_all(writer: Actor) -> None:
    rows = [{"state": "NPL"}, {"state": "IND"}]
    made = do.create_batch(writer, "ratification", case(), rows)
    assert len({one.batch for one in made}) == 1
    with pytest.raises(InputError):
        do.create_batch(writer, "ratification", case(), [*rows, {"state": "nowhere"}])
    assert Letter.objects.count() == 2


def test_deleting_takes_everything(writer: Actor) -> None:
    letter = begun(writer)
    do.send(writer, letter.pk, 1, Channel.HAND, to=["Ministry"])
    do.delete(writer, letter.pk)
    assert not Letter.objects.exists()
    assert not Dispatch.objects.exists()


def test_an_account_that_goes_takes_its_letters_along(writer: Actor) -> None:
    letter = begun(writer)
    do.send(writer, letter.pk, 1, Channel.HAND, to=["Ministry"])
    writer.user.delete()
    assert not Letter.objects.exists()


def test_the_log_names_no_words_of_a_letter(writer: Actor) -> None:
    letter = begun(writer)
    do.change(writer, letter.pk, 1, edits={"ask": "Secret words."}, why="secret reason")
    entries = AuditEntry.objects.filter(thing_id=str(letter.pk))
    assert {one.operation for one in entries} == {"letter.change"}
    assert not any(re.search("[Ss]ecret", one.why) for one in entries)


def test_nothing_without_a_person(writer: Actor) -> None:
    with pytest.raises(PermissionDenied):
        do.create(NOBODY, "ratification", case())
    letter = begun(writer)
    with pytest.raises((Http404, PermissionDenied)):
        find(NOBODY, Letter, pk=letter.pk)
