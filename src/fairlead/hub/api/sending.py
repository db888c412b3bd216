"""Letters: who signs, who could suffer, sending with the time to take it back, publishing."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import Field

from fairlead.hub.api.access import needs
from fairlead.hub.api.acting import AnswerIn, Seen, answers_of, own, safety_of, seen
from fairlead.hub.api.letters import ONE, again
from fairlead.hub.api.shapes import Done, Given, Record, answers, written
from fairlead.hub.letters import operations
from fairlead.hub.letters.models import Letter
from fairlead.hub.letters.safety import asked, decision, given, keep
from fairlead.hub.letters.views import sending
from fairlead.hub.pages import today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import find

__all__ = ["router"]

router = Router(tags=["Letters"])


class LetterInviteIn(Given):
    """Who is asked to sign: an organisation of the hub by its short name, or one outside by its name."""

    organisation: str = Field("", max_length=80)
    name: str = Field("", max_length=200)


class AttestIn(Given):
    """How an organisation outside said that it approves the words that stand."""

    how: str = Field(max_length=300)


class ApproveIn(Given):
    """An approval in the name of one's own organisation."""

    organisation: str = Field(max_length=80, description="Its short name.")
    digest: str = Field(max_length=64, description="Of the words that were read; others are answered 409.")


class DeclineIn(Given):
    """Which organisation of one's own does not sign."""

    organisation: str = Field(max_length=80, description="Its short name.")


class LetterSafetyIn(Seen):
    """Who could suffer: answers by question, and the day to wait for."""

    answers: dict[str, AnswerIn] = Field({}, max_length=100)
    until: date | None = Field(
        None, description="The day before which it does not leave, or is not published; null: it waits no more."
    )


class SendIn(Seen):
    """How the version that stands leaves."""

    channel: Literal["mail", "hand"] = Field(description="By e-mail from this hub, or handed over by yourselves.")
    to: list[str] = Field(max_length=40, description="Addresses of e-mail; or whom it was handed to.")
    copies: list[str] = Field([], max_length=40)
    message: str = Field("", max_length=4000, description="What stands above the letter in the e-mail.")
    on: date | None = Field(None, description="The day it was handed over, if not today.")

    model_config = {"json_schema_extra": {"examples": [{"seen": 2, "channel": "hand", "to": ["The Ministry"]}]}}


class LetterPublishIn(Given):
    """From which day everyone may read what was sent."""

    embargo: date | None = Field(None, description="The first day; null: today.")


@router.get(
    ONE + "/signatures",
    response=answers(list[Record], 403, 404),
    operation_id="letter_signatures",
    summary="Who signs",
    **needs("letter.see"),
)
def signatures(request: HttpRequest, letter: Path[UUID]) -> HttpResponse:
    """Who is asked to sign, and who has approved the words that stand."""
    return seen(sending.signatures, request, letter=letter)


@router.post(
    ONE + "/signatures",
    response=answers(list[Record], 403, 404, 415, status=201),
    operation_id="letter_invite",
    summary="Ask for a signature",
    **needs("letter.send"),
)
def invite(request: HttpRequest, letter: Path[UUID], given: LetterInviteIn) -> HttpResponse:
    """Ask an organisation to sign. One of the hub then sees the letter and approves its own signature."""
    operations.invite(actor_of(request), letter, organisation=given.organisation, name=given.name)
    return _signatures(request, letter, 201)


@router.delete(
    ONE + "/signatures/{uuid:signatory}",
    response=answers(list[Record], 403, 404, 415),
    operation_id="letter_uninvite",
    summary="Ask for it no longer",
    **needs("letter.send"),
)
def uninvite(request: HttpRequest, letter: Path[UUID], signatory: Path[UUID]) -> HttpResponse:
    """Ask somebody no longer; an organisation of the hub then sees the letter no more."""
    operations.uninvite(actor_of(request), letter, signatory)
    return _signatures(request, letter)


@router.put(
    ONE + "/signatures/{uuid:signatory}",
    response=answers(list[Record], 403, 404, 415),
    operation_id="letter_attest",
    summary="Write down an approval from outside",
    **needs("letter.send"),
)
def attest(request: HttpRequest, letter: Path[UUID], signatory: Path[UUID], given: AttestIn) -> HttpResponse:
    """Write down that an organisation outside the hub approved the words that stand, and how it said so."""
    operations.attest(actor_of(request), letter, signatory, given.how)
    return _signatures(request, letter)


@router.put(
    ONE + "/approval",
    response=answers(list[Record], 403, 404, 409, 415),
    operation_id="letter_approve",
    summary="Approve one's own signature",
    **needs("letter.sign"),
)
def approve(request: HttpRequest, letter: Path[UUID], given: ApproveIn) -> HttpResponse:
    """Approve the signature of one's own organisation on the words that were read."""
    find(actor_of(request), Letter, "sign", pk=letter)
    operations.approve(actor_of(request), letter, own(request, given.organisation), given.digest)
    return _signatures(request, letter)


@router.post(
    ONE + "/decline",
    response=answers(Done, 403, 404, 415),
    operation_id="letter_decline",
    summary="Decline to sign",
    **needs("letter.sign"),
)
def decline(request: HttpRequest, letter: Path[UUID], given: DeclineIn) -> HttpResponse:
    """Decline, or take an approval back; the organisation then sees the letter no more."""
    find(actor_of(request), Letter, "sign", pk=letter)
    operations.decline(actor_of(request), letter, own(request, given.organisation))
    return written({"done": True})


@router.get(
    ONE + "/safety",
    response=answers(Record, 403, 404),
    operation_id="letter_safety",
    summary="Who could suffer for it",
    **needs("letter.history"),
)
def safety(request: HttpRequest, letter: Path[UUID]) -> HttpResponse:
    """What is asked before it leaves or, once it was sent, before it is published; and what was answered."""
    return written(_safety(find(actor_of(request), Letter, "history", pk=letter)))


@router.put(
    ONE + "/safety",
    response=answers(Record, 403, 404, 409, 415),
    operation_id="letter_safety_answer",
    summary="Answer who could suffer",
    **needs("letter.change"),
)
def safety_answer(request: HttpRequest, letter: Path[UUID], given: LetterSafetyIn) -> HttpResponse:
    """Keep answers, and the day to wait for; none where one cannot be. An answer that nobody gave is never a no."""
    sent: dict[str, Any] = answers_of(given.answers)
    if "until" in given.model_fields_set:  # left out, it stays as it is
        sent["until"] = given.until.isoformat() if given.until else ""
    keep(actor_of(request), letter, given.seen, sent)
    return written(_safety(find(actor_of(request), Letter, pk=letter)))


@router.get(
    ONE + "/sendings",
    response=answers(list[Record], 403, 404),
    operation_id="letter_sendings",
    summary="What became of its sendings",
    **needs("letter.send"),
)
def sendings(request: HttpRequest, letter: Path[UUID]) -> HttpResponse:
    """Each sending: how, to whom, which version, and whether it waits, has left, was taken back or failed."""
    held = find(actor_of(request), Letter, "send", pk=letter)
    return written([_sending(one) for one in held.dispatches.select_related("version")])


@router.post(
    ONE + "/sendings",
    response=answers(Record, 403, 404, 409, 415, status=201),
    operation_id="letter_send",
    summary="Send it",
    **needs("letter.send"),
)
def send(request: HttpRequest, letter: Path[UUID], given: SendIn) -> HttpResponse:
    """Send the version that stands, by e-mail after 15 minutes in which it can be taken back, or as handed over.

    Refused, with what is open, where it is not complete, fresh, agreed by each who signs, and asked about.
    """
    made = operations.send(
        actor_of(request),
        letter,
        given.seen,
        given.channel,
        to=given.to,
        copies=given.copies,
        message=given.message,
        on=given.on,
    )
    return written(_sending(made), 201)


@router.delete(
    ONE + "/sendings",
    response=answers(Done, 403, 404, 415),
    operation_id="letter_cancel",
    summary="Take it back",
    **needs("letter.send"),
)
def cancel(request: HttpRequest, letter: Path[UUID]) -> HttpResponse:
    """Take back what has not left yet."""
    operations.cancel(actor_of(request), letter)
    return written({"done": True})


@router.put(
    ONE + "/publication",
    response=answers(Record, 403, 404, 415),
    operation_id="letter_publish",
    summary="Publish what was sent",
    **needs("letter.publish"),
)
def publish(request: HttpRequest, letter: Path[UUID], given: LetterPublishIn) -> HttpResponse:
    """Let everyone read what was sent, from a day on, once nothing stands in the way."""
    operations.publish(actor_of(request), letter, given.embargo)
    return again(request, letter)


@router.delete(
    ONE + "/publication",
    response=answers(Record, 403, 404, 415),
    operation_id="letter_unpublish",
    summary="Take it out of the register",
    **needs("letter.publish"),
)
def unpublish(request: HttpRequest, letter: Path[UUID]) -> HttpResponse:
    """Take a letter out of the public register."""
    operations.unpublish(actor_of(request), letter)
    return again(request, letter)


def _signatures(request: HttpRequest, letter: UUID, status: int = 200) -> HttpResponse:
    found = seen(sending.signatures, request, letter=letter)
    found.status_code = status
    return found


def _safety(held: Letter) -> dict[str, Any]:
    version, publishing = held.version, held.sent
    found = decision(held, version, today(), publish=publishing)
    told = safety_of(asked(version, publish=publishing), given(held), found)
    until = {"not_before": held.not_before, "embargo": held.embargo}
    return {"version": held.number, "before": "publishing" if publishing else "sending", **until, **told}


def _sending(one: Any) -> dict[str, Any]:
    names = ("channel", "to", "copies", "message", "on", "asked", "not_before", "sent", "taken_back", "failed", "error")
    return {"id": one.pk, "version": one.version.number, **{name: getattr(one, name) for name in names}}
