"""Who asks: nobody, or the holder of a token, with the scopes that the token leaves them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security.base import AuthBase

from fairlead.hub.people.actor import NOBODY, Actor, actor_of
from fairlead.hub.people.operations import actor_for_token
from fairlead.hub.people.policy import in_scope

__all__ = ["Token", "actor_by_token", "needs"]

BEARER = "bearer "


def actor_by_token(request: HttpRequest) -> Actor | None:
    """The actor behind the ``Authorization`` header: nobody where there is none, None where it is not good.

    Sessions count for nothing here: a page of another site cannot act in the name of somebody who is signed in.
    """
    given = request.headers.get("Authorization")
    if given is None:
        return NOBODY
    if not given.lower().startswith(BEARER):
        return None
    return actor_for_token(given[len(BEARER) :].strip())


class Token(AuthBase):
    """A token that names an operation."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, *operations: str) -> None:
        super().__init__()
        self.operations = operations

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The holder; None where there is no token.

        Raises
        ------
        PermissionDenied
            If the token does not name the operation.
        """
        actor = actor_of(request)
        if actor.user is None:
            return None
        for operation in self.operations:
            if not in_scope(actor, operation):
                raise PermissionDenied(_("This token does not name %(what)s.") % {"what": operation})
        return actor


def needs(*operations: str) -> dict[str, Any]:
    """Arguments of an endpoint that takes a token with these scopes; who does something must also see the thing."""
    operations = tuple(dict.fromkeys(f"{one.partition('.')[0]}.see" for one in operations)) + operations
    operations = tuple(dict.fromkeys(operations))
    return {"auth": Token(*operations), "openapi_extra": {"x-scopes": list(operations)}}
