"""What is told to those who are only asked to sign, and to whoever tries names: no more than they are to know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from tests.hub.letters.test_operations import FIELDS, answer, begun, case, writer  # noqa: F401
from tests.hub.letters.test_unnamed import sent, told

from fairlead.act.case import Organisation as Writer
from fairlead.hub.letters import operations as do
from fairlead.hub.matters import operations as follow
from fairlead.hub.matters import register
from fairlead.hub.matters.models import Matter
from fairlead.hub.pages import today
from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.models import Audience, Organisation, User

pytestmark = pytest.mark.django_db
People = Callable[..., User]
Bodies = Callable[..., Organisation]
HIDDEN = Writer(name="Zebra Workers", country="NPL", person="Quentin Secret", post="Warden", withheld=True)
ALLIES = Writer(name="Example Allies", country="NPL")
SECRETS = ("Zebra", "Quentin", "Warden", "Ms Hidden")


@pytest.mark.parametrize(
    "address", ["letter", "letter.json", "letter.csv", "letter-signatures", "letter-signatures.json"]
)
def test_who_is_asked_to_sign_learns_no_name_that_is_withheld(
    writer: Actor, person: People, organisation: Bodies, browse: Any, address: str  # noqa: F811
) -> None:  # fmt: skip
    allies = organisation("allies", name="Example Allies", listed=True)
    ally = person("ally", allies)
    fields = {**FIELDS, "minister": "Ms Hidden"}
    letter = begun(writer, writers=(HIDDEN, ALLIES), fields=fields)
    kept = next(one for one in letter.version.draft.passages if "Ms Hidden" in "".join(p.text for p in one.pieces))
    do.change(writer, letter.pk, 1, edits={kept.id: "The Minister"})
    do.invite(writer, letter.pk, organisation="allies")
    do.invite(writer, letter.pk, name=HIDDEN.name)
    do.attest(writer, letter.pk, letter.signatories.get(name=HIDDEN.name).pk, "By e-mail of Quentin Secret.")
    do.change(writer, letter.pk, 2, edits={"salutation": "Dear Minister,"})
    shown = browse(ally).get(reverse(address, args=[letter.pk])).content.decode()
    assert not [one for one in SECRETS if one in shown]
    if "csv" not in address:
        assert "name withheld" in shown
    assert "Zebra" in browse(writer.user).get(reverse("letter-signatures", args=[letter.pk])).content.decode()


def test_no_short_name_is_told_apart_from_one_that_nobody_has(
    writer: Actor, person: People, organisation: Bodies, browse: Any  # noqa: F811
) -> None:  # fmt: skip
    organisation("quiet")  # it is not listed
    letter = begun(writer)
    client = browse(writer.user)
    for address, field in (
        ("letter-approve", "organisation"), ("letter-decline", "organisation"), ("letter-audience", "audience"),
    ):  # fmt: skip
        for value in ("{}", "organisation:{}"):
            given = [
                client.post(reverse(address, args=[letter.pk]), {field: value.format(slug)})
                for slug in ("quiet", "none")
            ]
            assert len({one.status_code for one in given}) == 1, (address, value)
            assert given[0].status_code >= 400


def test_an_editor_does_not_bring_forward_when_others_see_what_is_published(
    writer: Actor, person: People, organisation: Bodies  # noqa: F811
) -> None:  # fmt: skip
    union, until = organisation("union"), today() + timedelta(days=9)
    matter = follow.follow_letter(writer, sent(writer, union).pk)
    editor = actor_for(person("editor", union))
    assert Matter.objects.get().audience == Audience.ORGANISATION

    def embargo(actor: Actor, day: str) -> None:
        follow.log(actor, matter.pk, matter.rows.count(), "embargoed", fields={"until": day})

    embargo(editor, until.isoformat())
    assert Matter.objects.get().embargo == until
    told(writer, matter.letter)
    for day in ("", (until - timedelta(days=1)).isoformat()):
        with pytest.raises(PermissionDenied):
            embargo(editor, day)
    embargo(editor, (until + timedelta(days=1)).isoformat())  # to wait for longer is no danger
    with pytest.raises(PermissionDenied):
        follow.step_back(editor, matter.pk, matter.rows.count())
    assert register.published_matter(matter.pk, until) is None
    embargo(writer, "")
    assert register.published_matter(matter.pk, today()) is not None


def test_what_was_answered_about_words_holds_for_these_words(writer: Actor, browse: Any) -> None:  # noqa: F811
    letter = begun(writer)
    assert do.standing(letter, today()).ready
    do.change(writer, letter.pk, 1, edits={"salutation": "Dear Minister, Ram Example told us of it,"})
    letter.refresh_from_db()
    open_ = [one.what for one in do.standing(letter, today()).stops]
    assert [one for one in open_ if "name or describe a worker" in one]
    assert not [one for one in open_ if "been asked" in one], "what does not hang on the words still holds"
    client, page = browse(writer.user), reverse("letter-safety", args=[letter.pk])
    assert "The words have changed since this was answered" in client.get(page).content.decode()
    answer(writer, letter)
    assert do.standing(letter, today()).ready
    assert "The words have changed" not in client.get(page).content.decode()
