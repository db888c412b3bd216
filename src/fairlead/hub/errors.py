"""Answers to what cannot be done: the right status, what, why and how to mend it, as a page, as JSON or as text."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fairlead.errors import FairleadError, InputError
from fairlead.hub.turns import BusyError

__all__ = ["away", "bad_request", "busy", "errors", "forbidden", "not_found", "refusal", "server_error", "too_many"]


def errors(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer the library's errors with 400; everything else goes to the handlers below."""

    class Answer:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            response = get_response(request)
            return _told(request, response) if response.status_code == 405 and not response.content else response

        def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
            if isinstance(error, OperationalError):
                return busy(request, error)
            if isinstance(error, BusyError):
                response = refusal(request, error, status=503)
                response.headers["Retry-After"] = "5"
                return response
            if isinstance(error, FairleadError):
                return refusal(request, error, getattr(error, "status", 400))
            if isinstance(error, Http404 | PermissionDenied):
                return _lead(request)
            return away(request, error)

    return Answer()


def _lead(request: HttpRequest) -> HttpResponse | None:
    """To the second factor, where an operator who has none is refused: it may be what they are refused for."""
    from fairlead.hub.people.actor import actor_of
    from fairlead.hub.people.views.common import second_factor_first

    of_a_page = not request.path.startswith(("/api/", "/account/")) and "." not in request.path.rpartition("/")[2]
    return second_factor_first(request) if of_a_page and actor_of(request).unproven else None


def _told(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """405, with words."""
    methods = response.headers["Allow"]
    answer = _answer(
        request,
        405,
        _("This address does not take this kind of request."),
        _("It takes: %(methods)s.") % {"methods": methods},
        _("Go to the page and use its buttons."),
    )
    answer.headers["Allow"] = methods
    return answer


def refusal(request: HttpRequest, error: FairleadError, status: int = 400) -> HttpResponse:
    """Say what the library refused, with every problem it found."""
    problems = [problem.what for problem in error.problems] if isinstance(error, InputError) else []
    return _answer(request, status, error.what, error.why or "", error.fix or "", problems)


def busy(request: HttpRequest, error: OperationalError) -> HttpResponse | None:
    """503 where so many wrote at once that one could not be kept in time; other faults of the database are faults."""
    waited = "locked" in str(error) or "deadlock" in str(error) or "serialize" in str(error)
    if not waited:
        return None
    response = _answer(
        request,
        503,
        _("Very many people are writing at this moment."),
        _("Yours could not be kept in time. Nothing was changed."),
        _("Try again in a minute."),
    )
    response.headers["Retry-After"] = "60"
    return response


def away(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """502 where the provider of an organisation's accounts does not answer as it should: all that we ask of others."""
    from requests import RequestException

    if not isinstance(error, RequestException):
        return None
    logging.getLogger(__name__).error("The identity provider failed: %s", type(error).__name__)
    return _answer(
        request,
        502,
        _("The service that you sign in with does not answer."),
        _("Nobody was signed in."),
        _("Try again in a minute, or sign in with your password."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    said = str(exception) if isinstance(exception, BadRequest) else ""
    return _answer(request, 400, _("This request cannot be read."), said, _("Check the address or the form."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    said = str(exception) if isinstance(exception, PermissionDenied) else ""
    return _answer(
        request, 403, _("You may not do this here."), said, _("Sign in with an account that may, or ask its owner.")
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also for what exists but is not for this reader, so that nobody learns that it exists."""
    said = str(exception.args[0]) if isinstance(exception, Http404) and exception.args else ""
    said = said if isinstance(said, str) and "path" not in said and "tried" not in said else ""
    return _answer(
        request, 404, _("There is nothing here."), said, _("Check the address, or search for what you need.")
    )


def too_many(request: HttpRequest, seconds: int = 300) -> HttpResponse:
    """429: somebody asks too often."""
    response = _answer(
        request,
        429,
        _("There were too many requests from your address."),
        _("A limit keeps the hub quick for everyone, and accounts safe from guessing. Nothing was changed."),
        _("Wait %(n)d seconds, then load the page again. Whoever needs much takes the files of data instead.")
        % {"n": seconds},
    )
    response.headers["Retry-After"] = str(seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours."""
    return _answer(
        request,
        500,
        _("Something went wrong on our side."),
        "",
        _("Nothing was changed. Try again, or tell the operator."),
    )


def _answer(request: HttpRequest, status: int, what: str, why: str, fix: str, problems: Any = ()) -> HttpResponse:
    if request.path.endswith(".json") or request.path.startswith("/api/"):
        return JsonResponse(
            {"error": {"status": status, "what": what, "why": why, "fix": fix, "problems": list(problems)}},
            status=status,
        )
    if request.path.endswith((".csv", ".bib", ".atom")):  # what asked for it reads no pages
        lines = [f"{status}: {what}", *problems, why, fix]
        text = "\n".join(line for line in lines if line) + "\n"
        return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
    if not hasattr(request, "user"):  # refused before anybody asked who it is
        request.user = AnonymousUser()
    context = {"status": status, "what": what, "why": why, "fix": fix, "problems": problems}
    return render(request, "error.html", context, status=status)
