"""Matters: papers that came in, what is owed and paid, who could suffer, and what everyone may read."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from fairlead.act.follow.states import answers_of as given_in
from fairlead.hub.api.access import needs
from fairlead.hub.api.acting import AnswerIn, answers_of, inner, safety_of
from fairlead.hub.api.matters import ONE, again
from fairlead.hub.api.shapes import Given, Record, answers, written
from fairlead.hub.matters import operations
from fairlead.hub.matters.models import Matter
from fairlead.hub.matters.operations.following import public_of
from fairlead.hub.matters.operations.keeping import BIGGEST, TYPES, ledger_of
from fairlead.hub.matters.views import keeping
from fairlead.hub.pages import today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import find

__all__ = ["router"]

router = Router(tags=["Matters"])


class ReplyIn(Schema):
    """A paper that came in; an answer, refusal or decision moves the matter on where it can."""

    seen: int = Field(ge=1, le=1_000_000, description="The number of the last event that you read.")
    kind: Literal["acknowledgement", "answer", "refusal", "decision", "question", "other"]
    origin: str = Field(max_length=200, description="From which body or organisation.")
    day: date | None = Field(None, description="Today where it is left out.")
    summary: str = Field("", max_length=1000, description="What it says, without names of workers.")


class RedactIn(Given):
    """What is blacked out in a copy for others."""

    lines: list[str] = Field(max_length=200, description="Names, places, numbers: found in any spelling.")
    text: str = Field("", max_length=500_000, description="The text for others; of a text file it may stay empty.")


class LedgerIn(Given):
    """What is owed and what became of it, in decimal numbers; what is not known is left out."""

    what: str = Field(max_length=120, description="Who or what is owed: dismissed workers, for instance.")
    unit: str = Field("people", max_length=6, description="people, or a currency.")
    whole: str = Field("", max_length=24, description="How many, or how much, is owed.")
    paid: str = Field("", max_length=24)
    offered: str = Field("", max_length=24, description="Offered, not yet taken or paid.")
    refused: str = Field("", max_length=24, description="Refused by those who owe it.")
    unreached: str = Field("", max_length=24, description="People not reached.")
    unknown: str = Field("", max_length=24, description="Known not to be known.")
    source: str = Field("", max_length=300, description="Where the figures are from.")
    day: date | None = Field(None, description="As of this day; today where it is left out.")

    model_config = {"json_schema_extra": {"examples": [{"what": "dismissed workers", "whole": "1074", "paid": "984"}]}}


class MatterSafetyIn(Given):
    """Who could suffer: answers by question."""

    answers: dict[str, AnswerIn] = Field({}, max_length=100)


class MatterPublicIn(Given):
    """What everyone would read."""

    summary: str = Field(max_length=3000, description="What came of it, for everyone.")
    shows: list[Literal["log", "papers", "ledgers"]] = Field([], max_length=3, description="What is shown besides.")


@router.get(
    ONE + "/replies",
    response=answers(list[Record], 403, 404),
    operation_id="matter_replies",
    summary="Papers that came in",
    **needs("matter.see"),
)
def replies(request: HttpRequest, matter: Path[UUID]) -> HttpResponse:
    """Papers that came in, with the ids of their files; those of a step that was taken back do not count."""
    held = find(actor_of(request), Matter, pk=matter)
    papers = {one.event: one for one in held.papers.defer("content")}
    events = held.log.events
    gone = {one.of for one in events if one.kind == "undone"}
    return written([_reply(one, papers.get(one.number), gone) for one in events if one.reply is not None])


@router.post(
    ONE + "/replies",
    response=answers(Record, 403, 404, 409, 413, 415, status=201),
    operation_id="matter_reply",
    summary="File a reply",
    **needs("matter.change"),
)
def reply(
    request: HttpRequest, matter: Path[UUID], given: Form[ReplyIn], file: File[UploadedFile | None] = None
) -> HttpResponse:
    """File a paper that came in, with its file if there is one, as multipart/form-data."""
    name, content = (file.name or "", file.read(BIGGEST + 1)) if file is not None else ("", b"")
    entered = given.dict()
    operations.file_reply(
        actor_of(request), matter, entered.pop("seen"), entered.pop("kind"), **entered, name=name, content=content
    )
    return again(request, matter, 201)


_PAPER = needs("matter.see")
_PAPER["openapi_extra"]["responses"] = {
    200: {
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in dict.fromkeys((*TYPES.values(), "application/octet-stream"))
        }
    }
}


@router.get(
    ONE + "/papers/{uuid:paper}/{form}",
    response=answers(Record, 403, 404),
    operation_id="matter_paper",
    summary="The file of a paper",
    **_PAPER,
)
def paper(
    request: HttpRequest, matter: Path[UUID], paper: Path[UUID], form: Path[Literal["original", "redacted"]]
) -> HttpResponse:
    """The file as it came, or the redacted copy of its text."""
    found: HttpResponse = inner(keeping.paper)(request, matter=matter, paper=paper, form=form)
    return found


@router.put(
    ONE + "/papers/{uuid:paper}",
    response=answers(Record, 403, 404, 415),
    operation_id="matter_redact",
    summary="Black out what others must not read",
    **needs("matter.change"),
)
def redact(request: HttpRequest, matter: Path[UUID], paper: Path[UUID], given: RedactIn) -> HttpResponse:
    """Keep a text for others in which everything is blacked out that is named; read it before anybody else does."""
    made = operations.black_out(actor_of(request), matter, paper, given.text, given.lines)
    return written({"text": made.text, "times": made.times, "unused": made.unused})


@router.get(
    ONE + "/ledgers",
    response=answers(list[Record], 403, 404),
    operation_id="matter_ledgers",
    summary="What is owed and paid",
    **needs("matter.see"),
)
def ledgers(request: HttpRequest, matter: Path[UUID]) -> HttpResponse:
    """What is owed and what became of it, the newest of each as `current`; what is not explained is shown."""
    return written(_ledgers(find(actor_of(request), Matter, pk=matter)))


@router.post(
    ONE + "/ledgers",
    response=answers(list[Record], 403, 404, 415, status=201),
    operation_id="matter_ledger",
    summary="Say what is owed and paid",
    **needs("matter.change"),
)
def ledger(request: HttpRequest, matter: Path[UUID], given: LedgerIn) -> HttpResponse:
    """Say what is owed and what became of it on a day; what was said before stays beside it."""
    said = given.dict()
    main = {name: said.pop(name) for name in ("what", "unit", "whole", "source", "day")}
    operations.add_ledger(actor_of(request), matter, **main, parts=said)
    return written(_ledgers(find(actor_of(request), Matter, pk=matter)), 201)


@router.get(
    ONE + "/safety",
    response=answers(Record, 403, 404),
    operation_id="matter_safety",
    summary="Who could suffer for it",
    **needs("matter.see"),
)
def safety(request: HttpRequest, matter: Path[UUID]) -> HttpResponse:
    """What is asked before one writes again or, once a summary for everyone stands, before it is published."""
    return written(_safety(find(actor_of(request), Matter, pk=matter)))


@router.put(
    ONE + "/safety",
    response=answers(Record, 403, 404, 415),
    operation_id="matter_safety_answer",
    summary="Answer who could suffer",
    **needs("matter.change"),
)
def safety_answer(request: HttpRequest, matter: Path[UUID], given: MatterSafetyIn) -> HttpResponse:
    """Keep answers in the log; none where one cannot be."""
    held = find(actor_of(request), Matter, "change", pk=matter)
    sent = answers_of(given.answers)
    return written(_safety(operations.answer_safety(actor_of(request), matter, sent, publish=bool(held.summary))))


@router.put(
    ONE + "/public",
    response=answers(Record, 403, 404, 415),
    operation_id="matter_prepare",
    summary="Say what everyone would read",
    **needs("matter.publish"),
)
def prepare(request: HttpRequest, matter: Path[UUID], given: MatterPublicIn) -> HttpResponse:
    """Say what everyone would read, and see it; what is public already is taken back, to be asked about anew."""
    return written(public_of(operations.prepare(actor_of(request), matter, given.summary, given.shows)))


@router.put(
    ONE + "/publication",
    response=answers(Record, 403, 404, 415),
    operation_id="matter_publish",
    summary="Publish what was prepared",
    **needs("matter.publish"),
)
def publish(request: HttpRequest, matter: Path[UUID]) -> HttpResponse:
    """Let everyone read what was prepared, from the end of an embargo on, once nothing stands in the way."""
    made = operations.publish(actor_of(request), matter)
    return written({"published": made.published, "embargo": made.embargo, "public": made.public})


@router.delete(
    ONE + "/publication",
    response=answers(Record, 403, 404, 415),
    operation_id="matter_unpublish",
    summary="Take it out of the register",
    **needs("matter.publish"),
)
def unpublish(request: HttpRequest, matter: Path[UUID]) -> HttpResponse:
    """Take a matter out of the public register."""
    operations.unpublish(actor_of(request), matter)
    return again(request, matter)


def _reply(event: Any, paper: Any, gone: set[int]) -> dict[str, Any]:
    file = {"id": paper.pk, "name": paper.name, "size": paper.size, "redacted": bool(paper.redacted)} if paper else None
    told = {"number": event.number, **msgspec.to_builtins(event.reply)}
    return {**told, "counts": event.number not in gone, "paper": file}


def _ledgers(held: Matter) -> list[dict[str, Any]]:
    newest = {row.pk for row, _ledger in operations.current(held)}
    return [
        {
            "what": row.what,
            "unit": row.unit,
            "day": row.day,
            "owed": row.whole,
            "parts": row.parts,
            "not_explained": None if (left := ledger_of(row).unexplained) is None else str(left),
            "text": ledger_of(row).text(),
            "source": row.source,
            "current": row.pk in newest,
        }
        for row in held.ledgers.all()
    ]


def _safety(held: Matter) -> dict[str, Any]:
    publishing, log = bool(held.summary), held.log
    asked = operations.questions(held, today(), publish=publishing)
    found = operations.safe(held, log, today(), publish=publishing)
    told = safety_of(asked, {one.question: one for one in given_in(log)}, found)
    return {"before": "publishing" if publishing else "writing again", "embargo": held.embargo, **told}
