"""Letters go through a real mail server on this machine, once, whole, and with a clear end where it refuses."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from fairlead.act.case import Case, Organisation
from fairlead.hub.letters import operations as do
from fairlead.hub.letters import safety
from fairlead.hub.letters.models import Channel, Dispatch, Letter
from fairlead.hub.pages import today
from fairlead.hub.people.actor import Actor, actor_for

pytestmark = pytest.mark.django_db


class Inbox:
    """What arrived; addresses at refused.example are turned away."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address.endswith("@refused.example"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        found = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((list(envelope.rcpt_tos), found))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    handler = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield handler
    server.stop()


@pytest.fixture
def writer(person: Any, organisation: Any) -> Actor:
    return actor_for(person("writer", organisation("union")))


def waiting(writer: Actor, to: list[str], minister: str = "Minister of Labour") -> Letter:
    case = Case(
        on=today().isoformat(), state="NPL", writers=(Organisation(name="Union des travailleurs – Zürich"),),
        fields={"minister": minister, "reply_by": "31 January 2027"},
    )  # fmt: skip
    letter = do.create(writer, "ratification", case, title="Ratification – नेपाल\nBcc: x@example.org")
    for one in safety.asked(letter.version):
        letter.safety.create(
            question=one.id, answer=next(o.id for o in one.options if o.effect == "go"), note="Asked.",
            digest=letter.version.digest,
        )  # fmt: skip
    do.send(writer, letter.pk, 1, Channel.MAIL, to=to, copies=["copy@example.org"], message="Your Excellency")
    Dispatch.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    return letter


def test_a_letter_arrives_whole(inbox: Inbox, writer: Actor) -> None:
    waiting(writer, ["minister@example.org"])
    assert do.send_due() == 1
    assert [to for to, _ in inbox.mails] == [["minister@example.org"], ["copy@example.org"]]
    found = inbox.mails[0][1]
    assert (found["To"], found["Cc"]) == ("minister@example.org", "copy@example.org")
    assert (
        found["Subject"].strip() == "Ratification of the Protocol of 2014: Nepal"
    )  # what its writers call it stays here
    assert found["Bcc"] is None
    assert b"x@example.org" not in bytes(found)
    assert found["Reply-To"] == "writer@example.org"
    body, pdf = found.get_body(("plain",)), next(found.iter_attachments())
    assert body is not None
    text = " ".join(body.get_content().split())
    assert text.startswith("Your Excellency")
    assert "Union des travailleurs – Zürich" in text
    assert "Draft" not in text
    assert pdf.get_content_type() == "application/pdf"
    assert pdf.get_content()[:4] == b"%PDF"
    assert do.send_due() == 0
    assert len(inbox.mails) == 2


def test_what_no_font_shows_goes_as_docx(inbox: Inbox, writer: Actor) -> None:
    waiting(writer, ["minister@example.org"], minister="Minister \u0378")
    assert do.send_due() == 1
    file = next(inbox.mails[0][1].iter_attachments())
    assert file.get_filename().endswith(".docx")
    assert file.get_content()[:2] == b"PK"


def test_a_server_that_refuses_is_told_and_nothing_is_tried_again_by_itself(inbox: Inbox, writer: Actor) -> None:
    letter = waiting(writer, ["minister@refused.example"])
    Dispatch.objects.update(copies=[])
    assert do.send_due() == 0
    found = Dispatch.objects.get()
    assert found.failed is not None
    assert "no such person" in found.error
    assert do.send_due() == 0
    do.send(writer, letter.pk, 1, Channel.MAIL, to=["minister@example.org"])  # people mend it and send it again
    Dispatch.objects.filter(failed=None).update(not_before=timezone.now() - timedelta(seconds=1))
    assert do.send_due() == 1
    assert inbox.mails[-1][0] == ["minister@example.org"]


def test_one_of_several_whom_the_server_refuses_is_named(inbox: Inbox, writer: Actor) -> None:
    waiting(writer, ["minister@refused.example"])
    assert do.send_due() == 1
    assert [to for to, _ in inbox.mails] == [["copy@example.org"]]
    assert "minister@refused.example: no such person" in Dispatch.objects.get().error


def test_a_server_that_is_not_there(settings: Any, inbox: Inbox, writer: Actor) -> None:
    waiting(writer, ["minister@example.org"])
    settings.EMAIL_PORT = 9  # nobody listens there
    assert do.send_due() == 0
    assert Dispatch.objects.get().failed is not None
