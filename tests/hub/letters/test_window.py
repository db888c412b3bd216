"""While an e-mail waits its people may change their minds, go, or be shut out: it does not leave against them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from tests.hub.letters.test_operations import FIELDS, UNION, answer, begun, case, writer  # noqa: F401

from fairlead.act.case import Organisation as Writer
from fairlead.errors import FairleadError
from fairlead.hub.letters import operations as do
from fairlead.hub.letters import safety
from fairlead.hub.letters.models import Channel, Dispatch, Letter
from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.models import Audience, Membership, Organisation, Role, User
from fairlead.hub.people.operations import block_account, delete_organisation, remove_member

pytestmark = pytest.mark.django_db
People = Callable[..., User]
Bodies = Callable[..., Organisation]


def waiting(actor: Actor, *, shared: Organisation | None = None, **more: Any) -> Letter:
    """A letter of one's own, or of an organisation, that leaves as soon as somebody looks."""
    letter = begun(actor, **more)
    if shared is not None:
        do.set_audience(actor, letter.pk, Audience.ORGANISATION, shared.pk)
    return posted(actor, letter)


def posted(actor: Actor, letter: Letter) -> Letter:
    letter.refresh_from_db()
    do.send(actor, letter.pk, letter.number, Channel.MAIL, to=["minister@example.org"])
    Dispatch.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    return letter


def held_back() -> str:
    """Why it did not leave."""
    assert do.send_due() == 0
    assert mail.outbox == []
    found = Dispatch.objects.get()
    assert found.taken_back is not None
    assert (found.sent, found.failed, found.claimed) == (None, None, None)
    assert do.send_due() == 0
    return found.error


def test_nothing_leaves_with_a_signature_that_was_withdrawn(
    writer: Actor, person: People, organisation: Bodies, browse: Any  # noqa: F811
) -> None:  # fmt: skip
    allies = organisation("allies", name="Example Allies", listed=True)
    ally = actor_for(person("ally", allies))
    letter = begun(writer, writers=(UNION, Writer(name="Example Allies", country="NPL")))
    do.invite(writer, letter.pk, organisation="allies")
    do.invite(writer, letter.pk, name=UNION.name)
    do.approve(ally, letter.pk, allies.pk, letter.version.digest)
    do.attest(writer, letter.pk, letter.signatories.get(name=UNION.name).pk, "By their secretary.")
    posted(writer, letter)
    do.decline(ally, letter.pk, allies.pk)
    assert held_back() == "Example Allies does not sign it."
    page = browse(writer.user).get(reverse("letter-send", args=[letter.pk])).content.decode()
    assert "taken back: Example Allies does not sign it." in page


def test_an_organisation_that_is_deleted_signs_nothing(writer: Actor, person: People, organisation: Bodies) -> None:  # noqa: F811
    allies = organisation("allies", name="Example Allies", listed=True)
    head = actor_for(person("head", allies, Role.MANAGER))
    letter = begun(writer, writers=(UNION, Writer(name="Example Allies", country="NPL")))
    do.invite(writer, letter.pk, organisation="allies")
    do.invite(writer, letter.pk, name=UNION.name)
    do.approve(head, letter.pk, allies.pk, letter.version.digest)
    do.attest(writer, letter.pk, letter.signatories.get(name=UNION.name).pk, "By their secretary.")
    posted(writer, letter)
    delete_organisation(head, allies)
    assert "Example Allies has not approved its signature." in held_back()


def test_a_letter_of_an_organisation_that_is_deleted_goes_with_it(
    writer: Actor, person: People, organisation: Bodies  # noqa: F811
) -> None:  # fmt: skip
    union = organisation("union")
    head = actor_for(person("head", union, Role.MANAGER))
    waiting(writer, shared=union)
    delete_organisation(head, union)
    assert not Letter.objects.exists()
    assert not Dispatch.objects.exists()
    assert (do.send_due(), mail.outbox) == (0, [])


def test_an_account_that_is_blocked_sends_nothing(writer: Actor, person: People) -> None:  # noqa: F811
    waiting(writer)
    operator = actor_for(person("operator", is_superuser=True))
    assert writer.user is not None
    block_account(operator, writer.user.pk, "It was taken over.")
    assert held_back() == "Whoever sent it may not do so any more."


def test_who_was_removed_sends_nothing_for_the_organisation(
    writer: Actor, person: People, organisation: Bodies  # noqa: F811
) -> None:  # fmt: skip
    union = organisation("union")
    head = actor_for(person("head", union, Role.MANAGER))
    letter = waiting(writer, shared=union)
    remove_member(head, Membership.objects.get(user=writer.user))
    assert held_back() == "Whoever sent it may not do so any more."
    letter.refresh_from_db()
    do.send(head := actor_for(User.objects.get(pk=letter.owner_id)), letter.pk, letter.number, Channel.HAND, to=["X"])
    assert head.user is not None
    assert letter.sent


def test_an_editor_who_says_that_somebody_could_suffer_stops_it(
    writer: Actor, person: People, organisation: Bodies  # noqa: F811
) -> None:  # fmt: skip
    union = organisation("union")
    editor = actor_for(person("editor", union))
    letter = waiting(writer, shared=union)
    safety.keep(editor, letter.pk, letter.number, {"answer-asked": "stop"})
    assert "People decided that it does not leave" in held_back()


def test_one_that_cannot_be_written_does_not_keep_others_from_leaving(
    writer: Actor, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    first, second = waiting(writer), waiting(writer)
    from fairlead.hub.letters.operations import sending

    real = sending.deliver

    def faulty(one: Dispatch) -> dict[str, str]:
        if one.letter_id == first.pk:
            raise FairleadError("The document is not complete.")
        return real(one)

    monkeypatch.setattr(sending, "deliver", faulty)
    assert do.send_due() == 1
    assert first.dispatches.get().failed is not None
    assert second.dispatches.get().sent is not None


def test_what_is_published_is_what_was_asked_about(writer: Actor) -> None:  # noqa: F811
    letter = begun(writer)
    do.change(writer, letter.pk, 1, edits={"salutation": "Dear Ms Secret, telephone +974 5555 1234,"})
    letter.refresh_from_db()
    answer(writer, letter)
    do.send(writer, letter.pk, 2, Channel.HAND, to=["Ministry"])
    do.change(writer, letter.pk, 2, edits={"salutation": "Dear Minister,"})
    letter.refresh_from_db()
    answer(writer, letter)
    with pytest.raises(FairleadError, match="changed after it was sent") as caught:
        do.publish(writer, letter.pk)
    assert "version 2" in (caught.value.fix or "")
    do.restore(writer, letter.pk, 3, 2)
    letter.refresh_from_db()
    assert any("5555" in one.text for one in safety.asked(letter.version, publish=True))
    answer(writer, letter)
    assert do.publish(writer, letter.pk).published


def test_nobody_writes_to_very_many_in_a_day(writer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    from fairlead.hub.letters.operations import sending

    monkeypatch.setattr(sending, "MOST_A_DAY", 3)
    monkeypatch.setattr("fairlead.hub.limits.time.time", lambda: 1_800_000_000.0)
    first, second = begun(writer), begun(writer)
    do.send(writer, first.pk, 1, Channel.MAIL, to=["a@example.org"], copies=["b@example.org"])
    with pytest.raises(FairleadError, match="very many addresses today"):
        do.send(writer, second.pk, 1, Channel.MAIL, to=["c@example.org", "d@example.org"])
    assert not second.dispatches.exists()
    do.send(writer, second.pk, 1, Channel.HAND, to=["Ministry"])
    monkeypatch.setattr("fairlead.hub.limits.time.time", lambda: 1_800_000_000.0 + sending.DAY)
    do.cancel(writer, first.pk)
    do.send(writer, first.pk, 1, Channel.MAIL, to=["c@example.org", "d@example.org"])
