"""What the interface answers when it cannot do what was asked: one shape, and the status that fits."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from pydantic import Field

from fairlead.errors import FairleadError, InputError, Problem
from fairlead.hub.assessments.files import NoSpaceError, TooLargeError
from fairlead.hub.assessments.operations import BusyError
from fairlead.hub.corrections.operations.proposing import TooManyError
from fairlead.hub.letters.operations import ConflictError

__all__ = ["Error", "fault", "handle", "refused"]

MOST = 100
"""Problems that one answer names."""


class Fault(Schema):
    """What went wrong, why, and what to do."""

    status: int = Field(description="The status of the answer.")
    what: str = Field(description="What could not be done.")
    why: str = Field(description="Why; may be empty.")
    fix: str = Field(description="How to mend it; may be empty.")
    problems: list[str] = Field(description="Every problem that was found, where there are several.")


class Error(Schema):
    """The one shape of every answer that is not a success."""

    error: Fault


def fault(status: int, what: str, why: str = "", fix: str = "", problems: Iterable[str] = ()) -> HttpResponse:
    """An answer in the shape of `Error`."""
    said = {"status": status, "what": what, "why": why, "fix": fix, "problems": list(problems)[:MOST]}
    response = HttpResponse(msgspec.json.encode({"error": said}), content_type="application/json", status=status)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def refused(error: FairleadError) -> HttpResponse:
    """What the library or an operation refuses."""
    kinds = {BusyError: 409, ConflictError: 409, TooLargeError: 413, TooManyError: 429, NoSpaceError: 507}
    status = next((status for kind, status in kinds.items() if isinstance(error, kind)), 400)
    problems = [_said(problem) for problem in error.problems] if isinstance(error, InputError) else []
    return fault(status, error.what, error.why or "", error.fix or "", problems)


def _said(problem: Problem) -> str:
    """What is wrong, with the row of a table in which it is."""
    return (
        problem.what if problem.row is None else _("row %(row)s: %(what)s") % {"row": problem.row, "what": problem.what}
    )


def handle(api: NinjaAPI) -> None:
    """Let an interface answer every error in this shape."""

    def _refused(_request: HttpRequest, error: Any) -> HttpResponse:
        return refused(error)

    def _invalid(_request: HttpRequest, error: Any) -> HttpResponse:
        problems = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors]
        fix = _("Compare it with the description of this operation.")
        return fault(422, _("The request has values that cannot be."), problems[0] if problems else "", fix, problems)

    def _unread(_request: HttpRequest, error: Any) -> HttpResponse:
        return fault(error.status_code, _("This request cannot be read."), str(error), _("Send it as JSON in UTF-8."))

    def _unknown(_request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001
        return no_token()

    def _forbidden(_request: HttpRequest, error: Any) -> HttpResponse:
        fix = _("Use a token that names this operation, of somebody whose role allows it.")
        return fault(403, _("You may not do this here."), str(error), fix)

    def _absent(_request: HttpRequest, error: Any) -> HttpResponse:
        said = str(error.args[0]) if error.args and isinstance(error.args[0], str) else ""
        return fault(404, _("There is nothing here."), said, _("Check the address, or search for what you need."))

    def _often(_request: HttpRequest, error: Any) -> HttpResponse:
        return too_often(error.wait or 60)

    def _large(_request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001
        return fault(413, _("The request is too large."), "", _("Send less at a time."))

    for kind, answer in (
        (FairleadError, _refused),
        (ValidationError, _invalid),
        (HttpError, _unread),
        (AuthenticationError, _unknown),
        (PermissionDenied, _forbidden),
        (Http404, _absent),
        (Throttled, _often),
        (RequestDataTooBig, _large),
    ):
        api.add_exception_handler(kind, answer)


def no_token() -> HttpResponse:
    """401."""
    return fault(
        401,
        _("This needs a token that is valid."),
        _("None was sent, or it is not known, has ended or was revoked."),
        _("Make a token on the page of your account and send it as “Authorization: Bearer <token>”."),
    )


def too_often(wait: float) -> HttpResponse:
    """429."""
    seconds = max(1, math.ceil(wait))
    response = fault(429, _("There were too many requests."), "", _("Wait %(n)d seconds, then go on.") % {"n": seconds})
    response.headers["Retry-After"] = str(seconds)
    return response
