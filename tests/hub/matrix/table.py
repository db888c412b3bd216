"""The expectations of `permissions.csv`, read, checked and written as a page."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from tests.hub.matrix.targets import ROLES, TOKENS

__all__ = ["ALLOWED", "COLUMNS", "FILE", "PAGE", "page", "rows"]

FILE = Path(__file__).with_name("permissions.csv")
PAGE = Path(__file__).parents[3] / "docs" / "hub" / "permissions.md"
COLUMNS = ["url", "method", "object", *ROLES, *TOKENS, "reason"]
ALLOWED = re.compile(r"2\d\d|302|301")
"""What counts as let through: an answer, or being led on after something was done."""
WORDS = {
    "nobody": "without an account or a token",
    "stranger": "signed in, member of no organisation",
    "reader": "reader of the owner's organisation",
    "editor": "editor there",
    "owner": "the person whose thing it is, and a manager there",
    "manager": "another manager there",
    "other_editor": "editor of another organisation",
    "other_manager": "manager of another organisation",
    "board": "editor of an organisation that sits on a review board",
    "operator": "operator of the hub",
    "token_none": "the owner's token that names no operation",
    "token_scope": "the owner's token that names what the operation needs, and nothing else",
    "token_elsewhere": "the owner's token with every scope, bound to another organisation",
}


def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page() -> str:
    """The page of the documentation."""
    kept = rows()
    lines = [
        "# Permissions",
        "",
        "What every address of the hub answers to everybody: made from `tests/hub/matrix/permissions.csv`, which a",
        "test holds against the addresses that there are and against real requests. Pages are asked with a session,",
        "operations of the interface for programs (`api:`) with a token of that person that names every operation; the",
        "last three columns are tokens of the owner. `login`: led to sign in; `again`: asked for the password",
        "again; 302: done, and led on. Where nothing may be known of a thing, the answer is 404.",
        "",
        "| column | who asks |",
        "|---|---|",
        *(f"| `{name}` | {words} |" for name, words in WORDS.items()),
        "",
        "## Open to everybody",
        "",
        f"{sum(not one['reason'] for one in kept)} addresses answer everybody alike, or nobody:",
        "",
        "| address | method | answer |",
        "|---|---|---|",
    ]
    alike = [one for one in kept if len({one[name] for name in (*ROLES, *TOKENS)}) == 1]
    lines += [f"| `{one['url']}` | {one['method']} | {one['nobody']} |" for one in alike]
    lines += ["", "## Open to some", "", f"| address | method | object | {' | '.join((*ROLES, *TOKENS))} | reason |"]
    lines.append("|" + "---|" * (len(COLUMNS)))
    for one in kept:
        if one not in alike:
            cells = " | ".join(one[name] for name in (*ROLES, *TOKENS))
            lines.append(f"| `{one['url']}` | {one['method']} | {one['object']} | {cells} | {one['reason']} |")
    return "\n".join(lines) + "\n"
