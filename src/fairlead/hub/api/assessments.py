"""Assessments: from a list to a result, by the same operations as the pages."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Path, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from fairlead.chain.headings import ROLES
from fairlead.errors import FairleadError
from fairlead.hub.api.access import needs
from fairlead.hub.api.shapes import Done, Given, Part, Record, Rows, answers, data_of, many, written
from fairlead.hub.assessments import operations
from fairlead.hub.assessments.files import Incoming, safe_name
from fairlead.hub.assessments.models import Assessment
from fairlead.hub.assessments.results import found_of, latest_check, result_of, version
from fairlead.hub.assessments.views.common import state_of
from fairlead.hub.assessments.views.comparing import compared
from fairlead.hub.assessments.views.result import FILES, as_file
from fairlead.hub.assessments.views.steps import TYPES
from fairlead.hub.people.actor import actor_of
from fairlead.hub.people.policy import allowed, find, require, visible

__all__ = ["ONE", "AssessmentOut", "again", "router"]

router = Router(tags=["Assessments"])
ONE = "/assessments/{uuid:assessment}"
RESULT = ONE + "/results/{int:number}"


class AssessmentOut(Schema):
    """One list of purchases and where it stands."""

    id: UUID
    title: str
    mine: bool
    audience: str
    file_name: str
    input_sha256: str
    created: str
    changed: str
    columns: Record = Field(description="How the list is read, as far as it was said.")
    preview: Record = Field(description="Sheets, headings and what the columns seem to hold; for its owner.")
    run: Record | None = Field(description="The last run: reading the list, or assessing it.")
    results: list[int] = Field(description="Numbers of the results, the newest first.")


class Title(Given):
    """A new title."""

    title: str = Field(min_length=1, max_length=200)


class Columns(Given):
    """How the list is read. A heading for each role that is not as the headings say; an empty one: no such column."""

    columns: dict[str, str] = Field({}, max_length=40)
    sheet: str = Field("", max_length=200)
    currency: str = Field("", max_length=40)
    year: str = Field("", max_length=10)
    decimal: Literal["", ".", ","] = ""
    drop_duplicates: bool = False


class RunIn(Given):
    """What is to be done with the list."""

    purpose: Literal["check", "assess"] = "assess"
    table: Literal["world2011", "wiod2011"] = "world2011"
    draws: int = Field(2000, ge=200, le=5000)
    tiers: int = Field(5, ge=1, le=20)
    paths: int = Field(20, ge=0, le=200)
    account: dict[str, str] = Field({}, max_length=40, description="Assumptions of the account by name.")


@router.get(
    "/assessments",
    response=answers(Rows, 403),
    operation_id="assessments",
    summary="Assessments",
    **needs("assessment.see"),
)
def every(request: HttpRequest, part: Query[Part]) -> HttpResponse:
    """One's own assessments and those shared with one's organisations and networks, the last changed first."""
    found = visible(actor_of(request), Assessment).order_by("-changed", "pk")
    shown = found.defer("preview")[part.offset : part.offset + part.limit]
    mine = getattr(actor_of(request).user, "pk", None)
    return many(
        found.count(),
        list(shown),
        part,
        lambda one: {
            "id": one.pk,
            "title": one.title,
            "mine": one.owner_id == mine,
            "audience": one.audience,
            "changed": one.changed,
        },
    )


@router.post(
    "/assessments",
    response=answers(AssessmentOut, 403, 413, 415, 507, status=201),
    operation_id="assessment_create",
    summary="Upload a list",
    **needs("assessment.change"),
)
def create(request: HttpRequest, list: File[UploadedFile], title: Form[str] = "") -> HttpResponse:  # noqa: A002
    """Make an assessment of a list: CSV, XLSX or ODS, as multipart/form-data. It is private to its owner."""
    made = operations.create(actor_of(request), _taken(list), safe_name(list.name or ""), title[:200])
    return written(plain(request, made), 201)


@router.get(
    ONE,
    response=answers(AssessmentOut, 403, 404),
    operation_id="assessment",
    summary="One assessment",
    **needs("assessment.see"),
)
def one(request: HttpRequest, assessment: Path[UUID]) -> HttpResponse:
    """Where an assessment stands: its columns, its last run with progress, and its results."""
    return written(plain(request, find(actor_of(request), Assessment, pk=assessment)))


@router.patch(
    ONE,
    response=answers(AssessmentOut, 403, 404, 415),
    operation_id="assessment_rename",
    summary="Rename",
    **needs("assessment.change"),
)
def rename(request: HttpRequest, assessment: Path[UUID], given: Title) -> HttpResponse:
    """Call an assessment something else."""
    operations.rename(actor_of(request), assessment, given.title)
    return again(request, assessment)


@router.delete(
    ONE,
    response=answers(Done, 403, 404, 415),
    operation_id="assessment_delete",
    summary="Delete for good",
    **needs("assessment.delete"),
)
def delete(request: HttpRequest, assessment: Path[UUID]) -> HttpResponse:
    """Delete an assessment with its list, results and links for good. It cannot be taken back."""
    operations.delete(actor_of(request), assessment)
    return written({"done": True})


@router.post(
    ONE + "/list",
    response=answers(AssessmentOut, 403, 404, 413, 415, 507),
    operation_id="assessment_list",
    summary="Upload a mended list",
    **needs("assessment.change"),
)
def replace(request: HttpRequest, assessment: Path[UUID], list: File[UploadedFile]) -> HttpResponse:  # noqa: A002
    """Put a mended list in the place of the old one; results made before stay as they are."""
    require(actor_of(request), "change", find(actor_of(request), Assessment, pk=assessment))
    operations.replace_list(actor_of(request), assessment, _taken(list), safe_name(list.name or ""))
    return again(request, assessment)


@router.put(
    ONE + "/columns",
    response=answers(AssessmentOut, 403, 404, 415),
    operation_id="assessment_columns",
    summary="Say what columns hold",
    **needs("assessment.change"),
)
def columns(request: HttpRequest, assessment: Path[UUID], given: Columns) -> HttpResponse:
    """Say how the list is read; the preview of the assessment tells its headings and sheets."""
    asked: dict[str, Any] = {f"column_{role}": heading for role, heading in given.columns.items()}
    asked |= {name: getattr(given, name) for name in ("sheet", "currency", "year", "decimal")}
    asked["drop_duplicates"] = "yes" if given.drop_duplicates else ""
    unknown = [role for role in given.columns if role not in ROLES]
    if unknown:
        raise FairleadError(
            _("There is no such role of a column: %(name)s.") % {"name": repr(unknown[0][:40])},
            fix=_("Roles: %(roles)s.") % {"roles": ", ".join(ROLES)},
        )
    operations.set_reading(actor_of(request), assessment, asked)
    return again(request, assessment)


@router.get(
    ONE + "/problems",
    response=answers(Record, 403, 404),
    operation_id="assessment_problems",
    summary="What is wrong with the rows",
    **needs("assessment.see"),
)
def problems(request: HttpRequest, assessment: Path[UUID]) -> HttpResponse:
    """What a run with purpose `check` found: every row that cannot be used, and texts that are uncertain."""
    run = latest_check(find(actor_of(request), Assessment, pk=assessment))
    if run is None:
        raise Http404(_("The list was not read yet, or was changed since."))
    return written(found_of(run))


@router.post(
    ONE + "/runs",
    response=answers(Record, 403, 404, 409, 415, status=202),
    operation_id="assessment_run",
    summary="Read or assess",
    **needs("assessment.run"),
)
def start(request: HttpRequest, assessment: Path[UUID], given: RunIn) -> HttpResponse:
    """Begin to read or to assess the list in the background; ask the assessment for how far it is."""
    options = {**given.dict(exclude={"purpose", "account"}), **given.account}
    options = {**options, **given.dict(include={"table", "draws", "tiers", "paths"})}
    run = operations.start(actor_of(request), assessment, given.purpose, options if given.purpose == "assess" else None)
    return written(state_of(run), 202)


@router.delete(
    ONE + "/runs",
    response=answers(Done, 403, 404, 415),
    operation_id="assessment_cancel",
    summary="Cancel the run",
    **needs("assessment.run"),
)
def cancel(request: HttpRequest, assessment: Path[UUID]) -> HttpResponse:
    """Stop the run that is under way, if there is one; nothing is left of it."""
    return written({"done": operations.cancel(actor_of(request), assessment) is not None})


@router.get(
    RESULT,
    response=answers(Record, 403, 404),
    operation_id="assessment_result",
    summary="One result",
    **needs("assessment.see"),
)
def result(request: HttpRequest, assessment: Path[UUID], number: Path[int]) -> HttpResponse:
    """One result, in the form `fairlead.assessment/1` of the library: every estimate with its 90 % range."""
    run = version(find(actor_of(request), Assessment, pk=assessment), number)
    return as_file(result_of(run), "json", "result")


_FILE = needs("assessment.download")
_FILE["openapi_extra"]["responses"] = {
    200: {
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}} for form, kind in TYPES.items() if form != "json"
        }
    }
}


@router.get(
    RESULT + "/files/{form}",
    response=answers(Record, 403, 404),
    operation_id="assessment_file",
    summary="A result as a file",
    **_FILE,
)
def result_file(request: HttpRequest, assessment: Path[UUID], number: Path[int], form: Path[str]) -> HttpResponse:
    """One result as a file to keep: html, xlsx, pdf, docx or json."""
    thing = find(actor_of(request), Assessment, "download", pk=assessment)
    run = version(thing, number)
    if form not in FILES:
        raise Http404(_("Files: %(known)s.") % {"known": ", ".join(FILES)})
    return as_file(result_of(run), form, f"assessment-{number}")


@router.delete(
    RESULT,
    response=answers(Done, 403, 404, 415),
    operation_id="assessment_result_delete",
    summary="Delete one result",
    **needs("assessment.delete"),
)
def result_delete(request: HttpRequest, assessment: Path[UUID], number: Path[int]) -> HttpResponse:
    """Delete one result, with the links to it, for good."""
    operations.delete_run(actor_of(request), assessment, number)
    return written({"done": True})


@router.get(
    "/compare",
    response=answers(Record, 403, 404),
    operation_id="assessment_compare",
    summary="Compare two results",
    **needs("assessment.see"),
)
def compare(
    request: HttpRequest,
    before: str = Query(..., max_length=60, description="An assessment, a point, and the number of a result."),
    after: str = Query(..., max_length=60, description="The other one."),
) -> HttpResponse:
    """Two results side by side; a difference within the ranges is said to be one that cannot be told."""
    if not before or not after:
        raise FairleadError(_("Two results are needed."), fix=_("Give before and after."))
    return data_of(compared, request)


def _taken(upload: UploadedFile) -> Incoming:
    return Incoming.of(upload.chunks())


def again(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """An assessment as it stands after a change; its id alone where the change took it from sight."""
    thing = visible(actor_of(request), Assessment).filter(pk=assessment).first()
    return written(plain(request, thing)) if thing is not None else written({"id": assessment})


def plain(request: HttpRequest, thing: Assessment) -> dict[str, Any]:
    """An assessment as the interface tells it."""
    last = thing.runs.defer("answer", "draws").order_by("-asked").first()
    numbers = thing.runs.filter(number__isnull=False, state="done").order_by("-number")
    return {
        "id": thing.pk,
        "title": thing.title,
        "mine": thing.owner_id == getattr(actor_of(request).user, "pk", None),
        "audience": thing.audience,
        "file_name": thing.file_name,
        "input_sha256": thing.sha256,
        "created": thing.created,
        "changed": thing.changed,
        "columns": thing.reading,
        "preview": thing.preview if allowed(actor_of(request), "change", thing) else {},
        "run": state_of(last),
        "results": list(numbers.values_list("number", flat=True)),
    }
