"""The sign-in link for the first visitor of this machine: made on its console, good once and for one hour.

Only its hash is kept, in a file of the data folder that this user alone can read. Looking at the page does not spend
the link, pressing its button does: previews and scanners that open links change nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from fairlead.hub.options import data_folder
from fairlead.hub.people.models import User

__all__ = ["HOLDS", "first_link", "first_operator", "holds", "make", "spend"]

HOLDS = 3600.0
"""Seconds that a link is good for."""
FILE = "first-link"
ADDRESS = "operator@localhost"
"""Where the first operator's mail goes until they give an address of their own."""


def first_link() -> str | None:
    """A new link while nobody can run the hub; None once an operator can sign in without it."""
    operators = User.objects.filter(is_superuser=True, is_active=True)
    if any(one.has_usable_password() for one in operators) or SocialAccount.objects.filter(user__in=operators).exists():
        return None
    return make()


def make(base: str = "", *, now: float | None = None) -> str:
    """Make a link; an earlier one no longer works.

    Parameters
    ----------
    base
        Beginning of the address, as in ``http://127.0.0.1:8000``; empty: the setting FAIRLEAD_ADDRESS.
    now
        Seconds since 1970; the clock's, if it is not given.

    Returns
    -------
    str
        The whole address. It is nowhere else: print it, do not log it.
    """
    token = secrets.token_urlsafe(32)
    until = (time.time() if now is None else now) + HOLDS
    path = _path()
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        json.dump({"hash": _hash(token), "until": until}, file)
    beside.replace(path)
    return (base.rstrip("/") or settings.ADDRESS) + reverse("first_link", kwargs={"secret": token})


def holds(token: str, *, now: float | None = None) -> bool:
    """Whether a link is good; asking does not spend it."""
    try:
        kept = json.loads(_path().read_text(encoding="ascii"))
        until, known = float(kept["until"]), str(kept["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return hmac.compare_digest(known, _hash(token)) and (time.time() if now is None else now) < until


def spend(token: str, *, now: float | None = None) -> bool:
    """Use a link up. Of two that use it at the same moment, one wins."""
    if not holds(token, now=now):
        return False
    spent = _path().with_name(f"{FILE}.{secrets.token_hex(4)}")
    try:
        _path().rename(spent)
    except OSError:
        return False
    kept = json.loads(spent.read_text(encoding="ascii"))
    with suppress(OSError):
        spent.unlink()
    return hmac.compare_digest(str(kept["hash"]), _hash(token))


@transaction.atomic
def first_operator() -> User:
    """The operator of longest standing; made if there is none."""
    found = User.objects.filter(is_superuser=True, is_active=True).order_by("date_joined", "pk").first()
    if found is not None:
        return found
    made, new = User.objects.get_or_create(email=ADDRESS)
    made.is_superuser = made.is_staff = made.is_active = True
    if new:
        made.set_unusable_password()
    made.save()
    EmailAddress.objects.get_or_create(user=made, email=ADDRESS, defaults={"verified": True, "primary": True})
    return made


def _path() -> Path:
    return data_folder() / FILE


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
