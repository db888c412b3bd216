"""A letter that waits until people are safe: it does not leave, and is not published, before its day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from tests.hub.letters.test_operations import answer, begun, writer  # noqa: F401

from fairlead.errors import FairleadError, InputError
from fairlead.hub.letters import operations as do
from fairlead.hub.letters import safety
from fairlead.hub.letters.models import Channel, Letter
from fairlead.hub.matters import register
from fairlead.hub.pages import today
from fairlead.hub.people.actor import Actor, actor_for
from fairlead.hub.people.models import Audience

pytestmark = pytest.mark.django_db
LATER = today() + timedelta(days=9)


def test_it_does_not_leave_before_its_day(writer: Actor) -> None:  # noqa: F811
    letter = begun(writer)
    safety.keep(writer, letter.pk, 1, {"answer-asked": "delay"})
    assert "no day is given" in str(do.standing(letter, today()).stops)
    with pytest.raises(InputError, match="cannot be used"):
        safety.keep(writer, letter.pk, 1, {"until": "soon"})
    safety.keep(writer, letter.pk, 1, {"until": LATER.isoformat()})
    letter.refresh_from_db()
    assert letter.not_before == LATER
    assert {one.kind for one in do.standing(letter, today()).stops} == {"wait", "safety"}
    for channel, to in ((Channel.MAIL, "minister@example.org"), (Channel.HAND, "Ministry")):
        with pytest.raises(FairleadError, match=f"before {LATER}"):
            do.send(writer, letter.pk, 1, channel, to=[to])
    assert do.standing(letter, LATER).ready
    answer(writer, letter)  # the day holds, whatever is answered, until it is taken back
    assert {one.kind for one in do.standing(letter, today()).stops} == {"wait"}
    safety.keep(writer, letter.pk, 1, {"until": ""})
    letter.refresh_from_db()
    assert do.standing(letter, today()).ready


def test_what_is_on_its_way_is_taken_back_before_it_waits(writer: Actor) -> None:  # noqa: F811
    letter = begun(writer)
    do.send(writer, letter.pk, 1, Channel.MAIL, to=["minister@example.org"])
    with pytest.raises(FairleadError, match="being sent"):
        safety.keep(writer, letter.pk, 1, {"until": LATER.isoformat()})
    do.cancel(writer, letter.pk)
    safety.keep(writer, letter.pk, 1, {"until": LATER.isoformat()})
    with pytest.raises(FairleadError, match="It waits"):
        do.send(writer, letter.pk, 1, Channel.MAIL, to=["minister@example.org"])


def test_it_is_not_published_before_its_day(writer: Actor, person: Any) -> None:  # noqa: F811
    letter = begun(writer)
    body = next(iter(writer.roles))
    do.set_audience(writer, letter.pk, Audience.ORGANISATION, body)
    do.send(writer, letter.pk, 1, Channel.HAND, to=["Ministry"])
    letter.refresh_from_db()
    answer(writer, letter)
    safety.keep(writer, letter.pk, letter.number, {"answer-published": "delay"})
    with pytest.raises(FairleadError, match="no day is given"):
        do.publish(writer, letter.pk)
    helper = actor_for(person("helper", letter.organisation or Letter.objects.get().organisation))
    with pytest.raises(PermissionDenied):
        safety.keep(helper, letter.pk, letter.number, {"until": LATER.isoformat()})
    safety.keep(writer, letter.pk, letter.number, {"until": LATER.isoformat()})
    letter.refresh_from_db()
    assert (letter.embargo, letter.not_before) == (LATER, None)
    do.publish(writer, letter.pk, letter.embargo)
    assert register.published_letter(letter.pk, today()) is None
    assert register.published_letter(letter.pk, LATER) is not None


def test_the_page_of_safety_asks_for_the_day_and_offers_to_take_it_back(writer: Actor, browse: Any) -> None:  # noqa: F811
    letter = begun(writer)
    client, address = browse(writer.user), reverse("letter-safety", kwargs={"letter": letter.pk})
    assert 'name="until"' in client.get(address).content.decode()
    done = client.post(address, {"seen": "1", "until": LATER.isoformat()}, follow=True).content.decode()
    assert f"It waits until {LATER}" in done
    assert f"does not leave before {LATER}" in done
    assert f'action="{address}"' in done
    client.post(address, {"seen": "1", "until": ""})
    assert Letter.objects.get().not_before is None
    client.post(address, {"seen": "1"})  # a form without the field changes nothing
    assert Letter.objects.get().not_before is None
