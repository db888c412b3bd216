"""docs/hub/urls.md lists every address of the hub with what it does; FAIRLEAD_WRITE=1 writes it anew."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from fairlead.hub.api.service import described

PAGE = Path(__file__).parents[3] / "docs" / "hub" / "urls.md"
FORMS = re.compile(r"\.(json|csv|bib|csl\.json|pdf|docx|atom)$")
OF_ACCOUNTS = {
    "account_login": "Sign in.",
    "account_logout": "Sign out.",
    "account_inactive": "Says that an account is barred.",
    "account_signup": "Begin an account, where the operator lets anybody.",
    "account_reauthenticate": "Enter the password again before something that protects the account is changed.",
    "account_email": "The address of the account, and a new one.",
    "account_email_verification_sent": "Says that a mail to confirm the address is on its way.",
    "account_confirm_email": "Confirm an address by the link in a mail.",
    "account_change_password": "Change the password.",
    "account_set_password": "Set a first password.",
    "account_reset_password": "Ask for a link to set a new password.",
    "account_reset_password_done": "Says that the link is on its way.",
    "account_reset_password_from_key": "Set a new password by the link in a mail.",
    "account_reset_password_from_key_done": "Says that the password is set.",
    "mfa_index": "Two-factor sign-in: what is set up.",
    "mfa_authenticate": "Enter the second factor.",
    "mfa_reauthenticate": "Enter the second factor again.",
    "mfa_activate_totp": "Turn two-factor sign-in on.",
    "mfa_deactivate_totp": "Turn two-factor sign-in off.",
    "mfa_view_recovery_codes": "See the recovery codes.",
    "mfa_generate_recovery_codes": "Make new recovery codes.",
    "mfa_download_recovery_codes": "Get the recovery codes as a file.",
    "socialaccount_connections": "Identity providers that one signs in with.",
    "socialaccount_signup": "Finish an account that an identity provider begins.",
    "socialaccount_login_cancelled": "Says that signing in by a provider was stopped.",
    "socialaccount_login_error": "Says that signing in by a provider failed.",
    "openid_connect_callback": "Where an identity provider sends people back to.",
}
HEAD = """# Addresses

Every address of the hub, made from the code and held to it by a test. Parts in `<...>` are filled in. Forms stand
beside a page: `/goods/` is the page, `/goods.json` its data, `/goods.csv` its rows, `/goods.bib` and
`/goods.csl.json` its citation. Filters are parameters of the address; a value that cannot be is answered 400 with
what can. What each role is answered stands in [permissions](permissions.md)."""


def walk(patterns: list[Any], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern), one


def says(name: str, view: Any) -> str:
    base = getattr(view, "page_view", view)
    text = OF_ACCOUNTS.get(name) or (base.__doc__ or getattr(view, "__doc__", "") or "").strip()
    return " ".join(text.split("\n\n")[0].split())


def page() -> str:
    forms: dict[str, list[str]] = {}
    about: dict[str, tuple[str, str]] = {}
    for route, one in walk(get_resolver().url_patterns):
        name = str(one.name)
        if route.startswith("api/v1/") and name != "openapi":
            continue
        plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).strip("^$")
        plain = "/" + re.sub(r"<\w+:", "<", plain)
        found = FORMS.search(name)
        if found and getattr(one.callback, "page_form", found[1]) == found[1]:
            forms.setdefault(FORMS.sub("", name), []).append(found[1])
        else:
            about[name] = (plain, says(name, one.callback))
    lines = [HEAD, "## Pages", "", "| address | name | other forms | what it is |", "|---|---|---|---|"]
    for name, (route, text) in sorted(about.items(), key=lambda one: one[1][0]):
        others = ", ".join(sorted(forms.pop(name, ())))
        lines.append(f"| `{route}` | `{name}` | {others} | {text.replace('|', '/')} |")
    assert not forms, f"forms without a page: {forms}"
    lines += ["", "## The interface for programs", "", "| operation | address | what it is |", "|---|---|---|"]
    for address, methods in described()["paths"].items():
        for method, told in methods.items():
            lines.append(f"| `{told['operationId']}` | `{method.upper()} {address}` | {told['summary']} |")
    return "\n".join(lines) + "\n"


def test_every_address_is_documented() -> None:
    made = page()
    if os.environ.get("FAIRLEAD_WRITE") == "1":
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made, "FAIRLEAD_WRITE=1 python -m pytest tests/hub/api writes it anew"


def test_every_address_says_what_it_is() -> None:
    bare = [line for line in page().splitlines() if line.startswith("|") and line.rstrip().endswith("|  |")]
    assert not bare, "views without a docstring:\n" + "\n".join(bare)
