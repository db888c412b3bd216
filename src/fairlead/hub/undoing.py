"""What was changed can be taken back: the next page offers it once, as a form that changes it to what it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

__all__ = ["Undo", "take_undo", "undoable"]

Undo = tuple[str, Mapping[str, str | list[str]]]
"""Where to send what, to take a change back."""

_KEPT = "undo"


def undoable(request: HttpRequest, what: str, address: str, /, **fields: str | list[str]) -> None:
    """Remember how to take the last change back; the next page says what was done and offers it.

    Parameters
    ----------
    what
        What was done, in a sentence.
    address
        Where the form of taking it back is sent.
    fields
        What it sends: the values as they were.
    """
    kept = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    request.session[_KEPT] = {"what": str(what), "address": address, "fields": kept}


def take_undo(request: HttpRequest) -> Any:
    """The change that can be taken back, given once; readers without a session are asked for none."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "session"):
        return None
    return request.session.pop(_KEPT, None) if _KEPT in request.session else None
