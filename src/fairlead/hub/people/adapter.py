"""How accounts are made here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from fairlead.hub.options import text

__all__ = ["AccountAdapter"]


class AccountAdapter(DefaultAccountAdapter):
    """Only those invited may make an account, unless the operator opened the hub."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this reader may make an account."""
        return text("FAIRLEAD_SIGN_UP") == "open" or bool(request.session.get("invitation"))

    def get_user_display(self, user: Any) -> str:
        """The name, never the address."""
        return str(user)
