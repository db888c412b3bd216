"""Whatever is typed into a form or an address is answered: never a fault of ours, and what is refused is said in words.

Names of fields are read from the code; values are what breaks programs. Some rounds in the usual run, with fixed seeds;
FAIRLEAD_FUZZ=100 makes so many before a release.
"""

from __future__ import annotations

import os
import re
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.cache import cache as limits
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from tests.hub.matrix.samples import POSTS
from tests.hub.matrix.targets import Asker, Target, targets

import fairlead.hub

ROUNDS = int(os.environ.get("FAIRLEAD_FUZZ", "1"))
NASTY = [
    "", " ", "0", "-1", "1", "2", "9" * 30, "1e999", "nan", "inf", "-0", "0x10", "１２", "²", "٣", "1.5", "1,5", "true",
    "2021-02-30", "2021-13-01", "0000-00-00", "9999-12-31", "10000-01-01", "2021-03-17T00:00", "1899-12-31", "today",
    "\x00", "a\x00b", "\u202eabc\u202c", "\u200f\u061c", "\ufeff", "\ud7ff", "\U0010ffff", "é\u0301" * 50, "🦆" * 100,
    "x" * 10_000, "=1+1", "@SUM(A1)", "'", '"', "<script>alert(1)</script>", "{{ 7*7 }}", "%s%n%d", "%(x)s", "%",
    "../../etc",
    "..", ".", "/", "\\", "\r\nSet-Cookie: a=b", "\n", "\t", "NPL", "npl", "ZZZ", "P029", "C000", "none", "null", "NaN",
    "everyone", "a" * 300, "a,b,c=1;d", "Nepal=", "=5", "France=1e400", "France=-1", "world2011", "[]", "{}", "[" * 500,
    "00000000-0000-0000-0000-000000000000", "https://", "javascript:alert(1)", "a@b", "a@" + "b" * 300 + ".org",
    "(" * 200, "*" * 200, '"' * 50, "AND OR NOT", "NEAR(", "country:", "-", "--", "\x7f", "\u2028",
]  # fmt: skip
RAW = ["%FF", "%ED%A0%80", "%C0%80", "%", "%zz", "%00", "+", "%E2%80%AE", "&&&", "=", "a=b=c", ";"]
"""What stands in an address as it is: bytes that are no text, and marks out of place."""
READ = re.compile(
    r"""(?:GET|POST|asked|given|query)\.(?:get|getlist)\(\s*["']([\w-]+)["']"""
    r"""|\((?:request|asked), ["']([\w-]+)["']"""
    r"""|name=["']([\w-]+)["']"""
)


@cache
def fields() -> list[str]:
    """Names of fields that any view or form of the hub reads."""
    folder = Path(fairlead.hub.__file__).parent
    found = {"before", "after", "page", "on", "q", "seat", "country1", "amount1", "fact-x", "column_amount", "choice_0"}
    found |= {"seat1-verdict", "seat1-reason", "seat1-read"}
    for path in (*folder.rglob("*.py"), *folder.rglob("*.html")):
        found |= {name for groups in READ.findall(path.read_text(encoding="utf-8")) for name in groups if name}
    return sorted(found | {name for sent in POSTS.values() if isinstance(sent, dict) for name in sent})


def pages_of() -> list[Target]:
    return [one for one in targets() if not one.api and one.thing != "shared"]


values = st.one_of(st.sampled_from(NASTY), st.text(max_size=60))
said = st.dictionaries(st.sampled_from(fields()), values, max_size=5)
who = st.sampled_from(("nobody", "owner", "operator", "reader"))


def test_any_text_in_any_field_is_answered(asker: Asker) -> None:
    every = pages_of()
    assert len(every) > 500
    assert len(fields()) > 80

    @seed(20_261_121)
    @settings(
        max_examples=400 * ROUNDS, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(
        place=st.integers(0, len(every) - 1),
        who=who,
        said=said,
        raw=st.sampled_from(("", "", "", *RAW)),
        usual=st.booleans(),
    )
    def ask(place: int, who: str, said: dict[str, str], raw: str, usual: bool) -> None:
        target = every[place]
        address, sent = asker.request_of(target)
        sent = {**(sent if usual and isinstance(sent, dict) else {}), **said}
        if target.method == "GET":
            query = "&".join([*(f"{quote(name)}={quote(value)}" for name, value in said.items()), raw])
            held(asker, who, "GET", f"{address.partition('?')[0]}?{query}", None)
        else:
            held(asker, who, "POST", address, sent)

    ask()


def test_any_text_in_any_address_is_answered(asker: Asker) -> None:
    open_ones = [one for one in pages_of() if one.method == "GET" and asker.named_of(one)]
    texts = [one for one in open_ones if any(isinstance(value, str) for value in asker.named_of(one).values())]
    assert len(texts) > 100

    @seed(20_261_121)
    @settings(
        max_examples=250 * ROUNDS, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(place=st.integers(0, len(texts) - 1), value=values, raw=st.sampled_from(("", "", *RAW)))
    def ask(place: int, value: str, raw: str) -> None:
        target = texts[place]
        named = {name: value if isinstance(old, str) else old for name, old in asker.named_of(target).items()}
        try:
            address = reverse(target.name, kwargs=named)
        except NoReverseMatch:
            address = reverse(target.name, kwargs=asker.named_of(target))
        held(asker, "nobody", "GET", address + raw, None)

    ask()


def test_lists_that_are_no_lists_are_answered(asker: Asker) -> None:
    bodies = [
        b"",
        b"\x00" * 50,
        b"PK\x03\x04" + b"x" * 100,
        b"\xff\xfe\x00\xd8",
        b",".join([b"a"] * 5000),
        b"\xed\xa0\x80;x",
    ]
    for name in ("assessment-new", "assessment-list", "correction-import"):
        target = next(one for one in pages_of() if (one.name, one.method) == (name, "POST"))
        address, _sent = asker.request_of(target)
        for body in bodies:
            for title in ("list.csv", "list.xlsx", "../../x\u202e.csv", "x" * 300):
                held(
                    asker,
                    "owner",
                    "POST",
                    address,
                    {"list": SimpleUploadedFile(title, body), "file": SimpleUploadedFile(title, body)},
                )


def held(asker: Asker, role: str, method: str, address: str, sent: Any) -> None:
    limits.clear()
    client = Client(raise_request_exception=False)
    client.cookies = SimpleCookie(asker.cookies[role].output(header="", sep=";"))
    mark = transaction.savepoint()
    try:
        answer = client.get(address) if method == "GET" else client.post(address, sent)
    finally:
        transaction.savepoint_rollback(mark)
        asker.world.restore()
    told = f"{method} {address[:300]} as {role} with {str(sent)[:300]}: {answer.status_code}"
    assert answer.status_code < 500 or answer.status_code == 503, told
    if answer.status_code >= 400:
        words = re.sub(r"<[^>]*>", " ", answer.content.decode("utf-8", "replace"))
        assert len(words.split()) >= 3, f"{told}, without words"
    assert "Set-Cookie: a=b" not in str(answer.headers)
    assert b"<script>alert(1)" not in answer.content, told
