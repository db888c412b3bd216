"""Every setting of the hub that an operator may change, read from the environment.

`docs/hub/settings.md` is written from this list (`page`), and a test holds it complete.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fairlead.errors import FairleadError

__all__ = ["OPTIONS", "Option", "data_folder", "flag", "number", "page", "text"]


@dataclass(frozen=True)
class Option:
    """One setting: the name of the environment variable, its default as text, and what it does."""

    name: str
    default: str
    does: str


OPTIONS = {
    option.name: option
    for option in (
        Option("FAIRLEAD_HUB_DATA", "", "Folder for database, files and secret key. Empty: the user's data folder."),
        Option(
            "DATABASE_URL",
            "",
            "`postgresql://user:password@host/name` or `sqlite:///file`. Empty: SQLite in there.",
        ),
        Option("FAIRLEAD_SECRET_KEY", "", "Key that signs sessions. Empty: made once and kept in the data folder."),
        Option("FAIRLEAD_ADDRESS", "http://localhost:8000", "Address that readers use, for links in mail and feeds."),
        Option("FAIRLEAD_HOSTS", "localhost,127.0.0.1,[::1]", "Host names that the hub answers to, commas between."),
        Option("FAIRLEAD_HTTPS", "no", "`yes` where readers come by https: cookies and links then insist on it."),
        Option("FAIRLEAD_BEHIND_PROXY", "no", "`yes`: a proxy you run sets X-Forwarded-Proto and X-Forwarded-For."),
        Option("FAIRLEAD_SIGN_UP", "invitation", "`invitation`: only those invited; `open`: anyone may join."),
        Option("FAIRLEAD_MAIL_HOST", "", "SMTP server. Empty: mail is written to files in the data folder."),
        Option("FAIRLEAD_MAIL_PORT", "587", "Port of the SMTP server."),
        Option("FAIRLEAD_MAIL_USER", "", "User at the SMTP server."),
        Option("FAIRLEAD_MAIL_PASSWORD", "", "Password at the SMTP server."),
        Option("FAIRLEAD_MAIL_FROM", "fairlead@localhost", "Sender of the hub's mail."),
        Option("FAIRLEAD_MAIL_TLS", "yes", "`yes`: the connection to the SMTP server is encrypted by STARTTLS."),
        Option("FAIRLEAD_OIDC_NAME", "", "Name of your identity provider, as the sign-in page shows it. Empty: none."),
        Option("FAIRLEAD_OIDC_URL", "", "Address of the provider, where its OpenID configuration is found."),
        Option("FAIRLEAD_OIDC_CLIENT", "", "The hub's client id at the provider."),
        Option("FAIRLEAD_OIDC_SECRET", "", "The hub's client secret at the provider."),
        Option("FAIRLEAD_UPLOAD_MB", "50", "Largest list that may be uploaded, in megabytes."),
        Option("FAIRLEAD_API_LIMIT", "120", "Requests of programs a minute from one address without a token."),
        Option("FAIRLEAD_API_TOKEN_LIMIT", "600", "Requests of programs a minute with one token."),
        Option("FAIRLEAD_PAGE_LIMIT", "600", "Pages a minute for one address, without those kept in memory and help."),
        Option("FAIRLEAD_WORKERS", "2", "Processes that answer requests."),
        Option("FAIRLEAD_THREADS", "4", "Threads in each of them."),
        Option("FAIRLEAD_DEBUG", "no", "`yes` shows traces of errors in the browser; never on a machine others reach."),
    )
}


def text(name: str) -> str:
    """The value of a setting, or its default."""
    return os.environ.get(name, "").strip() or OPTIONS[name].default


def flag(name: str) -> bool:
    """A setting that is yes or no.

    Raises
    ------
    FairleadError
        If it is neither.

    Examples
    --------
    >>> flag("FAIRLEAD_HTTPS")
    False
    """
    value = text(name).lower()
    if value not in {"yes", "no", "1", "0", "true", "false"}:
        raise FairleadError(
            f"The setting {name} is {value!r}.", why="It must be yes or no.", fix=f"Set {name}=yes or {name}=no."
        )
    return value in {"yes", "1", "true"}


def number(name: str) -> int:
    """A setting that is a whole number above zero.

    Raises
    ------
    FairleadError
        If it is not.

    Examples
    --------
    >>> number("FAIRLEAD_UPLOAD_MB")
    50
    """
    value = text(name)
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise FairleadError(
            f"The setting {name} is {value!r}.",
            why="It must be a whole number above zero.",
            fix=f"Set for instance {name}={OPTIONS[name].default}.",
        )
    return int(value)


def data_folder() -> Path:
    """The folder that holds what the hub keeps; made when it is first asked for, open to this user only."""
    chosen = text("FAIRLEAD_HUB_DATA")
    if chosen:
        folder = Path(chosen).expanduser().absolute()
    else:
        from platformdirs import user_data_path

        folder = user_data_path("fairlead", appauthor=False) / "hub"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:  # somebody made it before; the database in it is readable by whoever enters
        with suppress(OSError):
            folder.chmod(0o700)
    return folder


def page() -> str:
    """The page of the documentation that lists every setting."""
    rows = [f"| `{one.name}` | {f'`{one.default}`' if one.default else ''} | {one.does} |" for one in OPTIONS.values()]
    return "\n".join(
        [
            "# Settings of the hub",
            "",
            "Every setting is a variable of the environment; this page is written from the program's own list. An",
            "empty variable counts as one that is not set. `fairlead hub settings` lists each with its value on your",
            "machine, without passwords and keys.",
            "",
            "| setting | default | what it does |",
            "|---|---|---|",
            *rows,
            "",
            "The hub reads them when it starts: after a change, start it again.",
            "",
        ]
    )
