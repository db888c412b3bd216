"""How much a request may send: what is far too large is refused before any of it is read or written to the disk.

Without this, the check against forged forms would take in a file of any size from anybody, to look for its token.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.hub.options import number

__all__ = ["limited"]

FORMS = 5_000_000
"""Bytes that a request may send where no list is taken."""
PATIENCE = 4
"""Times the limit of lists that is waited for where one is taken, so that browsers read the answer."""
LISTS = ("/assessments/", "/api/v1/assessments")


def limited(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 413 to what says that it is too long; what does not say how long it is, is not read at all."""

    def answer(request: HttpRequest) -> HttpResponse:
        said = str(request.META.get("CONTENT_LENGTH") or "0")
        most = number("FAIRLEAD_UPLOAD_MB") * 1_000_000 * PATIENCE if request.path.startswith(LISTS) else FORMS
        if said.isascii() and said.isdigit() and int(said[:20]) > max(most, FORMS):
            what, fix = _("The request is too large."), _("Send less, or send it in parts.")
            if request.path.startswith("/api/"):
                from fairlead.hub.api.faults import fault

                return fault(413, what, "", fix)
            return HttpResponse(f"{what} {fix}", content_type="text/plain; charset=utf-8", status=413)
        return get_response(request)

    return answer
