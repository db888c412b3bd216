"""Letters: written, read, changed and kept as files, by the same operations as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from fairlead.act.format import FORMAT
from fairlead.act.receivable import received
from fairlead.errors import FairleadError
from fairlead.hub.api.access import needs
from fairlead.hub.api.acting import AudienceIn, BelongsIn, Seen, after, audience_of, inner, rows_of, seen
from fairlead.hub.api.cases import Answers, CaseIn, case_of
from fairlead.hub.api.shapes import Done, Given, Part, Record, Rows, answers, written
from fairlead.hub.documents.kinds import TYPES
from fairlead.hub.letters import operations
from fairlead.hub.letters.models import Letter
from fairlead.hub.letters.views import writing
from fairlead.hub.pages import today
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import find

__all__ = ["ONE", "again", "router"]

router = Router(tags=["Letters"])
ONE = "/letters/{uuid:letter}"
LONGEST = 12_000


class Wanted(Part):
    """Which letters."""

    batch: str = Field("", max_length=40, description="Those written together with this number.")


class LetterIn(Given):
    """A new letter, of a case, or of a draft that Fairlead wrote: then of its case, with what was edited in it."""

    kind: str = Field("", max_length=60, description="Which kind of document; that of the draft, where one is given.")
    case: CaseIn | None = None
    draft: dict[str, Any] | None = Field(None, description="A draft in the form `fairlead.draft/1`.")
    title: str = Field("", max_length=300, description="As you call it; else its own title.")
    campaign: UUID | None = Field(None, description="The campaign that it belongs to, one that you are inside of.")

    model_config = {
        "json_schema_extra": {
            "examples": [{"kind": "ratification", "case": {"state": "NPL", "fields": {"minister": "The Minister"}}}]
        }
    }


class LettersIn(Given):
    """One letter for each addressee, of one case; what differs from letter to letter stands in the rows."""

    kind: str = Field(max_length=60, description="Which kind of document.")
    case: CaseIn
    rows: list[dict[str, str]] = Field(
        min_length=1, max_length=200,
        description="One addressee each: placeholders of the kind, and `state`, `partner`, `place`, `sector`, `good` "
        "or `language` where they differ from the case. Problems count the first of them as row 2.",
    )  # fmt: skip
    title: str = Field("", max_length=300, description="As you call each; else its own title.")
    campaign: UUID | None = Field(None, description="The campaign that they belong to, one that you are inside of.")

    model_config = {
        "json_schema_extra": {
            "examples": [
                {"kind": "ratification", "case": {"state": "NPL"}, "rows": [{"minister": "The Minister of Labour"}]}
            ]
        }
    }


class LetterChange(Seen):
    """What is changed; the change is a new version, and approvals of other words count no more."""

    case: CaseIn | None = Field(None, description="In the place of the case that stands.")
    fields: dict[str, str] = Field({}, max_length=200, description="Placeholders that are completed, by key.")
    edits: dict[str, str | None] = Field(
        {}, max_length=500, description="Own words by the id of a passage; null takes an edit back."
    )
    title: str | None = Field(None, max_length=300)
    why: str = Field("", max_length=300, description="What was changed, in a few words.")

    model_config = {"json_schema_extra": {"examples": [{"seen": 1, "fields": {"reply_by": "1 May"}}]}}


class Pair(Schema):
    """Which two versions are compared."""

    before: str = Field("", alias="from", max_length=9, description="The number of a version; the one before the last.")
    after: str = Field("", alias="to", max_length=9, description="The number of another; the last.")


class LetterAnswersIn(Given):
    """Answers to what the procedure asks; an empty one opens the question again."""

    answers: dict[str, str] = Answers


class FileOf(Schema):
    """Which version."""

    version: str = Field("", max_length=9, description="The number of one that was sent. Left out: as it stands.")


@router.get("/letters", response=answers(Rows, 403), operation_id="letters", summary="Letters", **needs("letter.see"))
def every(request: HttpRequest, wanted: Query[Wanted]) -> HttpResponse:
    """One's own letters, those shared with one, and those that one's organisation is asked to sign."""
    return rows_of(writing.letters, request, wanted)


@router.post(
    "/letters",
    response=answers(Record, 403, 404, 415, status=201),
    operation_id="letter_create",
    summary="Write a letter",
    **needs("letter.change"),
)
def create(request: HttpRequest, given: LetterIn) -> HttpResponse:
    """Write a letter from the facts of its case, private to its writer.

    Of a draft the case and the edits are taken; all other words are written anew from the hub's facts.
    """
    actor = actor_of(request)
    if (given.case is None) == (given.draft is None):
        raise FairleadError(_("A letter is written of a case or of a draft."), fix=_("Give one of the two."))
    if given.case is not None:
        made = operations.create(actor, given.kind, case_of(given.case), title=given.title, campaign=given.campaign)
        return again(request, made.pk, 201)
    draft = FORMAT.parse(msgspec.json.encode(given.draft), _("the draft"))
    kind = given.kind or draft.kind
    edits = {one.id: one.edited for one in (*draft.passages, *draft.annex) if one.edited is not None}
    with transaction.atomic():
        made = operations.create(actor, kind, draft.case, title=given.title, campaign=given.campaign)
        if edits:
            operations.change(actor, made.pk, made.number, edits=edits, why=_("edits of the draft"))
    return again(request, made.pk, 201)


@router.post(
    "/letters/batch",
    response=answers(Record, 403, 404, 415, status=201),
    operation_id="letter_batch",
    summary="Write one letter to many",
    **needs("letter.change"),
)
def create_batch(request: HttpRequest, given: LettersIn) -> HttpResponse:
    """Begin one letter for each addressee, all of them or none; `batch` finds them together in the list of letters."""
    actor, case = actor_of(request), case_of(given.case)
    made = operations.create_batch(actor, given.kind, case, given.rows, title=given.title, campaign=given.campaign)
    letters = [{"id": one.pk, "title": one.title, "version": one.number} for one in made]
    return written({"batch": made[0].batch, "letters": letters}, 201)


@router.get(ONE, response=answers(Record, 403, 404), operation_id="letter", summary="One letter", **needs("letter.see"))
def one(request: HttpRequest, letter: Path[UUID]) -> HttpResponse:
    """A letter as it stands: its version and the digest of its words, its draft, and what keeps it from being sent."""
    return seen(writing.letter, request, letter=letter)


@router.delete(
    ONE,
    response=answers(Done, 403, 404, 415),
    operation_id="letter_delete",
    summary="Delete for good",
    **needs("letter.delete"),
)
def delete(request: HttpRequest, letter: Path[UUID]) -> HttpResponse:
    """Delete a letter with all its versions for good."""
    operations.delete(actor_of(request), letter)
    return written({"done": True})


@router.get(
    ONE + "/versions",
    response=answers(Record, 403, 404),
    operation_id="letter_versions",
    summary="Versions",
    **needs("letter.history"),
)
def versions(request: HttpRequest, letter: Path[UUID], pair: Query[Pair]) -> HttpResponse:  # noqa: ARG001
    """All versions with their numbers, and what changed between two of them."""
    return seen(writing.versions, request, letter=letter)


@router.post(
    ONE + "/versions",
    response=answers(Record, 403, 404, 409, 415, status=201),
    operation_id="letter_change",
    summary="Make a new version",
    **needs("letter.change"),
)
def change(request: HttpRequest, letter: Path[UUID], given: LetterChange) -> HttpResponse:
    """Change a letter. Answered 409, and nothing is kept, where another version came between."""
    operations.change(
        actor_of(request),
        letter,
        given.seen,
        case=case_of(given.case) if given.case is not None else None,
        fields=given.fields,
        edits=given.edits,
        title=given.title,
        why=given.why,
    )
    return again(request, letter, 201)


@router.post(
    ONE + "/versions/{int:number}/restore",
    response=answers(Record, 403, 404, 409, 415, status=201),
    operation_id="letter_restore",
    summary="Go back to a version",
    **needs("letter.change"),
)
def restore(request: HttpRequest, letter: Path[UUID], number: Path[int], given: Seen) -> HttpResponse:
    """Let an older version stand again, as a new one."""
    operations.restore(actor_of(request), letter, given.seen, number)
    return again(request, letter, 201)


@router.post(
    ONE + "/renew",
    response=answers(Record, 403, 404, 409, 415, status=201),
    operation_id="letter_renew",
    summary="Write it from today's facts",
    **needs("letter.change"),
)
def renew(request: HttpRequest, letter: Path[UUID], given: Seen) -> HttpResponse:
    """Write a letter again from the facts of today, as a new version; edits stay."""
    operations.renew(actor_of(request), letter, given.seen, today().isoformat())
    return again(request, letter, 201)


@router.get(
    ONE + "/standing",
    response=answers(Record, 403, 404),
    operation_id="letter_standing",
    summary="Whether it can be sent",
    **needs("letter.see"),
)
def standing(request: HttpRequest, letter: Path[UUID]) -> HttpResponse:
    """Whether a letter can be sent today: what is open in it, and what to do about each."""
    held = find(actor_of(request), Letter, pk=letter)
    found = operations.standing(held, today())
    return written({"version": held.number, "ready": found.ready, **msgspec.to_builtins(found)})


@router.get(
    ONE + "/procedure",
    response=answers(Record, 403, 404),
    operation_id="letter_procedure",
    summary="What the procedure requires",
    **needs("letter.history"),
)
def procedure(request: HttpRequest, letter: Path[UUID]) -> HttpResponse:
    """Whether each procedure that the letter starts can receive it, and what was answered to what they ask."""
    return written(_received(find(actor_of(request), Letter, "history", pk=letter)))


@router.put(
    ONE + "/procedure",
    response=answers(Record, 403, 404, 415),
    operation_id="letter_procedure_answer",
    summary="Answer what the procedure asks",
    **needs("letter.change"),
)
def answer(request: HttpRequest, letter: Path[UUID], given: LetterAnswersIn) -> HttpResponse:
    """Keep answers to what the procedure asks; all of them or none."""
    return written(_received(operations.answer_procedure(actor_of(request), letter, given.answers)))


_FILE = needs("letter.see")
_FILE["openapi_extra"]["responses"] = {
    200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in TYPES.values()}}
}


@router.get(
    ONE + "/files/{form}", response=answers(Record, 403, 404), operation_id="letter_file", summary="As a file", **_FILE
)
def file(request: HttpRequest, letter: Path[UUID], form: Path[str], wanted: Query[FileOf]) -> HttpResponse:  # noqa: ARG001
    """A letter as a file: pdf, docx or txt; as it stands, or a version that was sent, as it was sent."""
    if form not in TYPES:
        raise Http404(_("Files: %(known)s.") % {"known": ", ".join(TYPES)})
    found: HttpResponse = inner(writing.file)(request, letter=letter, form=form)
    return found


@router.put(
    ONE + "/audience",
    response=answers(Record, 403, 404, 415),
    operation_id="letter_audience",
    summary="Say who sees it",
    **needs("letter.share"),
)
def audience(request: HttpRequest, letter: Path[UUID], given: AudienceIn) -> HttpResponse:
    """Show a letter to an organisation or a network of one's own, or to nobody else."""
    find(actor_of(request), Letter, "share", pk=letter)
    operations.set_audience(actor_of(request), letter, *audience_of(request, given))
    return again(request, letter)


@router.put(
    ONE + "/campaign",
    response=answers(Record, 403, 404, 415),
    operation_id="letter_campaign",
    summary="Say which campaign it belongs to",
    **needs("letter.change", "campaign.inside"),
)
def campaign(request: HttpRequest, letter: Path[UUID], given: BelongsIn) -> HttpResponse:
    """Say to which campaign a letter belongs, out of those that one is inside of; nobody sees it by that."""
    operations.set_campaign(actor_of(request), letter, given.campaign)
    return again(request, letter)


def again(request: HttpRequest, letter: UUID, status: int = 200) -> HttpResponse:
    """A letter as it stands after a change; its id alone where the change took it from sight."""
    return after(request, Letter, writing.letter, status, letter=letter)


def _received(held: Letter) -> dict[str, Any]:
    return {"answers": held.answers, "routes": [one.plain() for one in received(held.version.draft, held.answers)]}
